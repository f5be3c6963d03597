import type { ProgramView, Suggestion, TextEdit } from '../../src/model/index.ts';
import { intoObject } from '../object-edits.ts';
import { lastCode, quoteOf } from '../text-style.ts';
import type { Slot, Verification } from './verifications.ts';

/** The edit that pins `algorithm` where this verification takes its list, or nothing when it cannot be made safely. */
export function pin(program: ProgramView, verification: Verification, algorithm: string): Suggestion | undefined {
  const { slot } = verification;
  if (!slot) return undefined;
  const home = slot.kind === 'property' ? slot.object.module : verification.site.module;
  const text = program.text(home);
  const quote = quoteOf(text);
  const name = `${quote}${algorithm}${quote}`;
  const edit = slot.kind === 'property' ? intoObject(text, slot.object, [wording(slot, name)]) : intoArguments(text, verification, slot, name);
  if (!edit) return undefined;
  if (home !== verification.site.module) edit.file = home.path;
  return { message: `Pin the algorithm: ${wording(slot, `'${algorithm}'`)}`, edits: [edit] };
}

/** The edit that puts these algorithms in the place of a list that is written out. */
export function replace(program: ProgramView, verification: Verification, algorithms: string[]): Suggestion | undefined {
  const site = verification.accepted.kind === 'list' ? verification.accepted.site : undefined;
  if (!site || algorithms.length === 0) return undefined;
  const text = program.text(site.module);
  if (text[site.start] !== '[' || text[site.end - 1] !== ']') return undefined;
  const quote = quoteOf(text);
  const edit: TextEdit = { start: site.start, end: site.end, text: `[${algorithms.map((name) => quote + name + quote).join(', ')}]` };
  return { message: `Accept only ${algorithms.join(', ')}`, edits: [edit] };
}

function wording(slot: Slot, name: string): string {
  switch (slot.shape) {
    case 'options': return `{ algorithms: [${name}] }`;
    case 'verify': return `verify: { algorithms: [${name}] }`;
    case 'list': return `${slot.kind === 'property' ? slot.property : 'algorithms'}: [${name}]`;
    case 'name': return slot.kind === 'property' ? `${slot.property}: ${name}` : name;
  }
}

function intoArguments(text: string, { site }: Verification, slot: Slot & { kind: 'argument' }, name: string): TextEdit | undefined {
  const value = wording(slot, name);
  const next = site.expr.args[slot.index];
  if (next) return { start: next.start, end: next.start, text: `${value}, ` };
  if (site.expr.args.length !== slot.index || text[site.expr.end - 1] !== ')') return undefined;
  const last = lastCode(text, site.expr.args.at(-1)!.end, site.expr.end - 1);
  if (last === undefined) return undefined;
  return { start: last, end: last, text: text[last - 1] === ',' ? ` ${value}` : `, ${value}` };
}
