import type {
  ArrayValue, Asked, CallerValue, ExternalValue, FunctionValue, LiteralValue, ObjectValue, Site, TextValue, UnionValue, UnknownValue, Value,
} from '../model/index.ts';
import { askedOf } from './asked.ts';

/** Why a regular expression is not known that was put together of something that is not. */
export const UNKNOWN_PATTERN = 'a pattern';
export const UNDEFINED: LiteralValue = { kind: 'literal', value: undefined };
export const TRUE: LiteralValue = { kind: 'literal', value: true };
export const FALSE: LiteralValue = { kind: 'literal', value: false };

let identity = 0;
/** A number that nothing else has. Only compared, never printed. */
export function nextIdentity(): number {
  return ++identity;
}

export function literal(value: LiteralValue['value'], site?: Site): LiteralValue {
  return site ? { kind: 'literal', value, site } : { kind: 'literal', value };
}

export function unknown(reason: string, site?: Site): UnknownValue {
  return site ? { kind: 'unknown', reason, site } : { kind: 'unknown', reason };
}

/** What a table says of a name that the scanned code chose: `constructor`, which every object has, is in none. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

export function external(name: string, path: string[] = []): ExternalValue {
  return { kind: 'external', package: name, path };
}

export function object(site?: Site): ObjectValue {
  const value: ObjectValue = { kind: 'object', id: nextIdentity(), props: new Map() };
  if (site) value.site = site;
  return value;
}

/** A list that doubles in each of many lines would fill the memory; of a longer one only the beginning is known. */
const MAX_ELEMENTS = 1024;

export function array(elements: Value[], open = false): ArrayValue {
  if (elements.length > MAX_ELEMENTS) return { kind: 'array', elements: elements.slice(0, MAX_ELEMENTS), open: true };
  return open ? { kind: 'array', elements, open } : { kind: 'array', elements };
}

const MAX_UNION = 24;

/** One of several; nested unions are flattened, duplicates dropped. */
export function union(values: readonly Value[]): Value {
  const flat: Value[] = [];
  const add = (value: Value): void => {
    if (flat.length >= MAX_UNION) return;
    if (value.kind === 'union') value.values.forEach(add);
    else if (!flat.some((other) => other === value || (other.kind === value.kind && same(other, value) === true))) flat.push(value);
  };
  values.forEach(add);
  if (flat.length === 0) return UNDEFINED;
  if (flat.length === 1) return flat[0]!;
  return { kind: 'union', values: flat } satisfies UnionValue;
}

export function alternatives(value: Value): Value[] {
  return value.kind === 'union' ? value.values : [value];
}

/** Same value for certain (`true`), different for certain (`false`), or `undefined`. */
export function same(a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  if (a.kind === 'literal' && b.kind === 'literal') return a.asked ? isText(a.asked, b) : b.asked ? isText(b.asked, a) : a.value === b.value;
  if (a.kind === 'function' && b.kind === 'function') return a.fn === b.fn && a.scope === b.scope && a.self === b.self && a.bound === b.bound ? true : false;
  if (a.kind === 'external' && b.kind === 'external') {
    return a.package === b.package && a.path.length === b.path.length && a.path.every((part, i) => part === b.path[i]) ? true : undefined;
  }
  if (a.kind === 'env' && b.kind === 'env' && a.name === b.name) return true;
  if (a.kind === 'result' && b.kind === 'result') return a.id === b.id ? true : undefined;
  if (a.kind === 'property' && b.kind === 'property' && a.name === b.name && same(a.object, b.object) === true) return true;
  if (a.kind === 'caller' && b.kind === 'caller' && a.what === b.what && a.name === b.name) return true;
  if (isConcrete(a) && isConcrete(b) && (a.kind !== b.kind || a.kind === 'object')) return false;
  return undefined;
}

function isText(asked: Asked, { value }: LiteralValue): boolean {
  return typeof value === 'string' && asked.ask(`==${JSON.stringify(value)}`, (text) => text === value);
}

const CONCRETE = new Set(['literal', 'function', 'class', 'object', 'array', 'regexp']);
export function isConcrete(value: Value): boolean {
  return CONCRETE.has(value.kind);
}

