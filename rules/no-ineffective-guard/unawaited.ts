import type { CallSite, Expr, FunctionValue, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { entryOf, packageOf, pathOf, walkFunction } from '../../src/link/index.ts';
import { isVerifierName } from '../../src/guards/names.ts';
import { writtenName } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { expressionsOf, statementsOf } from '../surroundings.ts';
import { promisesToRefuse, startsLikeCheck } from './elements.ts';

/** Functions of packages that give a promise of whether a credential is good (their documentation). */
const ASYNC: Record<string, string[]> = {
  jose: ['jwtVerify', 'compactVerify', 'jwtDecrypt'], bcrypt: ['compare'], bcryptjs: ['compare'], argon2: ['verify'], '@node-rs/argon2': ['verify'], '@node-rs/bcrypt': ['compare', 'verify'],
  '@upstash/qstash': ['verify'], '@octokit/webhooks': ['verify'], '@octokit/webhooks-methods': ['verify'], 'firebase-admin': ['verifyIdToken', 'verifySessionCookie'], 'google-auth-library': ['verifyIdToken'],
  '@clerk/backend': ['verifyToken', 'authenticateRequest'], 'next-auth': ['getServerSession', 'getToken'], 'iron-session': ['getIronSession'], 'aws-jwt-verify': ['verify'], '@okta/jwt-verifier': ['verifyAccessToken'],
};

const FOREIGN = new Set(Object.values(ASYNC).flat());

export interface Unawaited {
  module: ModuleFacts;
  span: Span;
  name: string;
  /** `dropped`: nobody looks at the promise. `truthy`: it is tested, and a promise is always true. */
  how: 'dropped' | 'truthy';
}

/** Checks that give a promise which is thrown away, or is itself taken for the answer. */
export function unawaitedChecks(program: ProgramView, modules: ModuleFacts[]): Unawaited[] {
  const wanted = new Set(modules.filter((module) => !isTestOrExample(module.path)));
  const found: Unawaited[] = [];
  const misuses = new Map<ModuleFacts, Map<string, Unawaited['how']>>();
  for (const site of program.modules.flatMap((module) => (wanted.has(module) ? program.calls(module) : []))) {
    const name = writtenName(site.expr);
    const own = startsLikeCheck(name) && (promisesToRefuse(name) || isVerifierName(name) || /^(assert|ensure|require|authori[sz]e|enforce)/.test(name));
    if (!own && !FOREIGN.has(name)) continue;
    if (site.expr.kind !== 'call') continue;
    let misused = misuses.get(site.module);
    if (!misused) misuses.set(site.module, (misused = misusesIn(site.module)));
    const how = misused.get(placeOf(site.expr));
    if (how && (isAsyncExternal(program, site) || isAsyncCheck(program.targets(site.module, site.expr, site.fn), how))) found.push({ module: site.module, span: site.expr, name, how });
  }
  return found;
}

/** Calls of a file whose result is dropped, or is a condition as it is, by place. */
function misusesIn(module: ModuleFacts): Map<string, Unawaited['how']> {
  const found = new Map<string, Unawaited['how']>();
  const tested = (one: Expr): void => {
    if (one.kind === 'call') { if (!found.has(placeOf(one))) found.set(placeOf(one), 'truthy'); }
    else if (one.kind === 'unary' && one.operator === '!') tested(one.operand);
    else if (one.kind === 'logical') { tested(one.left); tested(one.right); }
  };
  const statements = statementsOf(module);
  for (const stmt of statements) if (stmt.kind === 'expr' && stmt.expr.kind === 'call') found.set(placeOf(stmt.expr), 'dropped');
  for (const stmt of statements) if (stmt.kind === 'if') tested(stmt.test);
  for (const one of expressionsOf(module)) if (one.kind === 'conditional') tested(one.test);
  return found;
}

function placeOf({ start, end }: Expr): string {
  return `${start}:${end}`;
}

function isAsyncExternal(program: ProgramView, { module, expr, fn }: CallSite): boolean {
  const value = program.denote(module, expr.callee, fn);
  const name = packageOf(value);
  const names = name === undefined ? undefined : entryOf(ASYNC, name);
  // With a callback there is no promise.
  return names?.includes(pathOf(value).at(-1) ?? '') === true && !expr.args.some((arg) => arg.kind === 'function');
}

/** All that may be called are asynchronous, and at least one of them refuses by what it does: it throws, or its answer is asked for. */
function isAsyncCheck(targets: FunctionValue[], how: Unawaited['how']): boolean {
  if (targets.length === 0 || !targets.every(({ fn }) => fn.async && !fn.generator)) return false;
  return targets.some(({ module, fn }) => {
    let throws = false;
    let answers = false;
    walkFunction(module, fn.id, {
      stmt(stmt, inside) {
        if (inside !== fn.id) return;
        if (stmt.kind === 'throw') throws = true;
        if (stmt.kind === 'return' && stmt.value) answers = true;
      },
    });
    return how === 'dropped' ? throws : answers;
  });
}
