// Changes the code in one place at a time and sees whether a test notices. Nothing on disk is changed.
// Usage: npm run mutation -- --files src/guards/access.ts [--files ...] [--sample 20] [--seed 1]
//   --tests PATH        tests that may be run, several times; default: all. Once, they are run to see which of them call which function
//   --per-mutant N      for each place, at most so many files of tests, the most specific ones first (default 12; 0: all that call it)
//   --at-least PERCENT  end with 1 when the score is lower
//   --report FILE       the survivors as JSON
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { mutantsOf, sample } from './mutation/mutants.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: {
  files: { type: 'string', multiple: true, default: [] }, tests: { type: 'string', multiple: true, default: [] }, sample: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' },
  'per-mutant': { type: 'string', default: '12' }, 'at-least': { type: 'string' }, report: { type: 'string' },
} });
if (values.files.length === 0) throw new Error('Which files? --files src/guards/access.ts');
const files = values.files.map((file) => relative(root, resolve(file)).replaceAll('\\', '/'));
const most = Number(values['per-mutant']) || Infinity;

/** Longer than any run that ends: a loop without end is noticed, too. */
const LEAST_MS = 60_000;

/** Runs files of tests with the task; resolves to whether all passed, or 'timeout'. */
function vitest(tests, task, { hits, limit } = {}) {
  return new Promise((done) => {
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', join(root, 'scripts/mutation/vitest.config.ts'), '--reporter=dot', ...(hits ? [] : ['--bail=1']), ...tests];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, AUTHLINT_MUTATION: JSON.stringify(task), AUTHLINT_HITS: hits ?? '' }, detached: process.platform !== 'win32' });
    const stop = limit && setTimeout(() => {
      ended = 'timeout';
      // Its workers are processes of their own.
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGKILL');
    }, limit);
    let ended;
    child.on('close', (status) => {
      clearTimeout(stop);
      done(ended ?? (status === 0 ? 'passed' : 'failed'));
    });
  });
}

/** Which files of tests call which functions, and how long they take. Kept while the files stay the same. */
async function coverage() {
  const texts = files.map((file) => readFileSync(join(root, file), 'utf8'));
  const key = createHash('sha256').update(JSON.stringify([files, texts, values.tests])).digest('hex').slice(0, 16);
  const kept = join(root, 'node_modules/.cache/authlint-mutation', `${key}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'authlint-mutation-'));
  try {
    const hits = join(folder, 'hits');
    writeFileSync(hits, '');
    console.log('Looking which tests call which functions ...');
    const outcome = await vitest(values.tests, { watched: Object.fromEntries(files.map((file) => [join(root, file), file])) }, { hits });
    if (outcome !== 'passed') console.log('Some of the tests fail as it is: what they say of a change counts for nothing.');
    const lines = readFileSync(hits, 'utf8').trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
    if (lines.length === 0) throw new Error('No test ran.');
    const found = lines.map((one) => ({ ...one, test: relative(root, one.test) }));
    mkdirSync(join(kept, '..'), { recursive: true });
    if (outcome === 'passed') writeFileSync(kept, JSON.stringify(found));
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of the tests that call the function, those that say most of it first: of the same name, of the same folder, of few other functions, quick ones. */
function testsFor(file, fn, covered) {
  const [room, name] = [file.replace(/^src\//, '').split('/').slice(0, -1).join('/'), file.replace(/^.*\/|\.ts$/g, '')];
  const rank = ({ test, hits, ms }) => [test.endsWith(`/${name}.test.ts`) ? 0 : 1, test.startsWith(`test/${room}`) ? 0 : 1, hits.length, ms];
  const less = (a, b) => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at < 0 ? 0 : a[at] - b[at];
  };
  return covered.filter(({ hits }) => hits.includes(`${file}#${fn}`)).sort((a, b) => less(rank(a), rank(b)));
}

const covered = await coverage();
const healthy = new Map();
/** Files of tests that fail without any change would fail with it as well. */
async function passing(tests) {
  const key = tests.join('\0');
  if (!healthy.has(key)) {
    const started = performance.now();
    const outcome = await vitest(tests, {}, { limit: 10 * LEAST_MS });
    healthy.set(key, { ok: outcome === 'passed', ms: performance.now() - started });
  }
  return healthy.get(key);
}

const survivors = [];
let [killed, tried, uncovered, unjudged] = [0, 0, 0, 0];
for (const file of files) {
  const all = mutantsOf(file, readFileSync(join(root, file), 'utf8'));
  const chosen = sample(all, Number(values.sample), Number(values.seed));
  let own = 0;
  let judged = 0;
  for (const mutant of chosen) {
    const callers = testsFor(file, mutant.fn, covered);
    const tests = callers.slice(0, most).map(({ test }) => test);
    const name = `${file}:${mutant.line}:${mutant.column} ${mutant.kind}: ${short(mutant.was)} → ${short(mutant.text)}`;
    if (tests.length > 0) {
      const { ok, ms } = await passing(tests);
      if (!ok) {
        unjudged += 1;
        console.log(`not judged, its tests fail without the change: ${name}`);
        continue;
      }
      tried += 1;
      judged += 1;
      const outcome = await vitest(tests, { mutant: { file: join(root, file), start: mutant.start, end: mutant.end, text: mutant.text } }, { limit: Math.max(LEAST_MS, 4 * ms) });
      if (outcome !== 'passed') {
        killed += 1;
        own += 1;
        continue;
      }
    } else {
      tried += 1;
      judged += 1;
      uncovered += 1;
    }
    const more = callers.length - tests.length;
    survivors.push({ file, line: mutant.line, column: mutant.column, kind: mutant.kind, was: mutant.was, text: mutant.text, tests: tests.length, more });
    console.log(`survives ${tests.length === 0 ? '(no test calls it)' : `${tests.length} files of tests${more > 0 ? `, of ${callers.length} that call it` : ''}`}: ${name}`);
  }
  console.log(`${file}: ${own} of ${judged} noticed (${all.length} places in all)`);
}
const score = tried === 0 ? 100 : (100 * killed) / tried;
console.log(`Score ${score.toFixed(0)} %: ${killed} of ${tried} noticed, ${uncovered} in functions that no test calls, ${unjudged} not judged.`);
if (values.report) writeFileSync(values.report, `${JSON.stringify({ score, killed, tried, uncovered, unjudged, survivors }, null, 2)}\n`);
process.exitCode = values['at-least'] !== undefined && score < Number(values['at-least']) ? 1 : 0;

function short(text) {
  const plain = text.replace(/\s+/g, ' ');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
