import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (check: string, declared: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"5"}}',
  'app.js': `import express from 'express';
${declared}
const app = express();
app.get('/x', (req, res) => { if (!${check}) return res.sendStatus(403); res.json({}); });
app.listen(1);`,
});

test.each([
  ['a list', 'isTrusted(req.ip)', "const LIST = (process.env.ADDRESSES ?? '').split(','); const isTrusted = (ip) => LIST.includes(ip);"],
  ['ranges', 'isNear(req.ip)', "const RANGES = (process.env.RANGES ?? '').split(','); const isNear = (ip) => RANGES.some((range) => inRange(range, ip)); function inRange(range, ip) { return toBits(ip).startsWith(toBits(range)); }"],
  ['a range', 'cidrContains(process.env.RANGE, req.ip)', 'const cidrContains = (range, ip) => (toBits(ip) & maskOf(range)) === toBits(range);'],
])('who comes from elsewhere is refused by %s of addresses', (_what, check, declared) => {
  expect(accessOf(app(check, declared))).toEqual({ 'GET /x': 'authenticated in the handler' });
});

const COUNTER = 'const hits = new Map(); const count = (ip) => { const n = (hits.get(ip) ?? 0) + 1; hits.set(ip, n); return n; };';

test.each([
  ['lets every address in', 'isAllowedIp(req.ip)', 'const isAllowedIp = (ip) => { console.log(ip); return true; };'],
  ['lets every address in, whatever the range', 'isInRange(process.env.RANGE, req.ip)', 'const isInRange = (range, ip) => true;'],
  ['counts', 'isAllowed(req.ip)', `${COUNTER} const isAllowed = (ip) => count(ip) < 100;`],
  ['counts up to a number', 'matchesIp(req.ip, 100)', `${COUNTER} const matchesIp = (ip, most) => count(ip) < most;`],
  ['counts, in a package', 'limiter.allows(req.ip)', "import { Limiter } from 'some-limiter'; const limiter = new Limiter(100);"],
  ['counts, in a class', 'limiter.isAllowed(req.ip)', `${COUNTER} class Limiter { isAllowed(ip) { return count(ip) <= 10; } } const limiter = new Limiter();`],
  ['looks for blocked addresses', '!isBlocked(req.ip)', "const BLOCKED = ['192.0.2.1']; const isBlocked = (ip) => BLOCKED.includes(ip);"],
])('nobody is told apart by what %s', (_what, check, declared) => {
  expect(['public', 'unknown']).toContain(accessOf(app(check, declared))['GET /x']);
});
