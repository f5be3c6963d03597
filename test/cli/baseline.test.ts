import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { authlint, folder } from './host.ts';
import { APP, AUTH, PACKAGE, SHOP } from './repository.ts';

const FILE = 'authlint-baseline.json';

interface Found { ruleId: string; file: string; route?: string }

function shop(files: Record<string, string> = SHOP) {
  const root = folder(files);
  return {
    root,
    run: (...argv: string[]) => authlint(argv, { cwd: root, analyze }),
    write: (name: string, text: string) => writeFileSync(join(root, name), text),
    read: (name = FILE) => readFileSync(join(root, name), 'utf8'),
    async fresh(...argv: string[]) {
      const { status, stdout, stderr } = await authlint(['--baseline', '--format', 'json', ...argv], { cwd: root, analyze });
      const { findings } = JSON.parse(stdout) as { findings: Found[] };
      return { status, stderr, findings: findings.map(({ ruleId, file, route }) => [ruleId, file, route ?? ''].join(' ').trim()) };
    },
  };
}

const OPEN = "app.delete('/items/:id', (req, res) => res.sendStatus(204));";
const DECODE = "const jwt = require('jsonwebtoken');\nexports.who = (req) => jwt.verify(req.headers.authorization, process.env.KEY);\n";

describe('a baseline', () => {
  it('is written, and what is in it no longer fails', async () => {
    const { run, fresh, read } = shop();
    expect((await run()).status).toBe(1);
    const written = await run('baseline');
    expect([written.status, written.stderr]).toEqual([0, '']);
    const amount = (JSON.parse(read()) as { findings: unknown[] }).findings.length;
    expect(written.stdout).toBe(`${amount} finding${amount === 1 ? '' : 's'} in ${FILE}. Commit it, and run "authlint check --baseline".\n`);
    expect(await fresh()).toEqual({ status: 0, stderr: `${amount} finding${amount === 1 ? '' : 's'} left out: ${FILE} has ${amount === 1 ? 'it' : 'them'}.\n`, findings: [] });
  });

  it('has the same bytes for the same findings, sorted, and no line numbers or code', async () => {
    const { run, read } = shop({ ...SHOP, 'src/who.js': DECODE });
    await run('baseline');
    const first = read();
    await run('baseline', '--force');
    expect(read()).toBe(first);
    const { findings } = JSON.parse(first) as { findings: (Found & { rule: string })[] };
    expect(findings.map(({ file }) => file)).toEqual(findings.map(({ file }) => file).sort());
    expect([...new Set(findings.flatMap((one) => Object.keys(one)))].sort()).toEqual(['code', 'file', 'fingerprint', 'identity', 'route', 'rule']);
    expect(first).not.toContain('sendStatus');
  });

  it('is never overwritten without being asked', async () => {
    const { run, read } = shop();
    await run('baseline');
    const before = read();
    expect(await run('baseline')).toMatchObject({ status: 2, stdout: '', stderr: `authlint: ${FILE} is there already, and is left as it is. --prune removes from it what has been fixed; --force accepts all that is found now.\n` });
    expect(read()).toBe(before);
  });

  it('may have another name', async () => {
    const { root, run } = shop();
    expect((await run('baseline', '--file', 'known.json')).stdout).toMatch(/in known\.json\. Commit it, and run "authlint check --baseline=known\.json"\.\n$/);
    expect([existsSync(join(root, FILE)), (await run('--baseline=known.json')).status]).toEqual([false, 0]);
  });

  it('that is not there, or is none, ends with 2', async () => {
    const { run, write } = shop();
    expect(await run('--baseline')).toMatchObject({ status: 2, stdout: '', stderr: `authlint: There is no baseline ${FILE}. "authlint baseline" writes it.\n` });
    for (const [text, problem] of [['{', 'it is not valid JSON'], ['{}', 'its version is not 1'], ['{ "version": 1, "findings": [{}] }', 'a finding lacks its rule, file, fingerprint or code']] as const) {
      write(FILE, text);
      expect(await run('--baseline')).toMatchObject({ status: 2, stderr: `authlint: ${FILE} is no baseline of authlint: ${problem}. "authlint baseline --force" writes it anew.\n` });
    }
  });

  it('holds nothing of a secret', async () => {
    const secret = 'q8Zr2LwX0vTn5KbY7cHs';
    const { run, read } = shop({ 'package.json': PACKAGE, 'src/key.js': `const jwt = require('jsonwebtoken');\nexports.sign = (user) => jwt.sign({ id: user }, '${secret}', { expiresIn: '5m' });\n` });
    await run('baseline');
    const other = shop({ 'package.json': PACKAGE, 'src/key.js': `const jwt = require('jsonwebtoken');\nexports.sign = (user) => jwt.sign({ id: user }, 'Xw71mzPq0LrTb9KcUe4G', { expiresIn: '5m' });\n` });
    await other.run('baseline');
    const { findings } = JSON.parse(read()) as { findings: { rule: string; code: string }[] };
    expect(findings.map(({ rule }) => rule)).toContain('no-hardcoded-secret');
    expect(read()).not.toContain(secret);
    // The hashes of two files that differ in their secret alone are the same: no secret was hashed.
    const parts = (text: string) => { const { findings: all, files } = JSON.parse(text) as { findings: { code: string }[]; files: object }; return [all.map(({ code }) => code), files]; };
    expect(parts(other.read())).toEqual(parts(read()));
  });
});

