import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Host } from './host.ts';
import type { globalOptions } from './options.ts';

export type GlobalArgs = InferredOptionTypes<typeof globalOptions>;

/** One command: what it takes, and what it does. */
export interface Command<Args = unknown> {
  /** As yargs takes it: `routes [paths..]`. */
  usage: string;
  /** It runs when no command is named. */
  isDefault?: boolean;
  describe: string;
  positionals: Record<string, PositionalOptions & { defaultDescription?: string }>;
  options: Record<string, Options>;
  examples: [command: string, description: string][];
  /** @returns the exit status */
  run(args: Args & GlobalArgs, host: Host): Promise<number>;
}

export function nameOf(command: Command<never>): string {
  return command.usage.split(' ')[0]!;
}
