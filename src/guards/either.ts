import type { CallRecord, Value } from '../model/index.ts';
import { entryOf, FALSE, literal, object, packageOf, pathOf, TRUE, UNDEFINED } from '../link/index.ts';

const TAGS: Record<string, { tag: string; holds?: string }> = {
  right: { tag: 'Right', holds: 'right' }, left: { tag: 'Left', holds: 'left' }, some: { tag: 'Some', holds: 'value' }, none: { tag: 'None' },
};
const ASKS: Record<string, string> = { isRight: 'Right', isLeft: 'Left', isSome: 'Some', isNone: 'None' };

/** An `Either` or `Option` of fp-ts, made or asked which it is: results that carry a refusal out of a service. `undefined`: it is something else. */
export function eitherCall(record: CallRecord): Value | undefined {
  const from = packageOf(record.callee);
  if (from === undefined || !(from === 'fp-ts' || from.startsWith('fp-ts/'))) return undefined;
  const name = pathOf(record.callee).at(-1) ?? '';
  const [given = UNDEFINED] = record.args;
  const asked = entryOf(ASKS, name);
  if (asked !== undefined) {
    const tag = given.kind === 'object' ? given.props.get('_tag') : undefined;
    return tag?.kind === 'literal' ? (tag.value === asked ? TRUE : FALSE) : undefined;
  }
  const made = entryOf(TAGS, name);
  if (!made) return undefined;
  const value = object();
  value.props.set('_tag', literal(made.tag));
  if (made.holds) value.props.set(made.holds, given);
  return value;
}
