import { afterEach, describe, expect, it } from 'vitest';
import { improve, type ImproveOptions } from '../../src/analyze/improve.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

function improved(files: Record<string, string>, options: Partial<ImproveOptions> = {}) {
  folder = projectFolder({ 'package.json': '{ "type": "module", "dependencies": { "express": "5", "jsonwebtoken": "9" } }', ...files });
  const { changes, taken, left } = improve({ cwd: folder.path, ...options });
  return {
    after: Object.fromEntries(changes.map(({ file, after }) => [file, after])),
    taken: taken.map(({ finding }) => `${finding.ruleId} ${finding.file}`),
    left: left.map(({ finding, reason }) => `${finding.ruleId} ${finding.file}:${finding.line}: ${reason}`),
  };
}

const VERIFY = "import jwt from 'jsonwebtoken';\nexport const read = (token) => jwt.verify(token, process.env.KEY);\n";
const SIGN = "import jwt from 'jsonwebtoken';\nexport const issue = (id) => jwt.sign({ sub: id }, process.env.KEY, { expiresIn: '15m', algorithm: 'HS256' });\n";

describe('improve', () => {
  it('takes what makes the project better, in several files', () => {
    expect(improved({ 'a.js': VERIFY, 'b.js': VERIFY, 'c.js': SIGN }, { only: ['require-jwt-algorithm'] })).toEqual({
      after: {
        'a.js': VERIFY.replace('KEY)', "KEY, { algorithms: ['HS256'] })"),
        'b.js': VERIFY.replace('KEY)', "KEY, { algorithms: ['HS256'] })"),
      },
      taken: ['require-jwt-algorithm a.js', 'require-jwt-algorithm b.js'],
      left: [],
    });
  });

  it('resolves edits at one place one after the other: the import is added once', () => {
    const orders = "import { Router } from 'express';\nconst router = Router();\nrouter.post('/', (req, res) => res.json(orders.add(req.body)));\nrouter.put('/:id', (req, res) => res.json(orders.set(req.params.id, req.body)));\nexport default router;\n";
    const { after, left } = improved({
      'src/auth.js': "import jwt from 'jsonwebtoken';\nexport const auth = (req, res, next) => {\n  try { req.user = jwt.verify(req.headers.authorization.slice(7), process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }\n};\n",
      'src/app.js': "import express from 'express';\nimport users from './routes/users.js';\nimport orders from './routes/orders.js';\nconst app = express();\napp.use('/users', users);\napp.use('/orders', orders);\napp.listen(1);\n",
      'src/routes/users.js': "import { Router } from 'express';\nimport { auth } from '../auth.js';\nconst router = Router();\nrouter.get('/', auth, (req, res) => res.json(users.all(req.query)));\nrouter.post('/', auth, (req, res) => res.json(users.add(req.body)));\nrouter.delete('/:id', auth, (req, res) => res.json(users.remove(req.params.id)));\nexport default router;\n",
      'src/routes/orders.js': orders,
    }, { only: ['require-route-auth'] });
    expect(after).toEqual({
      'src/routes/orders.js': orders.replace("'express';\n", "'express';\nimport { auth } from '../auth.js';\n").replaceAll(", (req, res)", ', auth, (req, res)'),
    });
    expect(left).toEqual([]);
  });

  it('leaves what would make a verdict worse, and takes the rest', () => {
    // The guard of its neighbours lets everybody through that has no key: what is put in front of the route proves nothing there.
    const app = `import express from 'express';
import { check } from 'not-here';
import { verify } from './verify.js';
const app = express();
function auth(req, res, next) {
  if (req.path.startsWith('/open')) return next();
  if (req.get('x-key') !== process.env.KEY) return res.sendStatus(401);
  next();
}
app.post('/a', auth, (req, res) => res.json(items.add(req.body)));
app.put('/b', auth, (req, res) => res.json(items.set(req.body)));
app.delete('/c', auth, (req, res) => res.json(items.remove(req.query.id)));
app.post('/open/d', (req, res) => res.json(items.add(req.body)));
app.listen(1);
`;
    const { after, taken, left } = improved({ 'app.js': app, 'verify.js': VERIFY, 'sign.js': SIGN });
    expect(left).toEqual([expect.stringMatching(/^require-route-auth app\.js:13: the finding would stay$/)]);
    expect(taken).toEqual(['require-jwt-algorithm verify.js']);
    expect(Object.keys(after)).toEqual(['verify.js']);
  });

  it('edits the file where a router is mounted, whichever file has the finding', () => {
    const router = (name: string): string => `import { Router } from 'express';\nconst router = Router();\nrouter.post('/', (req, res) => res.json(${name}.add(req.body)));\nrouter.put('/:id', (req, res) => res.json(${name}.set(req.body)));\nexport default router;\n`;
    const app = "import express from 'express';\nimport a from './a.js';\nimport b from './b.js';\nimport c from './c.js';\nconst app = express();\nconst auth = (req, res, next) => (req.get('x-key') === process.env.KEY ? next() : res.sendStatus(401));\napp.use('/a', auth, a);\napp.use('/b', auth, b);\napp.use('/c', c);\napp.listen(1);\n";
    expect(improved({ 'app.js': app, 'a.js': router('a'), 'b.js': router('b'), 'c.js': router('c') }, { only: ['require-route-auth'] })).toEqual({
      after: { 'app.js': app.replace("'/c', c", "'/c', auth, c") },
      taken: ['require-route-auth c.js'],
      left: [],
    });
  });

  it('edits no file that is not asked for', () => {
    expect(improved({ 'src/a.js': VERIFY, 'other/b.js': VERIFY, 'src/c.js': SIGN }, { paths: ['src'], only: ['require-jwt-algorithm'] }).taken).toEqual(['require-jwt-algorithm src/a.js']);
  });

  it('takes nothing of what a comment suppresses, or where nothing is found', () => {
    const suppressed = VERIFY.replace('export', '// authlint-disable-next-line require-jwt-algorithm -- the gateway checks it\nexport');
    expect(improved({ 'a.js': suppressed, 'c.js': SIGN })).toEqual({ after: {}, taken: [], left: [] });
  });
});
