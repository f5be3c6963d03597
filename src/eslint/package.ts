import { createRequire } from 'node:module';

const { name, version } = createRequire(import.meta.url)('authlint/package.json') as { name: string; version: string };

export { name, version };

/** The address of a rule's page, as published with this version. */
export function pageOf(rule: string): string {
  return `https://unpkg.com/${name}@${version}/rules/${rule}/README.md`;
}
