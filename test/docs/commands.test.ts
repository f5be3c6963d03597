import { afterAll, beforeAll, expect, it } from 'vitest';
import { fences, pages, textOf } from './markdown.ts';
import { openShop, type Shop } from './shop.ts';

/** A server, which ends with its input, and a dialogue: their own tests run them. */
const NOT_HERE = /^npx authlint (?:mcp|init)\b(?! --yes)/;

/** Lines of shell that call authlint, as printed. */
function commandsOf(page: string): string[] {
  return fences(textOf(page)).blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'))
    .filter((line) => line.startsWith('npx authlint') && !NOT_HERE.test(line));
}

const withCommands = pages.filter((page) => commandsOf(page).length > 0);

let shop: Shop;
beforeAll(() => { shop = openShop(); }, 120_000);
afterAll(() => shop.remove());

it('the README has commands, and so have the pages to begin with', () => {
  expect(withCommands).toEqual(expect.arrayContaining(['README.md', 'docs/start/pipeline.md', 'docs/start/reviewer.md', 'docs/formats.md']));
});

it.each(withCommands)('the commands of %s run as printed', (page) => {
  const folder = shop.repository();
  const failed = commandsOf(page).flatMap((command) => {
    const { status, stderr } = shop.shell(folder.path, command);
    return status === 0 || status === 1 ? [] : [`${command}\n  ended with ${status}: ${stderr}`];
  });
  folder.remove();
  expect(failed).toEqual([]);
}, 240_000);

it('a command that does not exist would be noticed', () => {
  const folder = shop.repository();
  expect([shop.shell(folder.path, 'npx authlint rutes').status, shop.shell(folder.path, 'npx authlint check --formt sarif').status]).toEqual([2, 2]);
  folder.remove();
});
