import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { authMapOf } from '../../harness/map.ts';

interface Section { title: string; files: Record<string, string>; routes: string[] }

/** Sections of the page that have an example: the files of its fences, and the routes it promises. */
function sections(): Section[] {
  const page = readFileSync(new URL('../../../docs/house-frameworks.md', import.meta.url), 'utf8');
  return page.split(/^## /m).slice(1).flatMap((text): Section[] => {
    const fences = [...text.matchAll(/^```(\S+) ?(.*)\n([^]*?)^```$/gm)].map(([, , info = '', body = '']) => ({ info, body }));
    const files = Object.fromEntries(fences.filter(({ info }) => info.startsWith('file=')).map(({ info, body }) => [info.slice('file='.length), body]));
    const routes = fences.find(({ info }) => info === 'routes')?.body.trim().split('\n');
    return routes ? [{ title: text.slice(0, text.indexOf('\n')), files, routes }] : [];
  });
}

test('the page has an example of each kind', () => {
  expect(sections().map(({ title }) => title.split(':')[0])).toEqual(['n8n', 'Unleash', 'parse-server', 'Rocket.Chat', 'misskey']);
});

test.each(sections())('$title', ({ files, routes }) => {
  const found = authMapOf(files).routes.map((route) => {
    const why = route.access === 'public' && route.publicBy ? ` by ${route.publicBy.split(':')[0]!}` : '';
    return `${route.method} ${route.path} ${route.access}${why}${route.roles.length > 0 ? ` [${route.roles.join()}]` : ''}`;
  });
  expect(found).toEqual(routes);
});
