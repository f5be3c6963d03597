import { describe, expect, test } from 'vitest';
import { JsonError, parseJsonc } from '../../src/project/jsonc.ts';

function errorOf(text: string): { line: number; message: string } {
  try {
    parseJsonc(text);
  } catch (error) {
    if (error instanceof JsonError) return { line: error.line, message: error.message };
    throw error;
  }
  throw new Error('it parsed');
}

describe('parseJsonc', () => {
  test('reads what JSON.parse reads', () => {
    const text = '{ "a": [1, -2.5e3, true, false, null, "\\u00e9\\n"], "b": {}, "c": [] }';
    expect(parseJsonc(text)).toEqual(JSON.parse(text));
  });

  test('skips comments and trailing commas', () => {
    expect(parseJsonc('// first\n{ /* a */ "a": 1, // one\n "b": [1, 2,], }\n/* open')).toEqual({ a: 1, b: [1, 2] });
  });

  test('leaves strings that look like comments or commas alone', () => {
    expect(parseJsonc('{ "@/*": ["./src/*"], "url": "http://x", "s": ",]" }')).toEqual({ '@/*': ['./src/*'], url: 'http://x', s: ',]' });
  });

  test('drops a byte order mark', () => {
    expect(parseJsonc('\uFEFF{}')).toEqual({});
  });

  test('a key cannot reach the prototype', () => {
    const value = parseJsonc('{ "__proto__": { "admin": true } }') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test.each([
    ['{\n  "a": 1\n  "b": 2 }', 3, "expected ',' or '}'"],
    ['{ a: 1 }', 1, 'expected a property name in double quotes'],
    ['{\n"a": }', 2, 'expected a value'],
    ['[1,,2]', 1, 'expected a value'],
    ['{} {}', 1, 'expected the end of the file'],
    ['{ "a": "\\q" }', 1, 'expected a value'],
    ['{ "a": [', 1, 'expected a value, found the end of the file'],
    ['', 1, 'expected a value, found the end of the file'],
  ])('says where %j is wrong', (text, line, message) => {
    expect(errorOf(text)).toEqual({ line, message });
  });

  test('hostile nesting is an error as any other', () => {
    expect(errorOf('['.repeat(100_000)).message).toBe('expected less nesting');
  });
});
