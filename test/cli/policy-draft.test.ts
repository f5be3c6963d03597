import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { policyDraft } from '../../src/cli/policy-draft.ts';
import { entryFor } from '../../src/guards/policy.ts';
import type { Guard, Route } from '../../src/model/route.ts';
import { authlint, folder } from './host.ts';
import { SHOP } from './repository.ts';

function route(name: string, access: Route['access'], roles: string[] = [], proves: Guard['proves'] = 'authentication', part: Partial<Route> = {}): Route {
  const [method = '', path = ''] = name.split(' ');
  const place = { file: 'a.ts', line: 1, column: 1 };
  const guards: Guard[] = access === 'public' || access === 'unknown' ? [] : [{ name: 'guard', proves: access === 'authorized' ? 'authorization' : proves, basis: 'body', roles, ...place, appliedAt: place }];
  return { method, path, framework: 'express', ...place, endLine: 1, endColumn: 2, access, roles, inHandler: false, guards, mounts: [], group: 'a', ...part };
}

const lines = (...routes: Route[]) => policyDraft(routes).entries.map(({ match, require }) => `${match} ${typeof require === 'string' ? require : JSON.stringify(require)}`);

describe('a policy draft', () => {
  it('groups by prefix, and names what differs', () => {
    expect(lines(
      route('GET /admin/users', 'authorized', ['admin']), route('DELETE /admin/users/:id', 'authorized', ['admin']), route('GET /admin/log', 'authorized', ['admin']),
      route('GET /api/orders', 'authenticated'), route('POST /api/orders', 'authenticated'), route('GET /api/items', 'authenticated'), route('GET /api/prices', 'public'),
    )).toEqual(['ANY /admin/** {"role":"admin"}', 'ANY /api/** authenticated', 'GET /api/prices public']);
  });

  it('never opens a prefix', () => {
    expect(lines(route('GET /a/1', 'public'), route('GET /a/2', 'public'), route('POST /a/2', 'public'))).toEqual(['GET /a/1 public', 'GET /a/2 public', 'POST /a/2 public']);
  });

  it('closes a path for all methods when they agree', () => {
    expect(lines(route('GET /a', 'authenticated'), route('POST /a', 'authenticated'), route('GET /b', 'public'))).toEqual(['ANY /a authenticated', 'GET /b public']);
  });

  it('says roles, permissions, signatures and secrets', () => {
    expect(lines(
      route('GET /a', 'authorized', ['b', 'a']), route('GET /b', 'authorized', ['users:read']), route('GET /c', 'authorized'),
      route('POST /d', 'authenticated', [], 'signature'), route('POST /e', 'authenticated', [], 'shared-secret'),
    )).toEqual(['GET /a {"roles":["a","b"]}', 'GET /b {"permission":"users:read"}', 'GET /c authorized', 'POST /d {"proves":"signature"}', 'POST /e {"proves":"shared-secret"}']);
  });

  it('groups names of procedures by their dots', () => {
    expect(lines(route('QUERY user.list', 'authenticated'), route('MUTATION user.save', 'authenticated'), route('QUERY user.name', 'authenticated'), route('QUERY post.list', 'public'))).toEqual(['QUERY post.list public', 'ANY user.** authenticated']);
  });

  it('says what both of two routes with one name meet', () => {
    expect(lines(route('GET /a', 'authorized', ['admin']), route('GET /a', 'authenticated'))).toEqual(['GET /a authenticated']);
    expect(lines(route('GET /a', 'authorized', ['admin']), route('GET /a', 'authorized', ['owner']))).toEqual(['GET /a authorized']);
  });

  it('marks what is open without a word that it is meant', () => {
    const { entries } = policyDraft([route('GET /a', 'public'), route('GET /b', 'public', [], 'nothing', { publicBy: 'convention: health' })]);
    expect(entries).toEqual([{ match: 'GET /a', require: 'public', review: true }, { match: 'GET /b', require: 'public' }]);
  });

  it('claims nothing of what is unknown, or cannot be named', () => {
    const [vague, odd] = [route('GET /a', 'unknown'), route('EVENT x', 'public', [], 'nothing', { path: 'chat message' })];
    expect(policyDraft([vague, odd])).toEqual({ entries: [], unknown: [vague], unnamed: [odd] });
  });

  it('puts every route under the entry that says what is true of it, whatever the paths are', () => {
    const parts = ['a', 'b', ':id', '*', 'v1.0', 'A'];
    const kinds: [Route['access'], string[]][] = [['public', []], ['authenticated', []], ['authorized', ['admin']], ['authorized', ['owner']]];
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % 65536 % below;
    for (let round = 0; round < 60; round++) {
      const names = new Map<string, Route>();
      for (let at = 0; at < 25; at++) {
        const path = `/${Array.from({ length: random(4) }, () => parts[random(parts.length)]).join('/')}`;
        const one = route(`${['GET', 'POST', 'ALL'][random(3)]} ${path}`, ...kinds[random(kinds.length)]!);
        names.set(`${one.method} ${one.path}`.toLowerCase(), one);
      }
      const routes = [...names.values()];
      const { entries } = policyDraft(routes);
      const wrong = routes.filter((one) => {
        const require = entryFor({ policy: { routes: entries } }, one)?.require;
        return JSON.stringify(require) !== JSON.stringify(one.roles.length > 0 ? { role: one.roles[0] } : one.access);
      });
      expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    }
  });
});

describe('authlint policy', () => {
  const shop = () => {
    const root = folder(SHOP);
    return { root, run: (...argv: string[]) => authlint(argv, { cwd: root, analyze }) };
  };

  it('prints a configuration, and says on stderr what is to be looked at', async () => {
    expect(await shop().run('policy')).toMatchObject({
      status: 0,
      stdout: `{
  "policy": {
    "routes": [
      { "match": "ANY /items/**", "require": "authenticated" },
      // Anyone can call it, and nothing says that this is meant.
      { "match": "DELETE /items/:id", "require": "public" },
      { "match": "DELETE /users/:id", "require": { "role": "admin" } }
    ]
  }
}
`,
      stderr: '1 route open to anyone without a word that this is meant, marked with a comment and no longer reported: close it, or keep its entry and drop the comment.\n',
    });
  });

  it('writes one under which check passes, and which holds', async () => {
    const { root, run } = shop();
    expect((await run('--quiet')).status).toBe(1);
    expect((await run('policy', '-o', 'authlint.config.json')).status).toBe(0);
    const { status, stdout } = await run('--quiet');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^No problems in 2 files with 5 routes\.\n/)]);
    const opened = folder({ ...SHOP, 'src/app.js': SHOP['src/app.js'].replace('requireUser, requireAdmin,', 'requireUser,'), 'authlint.config.json': readFileSync(join(root, 'authlint.config.json'), 'utf8') });
    expect((await authlint(['--quiet'], { cwd: opened, analyze })).stdout).toContain('DELETE /users/:id has to be for the role `admin` only by the policy');
  });

  it('never overwrites a file without being asked', async () => {
    const { root, run } = shop();
    await run('policy', '-o', 'authlint.config.json');
    expect(await run('policy', '-o', 'authlint.config.json')).toMatchObject({ status: 2, stdout: '', stderr: 'authlint: authlint.config.json is there already, and is left as it is. Put the draft into it by hand, or write it anew with --force.\n' });
    expect([(await run('policy', '--force', '-o', 'authlint.config.json')).status, existsSync(join(root, 'authlint.config.json'))]).toEqual([0, true]);
  });
});
