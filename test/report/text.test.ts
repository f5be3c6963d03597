import { describe, expect, it } from 'vitest';
import { clip, count, inert, pad, printable, printableJson, printableLines, width } from '../../src/report/text.ts';

describe('printable', () => {
  it('makes escape sequences visible', () => {
    expect(printable('a\u001b[31mred\u001b[0m\u0007')).toBe('a\\x1b[31mred\\x1b[0m\\x07');
  });

  it('makes the one-byte control sequence introducer visible', () => {
    expect(printable('\u009b31m')).toBe('\\x9b31m');
  });

  it('makes line breaks, tabs and marks that reorder text visible', () => {
    expect(printable('a\r\nb\tc\u202ed\u2066e\u2028f')).toBe('a\\x0d\\x0ab\\x09c\\u202ed\\u2066e\\u2028f');
  });

  it('leaves letters of all scripts alone', () => {
    expect(printable('Grüße 日本語 🔑')).toBe('Grüße 日本語 🔑');
  });
});

it('printableLines keeps line breaks and nothing else', () => {
  expect(printableLines('one\r\ntwo\u001bc\nthree')).toEqual(['one', 'two\\x1bc', 'three']);
});

it('printableJson reads back as it was and holds no control character', () => {
  const value = { path: '/\u001b[2J\u009b\u202e\u2028' };
  const text = printableJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toBe('{\n  "path": "/\\u001b[2J\\u009b\\u202e\\u2028"\n}');
});

describe('width', () => {
  it('counts wide letters twice and marks not at all', () => {
    expect([width('abc'), width('日本'), width('🔑'), width('e\u0301')]).toEqual([3, 4, 2, 1]);
  });

  it('pads and clips by it', () => {
    expect([pad('日', 4), clip('日本語', 4), clip('abcdef', 4), clip('abcd', 4)]).toEqual(['日  ', '日…', 'abc…', 'abcd']);
  });
});

it('count says one or many', () => {
  expect([count(0, 'route'), count(1, 'route'), count(2, 'route')]).toEqual(['0 routes', '1 route', '2 routes']);
});

describe('a log of a CI service', () => {
  it('is given no command', () => {
    expect(inert('::error::x\n \u2003::x\na ::b\n##[group]x ##vso[task.x] ###teamcity[x] ## [x] #1')).toBe(
      '\\x3a:error::x\n \u2003\\x3a:x\na ::b\n#\\x23[group]x #\\x23vso[task.x] ##\\x23teamcity[x] ## [x] #1');
  });

  it('is given no command in JSON, which reads back the same', () => {
    const value = { a: '##vso[task.setvariable variable=x]y', b: '###[x]' };
    expect(printableJson(value)).not.toMatch(/##\w*\[/);
    expect(JSON.parse(printableJson(value))).toEqual(value);
  });
});