describe('what is new fails', () => {
  it('a second finding, and nothing else is shown', async () => {
    const { run, write, fresh } = shop();
    await run('baseline');
    write('src/app.js', APP.replace("app.put('/items/:id', requireUser,", "app.put('/items/:id',"));
    const { status, findings } = await fresh('--rule', 'require-route-auth');
    expect([status, findings]).toEqual([1, ['require-route-auth src/app.js PUT /items/:id']]);
  });

  it('the same mistake made again in the same file', async () => {
    const { run, write, fresh } = shop({ 'package.json': PACKAGE, 'src/who.js': DECODE });
    await run('baseline');
    write('src/who.js', `${DECODE}exports.again = (req) => jwt.verify(req.headers.authorization, process.env.KEY);\n`);
    expect((await fresh('--rule', 'require-jwt-algorithm')).findings).toEqual(['require-jwt-algorithm src/who.js']);
  });

  it('the same mistake copied into another file while the first one stays', async () => {
    const { run, write, fresh } = shop({ 'package.json': PACKAGE, 'src/who.js': DECODE });
    await run('baseline');
    write('src/copy.js', DECODE);
    const { findings } = await fresh();
    expect([...new Set(findings.map((one) => one.split(' ')[1]))]).toEqual(['src/copy.js']);
  });
});

describe('what was known stays known', () => {
  const moved: Record<string, (files: Record<string, string>) => Record<string, string>> = {
    'when lines move': (files) => ({ ...files, 'src/app.js': `// one\n\n// two\n${APP}` }),
    'when it is laid out differently': (files) => ({ ...files, 'src/app.js': APP.replace(OPEN, "app.delete(\n  '/items/:id',\n  (req, res) => res.sendStatus(204),\n);") }),
    'when the same mistake above it is fixed': (files) => ({ ...files, 'src/who.js': files['src/who.js']!.replace('process.env.KEY)', "process.env.KEY, { algorithms: ['HS256'] })") }),
  };
  it.each(Object.entries(moved))('%s', async (_, change) => {
    const files = { ...SHOP, 'src/who.js': `${DECODE}exports.again = (req) => jwt.verify(req.cookies.token, process.env.KEY);\n` };
    const { run, write, fresh, read } = shop(files);
    await run('baseline');
    expect(read().match(/"rule": "require-jwt-algorithm"/g)).toHaveLength(2);
    for (const [name, text] of Object.entries(change(files))) write(name, text);
    expect((await fresh('--severity', 'note')).findings).toEqual([]);
  });

  it('when its file is renamed', async () => {
    const { root, run, fresh } = shop({ ...SHOP, 'src/who.js': DECODE });
    await run('baseline');
    renameSync(join(root, 'src/who.js'), join(root, 'src/caller.js'));
    const { status, findings, stderr } = await fresh();
    expect([status, findings]).toEqual([0, []]);
    expect(stderr).not.toContain('no longer there');
  });

  it('when its file is renamed and edited', async () => {
    const long = `${DECODE}${Array.from({ length: 20 }, (_, at) => `exports.helper${at} = () => ${at};\n`).join('')}`;
    const { root, run, write, fresh } = shop({ ...SHOP, 'src/who.js': long });
    await run('baseline');
    renameSync(join(root, 'src/who.js'), join(root, 'src/caller.js'));
    write('src/caller.js', long.replace('jwt.verify(req.headers.authorization, process.env.KEY)', "jwt.verify(req.headers['authorization'], process.env.KEY)").replace('helper3', 'other'));
    expect((await fresh()).findings).toEqual([]);
  });

  it('when a route is written anew in a file that takes the place of its old one', async () => {
    const { root, run, write, fresh } = shop();
    await run('baseline');
    renameSync(join(root, 'src/app.js'), join(root, 'app.txt'));
    write('src/server.ts', "import express from 'express';\nimport { requireUser } from './auth.js';\nconst server = express();\nserver.route('/items').get(requireUser, list).post(requireUser, list);\nserver.route('/items/:id').put(requireUser, list).delete(list);\nfunction list(_: unknown, res: express.Response) { res.json([]); }\nserver.listen(3000);\n");
    expect((await fresh('--rule', 'require-route-auth'))).toMatchObject({ status: 0, findings: [] });
  });

  it('but not when another file with the same mistake takes its place', async () => {
    const { root, run, write, fresh } = shop({ ...SHOP, 'src/who.js': `${DECODE}${'exports.a = 1;\n'.repeat(3)}` });
    await run('baseline');
    renameSync(join(root, 'src/who.js'), join(root, 'elsewhere.txt'));
    write('src/other.js', "const { verify } = require('jsonwebtoken');\nmodule.exports = function claims(token) {\n  return verify(token, process.env.OTHER);\n};\n");
    const { status, findings, stderr } = await fresh();
    expect([status, [...new Set(findings.map((one) => one.split(' ')[1]))]]).toEqual([1, ['src/other.js']]);
    expect(stderr).toContain('no longer there');
  });
});

