import { expect, test } from 'vitest';
import { createLayers, type Placed } from '../../src/frameworks/layers.ts';
import { covers } from '../../src/frameworks/paths.ts';

const PARTS = ['a', 'B', ':id', ':a:b', '*', 'a*', 'users'];
const PREFIXES = ['/', '/a', '/:id', '/users/B'];

/** Every path of up to three of the parts. */
const PATHS = ['/', ...PARTS.flatMap((one) => [`/${one}`, ...PARTS.flatMap((two) => [`/${one}/${two}`, ...PARTS.map((three) => `/${one}/${two}/${three}`)])])];

const all: Placed[] = PREFIXES.flatMap((prefix) => PATHS.flatMap((text, i) => [true, false].map((exact) => ({ prefix, exact, pattern: i % 11 === 0 ? { text, constrained: true } : { text } }))));
const withPatterns: Placed[] = [...all, { prefix: '/', exact: false, pattern: { text: '/x', regexp: /^\/us/i } }, ...all.slice(0, 40)];

const layers = createLayers<Placed>();
for (const layer of withPatterns) layers.add(layer);
const covering = (among: Placed[], path: string): Placed[] => among.filter(({ pattern, prefix, exact }) => covers(pattern, prefix, path, exact));

test('what covers a path is found by it, in order', () => {
  const paths = ['/', '/a', '/A/b', '/users/7', '/users/B/a/*', '/q', ...PATHS.filter((_, i) => i % 7 === 0)];
  for (const path of paths) expect(covering(layers.near(path), path)).toEqual(covering(withPatterns, path));
});

test('of many layers on other paths, few are looked at', () => {
  const many = createLayers<Placed>();
  for (let i = 0; i < 1000; i++) many.add({ prefix: '/', exact: true, pattern: { text: `/r${i}` } });
  many.add({ prefix: '/', exact: false, pattern: { text: '/' } });
  expect(many.near('/r5')).toHaveLength(2);
});
