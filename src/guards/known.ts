import type { Value } from '../model/index.ts';
import type { Looks, Question } from '../link/index.ts';
import type { RequestLine } from './dialect.ts';

/** What a result hangs on of the request: parts of its line, questions about these, and what earlier elements have set. */
export interface HangsOn {
  line: (keyof RequestLine)[];
  props: string[];
  questions: Question<RequestLine>[];
}

/** Results that hang on the same. */
export interface Known<T> extends HangsOn {
  /** By what was found there. */
  results: Map<string, Found<T>>;
}

export interface Found<T> {
  result: T;
  /** Which was worked out first. */
  order: number;
  /** What it hangs on of the project, where that is noted. */
  looks?: Looks;
  /** The last round in which it was asked for. */
  round?: number;
}

/** What is known of one closure: of callers who are not known, and of one who is logged in. */
export interface ClosureVerdicts<Strangers, User> { strangers: Known<Strangers>[]; users: Known<User>[] }

/** How values that earlier elements have set are told apart. */
type KeyOf = (value: Value) => string;

/** The first that was worked out for a request that is alike. */
export function findKnown<T>(all: Known<T>[], request: RequestLine, props: Map<string, Value>, keyOf: KeyOf): Found<T> | undefined {
  let first: Found<T> | undefined;
  for (const one of all) {
    const found = one.results.get(keyFor(one, request, props, keyOf));
    if (found && (!first || found.order < first.order)) first = found;
  }
  return first;
}

/** Where a result goes that hangs on these, and under which key. */
export function placeFor<T>(all: Known<T>[], on: HangsOn, request: RequestLine, props: Map<string, Value>, keyOf: KeyOf): { list: Known<T>; key: string } {
  let list = all.find((one) => String(one.line) === String(on.line) && String(one.props) === String(on.props) && one.questions.length === on.questions.length && one.questions.every(({ text }, i) => text === on.questions[i]!.text));
  if (!list) all.push((list = { ...on, results: new Map() }));
  return { list, key: keyFor(list, request, props, keyOf) };
}

function keyFor({ line, props: names, questions }: HangsOn, request: RequestLine, props: Map<string, Value>, keyOf: KeyOf): string {
  let key = '';
  for (const part of line) key += `${request[part] ?? ''}\n`;
  for (const name of names) { const value = props.get(name); key += `${value ? keyOf(value) : ''}\n`; }
  for (const { of } of questions) key += `${of(request)}\n`;
  return key;
}

/** Values of one kind count as the same: what differs in them seldom decides. */
export function kindOf(value: Value): string {
  return value.kind === 'caller' ? value.what : value.kind === 'literal' ? `=${String(value.value)}` : value.kind;
}

const identities = new WeakMap<object, number>();
let last = 0;

/** Only the very same object counts as the same. */
export function identityOf(key: object): number {
  let id = identities.get(key);
  if (id === undefined) identities.set(key, (id = ++last));
  return id;
}

/** The same text, or the same object. */
export function sameOf(value: Value): string {
  return value.kind === 'literal' && !value.asked ? `=${typeof value.value}${String(value.value)}` : `#${identityOf(value)}`;
}

/** A number that is greater than all that were given before. */
export function nextOrder(): number {
  return ++last;
}
