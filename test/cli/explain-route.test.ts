import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { authlint, folder } from './host.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "5" } }',
  'app.js': `const app = require('express')();
const admin = (req, res, next) => {
  if (!req.user) return res.sendStatus(401);
  if (req.user.role !== 'admin') return res.sendStatus(403);
  next();
};
app.use(require('cookie-parser')());
app.delete('/users/:id', admin, (req, res) => res.json({}));
app.get('/users', (req, res) => res.json([]));
app.get('/keys', require('./not-here'), (req, res) => res.json([]));
app.listen(1);
`,
};

async function explain(...words: string[]) {
  const cwd = folder(FILES);
  return authlint(['explain', ...words], { cwd, analyze: (options) => analyze({ ...options, cwd }) });
}

describe('explain a route', () => {
  it('tells every element in order, what it proves, and what would change the verdict', async () => {
    expect((await explain('DELETE /users/:id')).stdout).toBe(`DELETE /users/:id
authorized (admin): only callers with the right to it

  declared     app.js:8  (express)
  handler      anonymous function  app.js:8

What a request passes, in order
  1. cookie-parser: proves nothing of the caller  app.js:7
     known package
  2. admin: proves authorization (admin)  app.js:8
     its code was followed, defined at app.js:2
     refuses at app.js:3

What would change the verdict
  - without \`admin\` it is public
`);
  });

  it('finds a route by its place, and says what its siblings have', async () => {
    const { stdout } = await explain('app.js:9');
    expect(stdout.split('\n').slice(0, 2)).toEqual(['GET /users', 'public: anyone can call it']);
  });

  it('says of an unknown verdict what was not resolved, and which configuration settles it', async () => {
    const { stdout } = await explain('GET /keys');
    expect(stdout).toContain('"guards": [{ "name": "not-here", "proves": "authentication" }] (or "nothing")');
  });

  it('asks for another route when there is none of that name', async () => {
    expect(await explain('GET /user')).toMatchObject({ status: 2, stderr: 'authlint: There is no route "GET /user". Did you mean "GET /users"? "authlint routes" lists them all.\n' });
  });
});
