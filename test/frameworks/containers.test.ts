import { describe, expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const files = (source: string, container: string, ask: string): Record<string, string> => ({
  'auth.ts': `export class Auth {
  async signedIn(req, res, next) {
    if (!req.session.user) return res.sendStatus(401);
    next();
  }
  async counted(req, res, next) {
    next();
  }
}
`,
  'app.ts': `import express from 'express';
import ${source};
import { Auth } from './auth';
${container}
const auth = ${ask};
const app = express();
app.post('/a', auth.signedIn, (req, res) => res.json({}));
app.post('/b', auth.counted, (req, res) => res.json({}));
`,
});

describe('an instance that a container hands out', () => {
  test.each([
    ["{ Container } from 'inversify'", 'const container = new Container(); container.bind(Auth).toSelf();', 'container.get<Auth>(Auth)'],
    ["{ Container } from 'inversify'", 'const container = new Container();', 'container.resolve(Auth)'],
    ["{ container } from 'tsyringe'", '', 'container.resolve(Auth)'],
    ["{ Container } from 'typedi'", '', 'Container.get(Auth)'],
  ])('%s', (source, container, ask) => {
    expect(accessOf(files(source, container, ask))).toEqual({ 'POST /a': 'authenticated', 'POST /b': 'public' });
  });

  test('not under a name that stands for no class', () => {
    expect(accessOf(files("{ Container } from 'typedi'", '', "Container.get('auth')"))).toMatchObject({ 'POST /a': 'unknown' });
  });
});
