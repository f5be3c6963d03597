import { expect, it } from 'vitest';
import { lineHashes } from '../../../src/report/sarif/line-hash.ts';

// Expected values: the test vectors of github/codeql-action (src/fingerprints.test.ts), which uploads compare with.
const ENDED = ['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1', 'ce8ba1a563dcdaca:1', 'e20e36e16fcb0cc8:1', 'b3edc88f2938467e:1', 'c8e28b0b4002a3a0:1', 'c129715d7a2bc9a3:1'];

it.each([
  ['an empty file', '', ['c129715d7a2bc9a3:1']],
  ['blanks', ' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  ['line feeds', ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n', ENDED],
  ['carriage returns', ' hello; \t\rworld!!!\r\r\r  \t\tGreetings\r End\r', ENDED],
  ['both', ' hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n', ENDED],
  ['a mixture', ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', ENDED],
  ['lines that repeat', 'Lorem ipsum dolor sit amet.\n'.repeat(10), [
    ...[1, 2, 3, 4, 5, 6].map((times) => `a7f2ff13bc495cf2:${times}`),
    'a7f2ff1481e87703:1', 'a9cf91f7bbf1862b:1', '55ec222b86bcae53:1', 'cc97dc7b1d7d8f7b:1', 'c129715d7a2bc9a3:1',
  ]],
])('hashes %s as code scanning does', (_, text, expected) => {
  expect(lineHashes(text)).toEqual(expected);
});

it('hashes a file of ten thousand lines in well under a second', () => {
  const text = Array.from({ length: 10_000 }, (_, at) => `  const value${at} = compute(${at});`).join('\n');
  const start = performance.now();
  expect(lineHashes(text)).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(3000);
});
