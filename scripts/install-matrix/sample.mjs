/** Rules with something to find in the sample, at the severities of `recommended`. */
const RULES = ['no-hardcoded-secret', 'no-late-guard', 'no-unverified-jwt', 'require-jwt-algorithm', 'require-route-auth', 'require-token-expiry'];

const SOURCES = {
  'src/keys.js': `export const SIGNING_KEY = 'mZ3vQ8xT1pLs9KdR7wYb';\n`,
  'src/token.js': `import jwt from 'jsonwebtoken';
import { SIGNING_KEY } from './keys.js';
export const issue = (user) => jwt.sign({ sub: user.id }, SIGNING_KEY, { expiresIn: '15m' });
export const read = (token) => jwt.verify(token, SIGNING_KEY);
`,
  'src/app.js': `import express from 'express';
import { read } from './token.js';
const app = express();
const requireUser = (req, res, next) => {
  try {
    req.user = read(req.headers.authorization);
    next();
  } catch {
    res.sendStatus(401);
  }
};
app.get('/orders', requireUser, (req, res) => res.json([]));
app.get('/orders/:id', requireUser, (req, res) => res.json({}));
app.delete('/orders/:id', (req, res) => res.sendStatus(204));
app.listen(3000);
`,
};

const ignores = "{ ignores: ['**/*.cjs', '**/*.mjs', '**/*.mts', '**/*.cts', 'node_modules', '.yarn'] }";

/** Configurations of the hosts, by name. */
const HOSTS = {
  'eslint-esm': { 'eslint.config.mjs': `import authlint from 'authlint/eslint';\nexport default [${ignores}, authlint.configs.recommended];\n` },
  'eslint-cjs': { 'eslint.config.cjs': `const authlint = require('authlint/eslint');\nmodule.exports = [${ignores}, authlint.configs.recommended];\n` },
  oxlint: {
    '.oxlintrc.json': JSON.stringify({
      jsPlugins: ['authlint/eslint'], plugins: [], categories: { correctness: 'off' }, ignorePatterns: ['*.cjs', '*.mjs', '*.mts', '*.cts', 'node_modules'],
      rules: Object.fromEntries(RULES.map((rule) => [`authlint/${rule}`, 'error'])),
    }, null, 2),
  },
};

/** Code that uses the declarations of both exports, as a module and as CommonJS. */
const TYPES = {
  'types.mts': `import { analyze, ConfigError, type Analysis, type Finding } from 'authlint';
import plugin from 'authlint/eslint';
const analysis: Analysis = analyze({ cwd: '.' });
export const findings: Finding[] = analysis.findings;
export const rules = plugin.configs.recommended.rules;
export const failed = (error: unknown): boolean => error instanceof ConfigError;
// @ts-expect-error There is no such option.
analyze({ folder: '.' });
`,
  'types.cts': `import api = require('authlint');
import plugin = require('authlint/eslint');
const findings: api.Finding[] = api.analyze({ cwd: '.' }).findings;
export const failed = (error: unknown): boolean => error instanceof api.ConfigError && findings.length > 0;
export const rules = plugin.configs.strict.rules;
// @ts-expect-error There is no such configuration.
plugin.configs.nothing;
`,
  'tsconfig.json': JSON.stringify({ compilerOptions: { target: 'es2023', module: 'nodenext', moduleResolution: 'nodenext', strict: true, noEmit: true, skipLibCheck: false, types: ['node'] }, files: ['types.mts', 'types.cts'] }, null, 2),
};

/** The files of a project with a host for lint, but for package.json. */
export function filesFor(host) {
  return { ...SOURCES, ...TYPES, ...HOSTS[host] };
}

export const RULES_COMPARED = RULES;
