import { expect, it, vi } from 'vitest';
import { FORMER_KEYS, withCurrentKeys, type FormerKey } from '../../src/project/former-keys.ts';
import { configSchema } from '../../src/project/config-schema.ts';

const KEYS: FormerKey[] = [{ from: 'open', to: 'public', since: '1.1.0' }, { from: 'access.routes', to: 'policy.routes', since: '1.3.0' }];

it('reads former keys as those of today, and tells of each', () => {
  expect(withCurrentKeys({ open: ['GET /'], access: { routes: [1], more: true }, preset: 'strict' }, KEYS)).toEqual({
    value: { public: ['GET /'], access: { more: true }, policy: { routes: [1] }, preset: 'strict' },
    notes: ['"open" is called "public" since version 1.1.0; the former name is still read.', '"access.routes" is called "policy.routes" since version 1.3.0; the former name is still read.'],
  });
});

it('leaves alone what has both, what has none, and what is no object', () => {
  for (const value of [{ open: [], public: [] }, { preset: 'strict' }, [], 'open', null, { access: [] }]) expect(withCurrentKeys(value, KEYS)).toEqual({ value, notes: [] });
});

it('no former key is a key of today, and each leads to one', () => {
  const keys = Object.keys(configSchema.shape);
  expect(FORMER_KEYS.filter(({ from, to }) => (!from.includes('.') && keys.includes(from)) || !keys.includes(to.split('.')[0]!))).toEqual([]);
});

it('a project with a former key is opened, with a note', async () => {
  vi.resetModules();
  vi.doMock('../../src/project/former-keys.ts', async (original) => {
    const actual = await original<typeof import('../../src/project/former-keys.ts')>();
    return { ...actual, withCurrentKeys: (value: unknown) => actual.withCurrentKeys(value, KEYS) };
  });
  const { projectWith } = await import('./folder.ts');
  const project = projectWith({ 'authlint.config.json': { open: ['GET /health'] }, 'src/a.ts': '' });
  expect(project.config.public).toEqual(['GET /health']);
  expect(project.diagnostics).toEqual([{ kind: 'config', file: 'authlint.config.json', message: '"open" is called "public" since version 1.1.0; the former name is still read.' }]);
});