describe('what has been fixed', () => {
  const fixed = APP.replace("app.delete('/items/:id', (", "app.delete('/items/:id', requireUser, (");

  it('fails until it is pruned, and says so', async () => {
    const { run, write, fresh, read } = shop();
    await run('baseline', '--file', FILE);
    const before = (JSON.parse(read()) as { findings: Found[] }).findings.filter(({ route }) => route === 'DELETE /items/:id').length;
    expect(before).toBeGreaterThan(0);
    write('src/app.js', fixed);
    const { status, stderr } = await fresh();
    expect(status).toBe(1);
    expect(stderr).toContain('Take it out with "authlint baseline --prune", so that nothing new hides behind:\n  src/app.js  require-route-auth  DELETE /items/:id\n');
    expect(await run('baseline', '--prune')).toMatchObject({ status: 0, stderr: '' });
    expect((await fresh()).status).toBe(0);
    expect(read()).not.toContain('DELETE /items/:id');
  });

  it('is not asked for where the run did not look', async () => {
    const { run, write, fresh } = shop({ ...SHOP, 'lib/other.js': 'exports.one = 1;\n' });
    await run('baseline');
    write('src/app.js', fixed);
    expect((await fresh('lib')).stderr).not.toContain('no longer there');
    expect((await fresh('--rule', 'no-hardcoded-secret')).stderr).not.toContain('no longer there');
    expect((await fresh('src')).stderr).toContain('no longer there');
  });

  it('is not what a file that cannot be parsed hides', async () => {
    const { run, write, fresh } = shop();
    await run('baseline');
    write('src/app.js', `${APP}\nconst = ;\n`);
    expect((await fresh()).stderr).not.toContain('no longer there');
  });

  it('goes by pruning alone: what is new stays new', async () => {
    const { run, write, fresh } = shop();
    await run('baseline');
    write('src/app.js', fixed.replace("app.put('/items/:id', requireUser,", "app.put('/items/:id',"));
    expect((await run('baseline', '--prune')).stdout).toMatch(/ 1 finding not in it: "authlint check --baseline" shows what is new\.\n$/);
    expect((await fresh('--rule', 'require-route-auth')).findings).toEqual(['require-route-auth src/app.js PUT /items/:id']);
  });

  it('keeps its place after a rename is pruned in', async () => {
    const { root, run, fresh, read } = shop({ ...SHOP, 'src/who.js': DECODE });
    await run('baseline');
    renameSync(join(root, 'src/who.js'), join(root, 'src/caller.js'));
    await run('baseline', '--prune');
    expect([read().includes('src/who.js'), read().includes('src/caller.js'), (await fresh()).status]).toEqual([false, true, 0]);
  });
});

it('a suppressed finding is not in the baseline', async () => {
  const { run, read } = shop({ ...SHOP, 'src/app.js': APP.replace(OPEN, `// authlint-disable-next-line -- tried out\n${OPEN}`), 'src/auth.js': AUTH });
  await run('baseline');
  expect(read()).not.toContain('DELETE /items/:id');
});
