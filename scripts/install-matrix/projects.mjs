/** Versions are pinned, so that a failure is ours. */
const ESLINT_9 = { eslint: '9.39.5' };
const ESLINT_10 = { eslint: '10.15.0' };
const types = { '@types/node': '20.19.0' };

/**
 * Projects to install into: a package manager, packages beside authlint, and what lints. Each `hosts` is tried in the one installation.
 * `quick`: runs in continuous integration.
 */
export const PROJECTS = [
  { name: 'npm, ESLint 10, TypeScript 6', manager: 'npm', packages: { ...ESLINT_10, ...types, typescript: '6.0.3' }, hosts: ['eslint-esm', 'eslint-cjs'], quick: true },
  { name: 'npm, ESLint 9, TypeScript 5.9', manager: 'npm', packages: { ...ESLINT_9, ...types, typescript: '5.9.3' }, hosts: ['eslint-esm', 'eslint-cjs'] },
  { name: 'npm, oxlint, TypeScript 7', manager: 'npm', packages: { oxlint: '1.89.0', eslint: ESLINT_10.eslint, ...types, typescript: '7.0.2' }, hosts: ['oxlint'] },
  { name: 'npm, no linter', manager: 'npm', packages: {}, hosts: [] },
  { name: 'pnpm, ESLint 10', manager: 'pnpm', packages: { ...ESLINT_10, ...types, typescript: '6.0.3' }, hosts: ['eslint-esm', 'eslint-cjs'] },
  { name: 'yarn with node_modules, ESLint 10', manager: 'yarn', packages: { ...ESLINT_10, ...types, typescript: '6.0.3' }, hosts: ['eslint-esm', 'eslint-cjs'] },
  { name: "yarn with Plug'n'Play, ESLint 9", manager: 'yarn-pnp', packages: ESLINT_9, hosts: ['eslint-esm', 'eslint-cjs'] },
  { name: 'bun, ESLint 10', manager: 'bun', packages: { ...ESLINT_10, ...types, typescript: '6.0.3' }, hosts: ['eslint-esm', 'eslint-cjs'] },
];
