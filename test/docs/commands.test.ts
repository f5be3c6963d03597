import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { helpExamples, ran, wordsOf } from './help.ts';
import { fences, pages, textOf } from './markdown.ts';
import { openShop, type Shop } from './shop.ts';

/** Asks on the terminal. */
const DIALOGUE = /^npx authlint init\b(?![^#]* --yes)/;

/** Lines of shell that call authlint, as printed. */
function linesOf(page: string): string[] {
  return fences(textOf(page)).blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n')).filter((line) => line.startsWith('npx authlint'));
}

/** Goes on until it is ended. */
const ENDLESS = /\s--watch\b/;

function commandsOf(page: string): string[] {
  return linesOf(page).filter((line) => !DIALOGUE.test(line) && !ENDLESS.test(line));
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

it('every example of --help runs as printed', { timeout: 120_000 }, async () => {
  const examples = await helpExamples();
  expect([...examples].filter(([, lines]) => lines.length === 0)).toEqual([]);
  expect([...examples.keys()]).toEqual(expect.arrayContaining(['check', 'baseline', 'init', 'mcp']));
  const folder = shop.repository();
  const failed: string[] = [];
  // What one command reads, another one writes.
  for (const example of new Set([...examples.get('baseline')!, ...[...examples.values()].flat()])) {
    const [, ...argv] = wordsOf(example);
    // These go on until they are ended; both have tests of their own.
    if (argv[0] === 'mcp' || ENDLESS.test(example)) continue;
    const { status, stderr } = await ran(argv, folder.path);
    if (status > 1) failed.push(`${example}\n  ended with ${status}: ${stderr}`);
  }
  folder.remove();
  expect(failed).toEqual([]);
});

const dialogues = [...new Set(pages.flatMap(linesOf).filter((line) => DIALOGUE.test(line)).map((line) => line.replace(/\s*#.*/, '')))];
const noTerminal = !/util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

it.skipIf(noTerminal).each(dialogues)('a dialogue is held on a terminal: %s', async (command) => {
  const folder = shop.repository();
  const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], { cwd: folder.path, env: { ...process.env, PATH: shop.path, TERM: 'dumb' } });
  let screen = '';
  let answered = 0;
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    for (; answered < screen.split('[Y/n] ').length - 1; answered++) terminal.stdin.write('y\r');
  });
  const status = await new Promise((resolve) => terminal.on('close', resolve));
  folder.remove();
  expect([status, answered > 0, screen]).toEqual([0, true, expect.stringMatching(/Write authlint\.config\.json\? \[Y\/n\] [^]*wrote authlint\.config\.json[^]*npx authlint check/)]);
}, 60_000);

it('the server that docs/mcp.md sets up answers a client of the official SDK', { timeout: 60_000 }, async () => {
  const { blocks } = fences(textOf('docs/mcp.md'));
  const { mcpServers } = JSON.parse(blocks.find(({ language }) => language === 'json')!.text) as { mcpServers: Record<string, { command: string; args: string[] }> };
  const folder = shop.repository();
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ ...mcpServers['authlint']!, cwd: folder.path, env: { PATH: shop.path }, stderr: 'pipe' }));
  const { tools } = await client.listTools();
  const { content } = await client.callTool({ name: 'list_routes', arguments: { method: 'DELETE' } });
  await client.close();
  folder.remove();
  const named = [...textOf('docs/mcp.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(tools.map(({ name }) => name)).toEqual(named);
  expect(JSON.parse((content as { text: string }[])[0]!.text)).toMatchObject({ total: 1, routes: [{ method: 'DELETE', path: '/users/:id', access: 'authenticated' }] });
});
