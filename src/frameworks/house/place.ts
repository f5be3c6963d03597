import type { HousePlace } from '../../model/index.ts';

/** A place, taken apart. `to` of an argument: the last of several. */
export interface Place {
  base: { kind: 'argument'; from: number; to: number } | { kind: 'decorator'; name: string } | { kind: 'name' | 'key' | 'file' } | { kind: 'export'; name: string };
  members: string[];
  text: HousePlace;
}

const known = new Map<HousePlace, Place>();

export function placeOf(text: HousePlace): Place {
  let place = known.get(text);
  if (!place) known.set(text, (place = parse(text)));
  return place;
}

function parse(text: HousePlace): Place {
  const [, first = '', rest = ''] = /^(-?\d+(?:\.\.-?\d+)?|@?[\w$]+)((?:\..+)?)$/.exec(text) ?? [];
  return { base: baseOf(first), members: rest.split('.').slice(1), text };
}

function baseOf(first: string): Place['base'] {
  const [, from, to] = /^(-?\d+)(?:\.\.(-?\d+))?$/.exec(first) ?? [];
  if (from !== undefined) return { kind: 'argument', from: Number(from), to: Number(to ?? from) };
  if (first.startsWith('@')) return { kind: 'decorator', name: first.slice(1) };
  return first === 'name' || first === 'key' || first === 'file' ? { kind: first } : { kind: 'export', name: first };
}

/** What the value at a place is called in a message: the member, the decorator or the export that it is read from. */
export function nameOfPlace({ base, members, text }: Place): string {
  const member = members.findLast((one) => /^[A-Za-z_$]/.test(one));
  if (member !== undefined) return member;
  return base.kind === 'decorator' ? `@${base.name}` : base.kind === 'export' ? base.name : base.kind === 'argument' ? `argument ${base.from}` : text;
}
