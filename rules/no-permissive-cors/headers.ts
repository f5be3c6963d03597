import type { Expr, ModuleFacts, ProgramView, Stmt } from '../../src/model/index.ts';
import { truth, walkExpr, walkStmts } from '../../src/link/index.ts';
import { exprsAround } from '../surroundings.ts';
import { asksEnvironment, laxIn } from './callback.ts';
import { headerSites, type HeaderSite, type IfAt } from './header-sites.ts';
import { isOrigin, type Reading } from './reflection.ts';
import type { Permission, Place } from './verdict.ts';

export interface HandWritten { permission: Permission; at: Place; by: string }

/** Answers whose code sets the headers itself, and lets in more than is meant. */
export function headersIn(program: ProgramView, wanted: (module: ModuleFacts) => boolean): HandWritten[] {
  return headerSites(program, wanted).flatMap(({ module, sites, ifs }) => {
    const origins = sites.filter(({ header }) => header === 'origin');
    const found = new Map<HeaderSite, HandWritten>();
    for (const credentials of sites.filter(({ header }) => header === 'credentials')) {
      if (!isTrue(program, module, credentials)) continue;
      for (const origin of together(origins, credentials, ifs)) {
        const permission = permissionAt(program, module, origin, credentials, ifs);
        if (permission) found.set(origin, { permission, at: { module, start: origin.start, end: origin.end }, by: 'the header' });
      }
    }
    return [...found.values()];
  });
}

function isTrue(program: ProgramView, module: ModuleFacts, { value, fn }: HeaderSite): boolean {
  const known = program.denote(module, value, fn);
  return known.kind === 'literal' && (known.value === true || (truth(known) === true && known.value === 'true'));
}

/** The origins that are sent on the same way through the code: of the same list, else of the same branch or one around it. */
function together(origins: HeaderSite[], credentials: HeaderSite, ifs: IfAt[]): HeaderSite[] {
  const listed = origins.filter(({ list }) => list !== undefined && list === credentials.list);
  if (listed.length > 0) return listed;
  const own = branchesOf(ifs, credentials);
  const near = origins.filter((one) => one.fn === credentials.fn && (one.list === undefined || credentials.list === undefined)).flatMap((one) => {
    const branches = branchesOf(ifs, one);
    const apart = branches.some(({ stmt, branch }) => own.some((other) => other.stmt === stmt && other.branch !== branch));
    return apart ? [] : [{ one, shared: branches.filter(({ stmt }) => own.some((other) => other.stmt === stmt)).length }];
  });
  const most = Math.max(...near.map(({ shared }) => shared));
  return near.filter(({ shared }) => shared === most).map(({ one }) => one);
}

interface Branch { stmt: IfAt['stmt']; branch: 'then' | 'else' }

function branchesOf(ifs: IfAt[], { start, end, fn }: HeaderSite): Branch[] {
  const holds = (stmts: Stmt[]): boolean => stmts.some((one) => one.start <= start && end <= one.end);
  return ifs.filter((one) => one.fn === fn).flatMap(({ stmt }): Branch[] => (holds(stmt.then) ? [{ stmt, branch: 'then' }] : holds(stmt.else) ? [{ stmt, branch: 'else' }] : []));
}

function permissionAt(program: ProgramView, module: ModuleFacts, origin: HeaderSite, credentials: HeaderSite, ifs: IfAt[]): Permission | undefined {
  const reading: Reading = { module };
  const value = program.denote(module, origin.value, origin.fn);
  const own = branchesOf(ifs, credentials).map(({ stmt }) => stmt);
  if (value.kind === 'literal') {
    const sure = branchesOf(ifs, origin).every(({ stmt }) => own.includes(stmt)) && !branchesOf(ifs, origin).some(({ stmt }) => asksEnvironment(module, stmt.test));
    if (!sure) return undefined;
    return value.value === '*' ? { kind: 'wildcard' } : value.value === 'null' ? { kind: 'null' } : undefined;
  }
  if (!isOrigin(reading, origin.value)) return undefined;
  let lax: Permission | undefined;
  for (const { test, refuses } of conditionsFor(module, origin, ifs)) {
    if (asksEnvironment(module, test)) return undefined;
    if (!isAboutOrigin(reading, test)) continue;
    const found = refuses ? undefined : laxTestIn(program, module, test, origin.fn, reading);
    if (!found) return undefined;
    lax ??= found;
  }
  return lax ?? { kind: 'any' };
}

