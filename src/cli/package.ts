import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const manifestPath = require.resolve('authlint/package.json');
const manifest = require(manifestPath) as { name: string; version: string; homepage?: string };

/** Absolute: where this package is installed. */
export const packageFolder = dirname(manifestPath);

/** Version of this package. */
export const version = manifest.version;

/** Where people learn about this package. */
export const informationUri = manifest.homepage ?? `https://www.npmjs.com/package/${manifest.name}`;

/** The page of a rule, in Markdown; `undefined` when it is not installed. */
export function rulePage(rule: string): string | undefined {
  const file = join(packageFolder, 'rules', rule, 'README.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
