import type { Colors } from 'picocolors/types.js';
import { pad, printable, width } from '../text.ts';
import { accessInWords, CHANGES, isNewlyOpen, type AccessDiff, type Change, type RouteChange } from './compare.ts';
import type { Reason } from './strength.ts';

const TITLES: Record<Change, string> = { weaker: 'Weaker', new: 'New', changed: 'Changed', stronger: 'Stronger', gone: 'Gone' };

/** A reason as plain text: `requireRole removed at src/app.ts:21`. */
export function reasonText({ message, place, side }: Reason): string {
  if (!place) return message;
  return side === 'before' && !message.endsWith(' removed') ? `${message}, before at ${place.file}:${place.line}` : `${message} at ${place.file}:${place.line}`;
}

/** How many there are of each kind: `1 weaker, 2 new (1 public), 14 unchanged`. */
export function totals({ changes, unchanged }: AccessDiff): string {
  const open = changes.filter(isNewlyOpen).length;
  const parts = CHANGES.flatMap((kind) => {
    const some = changes.filter(({ change }) => change === kind).length;
    return some === 0 ? [] : [`${some} ${kind}${kind === 'new' && open > 0 ? ` (${open} public)` : ''}`];
  });
  return [...parts, `${unchanged} unchanged`].join(', ');
}

function transition({ before, after }: RouteChange): string {
  const [was, is] = [before && accessInWords(before), after && accessInWords(after)];
  return was === undefined || is === undefined || was === is ? (is ?? was)! : `${was} -> ${is}`;
}

/** The difference of two maps for people: by kind, a route a line. */
export function diffText(diff: AccessDiff, colors: Colors): string {
  const paint: Record<Change, (text: string) => string> = { weaker: colors.red, new: colors.cyan, changed: colors.yellow, stronger: colors.green, gone: colors.dim };
  const lines: string[] = [];
  for (const kind of CHANGES) {
    const some = diff.changes.filter(({ change }) => change === kind);
    if (some.length === 0) continue;
    const names = some.map(({ method, path }) => printable(`${method} ${path}`));
    const columns = Math.min(60, Math.max(...names.map(width)));
    lines.push(paint[kind](TITLES[kind]), ...some.map((one, at) => {
      const why = one.reasons.map(reasonText).join('; ');
      const place = (one.after ?? one.before!);
      const note = why === '' ? colors.dim(`(${printable(`${place.file}:${place.line}`)})`) : colors.dim(`(${printable(why)})`);
      const access = printable(transition(one));
      return `  ${pad(names[at]!, columns)}  ${isNewlyOpen(one) || kind === 'weaker' ? colors.red(access) : access}  ${note}`;
    }), '');
  }
  return [...lines, diff.changes.length === 0 ? `No route lets other callers through: ${totals(diff)}.` : `${totals(diff)}.`, ''].join('\n');
}
