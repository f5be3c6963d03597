/** Never the project's own source, wherever they are. */
const FOREIGN = new Set([
  'node_modules', 'bower_components', 'vendor', '.git', '.hg', '.svn', '.yarn', '.cache', 'coverage',
  '.authlint-cache', '.next', '.nuxt', '.svelte-kit', '.output', '.turbo', '.vercel',
]);
/** What builds write; elsewhere than next to a package.json, folders of these names hold source. */
const BUILT = new Set(['dist', 'build', 'out']);
const TESTS = new Set(['__tests__', '__mocks__', '__fixtures__']);
const TESTS_UNLESS_ROUTED = new Set(['test', 'tests', 'e2e', 'cypress', 'playwright']);
/** File-system routers look here: folders inside are parts of URLs. */
const ROUTED = new Set(['app', 'pages', 'routes']);

const SOURCE = /\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.(?:[^./]+\.)?[cm]?ts$/;
const MINIFIED = /\.min\.[cm]?js$/;
const TEST_FILE = /\.(?:test|spec|e2e|cy|stories)\.[^/]+$/;

/** Whether a folder holds what others wrote or a build made; `siblings`: the names beside it. */
export function isForeignFolder(name: string, siblings: { has(name: string): boolean }): boolean {
  return FOREIGN.has(name) || (BUILT.has(name) && siblings.has('package.json'));
}

/** A file with code that runs: TypeScript or JavaScript, and no declaration file. */
export function isSource(name: string): boolean {
  return SOURCE.test(name) && !DECLARATION.test(name);
}

export function isMinified(name: string): boolean {
  return MINIFIED.test(name);
}

export function isTestFile(name: string): boolean {
  return TEST_FILE.test(name);
}

/** `routed`: a folder around it, in the same package, is one whose folders are parts of URLs, where `test` is a name as any other. */
export function isTestFolder(name: string, routed: boolean): boolean {
  return TESTS.has(name) || (!routed && TESTS_UNLESS_ROUTED.has(name));
}

export function isRoutedFolder(name: string, parent: string): boolean {
  return ROUTED.has(name) || (name === 'api' && parent === 'server');
}
