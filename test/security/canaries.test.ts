import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '../../rules/registry.ts';
import { analyze } from '../../src/analyze.ts';
import type { Host } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';
import { seeded } from '../fuzz/random.ts';
import { projectFolder } from '../harness/project-folder.ts';

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const random = seeded(7);
/** A secret for each place where one can stand. */
const secret = (): string => Array.from({ length: 28 }, () => CHARACTERS[random.int(CHARACTERS.length)]).join('');

const PLACES = [
  'argument', 'constant', 'default', 'url', 'template', 'comment', 'json', 'policy', 'thrown', 'header', 'cookie', 'property', 'class', 'comparison', 'log', 'suppression', 'fallback', 'base', 'issuer', 'salt',
] as const;
const S = Object.fromEntries(PLACES.map((place) => [place, secret()])) as Record<(typeof PLACES)[number], string>;

const FILES = {
  'package.json': JSON.stringify({ dependencies: { express: '5', jsonwebtoken: '9', 'express-session': '1', 'cookie-parser': '1' } }),
  'authlint.config.json': JSON.stringify({ preset: 'preview' }),
  'src/app.ts': `import express from 'express';
import jwt from 'jsonwebtoken';
import session from 'express-session';
import cookieParser from 'cookie-parser';
const JWT_SECRET = '${S.constant}';
const apiKey = "${S.property}";
const db = 'postgres://app:${S.url}@db.acme.dev/app';
class Keys { static readonly token = '${S.class}'; password = \`${S.template}\`; }
const app = express();
app.use(session({ secret: '${S.argument}' }));
app.use(cookieParser('${S.cookie}'));
// the old key was ${S.comment}
// authlint-disable-next-line no-hardcoded-secret -- rotated, it was ${S.suppression}
const old = 'x';
function sign(user: string, key = '${S.default}') { return jwt.sign({ user }, key, { issuer: '${S.issuer}' }); }
const secret = process.env.SECRET || '${S.fallback}';
app.post('/login', (req, res) => {
  if (req.body.password === '${S.comparison}') return res.json({ token: jwt.sign({ id: 1, password: req.body.password }, '${S.json}') });
  console.log('token ${S.log}', req.headers.authorization, jwt.sign({}, secret));
  throw new Error('wrong key ${S.thrown}');
});
app.get('/me', (req, res) => {
  if (req.headers['x-api-key'] !== '${S.header}') return res.status(401).end();
  res.json(jwt.verify(req.cookies.token, Buffer.from('${S.base}', 'base64')));
});
app.get('/hash', (req, res) => res.json(hash(req.body.password, '${S.salt}', jwt.sign({}, JWT_SECRET), db, apiKey, Keys, sign, old)));
app.listen(3000);
`,
  'config/settings.json': JSON.stringify({ secret: S.policy }),
  'src/broken.ts': `const key = '${S.constant}'; app.get('/x', (( => { '${S.json}`,
};

const COMMANDS: string[][] = [
  ['check'], ...['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'].map((format) => ['check', '--include-suppressed', '--format', `${format}=out.${format}`]),
  ['check', '--debug', '--stats'], ['routes'], ...['json', 'csv', 'markdown'].map((format) => ['routes', '--format', `${format}=out.routes.${format}`]),
  ['routes', '--snapshot=out.snapshot'], ['map', '--out', 'out.map.html'], ['flows'], ['flows', '--output', 'out.flows.md'], ['fix'], ['baseline', '--file', 'out.baseline'], ['check', '--baseline=out.baseline'],
  ['policy', '--force'], ['doctor'], ['doctor', '--format', 'json'], ['explain', 'POST /login'], ['explain', 'GET /me'], ['explain', 'src/app.ts:22'], ['init', '--yes', '--no-workflow'],
];

it('no secret of the code is whole in any output, or in any file that is written', { timeout: 120_000 }, async () => {
  const folder = projectFolder(FILES);
  onTestFinished(() => folder.remove());
  const said: Record<string, string> = {};
  const results = new Map<string, ReturnType<typeof analyze>>();
  for (const argv of COMMANDS) {
    let text = '';
    const output = { isTTY: false, write: (more: string, done?: () => void) => { text += more; done?.(); } };
    const host: Host = {
      cwd: folder.path, env: {}, stdout: output, stderr: output, rules: async () => rules.map(({ meta }) => meta),
      analyze: async () => (options) => {
        const key = JSON.stringify([options.paths, options.only]);
        if (!results.has(key)) results.set(key, analyze(options));
        return results.get(key)!;
      },
    };
    const status = await run(argv, host);
    expect(status < 2 ? '' : `${argv.join(' ')}: ${text}`).toBe('');
    said[argv.join(' ')] = text;
  }
  for (const name of readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) => !(name.replaceAll('\\', '/') in FILES))) {
    try { said[name] = readFileSync(join(folder.path, name), 'utf8'); } catch { continue; }
  }
  const findings = [...results.values()].flatMap((result) => result.findings);
  expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBeGreaterThan(5);
  const leaks = Object.entries(said).flatMap(([name, text]) => PLACES.flatMap((place) => {
    // Part of a secret that would help to guess the rest counts as well.
    const parts = [S[place], S[place].slice(0, 16), S[place].slice(-16)];
    const found = parts.find((part) => text.includes(part));
    const line = found === undefined ? '' : text.split('\n').find((one) => one.includes(found))!;
    return found === undefined ? [] : [`${name}: ${place}: ${line.slice(Math.max(0, line.indexOf(found) - 60), line.indexOf(found) + 30)}`];
  }));
  expect(leaks).toEqual([]);
});
