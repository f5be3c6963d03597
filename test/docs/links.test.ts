import { existsSync, statSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, pages, repository, textOf } from './markdown.ts';

/** What is wrong with the relative links of a page. */
function broken(page: string): string[] {
  return linksOf(textOf(page)).flatMap(({ target, line }) => {
    if (/^(?:[a-z][a-z+.-]*:|\/\/)/i.test(target)) return [];
    const [path = '', anchor] = target.split('#', 2);
    const file = path === '' ? page : posix.normalize(posix.join(dirname(page), decodeURI(path)));
    if (file.startsWith('../') || !existsSync(`${repository}/${file}`)) return [`${page}:${line} ${target}: there is no ${file}`];
    if (anchor === undefined) return [];
    if (statSync(`${repository}/${file}`).isDirectory() || !file.endsWith('.md')) return [`${page}:${line} ${target}: ${file} has no anchors`];
    return anchorsOf(textOf(file)).has(anchor) ? [] : [`${page}:${line} ${target}: ${file} has no heading #${anchor}`];
  });
}

it('finds the pages', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/index.md', 'docs/ci.md', 'rules/require-route-auth/README.md']));
});

it.each(pages)('the relative links of %s lead to a file and a heading that are there', (page) => {
  expect(broken(page)).toEqual([]);
});

it('every page of docs can be reached from docs/index.md', () => {
  const reached = new Set(['docs/index.md']);
  for (const page of reached) {
    for (const { target } of linksOf(textOf(page))) {
      const file = posix.normalize(posix.join(dirname(page), target.split('#', 1)[0]!));
      if (file.startsWith('docs/') && file.endsWith('.md') && pages.includes(file)) reached.add(file);
    }
  }
  expect([...reached].sort()).toEqual(pages.filter((page) => page.startsWith('docs/')));
});

describe('links are found', () => {
  it('in text, as images, in HTML and as references; not in code', () => {
    const page = 'a [b](c.md#d) ![e](f.png "g")\n\n```md\n[h](i.md)\n```\n`[j](k.md)` <img src="l.png">\n\n[m]: n.md\n';
    expect(linksOf(page)).toEqual([{ target: 'c.md#d', line: 1 }, { target: 'f.png', line: 1 }, { target: 'l.png', line: 6 }, { target: 'n.md', line: 8 }]);
  });

  it('and headings have the anchors that GitHub gives them', () => {
    expect([...anchorsOf('# A `b.c`: D?\n## A\n## A\n```sh\n# no heading\n```\n')]).toEqual(['a-bc-d', 'a', 'a-1']);
  });
});
