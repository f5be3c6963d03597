import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { rules } from '../../rules/registry.ts';
import { analyze, type AnalyzeOptions } from '../../src/analyze.ts';
import type { Host } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';
import { extract } from '../../src/extract/index.ts';
import type { Analysis, RuleSetting } from '../../src/model/index.ts';
import { readSource } from '../../src/project/read.ts';
import { violations } from '../extract/soundness.ts';
import { CONFIG, type Case } from './cases.ts';
import { outputProblems } from './outputs.ts';
import { strayPlaces } from './spans.ts';

const everyRule: Record<string, RuleSetting> = Object.fromEntries(rules.map(({ meta }) => [meta.name, meta.severity]));

/** The properties that a case does not have; none when all is well. Each begins with its kind and a colon. */
export async function tryCase(one: Case): Promise<string[]> {
  try {
    return one.kind === 'source' ? trySource(one) : await tryProject(one);
  } catch (error) {
    return [`exception: ${(error as Error).stack ?? String(error)}`];
  }
}

function trySource({ files }: Case): string[] {
  const [[path, text]] = Object.entries(files) as [[string, string]];
  const facts = extract(path, text);
  const found = facts.diagnostics.length === 0 ? violations(facts, text) : violations(facts, text).filter((one) => !/ is not at |^type /.test(one));
  const lines = facts.lineStarts.length;
  for (const { line, column, message } of facts.diagnostics) {
    if (line < 1 || line > lines || column < 1 || column > text.length + 1) found.push(`diagnostic at ${line}:${column}`);
    if (message.startsWith('The file could not be read') && !/(nested too deeply|again and again)\.$/.test(message)) found.push(message);
  }
  if (!isDeepStrictEqual(extract(path, text), facts)) found.push('other facts the second time');
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(facts)), facts)) found.push('not plain data');
  return found.map((problem) => `facts: ${problem}`);
}

/** Puts the files of a case into a folder. A name that the file system does not take is left out. */
export function writeFiles(folder: string, { files, binary = [] }: Case): void {
  for (const [name, text] of Object.entries(files)) {
    try {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text, binary.includes(name) ? 'latin1' : 'utf8');
    } catch {
      continue;
    }
  }
}

async function tryProject(one: Case): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-fuzz-'));
  try {
    writeFiles(folder, one);
    const found: string[] = [];
    const runs = new Map<string, Analysis>();
    const engine = (options: AnalyzeOptions): Analysis => {
      const key = JSON.stringify([options.paths, options.configPath, options.only]);
      let result = runs.get(key);
      if (!result) {
        runs.set(key, (result = analyze({ ...options, rules: { ...everyRule, ...options.rules } })));
        found.push(...strayPlaces(result, (file) => textOf(folder, file)).map((problem) => `place: ${problem}`));
        for (const { kind, message } of result.diagnostics) if (kind === 'internal-error') found.push(`internal: ${message}`);
      }
      return result;
    };
    for (const argv of commandsOf(one)) found.push(...await ask(argv, folder, engine));
    const first = runs.values().next().value;
    if (first && one.extra % 4 === 0) {
      const again = analyze({ cwd: folder, rules: everyRule });
      if (JSON.stringify(plain(again)) !== JSON.stringify(plain(first))) found.push('twice: another result the second time');
    }
    return [...new Set(found)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const plain = ({ findings, routes, diagnostics }: Analysis): unknown => ({ findings, routes, diagnostics });

function textOf(folder: string, file: string): string | undefined {
  const read = readSource(join(folder, file));
  if ('text' in read) return read.text;
  // What is too long for source code may be a manifest.
  return file.endsWith('.json') && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').replace(/^\uFEFF/, '') : undefined;
}

const FORMATS = { check: ['json', 'sarif', 'gitlab', 'junit', 'html', 'github', 'markdown'], routes: ['json', 'csv', 'markdown'] } as const;

/** What the command line is asked for. Reports go to files beside the project's. */
function commandsOf({ kind, extra, files }: Case): string[][] {
  const formats = (command: keyof typeof FORMATS): string[] => FORMATS[command].flatMap((format) => ['--format', `${format}=out.${command}.${format}`]);
  const check = ['check', '--include-suppressed', ...formats('check'), '--format', 'stylish', ...(kind === 'baseline' ? ['--baseline'] : []), ...(kind === 'snapshot' ? ['--snapshot'] : [])];
  const more = [
    ['flows'], ['map', '--out', 'out.map.html'], ['doctor'], ['doctor', '--format', 'json'], ['fix'], ['policy', '--force'], ['baseline', '--file', 'out.baseline'], ['routes', '--snapshot=out.snapshot'], ['explain', 'ANY /**'], ['explain', 'GET /'], ['init', '--yes', '--no-workflow'], ['check', '--no-color', '--severity', 'note'],
  ];
  return [
    check,
    ['routes', ...formats('routes'), '--format', 'table'],
    ...(kind === 'map' ? [['diff', 'before.json', 'after.json', '--format', ['json', 'markdown', 'stylish'][extra % 3]!], ['diff', 'before.json']] : []),
    ...(kind === 'baseline' ? [['baseline', '--prune'], ['check', '--baseline']] : []),
    ...(kind === 'flows' ? [['flows', '--check', 'flows.md']] : []),
    ...(extra % 3 === 0 ? [more[extra % more.length]!] : []),
    ...(CONFIG in files && extra % 5 === 0 ? [['check', '--config', CONFIG, '--rule', 'policy:error']] : []),
  ];
}

/** One command, and what is wrong with how it ended and what it wrote. */
async function ask(argv: string[], cwd: string, engine: (options: AnalyzeOptions) => Analysis): Promise<string[]> {
  const said = { stdout: '', stderr: '' };
  const output = (stream: 'stdout' | 'stderr') => ({ isTTY: false, write: (text: string, done?: () => void) => { said[stream] += text; done?.(); } });
  const host: Host = { cwd, env: { NO_COLOR: '1' }, stdout: output('stdout'), stderr: output('stderr'), analyze: async () => engine, rules: async () => rules.map(({ meta }) => meta) };
  const status = await run([...argv, '--debug'], host);
  const found: string[] = [];
  if (![0, 1, 2].includes(status)) found.push(`status: ${status}`);
  if (/^authlint: Internal error/m.test(said.stderr)) found.push(`internal: ${argv.join(' ')}: ${said.stderr.slice(0, 1500)}`);
  else if (status === 2 && said.stderr.trim() === '') found.push(`status: ${argv.join(' ')} failed without a word`);
  const name = argv[0] ?? '';
  for (const stream of ['stdout', 'stderr'] as const) found.push(...outputProblems(`${name}.${stream}`, said[stream]).map((problem) => `output: ${problem}`));
  if (status === 2) return found;
  for (const written of argv.flatMap((word) => /(?:=|^)(out\..+)$/.exec(word)?.[1] ?? [])) {
    const text = readFileSync(join(cwd, written), 'utf8');
    found.push(...outputProblems(written === 'out.map.html' ? 'map' : written.replace('out.', ''), text).map((problem) => `output: ${problem}`));
  }
  return found;
}
