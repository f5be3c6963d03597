import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fences, textOf } from './markdown.ts';
import { openShop, type Shop } from './shop.ts';

const page = textOf('docs/ci.md');
const blocks = fences(page).blocks;

/** Every text in a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

function section(title: string): string {
  const from = page.indexOf(`\n## ${title}\n`);
  const to = page.indexOf('\n## ', from + 1);
  return page.slice(from, to < 0 ? undefined : to);
}

let shop: Shop;
beforeAll(() => { shop = openShop(); }, 120_000);
afterAll(() => shop.remove());

it.each(blocks.filter(({ language }) => ['yaml', 'json'].includes(language)))('the $language at line $line parses', ({ language, text }) => {
  expect(language === 'json' ? JSON.parse(text) : parse(text)).toBeTypeOf('object');
});

it('no script of a workflow holds what a pull request says of itself', () => {
  for (const { language, text } of blocks) {
    if (language !== 'yaml') continue;
    for (const { run = '' } of (parse(text).jobs?.authlint?.steps ?? []) as { run?: string }[]) expect(run).not.toContain('${{');
  }
});

describe('the script of', () => {
  it.each([
    ['GitLab', 'gl-code-quality-report.json', (text: string) => (JSON.parse(text) as { location: { path: string } }[]).map(({ location }) => location.path)],
    ['Azure Pipelines', 'authlint.xml', (text: string) => [/<testsuites[^]*packages\/api\/server\.ts/.test(text) ? 'packages/api/server.ts' : 'no test result']],
    ['Bitbucket Pipelines', 'test-results/authlint.xml', (text: string) => [/<testsuites[^]*packages\/api\/server\.ts/.test(text) ? 'packages/api/server.ts' : 'no test result']],
  ])('%s fails for a finding, and writes %s', (title, file, filesIn) => {
    const folder = shop.repository();
    const [recipe] = fences(section(title)).blocks;
    const scripts = texts(parse(recipe!.text)).filter((text) => /^(?:npx authlint|mkdir) /.test(text));
    const { status } = shop.shell(folder.path, scripts.join('\n').replaceAll('$(Build.ArtifactStagingDirectory)', '.'));
    expect([status, existsSync(join(folder.path, file))]).toEqual([1, true]);
    expect(filesIn(readFileSync(join(folder.path, file), 'utf8'))).toContain('packages/api/server.ts');
    folder.remove();
  });

  it.each(['pre-commit', 'husky', 'lint-staged'])('%s looks at what is uncommitted only', (title) => {
    const folder = shop.repository();
    const command = /(?:npx )?authlint check [^\n']+/.exec(section(title).replace(/^[^\n]*\n[^\n]*\n[^`]*/, ''))![0].replace(/^authlint/, 'npx authlint');
    expect(shop.shell(folder.path, command)).toMatchObject({ status: 0 });
    folder.write({ 'packages/api/server.ts': "import express from 'express';\nconst app = express();\napp.post('/orders', (req, res) => res.sendStatus(201));\napp.delete('/orders/:id', (req, res) => res.sendStatus(204));\napp.listen(3001);\n" });
    const { status, stdout } = shop.shell(folder.path, command);
    expect(stdout).toContain('DELETE /orders/:id');
    expect(status).toBe(1);
    folder.remove();
  });
});