/** What must hold before a header is set: conditions around it, and earlier ones after which the function does not go on. */
function conditionsFor(module: ModuleFacts, origin: HeaderSite, ifs: IfAt[]): { test: Expr; refuses: boolean }[] {
  const around = branchesOf(ifs, origin).map(({ stmt, branch }) => ({ test: stmt.test, refuses: branch === 'else' }));
  const within = exprsAround(module, origin).flatMap((one) => (one.kind === 'conditional' ? [{ test: one.test, refuses: false }] : one.kind === 'logical' && one.operator === '&&' ? [{ test: one.left, refuses: false }] : []));
  const before = ifs.filter(({ stmt, fn }) => fn === origin.fn && stmt.end <= origin.start && (ends(module, stmt.then) || ends(module, stmt.else))).map(({ stmt }) => ({ test: stmt.test, refuses: true }));
  // Of a wrapper around: its own `if`s are no conditions of what it makes.
  return [...around, ...within, ...before];
}

function ends(module: ModuleFacts, stmts: Stmt[]): boolean {
  let found = false;
  walkStmts(module, stmts, -1, {
    stmt(stmt) { if (stmt.kind === 'return' || stmt.kind === 'throw') found = true; },
    expr: (expr) => expr.kind !== 'function',
  });
  return found;
}

/** Whether a condition can tell origins apart: more than that there is one. */
function isAboutOrigin(reading: Reading, test: Expr, depth = 3): boolean {
  if (isOrigin(reading, test)) return false;
  if (test.kind === 'unary' && test.operator === '!' && isOrigin(reading, test.operand)) return false;
  if (test.kind === 'logical') return isAboutOrigin(reading, test.left, depth) || isAboutOrigin(reading, test.right, depth);
  if (test.kind === 'binary' && /^[!=]==?$/.test(test.operator) && [test.left, test.right].some((one) => (one.kind === 'literal' && (one.value === null || one.value === '')) || (one.kind === 'ref' && one.name === 'undefined'))) return false;
  let found = false;
  walkExpr(reading.module, test, -1, {
    expr(expr) {
      if (found) return false;
      if (isOrigin(reading, expr) || (expr.kind === 'call' && !isMethodTest(expr))) found = true;
      if (expr.kind === 'ref' && expr.binding >= 0 && depth > 0) {
        const init = reading.module.bindings[expr.binding]!.init;
        if (/origin|allow|trust|cors|whitelist/i.test(expr.name) || (init && init.kind !== 'function' && isAboutOrigin(reading, init, depth - 1))) found = true;
      }
      return !found;
    },
  });
  return found;
}

/** `req.method.toUpperCase()`. */
function isMethodTest(expr: Extract<Expr, { kind: 'call' }>): boolean {
  return expr.callee.kind === 'member' && /^to(Upper|Lower)Case$/.test(expr.callee.property);
}

function laxTestIn(program: ProgramView, module: ModuleFacts, test: Expr, fn: number, reading: Reading): Permission | undefined {
  let found: Permission | undefined;
  let other = false;
  walkExpr(module, test, fn, {
    expr(expr) {
      if (expr.kind === 'unary' && expr.operator === '!') other = true;
      const one = laxIn(program, module, expr, fn, reading);
      if (one) found ??= { ...one, at: { module, start: expr.start, end: expr.end } };
      // What must hold besides may be a proper test.
      if (expr.kind === 'logical' && expr.operator === '&&' && ![expr.left, expr.right].some((side) => isOrigin(reading, side))) other = true;
    },
  });
  return other ? undefined : found;
}
