// Writes docs/configuration.md, the reference of the configuration, from authlint.schema.json.
// With --check, writes nothing and ends with 1 when it is not current.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const page = new URL('../docs/configuration.md', import.meta.url);
const schema = JSON.parse(readFileSync(new URL('../authlint.schema.json', import.meta.url), 'utf8'));

const EXAMPLE = `{
  "$schema": "./node_modules/authlint/authlint.schema.json",
  "preset": "recommended",
  "exclude": ["examples/**"],
  "public": ["GET /health", "/webhooks/**"],
  "guards": [{ "name": "./src/auth.ts#requireTenant", "proves": "authorization" }],
  "rules": { "require-route-auth": "error", "no-role-check-in-service": "off" },
  "policy": { "routes": [{ "match": "ANY /admin/**", "require": { "role": "admin" } }] }
}`;

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ').replaceAll('<', '&lt;');

/** A type in few words. */
function typeOf(node) {
  if (node.enum) return node.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (node.type === 'array') return Array.isArray(node.items) ? `[${node.items.map(typeOf).join('; ')}]` : `list of ${typeOf(node.items ?? {})}`;
  if (node.type === 'object') return node.properties ? 'object' : `object of ${typeOf(node.additionalProperties || {})}`;
  return Array.isArray(node.type) ? node.type.join(' or ') : { string: 'text', integer: 'number' }[node.type] ?? node.type ?? 'anything';
}

/** Objects with keys of their own that a value may hold. */
function objectsIn(node) {
  if (node.properties) return [node];
  return [...(node.anyOf ?? node.oneOf ?? []), ...(node.items && !Array.isArray(node.items) ? [node.items] : [])].flatMap(objectsIn);
}

function section(path, node, depth) {
  const rows = Object.entries(node.properties).map(([key, value]) => {
    const isEmpty = value.default === undefined || ['[]', '{}', '{"routes":[]}'].includes(JSON.stringify(value.default));
    return `| \`${key}\`${node.required?.includes(key) && value.default === undefined ? ' (required)' : ''} | ${cell(typeOf(value))} | ${isEmpty ? '' : `\`${cell(JSON.stringify(value.default))}\``} | ${cell(value.description ?? '')} |`;
  });
  const own = [`${'#'.repeat(Math.min(depth, 4))} ${path === '' ? 'Keys' : `\`${path}\``}`, '', ...(node.description && path !== '' ? [node.description, ''] : []), '| key | type | default | meaning |', '|---|---|---|---|', ...rows, ''];
  const nested = Object.entries(node.properties).flatMap(([key, value]) => objectsIn(value).flatMap((inner) => section(`${path === '' ? '' : `${path}.`}${key}${value.type === 'array' ? '[]' : ''}`, inner, depth + 1)));
  return [...own, ...nested];
}

const text = `# Configuration

<!-- Written by \`npm run generate\` from the schema that validates the configuration. -->

\`authlint.config.json\` (comments and trailing commas are allowed; \`authlint.config.jsonc\` is the same), or the key \`authlint\` in \`package.json\`.
The nearest one counts, from the folder that authlint is run in up to the top of the repository, and its patterns are relative to its own folder.
It is data: a scanner that runs on pull requests should not execute what they bring. A key that is not known is an error, with the one that was probably meant.

\`\`\`json
${EXAMPLE}
\`\`\`

\`authlint doctor\` names the entries that fit nothing, and the \`guards\` that would settle routes of unknown access.
A rule's own options stand on [its page](../README.md#rules); how \`frameworks\` are described, in [Frameworks of your own](house-frameworks.md).

${section('', schema, 2).join('\n').trimEnd()}
`;

if (process.argv.includes('--check')) {
  const isCurrent = existsSync(page) && readFileSync(page, 'utf8') === text;
  if (!isCurrent) console.error('docs/configuration.md is not current: run `npm run generate`.');
  process.exitCode = isCurrent ? 0 : 1;
} else {
  writeFileSync(page, text);
}
