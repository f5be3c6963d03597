import { resolve } from 'node:path';
import { UsageError } from './host.ts';
import { didYouMean } from './suggest.ts';

/** One report that was asked for, and the file it goes to, relative to the working directory; without one, to stdout. */
export interface Wanted<Format extends string> { format: Format; file?: string }

/**
 * The option `--format` of a command: a format, or `format=file`, any number of times.
 *
 * @param formats all there are, the one that is taken without the option first
 */
export function formatOption<const Format extends string>(formats: readonly [Format, ...Format[]], what: string) {
  return {
    type: 'string', requiresArg: true, default: formats[0] as string,
    describe: `How ${what} are written: ${formats.join(', ')}; as format=file into that file; repeatable`,
    coerce: (given: string | string[]): Wanted<Format>[] => [given].flat().map((text) => wanted(text, formats)),
  } as const;
}

function wanted<Format extends string>(text: string, formats: readonly Format[]): Wanted<Format> {
  const [, name = '', , file] = /^([^=]*)(=(.*))?$/s.exec(text)!;
  const format = formats.find((one) => one === name);
  if (format === undefined) throw new UsageError(`There is no format "${name}".${didYouMean(name, [...formats])} It is one of ${formats.join(', ')}.`);
  if (file === '') throw new UsageError(`--format ${text} names no file: write --format ${format}=report.txt.`);
  return file === undefined ? { format } : { format, file };
}

/**
 * The reports of one run, with `--output` given to the one that names no file.
 *
 * @throws UsageError when two go to one place, or `--output` has nothing to take
 */
export function reportsOf<Format extends string>(given: Wanted<Format>[], output: string | undefined, cwd: string): Wanted<Format>[] {
  const plain = given.filter(({ file }) => file === undefined);
  if (plain.length > 1) {
    const [first, second] = plain as [Wanted<Format>, Wanted<Format>];
    throw new UsageError(`${first.format} and ${second.format} cannot both go to ${output ?? 'stdout'}. Write one into a file: --format ${second.format}=<file>.`);
  }
  if (output !== undefined && plain.length === 0) throw new UsageError(`There is nothing to write into ${output}: every --format names its own file.`);
  const reports = given.map((one) => one.file === undefined && output !== undefined ? { ...one, file: output } : one);
  const files = new Set<string>();
  for (const { file } of reports) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    if (files.has(path)) throw new UsageError(`Two reports cannot both go to ${file}.`);
    files.add(path);
  }
  return reports;
}
