import { describe, expect, it } from 'vitest';
import { code, codeBlock, plainText, richText } from '../../src/report/markdown-text.ts';

describe('text', () => {
  it.each([
    ['a*b_c`d[e]~f!', 'a\\*b\\_c\\`d\\[e\\]\\~f\\!'],
    ['<b>&amp;', '&lt;b&gt;&amp;amp;'],
    ['a|b', 'a&#124;b'],
    ['$x$', '&#36;x&#36;'],
    ['@team', '@&#8203;team'],
    ['#12', '\\#&#8203;12'],
    ['https://x.example www.x.example', 'https:&#8203;//x.example www&#8203;.x.example'],
    ['/users/:id', '/users/:id'],
    ['a\nb\u001b[2J', 'a\\\\x0ab\\\\x1b\\[2J'],
  ])('%j stays text', (given, expected) => {
    expect(plainText(given)).toBe(expected);
  });
});

describe('code', () => {
  it.each([
    ['a', '`a`'], ['', ''], ['a`b', '``a`b``'], ['`a', '`` `a ``'], ['a``` b`', '```` a``` b` ````'],
    ['a|b\\|c', '<code>a&#124;b&#92;&#124;c</code>'], ['##vso[x]', '<code>&#35;&#35;vso&#91;x&#93;</code>'], ['a\nb', '`a\\x0ab`'],
  ])('%j', (given, expected) => {
    expect(code(given)).toBe(expected);
  });

  it('stands in messages where they have backticks', () => {
    expect(richText('Put `a_b` in *front*, or ` alone')).toBe('Put `a_b` in \\*front\\*, or \\` alone');
  });

  it('ends at a fence that it does not have', () => {
    expect(codeBlock(['a', '````', 'b'])).toEqual(['`````text', 'a', '````', 'b', '`````']);
  });
});
