import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { snapshotDrift } from '../../src/report/routes-snapshot.ts';
import { authlint, folder } from './host.ts';
import { APP, SHOP } from './repository.ts';

const FILE = 'authlint-routes.txt';
const HEAD = '# Who may call what: method, path, access, roles, guards. Written by "authlint routes --snapshot", held by "authlint check --snapshot".\n';

function shop() {
  const root = folder(SHOP);
  return { root, run: (...argv: string[]) => authlint(argv, { cwd: root, analyze }), app: (text: string) => writeFileSync(join(root, 'src/app.js'), text) };
}

const OPENED = APP.replace("app.put('/items/:id', requireUser,", "app.put('/items/:id',");
const DRIFT = `The routes are not those of ${FILE}:
  - PUT  /items/:id  authenticated  -  requireUser
  + PUT  /items/:id  public  -  -
When that is meant, write it anew with "authlint routes --snapshot", and have the difference reviewed.
`;

describe('routes --snapshot', () => {
  it('writes one route a line, by path and method, without places', async () => {
    const { root, run } = shop();
    expect(await run('routes', '--snapshot')).toMatchObject({ status: 0, stdout: `5 routes in ${FILE}.\n`, stderr: '' });
    expect(readFileSync(join(root, FILE), 'utf8')).toBe(`${HEAD}GET  /items  authenticated  -  requireUser
POST  /items  authenticated  -  requireUser
DELETE  /items/:id  public  -  -
PUT  /items/:id  authenticated  -  requireUser
DELETE  /users/:id  authorized  admin  requireUser, requireAdmin
`);
  });

  it('stays the same when code moves', async () => {
    const { root, run, app } = shop();
    await run('routes', '--snapshot', 'who.txt');
    const before = readFileSync(join(root, 'who.txt'), 'utf8');
    const [first = '', ...rest] = APP.split('\n');
    app([first, '', '// reordered', ...rest.slice(0, 3), ...rest.slice(3, 8).reverse(), ...rest.slice(8)].join('\n'));
    await run('routes', '--snapshot=who.txt');
    expect([readFileSync(join(root, 'who.txt'), 'utf8'), existsSync(join(root, FILE))]).toEqual([before, false]);
  });
});

describe('a snapshot holds', () => {
  it('for check, beside the findings', async () => {
    const { run, app } = shop();
    await run('routes', '--snapshot');
    const rule = ['--rule', 'no-hardcoded-secret', '--snapshot'];
    expect(await run(...rule)).toMatchObject({ status: 0, stderr: '' });
    app(OPENED);
    expect(await run(...rule)).toMatchObject({ status: 1, stderr: DRIFT });
  });

  it('for routes --check-snapshot', async () => {
    const { run, app } = shop();
    await run('routes', '--snapshot');
    expect(await run('routes', '--check-snapshot')).toMatchObject({ status: 0, stdout: `5 routes, as in ${FILE}.\n` });
    app(OPENED);
    expect(await run('routes', '--check-snapshot')).toMatchObject({ status: 1, stdout: DRIFT });
  });

  it('only when it is there', async () => {
    const missing = { status: 2, stdout: '', stderr: `authlint: There is no snapshot ${FILE}. "authlint routes --snapshot" writes it.\n` };
    expect([await shop().run('--snapshot'), await shop().run('routes', '--check-snapshot')]).toMatchObject([missing, missing]);
  });
});

describe('the drift', () => {
  const lines = (...routes: string[]): string => `${HEAD}${routes.join('\n')}\n`;
  const [a, b] = ['GET  /a  public  -  -', 'GET  /b  public  -  -'];

  it('knows nothing of line ends, order and comments', () => {
    expect(snapshotDrift(lines(a, '# reviewed by the team', b).replaceAll('\n', '\r\n'), lines(b, a))).toEqual([]);
  });

  it('counts a route as often as it is there', () => {
    expect([snapshotDrift(lines(a, a), lines(a)), snapshotDrift(lines(a), lines(a, a))]).toEqual([[`- ${a}`], [`+ ${a}`]]);
  });

  it('puts what became of one route together', () => {
    const closed = 'GET  /a  authenticated  -  requireUser';
    expect(snapshotDrift(lines(a, b), lines(closed))).toEqual([`- ${a}`, `+ ${closed}`, `- ${b}`]);
  });

  it('lets nothing act on the terminal', () => {
    expect(snapshotDrift(lines('GET  /\u001b[2J  public  -  -'), lines())).toEqual(['- GET  /\\x1b[2J  public  -  -']);
  });
});
