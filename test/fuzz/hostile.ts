import { HOSTILE } from '../report/hostile.ts';

/** Names that every object has, or that stand for something where they are looked up carelessly. */
export const NAMES = [
  '__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'length', 'name', 'arguments', 'undefined', 'NaN', 'default', 'exports', 'module', 'require', 'async', 'get', 'set', 'of', 'static', 'eval', '__defineGetter__', '',
] as const;

/** Characters that parsers, terminals and file formats treat in a way of their own. */
export const CHARACTERS = [
  '\0', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u200b', '\u202e', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '😀', 'é', 'e\u0301', '\r', '\n', '\r\n', '\t', '\v', '\f',
  '\\', '\\u{110000}', '\\u{', '\\x', '`', '"', "'", '${', '}', '{', '(', ')', '[', ']', '<', '>', '</', '/>', '/*', '*/', '//', '/', '#', '#!', '@', '?.', '=>', '...', ';', ',', ':', '=', '!', '~', '|', '&', '<!--', '-->', '0', '0x', '1e999', '0n', '08', '1_000', '.',
] as const;

/** Texts for where a path, a name or a value is written. */
export const TEXTS: readonly string[] = [
  HOSTILE, '', ' ', '/', '//', '/:', '/:id(\\d+', '/:id((a+)+)$', '/*', '/**', '/:a:b:c', '/{:x}?', '../'.repeat(40), '/etc/passwd', '..\\..\\x', 'C:\\x', 'file:///etc/passwd', 'http://[', 'javascript:alert(1)', '=1+1', '@SUM(1)', '-1', '+1', '%00', '%', '${x}', '{{data}}', '$&$1', '[a](1)', '*'.repeat(200), '{a,'.repeat(30),
  'a'.repeat(5000), '/a'.repeat(500), '(?:a|a)*$', '^(a+)+$', '[', '(', '\\', '/x/'.repeat(3), ...NAMES,
];

/** Things that JSON can hold and a reader may not expect. */
export const VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 1, '', 'x', [], {}, [null], [[]], [{}], { '': '' }, ['', 1, null, {}], ...TEXTS.slice(0, 12), '*', '**', '!', '!**', '/', '.', '..', '~', '\\',
];
