import { describe, expect, it } from 'vitest';
import { hiddenLines, looksRandom, masked, suspects } from '../../src/report/secrets.ts';
import { neighbour, secret } from './sample.ts';

const shown = (line: string) => masked(line, suspects(line));

describe('looksRandom', () => {
  it.each([
    'q8Zr2LwX0vTn5KbY7cHs', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', '9f86d081884c7d659a2feaa0c55ad015', 'sk_live_51H8xYzAbCdEfGhIjKl', 'kJHsdfKwQHsdfXjkhSDF',
  ])('holds for the key %s', (text) => expect(looksRandom(text)).toBe(true));

  it.each([
    '/api/v1/users/:userId/reviews', 'passport-google-oauth20', 'authenticateUserWithToken', 'application/x-www-form-urlencoded', './middleware/requireAuthentication.js',
    'SOME_CONSTANT_NAME', 'aaaaaaaaaaaaaaaaaaaaaaaa', 'short1A',
  ])('does not hold for %s', (text) => expect(looksRandom(text)).toBe(false));
});

describe('suspects', () => {
  it('hides keys in all kinds of quotes', () => {
    expect(shown('a("q8Zr2LwX0vTn5KbY7cHs", \'q8Zr2LwX0vTn5KbY7cHs\', `q8Zr2LwX0vTn5KbY7cHs`)')).toBe('a("***", \'***\', `***`)');
  });

  it('hides a key after an apostrophe in a comment', () => {
    expect(shown("/* don't */ key = 'q8Zr2LwX0vTn5KbY7cHs'")).toBe("/* don't */ key = '***'");
  });

  it('hides only the password of a URL', () => {
    expect(shown("connect('mongodb://root:hunter2@db:27017/app')")).toBe("connect('mongodb://root:***@db:27017/app')");
  });

  it('hides a line of an unquoted block of Base64', () => {
    expect(shown('MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7')).toBe('***');
  });

  it('leaves routes, names and code alone', () => {
    const line = "router.get('/rest/products/:id/reviews', security.isAuthorized(), showProductReviews2())";
    expect(shown(line)).toBe(line);
  });
});

it.each([
  ['letters', 'a'.repeat(200_000)], ['letters and a digit in a string', `"${'a'.repeat(200_000)}1b"`], ['quotes', '"'.repeat(200_000)],
  ['colons', '://a:'.repeat(40_000)], ['Base64', 'aB3/'.repeat(50_000)],
])('looks through a very long line of %s in no time', (_, line) => {
  const start = performance.now();
  suspects(line);
  expect(performance.now() - start).toBeLessThan(2000);
});

describe('masked', () => {
  it('shows a mask once when the range starts inside of it', () => {
    expect(masked('abcdefgh', [[2, 5]], 3, 7)).toBe('***fg');
  });

  it('shows nothing of a range that is all hidden', () => {
    expect(masked('abcdefgh', [[2, 5]], 3, 4)).toBe('***');
  });
});

describe('hiddenLines', () => {
  it('applies the mask of one finding to the lines of all', () => {
    const lines = hiddenLines([neighbour, { ...secret, mask: [{ file: 'a.ts', line: 1, column: 6, endLine: 1, endColumn: 10 }] }], () => 'k = "pass"\n');
    expect(lines.line('a.ts', 1)).toEqual({ text: 'k = "pass"', hidden: [[5, 9]] });
  });

  it('applies a mask over several lines to each of them', () => {
    const lines = hiddenLines([{ ...secret, mask: [{ file: 'a.ts', line: 1, column: 3, endLine: 3, endColumn: 2 }] }], () => 'a `one\r\ntwo\r\ne` b\r\n');
    expect([1, 2, 3, 4, 5].map((number) => lines.line('a.ts', number)?.hidden)).toEqual([[[2, 6]], [[0, 3]], [[0, 1]], [], undefined]);
  });

  it('has no lines without a text', () => {
    expect(hiddenLines([], () => undefined).line('a.ts', 1)).toBeUndefined();
  });
});
