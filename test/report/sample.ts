import type { Analysis, Finding, Location } from '../../src/model/finding.ts';
import type { Guard, Route } from '../../src/model/route.ts';
import type { RuleMeta } from '../../src/model/rule.ts';

/** A key that no report may show. */
export const SECRET = 'q8Zr2LwX0vTn5KbY7cHs';

export const files: Record<string, string> = {
  'src/app.ts': [
    "import express from 'express';",
    "import { users } from './users.ts';",
    'const app = express();',
    'app.use(express.json());',
    "app.use('/users', users);",
    '',
  ].join('\n'),
  'src/users.ts': [
    "import { Router } from 'express';",
    "import { requireRole } from './auth.ts';",
    'export const users = Router();',
    "users.get('/', requireRole('admin'), list);",
    "users.delete('/:id', remove);",
    "users.get('/export', list);",
    '',
  ].join('\n'),
  'src/auth.ts': [
    "import jwt from 'jsonwebtoken';",
    `const key = '${SECRET}';`,
    'export const claims = (token) => jwt.verify(token, key);',
    '',
  ].join('\n'),
};

export const source = (file: string): string | undefined => files[file];

/** The place of the first occurrence of a text. */
export function place(file: string, text: string): Location {
  const lines = files[file]!.split('\n');
  const line = lines.findIndex((it) => it.includes(text)) + 1;
  const column = lines[line - 1]!.indexOf(text) + 1;
  return { file, line, column, endLine: line, endColumn: column + text.length };
}

const json: Guard = {
  name: 'express.json', proves: 'nothing', basis: 'library', roles: [], file: 'src/app.ts', line: 4, column: 9,
  appliedAt: { file: 'src/app.ts', line: 4, column: 1 },
};
const requireRole: Guard = {
  name: 'requireRole', proves: 'authorization', basis: 'body', roles: ['admin'], file: 'src/auth.ts', line: 8, column: 14,
  appliedAt: { file: 'src/users.ts', line: 4, column: 16 }, reason: 'answers 403', evidence: { file: 'src/auth.ts', line: 9 },
};

function route(part: Partial<Route> & Pick<Route, 'method' | 'path' | 'access' | 'line' | 'guards'>): Route {
  return {
    framework: 'express', file: 'src/users.ts', column: 1, endLine: part.line, endColumn: 30, roles: [], inHandler: false,
    mounts: [{ file: 'src/app.ts', line: 5, path: '/users' }], group: 'users', ...part,
  };
}

export const routes: Route[] = [
  route({ method: 'GET', path: '/users', access: 'authorized', line: 4, guards: [json, requireRole], roles: ['admin'], handler: { name: 'list', file: 'src/users.ts', line: 20 } }),
  route({ method: 'DELETE', path: '/users/:id', access: 'public', line: 5, guards: [json], handler: { name: 'remove', file: 'src/users.ts', line: 30 } }),
  route({ method: 'GET', path: '/users/export', access: 'public', line: 6, guards: [], publicBy: 'convention: health' }),
];

function finding(part: Partial<Finding> & Pick<Finding, 'ruleId' | 'message' | 'fingerprint'> & Location): Finding {
  return { severity: 'error', confidence: 'high', related: [], suppressed: false, suggestions: [], ...part };
}

export const open = finding({
  ...place('src/users.ts', "users.delete('/:id'"), ruleId: 'require-route-auth', fingerprint: 'a1',
  message: 'Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.', route: 'DELETE /users/:id',
  related: [{ ...place('src/users.ts', "requireRole('admin')"), message: 'Its sibling GET /users is guarded here' }],
  suggestions: [{ message: 'Put requireRole in front of the handler', edits: [{ start: 140, end: 140, text: 'requireRole(), ' }] }],
  flow: [
    { ...place('src/users.ts', "users.delete('/:id'"), message: 'The route' },
    { ...place('src/app.ts', "app.use('/users', users)"), message: 'The router is mounted' },
  ],
});

export const secret = finding({
  ...place('src/auth.ts', `'${SECRET}'`), ruleId: 'no-hardcoded-secret', severity: 'warning', confidence: 'medium', fingerprint: 'b2',
  message: 'The key "q8***" is written in the code.', mask: [place('src/auth.ts', SECRET)],
});

/** Another rule's finding whose frame shows the line with the secret. */
export const neighbour = finding({
  ...place('src/auth.ts', 'jwt.verify(token, key)'), ruleId: 'require-jwt-algorithm', severity: 'note', fingerprint: 'c3',
  message: 'The algorithm is not pinned.',
});

export const suppressed = finding({
  ...place('src/users.ts', "users.get('/export'"), ruleId: 'require-route-auth', fingerprint: 'd4', message: 'Anyone can call GET /users/export.',
  route: 'GET /users/export', suppressed: true, suppressionReason: 'public by contract',
});

export const analysis: Analysis = {
  root: '/somewhere', files: 3, routes, findings: [secret, neighbour, open, suppressed],
  diagnostics: [{ kind: 'parse-error', file: 'src/broken.ts', line: 3, column: 7, message: "';' expected." }],
};

export const clean: Analysis = { root: '/somewhere', files: 1, routes: [], findings: [], diagnostics: [] };

function meta(name: string, part: Partial<RuleMeta>): RuleMeta {
  return {
    name, description: 'Require a guard in front of every route', rationale: 'Whoever finds the route can call it.', severity: 'error',
    precision: 'high', securitySeverity: '8.2', cwe: ['CWE-862'], owasp: ['API2:2023'], preset: 'recommended', ...part,
  };
}

export const rules: RuleMeta[] = [
  meta('require-route-auth', {}),
  meta('no-hardcoded-secret', { description: 'Disallow secrets in code', severity: 'warning', cwe: ['CWE-798'], precision: 'medium' }),
  meta('require-jwt-algorithm', { description: 'Require the algorithm to be pinned', cwe: ['CWE-79', 'CWE-347'], preset: 'strict' }),
];
