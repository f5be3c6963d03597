import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { accessDiff } from '../../src/report/access-diff/compare.ts';
import { readMap, type MappedGuard, type MappedRoute } from '../../src/report/access-diff/map.ts';
import { diffMarkdown } from '../../src/report/access-diff/markdown.ts';
import { diffText } from '../../src/report/access-diff/text.ts';

const guard = (proves: MappedGuard['proves'], roles: string[] = [], part: Partial<MappedGuard> = {}): MappedGuard =>
  ({ name: `${proves}Guard`, proves, roles, file: 'src/auth.ts', line: 3, appliedAt: { file: 'src/app.ts', line: 9 }, ...part });

function route(guards: MappedGuard[], part: Partial<MappedRoute> = {}): MappedRoute {
  const has = (...proves: string[]) => guards.some((one) => proves.includes(one.proves));
  return {
    method: 'GET', path: '/a', file: 'src/app.ts', line: 9, guards, roles: guards.flatMap(({ roles }) => roles),
    access: has('authorization', 'ownership') ? 'authorized' : has('authentication', 'signature', 'shared-secret') ? 'authenticated' : 'public', ...part,
  };
}

const user = guard('authentication');
const unknown: Partial<MappedRoute> = { access: 'unknown', unknownReason: 'wrap() is not followed' };

describe('one route, before and after', () => {
  it.each<[string, MappedRoute, MappedRoute, string, string | undefined]>([
    ['a guard that is gone', route([user]), route([]), 'weaker', 'stronger'],
    ['a role that is gone', route([user, guard('authorization', ['admin'])]), route([user, guard('authorization')]), 'weaker', 'stronger'],
    ['a check of roles that is gone', route([user, guard('authorization', ['admin'])]), route([user]), 'weaker', 'stronger'],
    ['another role that is let in', route([guard('authorization', ['admin'])]), route([guard('authorization', ['admin', 'editor'])]), 'weaker', 'stronger'],
    ['one more permission, of which all or one may be needed', route([guard('authorization', ['users:read'])]), route([guard('authorization', ['users:read', 'users:write'])]), 'changed', 'changed'],
    ['another role', route([guard('authorization', ['admin'])]), route([guard('authorization', ['editor'])]), 'changed', 'changed'],
    ['ownership in place of a role', route([guard('authorization', ['admin'])]), route([guard('ownership')]), 'changed', 'changed'],
    ['a limit that is gone from an open route', route([guard('rate-limit')]), route([]), 'weaker', 'stronger'],
    ['a CSRF check that is gone', route([user, guard('csrf')]), route([user]), 'weaker', 'stronger'],
    ['a signature in place of a session', route([user]), route([guard('signature')]), 'changed', 'changed'],
    ['a switch that turns the guard off', route([user]), route([guard('authentication', [], { unless: ['DISABLE_AUTH'] })]), 'weaker', 'stronger'],
    ['a role check that came with a switch', route([user]), route([guard('authorization', ['admin'], { unless: ['DEMO'] })]), 'stronger', 'weaker'],
    ['a guard that can no longer be followed', route([user]), route([guard('unknown')], unknown), 'changed', 'changed'],
  ])('%s', (_, before, after, forth, back) => {
    const change = (a: MappedRoute, b: MappedRoute) => accessDiff([a], [b]).changes.map((one) => one.change);
    expect([change(before, after), change(after, before)]).toEqual([[forth], [back]]);
  });

  it.each<[string, MappedRoute, MappedRoute]>([
    ['the same guard under another name', route([user]), route([guard('authentication', [], { name: 'signedIn' })])],
    ['the same guard twice', route([user]), route([user, guard('authentication', [], { name: 'again' })])],
    ['one guard in place of two', route([user, guard('authorization', ['admin'])]), route([guard('authorization', ['admin'])])],
    ['roles in another order', route([guard('authorization', ['a:b', 'c:d'])]), route([guard('authorization', ['c:d', 'a:b'])])],
    ['another place', route([user]), route([guard('authentication', [], { appliedAt: { file: 'src/b.ts', line: 1 } })], { file: 'src/b.ts', line: 7 })],
    ['what proves nothing', route([guard('nothing', [], { name: 'json' })]), route([])],
    ['public, now on purpose', route([]), route([], { publicBy: 'comment: opening hours' })],
    ['still unknown', route([guard('unknown')], unknown), route([guard('unknown')], { ...unknown, unknownReason: 'other() is not followed' })],
  ])('is the same: %s', (_, before, after) => {
    expect([accessDiff([before], [after]), accessDiff([after], [before])]).toEqual([{ changes: [], unchanged: 1 }, { changes: [], unchanged: 1 }]);
  });
});