/** JavaScript's truthiness, or `undefined` when it cannot be known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'literal': return value.asked ? value.asked.ask('?', Boolean) : Boolean(value.value);
    case 'function': case 'class': case 'object': case 'array': case 'regexp': case 'external': case 'builtin': return true;
    case 'result': return value.call.constructed ? true : undefined;
    case 'text': return value.parts.some((part) => part) ? true : undefined;
    case 'union': {
      const truths = new Set(value.values.map(truth));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
    case 'caller': return value.what === 'absent' ? false : value.what === 'missing' || value.what === 'forged' || value.what === 'request' || value.what === 'response' || value.what === 'next' || value.what === 'context' ? true : undefined;
    default: return undefined;
  }
}

export function isUndefined(value: Value): boolean {
  return value.kind === 'literal' && !value.asked && value.value === undefined;
}

export function isNullish(value: Value): boolean | undefined {
  if (value.kind === 'literal') return !value.asked && (value.value === undefined || value.value === null);
  if (value.kind === 'caller' && value.what !== 'input' && value.what !== 'role') return value.what === 'absent';
  if (value.kind === 'union') {
    const all = new Set(value.values.map(isNullish));
    return all.size === 1 ? [...all][0] : undefined;
  }
  if (value.kind === 'unknown' || value.kind === 'property' || value.kind === 'env' || value.kind === 'param' || value.kind === 'caller') return undefined;
  if (value.kind === 'result') return value.call.constructed ? false : undefined;
  return false;
}

/** The text of a value where it is known: a literal's, or a template's whose parts are all known. */
export function textOf(value: Value): string | undefined {
  if (value.kind === 'literal' && value.value !== undefined && value.value !== null) return String(value.value);
  if (value.kind === 'text' && value.parts.every((part) => part !== null)) return value.parts.join('');
  return undefined;
}

/** Known and unknown parts of the text of a value. */
export function textParts(value: Value): (string | null)[] {
  if (value.kind === 'text') return value.parts;
  // Of a default and a setting that may replace it, the default is what is known.
  if (value.kind === 'union') return [value.values.map(textOf).find((text) => text !== undefined) ?? null];
  const text = textOf(value);
  return [text ?? null];
}

export function concat(values: Value[], site?: Site): Value {
  const asked = values.some(askedOf) && values.every((value) => value.kind === 'literal') ? concatAsked(values) : undefined;
  if (asked) return site ? placed(asked, site) : asked;
  const parts: (string | null)[] = [];
  for (const value of values) {
    for (const part of textParts(value)) {
      const last = parts.length - 1;
      if (part !== null && typeof parts[last] === 'string') parts[last] += part;
      else if (part !== null || parts[last] !== null || parts.length === 0) parts.push(part);
    }
  }
  const made: LiteralValue | TextValue = parts.every((part) => part !== null) ? { kind: 'literal', value: parts.join('') } : { kind: 'text', parts };
  if (site) made.site = site;
  const caller = values.map(callerIn).find((one) => one !== undefined);
  if (caller && made.kind === 'text') made.caller = caller;
  const last = values.at(-1);
  const tail = last?.kind === 'literal' || last?.kind === 'text' ? last.tail ?? last.site : undefined;
  if (tail) made.tail = tail;
  return made;
}

function concatAsked(values: LiteralValue[]): LiteralValue | undefined {
  let made: LiteralValue | undefined;
  let before = '';
  for (const value of values) {
    if (value.asked && made) made = made.asked!.derive('+', (text, other) => text + other, [value.asked]);
    else if (value.asked) made = before === '' ? value : value.asked.derive(`<${JSON.stringify(before)}`, ((head) => (text: string) => head + text)(before));
    else if (made) { const tail = String(value.value); if (tail !== '') made = made.asked!.derive(`+${JSON.stringify(tail)}`, (text) => text + tail); }
    else before += String(value.value);
  }
  return made;
}

/** The same text, standing elsewhere. */
function placed(value: LiteralValue, site: Site): LiteralValue {
  const made = value.asked!.derive('', (text) => text);
  made.site = site;
  return made;
}

/** A credential, what follows from one, or that there is none. */
function callerIn(value: Value): CallerValue | undefined {
  if (value.kind === 'text') return value.caller;
  return value.kind === 'caller' && (value.what === 'absent' || value.what === 'forged' || value.what === 'credential' || value.what === 'claims') ? value : undefined;
}

/** Functions that a value may be. */
export function functionsOf(value: Value): FunctionValue[] {
  return alternatives(value).filter((one): one is FunctionValue => one.kind === 'function');
}

const INDEX = 'index:';

/** The index (-1) at which something was looked for that is not there for what the caller lacks. */
export function noIndex(lacking: CallerValue): CallerValue {
  return lacking.name.startsWith(INDEX) ? lacking : { ...lacking, name: `${INDEX}${lacking.name}` };
}

/** What the caller lacks, where a value is the index of it; `undefined` for any other value. */
export function lackingAt(value: Value): CallerValue | undefined {
  return value.kind === 'caller' && value.what === 'absent' && value.name.startsWith(INDEX) ? { ...value, name: value.name.slice(INDEX.length) } : undefined;
}
