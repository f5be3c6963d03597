// Installs the package as users do, into fresh projects of several kinds, and holds what the command line and the linters find
// against each other. Needs a build. Usage: npm run install-matrix [-- --quick] [-- --only NAME]
//   --from FOLDER   take a package that was built elsewhere
//   --tools FOLDER  where package managers are kept between runs
//   --keep          leave the projects where they are
// Ends with 1 when a project fails; a package manager that cannot be had is told of, and is no failure.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { managerFor, settingsOf } from './install-matrix/managers.mjs';
import { PROJECTS } from './install-matrix/projects.mjs';
import { run } from './install-matrix/run.mjs';
import { filesFor, RULES_COMPARED } from './install-matrix/sample.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, from: { type: 'string', default: root }, tools: { type: 'string', default: join(tmpdir(), 'authlint-install-tools') }, keep: { type: 'boolean', default: false } } });

const work = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-install-')));

async function pack() {
  const { status, stdout, stderr } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', work], { cwd: resolve(values.from) });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ filename, files }] = JSON.parse(stdout);
  if (!files.some(({ path }) => path === 'dist/src/cli/main.js')) throw new Error('There is no build: run `npm run build` first.');
  return join(work, filename);
}

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const line = (file, place, rule, message) => `${file}:${place} ${rule} ${message}`;

/** What the command line finds, one line a finding, of the rules that all hosts run. */
async function checked(cwd, command) {
  const { status, stdout, stderr } = await command(cwd, 'authlint', ['check', '--format', 'json']);
  if (status !== 1) throw new Error(`authlint ended with ${status}: ${stderr || stdout}`);
  return JSON.parse(stdout).findings.filter(({ ruleId }) => RULES_COMPARED.includes(ruleId)).map((it) => line(it.file, it.line, it.ruleId, it.message)).sort();
}

async function linted(cwd, host, command) {
  const { stdout, stderr } = await command(cwd, host === 'oxlint' ? 'oxlint' : 'eslint', ['--format', 'json', '.']);
  const said = [];
  const besides = [];
  try {
    if (host === 'oxlint') {
      for (const { code = '', message, filename, labels } of JSON.parse(stdout).diagnostics) {
        const rule = /^authlint\((.+)\)$/.exec(code)?.[1];
        if (rule) said.push(line(filename.replaceAll('\\', '/'), labels[0].span.line, rule, message));
        else besides.push(`${filename}: ${code} ${message}`);
      }
    } else {
      for (const { filePath, messages } of JSON.parse(stdout)) {
        for (const { ruleId, line: at, message } of messages) {
          const rule = /^authlint\/(.+)$/.exec(ruleId ?? '')?.[1];
          if (!rule) besides.push(`${filePath}: ${ruleId ?? ''} ${message}`);
          else if (RULES_COMPARED.includes(rule)) said.push(line(relative(cwd, filePath).replaceAll('\\', '/'), at, rule, message));
        }
      }
    }
  } catch {
    throw new Error(`${host} gave no JSON: ${stderr || stdout}`);
  }
  if (besides.length > 0) throw new Error(`${host} says besides: ${besides.join('; ')}`);
  return said.sort();
}

function same(what, actual, expected) {
  const missing = expected.filter((one) => !actual.includes(one));
  const more = actual.filter((one) => !expected.includes(one));
  if (missing.length + more.length > 0 || actual.length !== expected.length) throw new Error(`${what}:\n${[...missing.map((one) => `    - ${one}`), ...more.map((one) => `    + ${one}`)].join('\n')}`);
}

/** Installs, checks, lints with each host and compiles. Throws when anything is not as it should be. */
async function tryProject({ manager, packages, hosts }, tarball, reference) {
  const { install, command } = await managerFor(manager, values.tools).catch((error) => { throw Object.assign(error, { unavailable: true }); });
  const cwd = mkdtempSync(join(work, 'project-'));
  const manifest = { name: 'fresh', version: '1.0.0', private: true, type: 'module', dependencies: { express: '^5.0.0', jsonwebtoken: '^9.0.0' }, devDependencies: { ...packages, authlint: `file:${tarball}` } };
  // What the sample imports is named and not installed: nothing of it is run.
  const { dependencies, ...installable } = manifest;
  write(cwd, { 'package.json': JSON.stringify(installable, null, 2), ...settingsOf(manager), ...filesFor(hosts[0]) });
  const installed = await install(cwd);
  if (installed.status !== 0) throw new Error(`installing ended with ${installed.status}: ${(installed.stderr + installed.stdout).trim().split('\n').slice(-15).join('\n')}`);
  if (manager !== 'yarn-pnp') write(cwd, { 'package.json': JSON.stringify({ ...installable, dependencies }, null, 2) });
  const findings = await checked(cwd, command);
  if (reference) same('not what other projects find', findings, reference);
  for (const host of hosts) {
    for (const other of ['eslint.config.mjs', 'eslint.config.cjs', '.oxlintrc.json']) rmSync(join(cwd, other), { force: true });
    write(cwd, filesFor(host));
    same(`${host} does not find what the command line finds`, await linted(cwd, host, command), findings);
  }
  if (packages.typescript) {
    const { status, stdout, stderr } = await command(cwd, 'tsc', ['-p', 'tsconfig.json']);
    if (status !== 0) throw new Error(`tsc: ${stdout}${stderr}`);
  }
  return findings;
}

let failed = false;
let reference;
try {
  const tarball = await pack();
  for (const project of PROJECTS.filter(({ name, quick }) => (values.only === undefined ? !values.quick || quick : name.includes(values.only)))) {
    const started = performance.now();
    const told = (what) => console.log(`${project.name}: ${what} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
    try {
      const findings = await tryProject(project, tarball, reference);
      reference ??= findings;
      if (findings.length < 3) throw new Error(`only ${findings.length} findings: the sample says nothing`);
      told(`${findings.length} findings, the same by ${['check', ...project.hosts].join(', ')}${project.packages.typescript ? '; types compile' : ''}`);
    } catch (error) {
      if (!error.unavailable) failed = true;
      told(error.unavailable ? `not tried: ${error.message}` : `FAILED: ${error.message}`);
    }
  }
} finally {
  if (values.keep) console.log(work);
  else rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
