import { expect, it } from 'vitest';
import { uri } from '../../src/report/uri.ts';

it.each([
  ['src/users.ts', 'src/users.ts'],
  ['src/[id]/ü 1%#?.ts', 'src/%5Bid%5D/%C3%BC%201%25%23%3F.ts'],
  ['javascript:x.ts', 'javascript%3Ax.ts'],
  ["(app)/it's!*.ts", '%28app%29/it%27s%21%2A.ts'],
  ['a\ud800b', 'a%EF%BF%BDb'],
])('%j', (path, expected) => {
  expect(uri(path)).toBe(expected);
});
