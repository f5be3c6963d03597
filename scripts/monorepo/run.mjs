// Shows with the real Turborepo and Nx that what one machine has extracted, another one need not: each "machine" is a folder and an empty
// home of its own, and they share nothing but a remote cache. Installs both from the lock file of fixtures/monorepo.
// Usage: npm run build && node scripts/monorepo/run.mjs
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRemoteCache } from './remote-cache.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const built = resolve(process.env.AUTHLINT_BUILT ?? repository);
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-monorepo-')));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

/** Of the fixture. */
const FILES = 6;
const MERGE = ['authlint', 'cache', '--merge', 'packages/*/.authlint-cache'];
const CHECK = ['authlint', 'check', '--cache', '--stats', '--format', 'json'];

function machine(name) {
  const folder = join(temporary, `${name}-checkout`, 'monorepo');
  const home = join(temporary, `${name}-home`);
  mkdirSync(home);
  cpSync(join(repository, 'fixtures/monorepo'), folder, { recursive: true });
  return { name, folder, home };
}

function run({ folder, home }, command, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`, HOME: home, XDG_CACHE_HOME: join(home, '.cache'), CI: 'true', TMPDIR: home, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '', status: 0 };
    child.stdout.on('data', (text) => { out.stdout += text; });
    child.stderr.on('data', (text) => { out.stderr += text; });
    child.on('error', fail);
    child.on('close', (status) => done({ ...out, status }));
  });
}

async function must(one, command, args, env, allowed = [0]) {
  const result = await run(one, command, args, env);
  if (!allowed.includes(result.status)) throw new Error(`${one.name}: ${command} ${args.join(' ')} ended with ${result.status}:\n${result.stdout}${result.stderr}`);
  return result;
}

/** Both tools, and this one as it was built. */
async function install(one, from) {
  if (from) cpSync(join(from.folder, 'node_modules'), join(one.folder, 'node_modules'), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.includes('node_modules/.cache') });
  else await must(one, 'npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { HOME: process.env.HOME, ...(process.env.npm_config_cache ? { npm_config_cache: process.env.npm_config_cache } : {}) });
  if (from) return;
  symlinkSync(built, join(one.folder, 'node_modules/authlint'), 'dir');
  symlinkSync('../authlint/dist/src/cli/main.js', join(one.folder, 'node_modules/.bin/authlint'));
}

const extracted = (text) => [...text.matchAll(/(\d+) extracted/g)].reduce((sum, [, number]) => sum + Number(number), 0);

async function check(one) {
  const merged = await must(one, MERGE[0], MERGE.slice(1));
  const { stdout, stderr } = await must(one, CHECK[0], CHECK.slice(1), {}, [0, 1]);
  const [, fresh, kept] = /facts: (\d+) extracted, (\d+) kept/.exec(stderr) ?? [];
  return { merged: merged.stdout.trim(), findings: stdout, extracted: Number(fresh), kept: Number(kept) };
}

const TOOLS = {
  turbo: {
    args: ['run', 'auth-facts', '--output-logs=full'],
    env: (url) => ({ TURBO_API: url, TURBO_TOKEN: 'demonstration', TURBO_TEAM: 'team_demonstration', TURBO_TELEMETRY_DISABLED: '1', TURBO_CACHE: 'remote:rw', DO_NOT_TRACK: '1' }),
    restored: (text) => (text.match(/cache hit, replaying/g) ?? []).length,
  },
  nx: {
    args: ['run-many', '-t', 'auth-facts', '--outputStyle=stream'],
    env: (url) => ({ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: url, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'demonstration', NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', DO_NOT_TRACK: '1' }),
    restored: (text) => (text.match(/\[(?:remote cache|local cache)\]/g) ?? []).length,
  },
};

function expectThat(what, is, wanted) {
  if (JSON.stringify(is) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
}

let installed;
for (const [tool, { args, env, restored }] of Object.entries(TOOLS)) {
  const remote = await openRemoteCache();
  const facts = async (one) => { const { stdout, stderr } = await must(one, tool, args, env(remote.url)); return stdout + stderr; };

  const first = machine(`${tool}-first`);
  await install(first, installed);
  installed ??= first;
  const cold = await facts(first);
  const before = await check(first);
  expectThat(`${tool}: restored on the first machine`, restored(cold), 0);
  expectThat(`${tool}: extracted on the first machine, package by package`, extracted(cold), FILES);
  expectThat(`${tool}: extracted by its check of the whole`, [before.extracted, before.kept], [0, FILES]);

  const second = machine(`${tool}-second`);
  await install(second, installed);
  const given = remote.counts.given;
  const warm = await facts(second);
  const after = await check(second);
  expectThat(`${tool}: restored on the second machine`, restored(warm), 3);
  expectThat(`${tool}: taken from the remote cache`, remote.counts.given - given, 3);
  expectThat(`${tool}: extracted by the second machine's check`, [after.extracted, after.kept], [0, FILES]);
  expectThat(`${tool}: findings on both machines`, after.findings, before.findings);
  if (JSON.parse(after.findings).findings.length === 0) throw new Error('The fixture has nothing to find.');

  appendFileSync(join(second.folder, 'packages/shop/src/orders.js'), 'exports.none = () => [];\n');
  const edited = await facts(second);
  expectThat(`${tool}: restored after an edit in one package`, restored(edited), 2);
  console.log(`${tool}: first machine: ${FILES} files extracted in 3 packages; second machine, another folder and an empty home: 3 packages restored from the remote cache, ${after.extracted} files extracted, ${after.kept} taken over, the same findings; after an edit of one file: 2 packages restored`);
  remote.close();
}
