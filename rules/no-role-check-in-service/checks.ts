import type { Expr, FunctionFacts, ModuleFacts, ProgramView, Span, Stmt } from '../../src/model/index.ts';
import { alternatives, textOf } from '../../src/link/index.ts';
import { nameOfFunction } from '../function-names.ts';
import { isOfCaller } from './caller.ts';
import { isPresence, roleQuestion, type Place, type RoleQuestion } from './conditions.ts';
import { refusalOf } from './refusals.ts';
import { assertsRole, isCheckName, isConstantName, mayCheck } from '../role-words.ts';
import { nameOf } from '../written-names.ts';

/** A place in a function that turns callers away for a role or permission that they lack (or have). */
export interface RoleCheck extends RoleQuestion {
  /** What a finding underlines: the condition, or the call of a function that checks. */
  span: Span;
}

type Found = Map<FunctionFacts, RoleCheck[]>;
const known = new WeakMap<ProgramView, Map<string, Found>>();

/** The checks that a function makes itself or by calling one that exists for the check; those of functions inside it are theirs. */
export function roleChecksIn(program: ProgramView, module: ModuleFacts, fn: FunctionFacts, extraNames: string[]): RoleCheck[] {
  let byNames = known.get(program);
  if (!byNames) known.set(program, (byNames = new Map()));
  const key = extraNames.join();
  let found = byNames.get(key);
  if (!found) byNames.set(key, (found = new Map()));
  let checks = found.get(fn);
  if (!checks) {
    found.set(fn, []);
    checks = [];
    collect({ program, module, fn: fn.id, extraNames }, fn.body, checks);
    found.set(fn, checks);
  }
  return checks;
}

/** A function that is there to check, and says no more than yes or no: where it is called is where a role is checked. */
export function isChecker(module: ModuleFacts, fn: FunctionFacts): boolean {
  const named = isCheckName(nameOfFunction(module, fn));
  const plain = (stmts: Stmt[]): boolean => stmts.every((stmt) => {
    switch (stmt.kind) {
      case 'declare': case 'throw': return true;
      case 'if': return plain(stmt.then) && plain(stmt.else);
      case 'block': return plain(stmt.body);
      case 'try': return plain(stmt.block) && plain(stmt.handler ?? []);
      case 'return': return !stmt.value || stmt.value.kind === 'literal' || isAnswer(stmt.value) || (named && stmt.value.kind === 'ref');
      case 'expr': return named || (stmt.expr.kind === 'call' && /^(log|warn|info|debug|error|next)$/.test(nameOf(stmt.expr.callee)));
      default: return false;
    }
  });
  return plain(fn.body);
}

function isAnswer(value: Expr): boolean {
  return value.kind === 'binary' || (value.kind === 'unary' && value.operator === '!') || (value.kind === 'logical' && isAnswer(value.right));
}

/** `stmts` are passed by every call, or by every call of someone who is known. */
function collect(place: Place, stmts: Stmt[], checks: RoleCheck[]): void {
  for (const stmt of stmts) {
    switch (stmt.kind) {
      case 'if': ofCondition(place, stmt, checks); break;
      case 'try': collect(place, stmt.block, checks); break;
      case 'block': case 'loop': collect(place, stmt.body, checks); break;
      case 'expr': ofCall(place, stmt.expr, checks); break;
      case 'declare': if (stmt.init) ofCall(place, stmt.init, checks); break;
      default: break;
    }
  }
  ofEnd(place, stmts, checks);
}

/** `if (user.isAdmin) return remove(); throw new Forbidden();` */
function ofEnd(place: Place, stmts: Stmt[], checks: RoleCheck[]): void {
  const before = stmts.slice(0, -1).filter((stmt) => stmt.kind !== 'declare');
  if (before.length === 0 || refusalOf(stmts.slice(-1)) !== 'openly') return;
  const questions = before.map((stmt) => (stmt.kind === 'if' && stmt.then.at(-1)?.kind === 'return' ? roleQuestion(place, stmt.test, true) : undefined));
  const [first] = before;
  if (first?.kind !== 'if' || questions.some((one) => !one || one.denied)) return;
  checks.push({ span: first.test, denied: false, roles: questions.flatMap((one) => one!.roles) });
}

function ofCondition(place: Place, stmt: Extract<Stmt, { kind: 'if' }>, checks: RoleCheck[]): void {
  for (const [branch, negated] of [[stmt.then, false], [stmt.else, true]] as const) {
    const refusal = branch.length > 0 ? refusalOf(branch) : undefined;
    const question = refusal && roleQuestion(place, stmt.test, negated);
    // `if (user.isAdmin) return;` lets somebody off; it turns nobody away.
    if (!question || (question.denied && refusal === 'silently')) continue;
    checks.push({ ...question, span: stmt.test });
    return;
  }
  const inner: RoleCheck[] = [];
  collect(place, stmt.then, inner);
  if (inner.length > 0 && isPresence(place, stmt.test)) checks.push(...inner);
  // `if (user.isOwner) { ... } else if (!user.isAdmin) { throw }`: those who lack both.
  const passed = stmt.else.length > 0 ? roleQuestion(place, stmt.test, true) : undefined;
  if (!passed || passed.denied) return;
  const further: RoleCheck[] = [];
  collect(place, stmt.else, further);
  checks.push(...further.filter((one) => !one.denied).map((one) => ({ ...one, roles: [...passed.roles, ...one.roles] })));
}

function ofCall(place: Place, expr: Expr, checks: RoleCheck[]): void {
  if (expr.kind === 'await') return ofCall(place, expr.value, checks);
  if (expr.kind === 'assign') return ofCall(place, expr.value, checks);
  if (expr.kind !== 'call') return;
  const name = nameOf(expr.callee);
  if (!mayCheck(name) && !place.extraNames.includes(name)) return;
  const written = expr.args.flatMap((arg) => textsOf(place, arg));
  const targets = place.program.targets(place.module, expr, place.fn);
  const [inside] = targets.filter((one) => isChecker(one.module, one.fn)).flatMap((one) => roleChecksIn(place.program, one.module, one.fn, place.extraNames));
  if (inside) checks.push({ span: expr, denied: inside.denied, roles: inside.roles.length > 0 ? inside.roles : written });
  else if (place.extraNames.includes(name)) checks.push({ span: expr, denied: false, roles: written });
  else if (targets.length === 0 && assertsRole(name) && isAboutCaller(place, expr.args)) checks.push({ span: expr, denied: false, roles: written });
}

/** What is asked about a record depends on the record. */
function isAboutCaller(place: Place, args: Expr[]): boolean {
  return args.every((arg) => isOfCaller(place, arg) === 'caller' || arg.kind === 'literal' || arg.kind === 'this' || isConstantName(arg) || textsOf(place, arg).length > 0);
}

function textsOf(place: Place, expr: Expr): string[] {
  const value = place.program.denote(place.module, expr, place.fn);
  return (value.kind === 'array' ? value.elements.flatMap(alternatives) : alternatives(value)).map(textOf).filter((text): text is string => text !== undefined && text !== '');
}
