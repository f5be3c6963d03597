import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import yargs, { type Argv } from 'yargs';
import type { CacheRequest } from '../cache/folder.ts';
import { inert, printableLines } from '../report/text.ts';
import { baseline } from './baseline.ts';
import { cache } from './cache.ts';
import { check } from './check.ts';
import { nameOf, type Command } from './command.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { fix } from './fix.ts';
import { flows } from './flows.ts';
import { EXIT, UsageError, write, type Host } from './host.ts';
import { init } from './init.ts';
import { map } from './map.ts';
import { mcp } from './mcp.ts';
import { globalOptions } from './options.ts';
import { version } from './package.ts';
import { policy } from './policy.ts';
import { routes } from './routes.ts';
import { rules } from './rules.ts';
import { didYouMean } from './suggest.ts';
import { debugLines } from './trace/debug.ts';
import { internalError } from './trace/internal-error.ts';
import { record, type Recorder } from './trace/recorder.ts';
import { statsLines } from './trace/stats.ts';

const commands = [check, routes, map, flows, rules, explain, fix, baseline, diff, policy, cache, init, doctor, mcp] as Command<never>[];
const WIDEST = 110;

const EPILOGUE = `Exit status: ${EXIT.clean} nothing at or above the failing severity, ${EXIT.findings} findings, ${EXIT.failure} wrong usage, bad configuration or an internal error.`;

const REPORT = 'This is a fault of authlint. Please report these lines: nothing of your code is in them but the name of the file. --debug shows the message in full.';

type Parsed = Record<string, unknown> & { _: unknown[]; paths?: string[]; '--'?: string[]; cache?: boolean; 'cache-location'?: string };

const EVERYWHERE = [...Object.keys(globalOptions), 'help', 'version'];

function unknown(names: string[], argv: string[]): UsageError {
  const command = commands.find((one) => argv.includes(nameOf(one))) ?? check;
  const isOption = (name: string) => argv.some((word) => name.length === 1
    ? word.startsWith('-') && !word.startsWith('--') && word.includes(name)
    : word.startsWith(`--${name}`) || word.startsWith(`--no-${name}`));
  const known = [...Object.keys(command.options), ...EVERYWHERE];
  const problems = names.map((name) => isOption(name)
    ? `Unknown option ${name.length === 1 ? '-' : '--'}${name}.${didYouMean(name, known, (option) => `--${option}`)}`
    : `Unexpected argument "${name}".`);
  return new UsageError(problems.join('\n'));
}

function cacheRequest({ cache, 'cache-location': location }: Parsed): CacheRequest {
  return { ...(cache === undefined ? {} : { enabled: cache }), ...(location === undefined ? {} : { location }) };
}

/** Without a command, the first word is a path: one that is not there may be a command spelt wrong. */
function refuseTypos(word: string | undefined, cwd: string): void {
  if (word === undefined || existsSync(resolve(cwd, word))) return;
  const hint = didYouMean(word, commands.map(nameOf));
  if (hint !== '') throw new UsageError(`There is no command, file or folder "${word}".${hint}`);
}

function parser(argv: string[], host: Host, chosen: (run: () => Promise<number>) => void): Argv {
  let cli = yargs().scriptName('authlint').locale('en').exitProcess(false).strict()
    .parserConfiguration({ 'camel-case-expansion': false, 'parse-positional-numbers': false, 'populate--': true })
    .usage('authlint finds routes that anyone can call, and authentication practices that do not hold.')
    .wrap(Math.min(WIDEST, host.stdout.columns ?? 80))
    .options(globalOptions).version(version).help().alias('help', 'h').epilogue(EPILOGUE)
    .fail((message, error) => {
      const names = /^Unknown (?:argument|command)s?: (.+)$/s.exec(message ?? '')?.[1];
      throw names === undefined ? (error ?? new UsageError(message)) : unknown(names.split(', '), argv);
    });
  for (const command of commands) {
    cli = cli.command({
      command: command.isDefault ? [command.usage, '$0'] : command.usage,
      describe: command.describe,
      builder: (own) => {
        for (const [name, positional] of Object.entries(command.positionals)) own.positional(name, positional);
        return own.options(command.options).example(command.examples)
          .group(Object.keys(command.options), 'Options:').group(EVERYWHERE, 'Everywhere:');
      },
      handler: (args) => {
        const parsed: Parsed = { ...args };
        if (command.isDefault && parsed._.length === 0) refuseTypos(parsed.paths?.[0], host.cwd);
        if (parsed['--']) parsed.paths = [...(parsed.paths ?? []), ...parsed['--']];
        chosen(() => command.run(parsed as never, { ...host, cache: cacheRequest(parsed) }));
      },
    });
  }
  return cli;
}

/** What yargs and we ourselves say of a wrong command line; other errors are not the user's. */
function isUsage(error: Error): boolean {
  return ['UsageError', 'ConfigError', 'YError'].includes(error.name);
}

async function fail(thrown: unknown, debug: boolean, trace: Recorder, host: Host): Promise<number> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const text = isUsage(error) ? error.message : `${internalError(error, trace.at)}\n${debug ? `In full, with what may be private: ${error.stack ?? error.message}` : REPORT}`;
  await write(host.stderr, inert(`authlint: ${printableLines(text).join('\n')}\n`)).catch(() => undefined);
  return EXIT.failure;
}

/** Told of on stderr, whatever the run came to: stdout is the report's. */
async function tell(trace: Recorder, asked: { debug: boolean; stats: boolean }, host: Host): Promise<void> {
  const lines = [...(asked.debug ? debugLines(trace) : []), ...(asked.stats ? statsLines(trace) : [])];
  if (lines.length > 0) await write(host.stderr, inert(lines.map((line) => `authlint: ${line}\n`).join(''))).catch(() => undefined);
}

/**
 * The command line.
 *
 * @param argv the words after the program's name
 * @returns the exit status; never rejects
 */
export async function run(argv: string[], host: Host): Promise<number> {
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  const asked = { debug: words.includes('--debug'), stats: words.includes('--stats') };
  const trace = record(() => performance.now(), asked.debug);
  let command: (() => Promise<number>) | undefined;
  let help = '';
  try {
    await parser(argv, { ...host, trace }, (chosen) => (command = chosen)).parseAsync(argv, {}, (_error, _args, output) => {
      help = output;
    });
    if (help !== '') await write(host.stdout, `${help}\n`);
    return help === '' && command ? await command() : EXIT.clean;
  } catch (error) {
    return await fail(error, asked.debug, trace, host);
  } finally {
    await tell(trace, asked, host);
  }
}
