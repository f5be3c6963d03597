import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { currentName } from '../../rules/redirects.ts';
import { rules } from '../../rules/registry.ts';
import { RENAMED, RETIRED } from '../../rules/renamed.ts';

/** Every name that a rule ever had: lines are added, and never taken away. */
const ids = readFileSync(new URL('ids.txt', import.meta.url), 'utf8').trim().split(/\r?\n/);
const names = rules.map(({ meta }) => meta.name);

it('a name that a rule had means a rule for ever, or is known to be gone', () => {
  const lost = ids.filter((id) => !names.includes(currentName(id)) && !(id in RETIRED));
  expect(lost, 'Add the new name, or what to use instead, in rules/renamed.ts.').toEqual([]);
});

it('every name is on the list', () => {
  const known = new Set(ids);
  expect([...names, ...Object.keys(RENAMED), ...Object.keys(RETIRED)].filter((name) => !known.has(name)), 'Add the line to test/rules/ids.txt.').toEqual([]);
  expect(known.size).toBe(ids.length);
});

it('no former name is the name of a rule', () => {
  expect([...Object.keys(RENAMED), ...Object.keys(RETIRED)].filter((name) => names.includes(name))).toEqual([]);
  expect(Object.keys(RENAMED).filter((name) => name in RETIRED)).toEqual([]);
});
