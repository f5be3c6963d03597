import type { CallRecord, Site, Value } from '../model/index.ts';
import { object } from '../link/index.ts';
import { caller } from './simulation.ts';

const PACKAGES = /^(zod|valibot|@hapi\/joi|joi|yup|superstruct|arktype|runtypes|io-ts|@valibot\/.*|zod\/.*)$/;
const GIVES = /^(parse|parseAsync|cast|validateSync|assert)$/;
const ANSWERS = /^(safeParse|safeParseAsync|spa)$/;

/**
 * What a schema makes of something of the caller's: it has the right form or not, and stays what it is. `undefined` where
 * nothing of the caller's is in it.
 */
export function validated(name: string | undefined, label: string, record: CallRecord, site: Site): Value | undefined {
  if (name === undefined || !PACKAGES.test(name) || (!GIVES.test(label) && !ANSWERS.test(label))) return undefined;
  const given = record.args.find(isTheirs);
  if (!given) return undefined;
  if (GIVES.test(label)) return given;
  const absent = given.kind === 'caller' && given.what === 'absent';
  const result = object(site);
  result.props.set('success', absent ? given : caller('input', 'valid', site));
  result.props.set('data', given);
  result.props.set('error', absent ? { ...given, what: 'missing' } : caller('input', 'invalid', site));
  result.open = true;
  return result;
}

function isTheirs(value: Value): boolean {
  if (value.kind === 'caller') return value.what !== 'input' && value.what !== 'request' && value.what !== 'context' && value.what !== 'response';
  return value.kind === 'object' && value.cls === undefined && [...value.props.values()].some(isTheirs);
}
