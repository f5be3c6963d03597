import { expect, it } from 'vitest';
import { instrumented, mutantsOf, sample } from '../../scripts/mutation/mutants.mjs';

const SOURCE = `import { a } from './a.ts';
type T = 1 | true;
const limit: 3 | 4 = 3;
export function judge(x?: number): string | undefined {
  if (!x) return undefined;
  log('true');
  return x > limit && [1].some((y) => y === x) ? 'more' : \`less \${x ?? 0}\`;
}
`;

function applied(): string[] {
  return mutantsOf('a.ts', SOURCE).map(({ start, end, text, was }) => {
    expect(SOURCE.slice(start, end)).toBe(was);
    return `${was} → ${text}`;
  });
}

it('changes operators, conditions, return values, literals and calls, and neither types nor texts', () => {
  expect(applied().toSorted()).toEqual([
    '!x → (x)', '!x → false', '!x → true',
    '&& → ||', '0 → (0 + 1)', '1 → (1 + 1)', '3 → (3 + 1)', '=== → !==', '> → >=',
    "log('true'); → ;", 'some → every', 'x ?? 0 → (x)',
    'x > limit && [1].some((y) => y === x) → false', 'x > limit && [1].some((y) => y === x) → true',
    "x > limit && [1].some((y) => y === x) ? 'more' : `less ${x ?? 0}` → undefined",
  ].toSorted());
});

it('knows the function that a place is in', () => {
  const of = (was: string) => mutantsOf('a.ts', SOURCE).find((mutant) => mutant.was === was)!.fn;
  expect([of('3'), of('>'), of('===')]).toEqual([-1, 0, 1]);
});

it('lets functions tell that they were called, and changes nothing else', () => {
  const code = 'const twice = (x) => ({ v: x * 2 });\nconst nested = (x) => (y) => x + y;\nfunction plain() { return [1, 2].map((n) => n + 1); }\nclass C { get g() { return 7; } }\nreturn [twice(4).v, nested(1)(2), plain(), new C().g];';
  const hits = new Set<string>();
  (globalThis as { __authlintHits?: Set<string> }).__authlintHits = hits;
  // The line of the module stands behind the last return.
  const text = instrumented('a.js', code, 'a').replace(/\nglobalThis[^\n]*#-1[^\n]*\n$/, '');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func -- It is what was written above.
  expect((new Function(text) as () => unknown)()).toEqual([8, 3, [2, 3], 7]);
  delete (globalThis as { __authlintHits?: Set<string> }).__authlintHits;
  expect([...hits].sort()).toEqual(['a#0', 'a#1', 'a#2', 'a#3', 'a#4', 'a#5']);
});

it('draws the same sample for the same seed, and another one for another', () => {
  const list = Array.from({ length: 100 }, (_, at) => at);
  expect(sample(list, 10, 1)).toEqual(sample(list, 10, 1));
  expect(sample(list, 10, 1)).not.toEqual(sample(list, 10, 2));
  expect(sample(list, 10, 1)).toHaveLength(10);
  expect(new Set(sample(list, 10, 1)).size).toBe(10);
  expect(sample([1, 2], 10, 1)).toEqual([1, 2]);
});
