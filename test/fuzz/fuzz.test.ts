import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { caseOf, type Kind } from './cases.ts';
import { collectSeeds } from './seeds.ts';
import { shapes } from './shapes.ts';
import { tryCase } from './try-case.ts';

const seeds = collectSeeds(fileURLToPath(new URL('../..', import.meta.url)));

it.each<[Kind, number]>([['source', 40], ['program', 2], ['names', 2], ['config', 2], ['tsconfig', 2], ['openapi', 2], ['document', 2], ['baseline', 2]])('inputs made to break it (%s), of which the script makes more', { timeout: 120_000 }, async (kind, times) => {
  for (let index = 0; index < times; index++) expect({ index, problems: await tryCase(caseOf(1, index, seeds, kind)) }).toEqual({ index, problems: [] });
});

it.each(['elseif', 'news', 'recursion', 'strrepeat', 'strdouble', 'proto', 'cyclicclass', 'selfmount', 'regexroute'])('programs that grow without bound: %s', { timeout: 120_000 }, async (name) => {
  expect(await tryCase({ kind: 'project', files: shapes()[name]!, extra: 1 })).toEqual([]);
});

it('the same number of the same run is the same case', () => {
  for (let index = 0; index < 50; index++) expect(caseOf(3, index, seeds)).toEqual(caseOf(3, index, seeds));
});
