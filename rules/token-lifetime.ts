import type { Value } from '../src/model/index.ts';
import { alternatives, entryOf, textOf } from '../src/link/index.ts';

const SECOND: Record<string, number> = { ms: 0.001, msec: 0.001, msecs: 0.001, millisecond: 0.001, milliseconds: 0.001, s: 1, sec: 1, secs: 1, second: 1, seconds: 1, m: 60, min: 60, mins: 60, minute: 60, minutes: 60, h: 3600, hr: 3600, hrs: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400, days: 86_400, w: 604_800, week: 604_800, weeks: 604_800, y: 31_557_600, yr: 31_557_600, yrs: 31_557_600, year: 31_557_600, years: 31_557_600 };

/**
 * How long a token lives, in seconds, as libraries read it: a number in the unit, a text such as `15m` or `2 days` (a bare number in a text
 * is milliseconds for the package ms). `undefined` when it cannot be told. Of several, the longest.
 */
/** No duration is longer. */
const LONGEST = 100;

export function secondsOf(value: Value, unit: 'seconds' | 'milliseconds' | 'moment'): number | undefined {
  const each = alternatives(value).filter((one) => one.kind !== 'env' && !(one.kind === 'literal' && one.value === undefined)).map((one) => {
    if (one.kind === 'literal' && typeof one.value === 'number') return unit === 'moment' ? undefined : one.value * (unit === 'milliseconds' ? 0.001 : 1);
    const text = textOf(one);
    const match = text === undefined || text.length > LONGEST ? undefined : /^\s*(-?\d*\.?\d+)\s*([a-z]*)\s*(from now)?\s*$/i.exec(text);
    if (!match) return undefined;
    const factor = match[2] === '' ? 0.001 : entryOf(SECOND, match[2]!.toLowerCase());
    return factor === undefined ? undefined : Number(match[1]) * factor;
  });
  const known = each.filter((one) => one !== undefined);
  return known.length > 0 && known.length === each.length ? Math.max(...known) : undefined;
}

/** `15 minutes`, `2 hours`, `30 days`. */
export function inWords(seconds: number): string {
  const [amount, noun] = seconds >= 2 * 86_400 ? [seconds / 86_400, 'day'] : seconds >= 7200 ? [seconds / 3600, 'hour'] : seconds >= 60 ? [seconds / 60, 'minute'] : [seconds, 'second'];
  const rounded = Math.round(amount * 10) / 10;
  return `${rounded} ${noun}${rounded === 1 ? '' : 's'}`;
}
