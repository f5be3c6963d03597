import { execFileSync } from 'node:child_process';
import { rules } from '../../rules/registry.ts';
import { analyze } from '../../src/analyze.ts';
import type { Host } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';

/** Runs the command line in this process. Whatever is asked is agreed to. */
export async function ran(argv: string[], cwd = '.'): Promise<{ status: number; stdout: string; stderr: string }> {
  const printed = { stdout: '', stderr: '' };
  const output = (stream: keyof typeof printed) => ({ columns: 110, write(text: string, done?: () => void) { printed[stream] += text; done?.(); } });
  const host: Host = {
    cwd, env: {}, stdout: output('stdout'), stderr: output('stderr'),
    analyze: () => Promise.resolve(analyze), rules: () => Promise.resolve(rules.map(({ meta }) => meta)), ask: () => Promise.resolve('y'),
  };
  return { status: await run(argv, host), ...printed };
}

/** The left column of a section of the help, with wrapped lines put together. */
function leftColumn(text: string, title: string): string[] {
  const lines = (text.split(`\n${title}:\n`)[1] ?? '').split('\n\n')[0]!.split('\n');
  const column = /^ {2}.*?\S {2,}(?=\S)/.exec(lines[0]!)?.[0].length;
  const found: string[] = [];
  for (const line of lines) {
    const left = line.slice(0, column).trim();
    if (left.startsWith('authlint')) found.push(left);
    else if (left !== '') found[found.length - 1] += ` ${left}`;
  }
  return found;
}

/** The words of a command, as bash splits it. */
export function wordsOf(command: string): string[] {
  return execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** What `authlint <command> --help` prints as examples, by command. */
export async function helpExamples(): Promise<Map<string, string[]>> {
  const commands = leftColumn((await ran(['--help'])).stdout, 'Commands').map((usage) => usage.split(' ')[1]!);
  const examples = new Map<string, string[]>();
  for (const command of commands) examples.set(command, leftColumn((await ran([command, '--help'])).stdout, 'Examples'));
  return examples;
}