describe('which routes are compared', () => {
  it('those of one file first where several have one address', () => {
    const [shop, blog] = [route([user], { file: 'shop.ts' }), route([], { file: 'blog.ts' })];
    expect(accessDiff([shop, blog], [blog, shop])).toEqual({ changes: [], unchanged: 2 });
    expect(accessDiff([shop, blog], [route([], { file: 'shop.ts' }), blog]).changes).toMatchObject([{ change: 'weaker', after: { file: 'shop.ts' } }]);
  });

  it('not those of another method, and each once', () => {
    const { changes } = accessDiff([route([user])], [route([user]), route([user]), route([user], { method: 'PUT' })]);
    expect(changes.map(({ change, method }) => `${change} ${method}`)).toEqual(['new GET', 'new PUT']);
  });
});

describe('reasons', () => {
  const text = (before: MappedRoute, after: MappedRoute) => diffText(accessDiff([before], [after]), pc.createColors(false)).split('\n')[1];

  it('name what went and what came', () => {
    expect(text(route([guard('authorization', ['admin'], { name: 'isAdmin' })]), route([guard('authorization', ['staff'], { name: 'isStaff', appliedAt: { file: 'src/new.ts', line: 2 } })])))
      .toBe('  GET /a  authorized(admin) -> authorized(staff)  (isAdmin removed at src/app.ts:9; isStaff added at src/new.ts:2)');
  });

  it('name the check in the handler', () => {
    expect(text(route([guard('authentication', [], { name: 'list', inHandler: true, file: 'src/list.ts', line: 4 })]), route([])))
      .toBe('  GET /a  authenticated -> public  (the check in list removed at src/list.ts:4)');
  });

  it('name roles, switches and what cannot be followed', () => {
    const admin = (roles: string[]) => route([guard('authorization', roles, { name: 'needs' })]);
    expect(text(admin(['admin']), admin(['admin', 'staff']))).toBe('  GET /a  authorized(admin) -> authorized(admin, staff)  (needs asks for admin, staff instead of admin at src/auth.ts:3)');
    expect(text(route([user]), route([guard('authentication', [], { unless: ['DEMO'] })]))).toBe('  GET /a  authenticated  (DEMO can now switch it off)');
    expect(text(route([user]), route([guard('unknown', [], { name: 'wrap' })], unknown))).toBe('  GET /a  authenticated -> unknown  (authenticationGuard removed at src/app.ts:9; wrap() is not followed)');
  });

  it('let nothing act on the terminal', () => {
    expect(text(route([user], { path: '/\u001b[2J' }), route([], { path: '/\u001b[2J' }))).toContain('/\\x1b[2J');
  });
});

describe('in Markdown', () => {
  const names = { base: 'main', head: 'working directory' };

  it('is a table of each kind, what is better folded away', () => {
    const open = route([], { path: '/new', line: 3 });
    expect(diffMarkdown(accessDiff([route([user]), route([], { path: '/b' })], [route([]), route([user], { path: '/b' }), open]), names)).toBe(`### Who may call what

\`main\` to \`working directory\`: 1 weaker, 1 new (1 public), 1 stronger, 0 unchanged.

#### Weaker: more callers get through than before (1)

| Route | Before | After | Why, or where |
| --- | --- | --- | --- |
| \`GET /a\` | authenticated | public | authenticationGuard removed at src/app.ts:9 |

#### New routes (1)

| Route | Before | After | Why, or where |
| --- | --- | --- | --- |
| \`GET /new\` |  | **public** | src/app.ts:3 |

<details><summary>Stronger (1)</summary>

| Route | Before | After | Why, or where |
| --- | --- | --- | --- |
| \`GET /b\` | public | authenticated | authenticationGuard added at src/app.ts:9 |

</details>
`);
  });

  it('gives hostile names no power', () => {
    const hostile = '/`|</code><img src=x onerror=alert(1)>[x](https://evil.example) @everyone\n# title';
    const text = diffMarkdown(accessDiff([route([guard('authorization', [hostile], { name: hostile })], { path: hostile })], [route([], { path: hostile })]), names);
    const row = text.split('\n').find((line) => line.includes('authorized'))!;
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(2);
    for (const power of ['<img', '</code><', ' @everyone', 'https://evil']) expect(row).not.toContain(power);
    expect(row).not.toMatch(/(?<!\\)\]\(/);
  });

  it('fits into a comment', () => {
    const many = Array.from({ length: 3000 }, (_, at) => route([], { path: `/a/rather/long/path/to/something/${at}` }));
    const text = diffMarkdown(accessDiff([], many), names);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\nAnd \d+ more\.\n/);
    expect(text).toContain('3000 new (3000 public)');
  });
});

describe('a stored map', () => {
  it('is read back', () => {
    expect(readMap(JSON.stringify({ version: 1, routes: [route([user])] }))).toEqual([route([user])]);
  });

  it.each([['[', 'it is not valid JSON'], ['{ "version": 2 }', 'its version is not 1'], ['{ "version": 1 }', 'it has no "routes"'], ['{ "version": 1, "routes": [{}] }', 'route 1 is incomplete']])('is refused: %s', (text, problem) => {
    expect(() => readMap(text)).toThrow(problem);
  });
});
