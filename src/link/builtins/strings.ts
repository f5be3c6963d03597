import type { Value } from '../../model/index.ts';
import { array, concat, FALSE, literal, textOf, textParts, TRUE, unknown } from '../values.ts';

/** Methods of text; of text that is known in part, what the known part decides. */
export function stringCall(name: string, self: Value, args: Value[]): Value | undefined {
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
export function compile(pattern: { source: string; flags: string }): RegExp | undefined {
  if (pattern.source.length > 500 || /\([^)]*[+*][^)]*\)[+*{]/.test(pattern.source)) return undefined;
  try {
    return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  } catch {
    return undefined;
  }
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
  const text = args[0] ? textOf(args[0]) : undefined;
  const found = text === undefined ? undefined : test(self, text);
  if (found === undefined) return unknown('a pattern test');
  return name === 'test' ? literal(found) : found ? array([literal(text)], true) : literal(null);
}
