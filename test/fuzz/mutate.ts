import { CHARACTERS, NAMES, TEXTS } from './hostile.ts';
import type { Random } from './random.ts';

/** Texts longer than this make a run slow and find nothing more. */
const LONGEST = 60_000;

type Mutation = (text: string, random: Random, donor: string) => string;

const TOKEN = /[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\s+|=>|\.\.\.|\?\.|[=!<>]=+|&&|\|\||[^]/gu;

function tokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function onTokens(change: (list: string[], at: number, random: Random, donor: string) => void): Mutation {
  return (text, random, donor) => {
    const list = tokens(text);
    if (list.length > 0) change(list, random.int(list.length), random, donor);
    return list.join('');
  };
}

function onLines(change: (lines: string[], at: number, random: Random) => void): Mutation {
  return (text, random) => {
    const lines = text.split('\n');
    change(lines, random.int(lines.length), random);
    return lines.join('\n');
  };
}

function part(text: string, random: Random, most: number): string {
  const from = random.int(text.length + 1);
  return text.slice(from, from + random.int(most));
}

const MUTATIONS: Mutation[] = [
  onTokens((list, at) => list.splice(at, 1)),
  onTokens((list, at) => list.splice(at, 0, list[at]!)),
  onTokens((list, at, random) => { const to = random.int(list.length); [list[at], list[to]] = [list[to]!, list[at]!]; }),
  onTokens((list, at, random) => { list[at] = list[random.int(list.length)]!; }),
  onTokens((list, at, random) => { list[at] = random.pick(NAMES); }),
  onTokens((list, at, random, donor) => { const other = tokens(donor.slice(0, 4000)); list.splice(at, random.int(3), ...other.slice(random.int(other.length)).slice(0, random.int(30))); }),
  onTokens((list, at, random) => list.splice(at, random.int(list.length - at))),
  onLines((lines, at) => lines.splice(at, 1)),
  onLines((lines, at) => lines.splice(at, 0, lines[at]!)),
  onLines((lines, at, random) => lines.splice(random.int(lines.length), 0, ...lines.splice(at, 1 + random.int(5)))),
  onLines((lines, at, random) => { const line = lines[at]!; if (line.length < 200) lines.splice(at, 0, ...Array.from({ length: random.int(300) }, () => line)); }),
  (text, random) => { const at = random.int(text.length + 1); return text.slice(0, at) + random.pick(CHARACTERS) + text.slice(at); },
  (text, random) => { const at = random.int(text.length + 1); return text.slice(0, at) + text.slice(at + 1 + random.int(4)); },
  (text, random) => text.slice(0, random.int(text.length + 1)),
  (text, random, donor) => { const at = random.int(text.length + 1); return text.slice(0, at) + part(donor, random, 600) + text.slice(at); },
  renamed,
  literal,
  nested,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '\u2028'),
];

/** One of the names of a text becomes another one wherever it stands. */
function renamed(text: string, random: Random): string {
  const list = tokens(text);
  const names = list.filter((token) => /^[A-Za-z_$]/.test(token));
  if (names.length === 0) return text;
  const [from, to] = [random.pick(names), random.chance(0.6) ? random.pick(NAMES) : random.pick(names)];
  return list.map((token) => (token === from ? to : token)).join('');
}

/** A literal becomes a text that somebody may take for more than that. */
function literal(text: string, random: Random): string {
  const list = tokens(text);
  const places = list.flatMap((token, at) => (/^["']./.test(token) ? [at] : []));
  if (places.length > 0) list[random.pick(places)] = random.chance(0.8) ? JSON.stringify(random.pick(TEXTS)) : `\`${random.pick(CHARACTERS)}\${${random.pick(NAMES)}}\``;
  return list.join('');
}

const BRACKETS = [['(', ')'], ['[', ']'], ['{', '}'], ['f(', ')'], ['`${', '}`'], ['<a>', '</a>'], ['() => ', ''], ['!', ''], ['a ? ', ' : b'], ['if (a) ', ''], ['await ', ''], ['new ', ''], ['x.', ''], ['{a:', '}'], ['async () => { ', ' }'], ['class { m() { ', ' } }'], ['a?.[', ']'], ['/* ', ' */'], ['...[', ']']] as const;

function nested(text: string, random: Random): string {
  const list = tokens(text);
  const at = random.int(list.length + 1);
  const to = at + random.int(20);
  const [open, close] = random.pick(BRACKETS);
  const times = random.chance(0.1) ? random.int(1500) : random.int(30);
  return [...list.slice(0, at), open.repeat(times), ...list.slice(at, to), close.repeat(times), ...list.slice(to)].join('');
}

/**
 * A text with some changes: of its tokens, lines and characters, and with parts of another one.
 * @param donor the other one
 */
export function mutated(text: string, random: Random, donor: string): string {
  let result = text;
  for (let left = 1 + random.int(random.chance(0.2) ? 12 : 4); left > 0; left--) {
    const next = random.pick(MUTATIONS)(result, random, donor);
    if (next.length <= LONGEST) result = next;
  }
  return result;
}
