/** Pieces of small Express applications for the cases of the rules about access. */

export const MANIFEST = '{ "dependencies": { "express": "5" } }';

/** `signedIn` refuses unknown callers; `admin`, `can(permission)` and `owns` ask for a right. */
export const GUARDS = `const { verify } = require('jsonwebtoken');
exports.signedIn = (req, res, next) => {
  try { req.user = verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  next();
};
exports.admin = (req, res, next) => (req.user && req.user.role === 'admin' ? next() : res.sendStatus(403));
exports.can = (permission) => (req, res, next) => (req.user && req.user.permissions.includes(permission) ? next() : res.sendStatus(403));
`;

/** An application whose routes are these lines; \`guards\` is at hand. */
export function app(...lines: string[]): Record<string, string> {
  return {
    'package.json': MANIFEST,
    'guards.js': GUARDS,
    'app.js': ["const app = require('express')();", "const guards = require('./guards');", 'const done = (req, res) => res.json({});', ...lines, 'app.listen(1);', ''].join('\n'),
  };
}

/** The line in \`app.js\` of the nth of the lines given, from 1. */
export const lineOf = (nth: number): number => nth + 3;
