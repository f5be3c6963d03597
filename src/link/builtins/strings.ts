import type { LiteralValue, Value } from '../../model/index.ts';
import { askedOf } from '../asked.ts';
import { boundedRegExp } from '../bounded-regexp.ts';
import { array, concat, FALSE, literal, textOf, textParts, TRUE, unknown } from '../values.ts';

/** What gives text, and what says something of it, whatever the text: with arguments that are written down. */
const MADE_OF = new Set(['toLowerCase', 'toLocaleLowerCase', 'toUpperCase', 'toLocaleUpperCase', 'trim', 'slice', 'substring', 'substr']);
const TESTS = new Set(['startsWith', 'endsWith', 'includes', 'indexOf']);

/** An argument as it could be written in code. */
function written(arg: Value): string | undefined {
  if (arg.kind === 'regexp') return `/${arg.source}/${arg.flags}`;
  return arg.kind === 'literal' && !arg.asked && arg.value !== undefined ? JSON.stringify(arg.value) : undefined;
}

/** Methods of text; of text that is known in part, what the known part decides. */
export function stringCall(name: string, self: Value, args: Value[]): Value | undefined {
  const asked = askedOf(self);
  const given = asked && name !== 'concat' ? args.map(written) : [undefined];
  if (asked && !given.includes(undefined)) {
    const called = `.${name}(${given.join()})`;
    const apply = (text: string): Value | undefined => stringCall(name, literal(text), args);
    if ((MADE_OF.has(name) || name === 'replace') && apply('')?.kind === 'literal') return asked.derive(called, (text) => textOf(apply(text)!) ?? text);
    if (TESTS.has(name) && args[0]?.kind === 'literal') return literal(asked.ask(called, (text) => (apply(text) as LiteralValue).value as boolean | number));
    if (name === 'match' && args[0]?.kind === 'regexp' && compile(args[0])) return asked.ask(called, (text) => test(args[0]!, text) === true) ? array([self], true) : literal(null);
  }
  if (asked && name === 'replace' && args.some((arg) => arg.kind === 'union' || arg.kind === 'unknown' || (arg.kind === 'text' && textOf(arg) === undefined))) return unknown('replaced text');
  if (asked && name === 'replace' && args.length === 2 && args.every(askedOf)) return asked.derive('.replace', (whole, from, to) => whole.replace(from, () => to), args.map((arg) => askedOf(arg)!));
  const text = textOf(self);
  const first = args[0] ? textOf(args[0]) : undefined;
  if (name === 'concat') return concat([self, ...args]);
  if (name === 'toString' || name === 'trim' || name === 'valueOf' || name === 'normalize') return text !== undefined && name === 'trim' ? literal(text.trim()) : self;
  // Text of a setting is the installation's as well.
  if (self.kind === 'env' && name !== 'split') return self;
  if (text === undefined) {
    if (name === 'startsWith' && first !== undefined) {
      const head = textParts(self)[0];
      if (typeof head === 'string' && head.length > 0) {
        if (head.length >= first.length) return head.startsWith(first) ? TRUE : FALSE;
        if (!first.startsWith(head)) return FALSE;
      }
    }
    return unknown(`the result of .${name}()`);
  }
  switch (name) {
    case 'toLowerCase': case 'toLocaleLowerCase': return literal(text.toLowerCase());
    case 'toUpperCase': case 'toLocaleUpperCase': return literal(text.toUpperCase());
    case 'startsWith': return first === undefined ? unknown('a prefix test') : literal(text.startsWith(first));
    case 'endsWith': return first === undefined ? unknown('a suffix test') : literal(text.endsWith(first));
    case 'includes': return first === undefined ? unknown('a substring test') : literal(text.includes(first));
    case 'indexOf': return first === undefined ? unknown('an index') : literal(text.indexOf(first));
    case 'split': {
      if (first !== undefined) return array(text.split(first).map((part) => literal(part)));
      return args[0]?.kind === 'regexp' ? split(text, args[0]) : unknown('parts of text');
    }
    case 'slice': case 'substring': case 'substr': {
      const numbers = args.map((arg) => (arg.kind === 'literal' && typeof arg.value === 'number' ? arg.value : undefined));
      if (numbers.includes(undefined)) return unknown('a part of text');
      const [from = 0, to] = numbers as number[];
      return literal(name === 'slice' ? text.slice(from, to) : name === 'substring' ? text.substring(from, to) : text.slice(from, to === undefined ? undefined : from + to));
    }
    case 'replace': case 'replaceAll': return replace(text, args);
    case 'match': case 'search': {
      const tested = args[0] ? test(args[0], text) : undefined;
      if (tested === false) return name === 'match' ? literal(null) : literal(-1);
      return tested ? (name === 'match' ? array([literal(text)], true) : literal(0)) : unknown('a match');
    }
    case 'charAt': case 'at': return args[0]?.kind === 'literal' ? literal(text.at(Number(args[0].value)) ?? '') : unknown('a character');
    default: return undefined;
  }
}

function split(text: string, pattern: Extract<Value, { kind: 'regexp' }>): Value {
  const compiled = compile(pattern);
  return compiled ? array(text.split(compiled).map((part) => literal(part ?? ''))) : unknown('parts of text');
}

function replace(text: string, args: Value[]): Value {
  const to = args[1] ? textOf(args[1]) : undefined;
  if (to === undefined || !args[0]) return unknown('replaced text');
  const from = textOf(args[0]);
  if (from !== undefined) return literal(text.replace(from, () => to));
  const compiled = args[0].kind === 'regexp' ? compile(args[0]) : undefined;
  return compiled ? literal(text.replace(compiled, to)) : unknown('replaced text');
}

/** The pattern of the scanned code as a RegExp; undefined when it is invalid or could take long to match. */
export function compile({ source, flags }: { source: string; flags: string }): RegExp | undefined {
  return boundedRegExp(source, flags);
}

export function test(pattern: Value, text: string): boolean | undefined {
  if (pattern.kind === 'regexp') return compile(pattern)?.test(text.slice(0, 2000));
  const source = textOf(pattern);
  return source === undefined ? undefined : compile({ source, flags: '' })?.test(text.slice(0, 2000));
}

export function regexpCall(name: string, self: Value, args: Value[]): Value | undefined {
  if (name !== 'test' && name !== 'exec') return undefined;
  const [given] = args;
  // What is found in a credential is a part of it; in one that is not there, nothing is found.
  if (given?.kind === 'caller' && given.what !== 'missing') return { ...given, what: given.what === 'credential' ? 'claims' : given.what };
  const asked = given && self.kind === 'regexp' && compile(self) ? askedOf(given) : undefined;
  if (asked) {
    const found = asked.ask(`.match(${written(self)})`, (text) => test(self, text) === true);
    return name === 'test' ? literal(found) : found ? array([given!], true) : literal(null);
  }
  const text = given ? textOf(given) : undefined;
  const found = text === undefined ? undefined : test(self, text);
  if (found === undefined) return unknown('a pattern test');
  return name === 'test' ? literal(found) : found ? array([literal(text)], true) : literal(null);
}
