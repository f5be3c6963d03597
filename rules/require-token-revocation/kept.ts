import { walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callIndex, writtenName } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { serviceOf } from '../services.ts';

const known = new WeakMap<ProgramView, Set<string>>();
const WRITES = ['create', 'insert', 'insertOne', 'save', 'upsert', 'add', 'push', 'set', 'setex', 'update', 'updateOne', 'findByIdAndUpdate', 'findOneAndUpdate', 'deleteMany', 'deleteOne', 'destroy', 'delete', 'remove', 'values'];
const KEEPS = /(^|[._])(refresh_?tokens?|user_?sessions?|auth_?sessions?|login_?sessions?|user_?tokens?|auth_?tokens?)(_?(model|repository|repo|schema|entity|table|collection|store|service))?$/i;
/** A field of the account that has the token, or a digest of it. */
const FIELD = /^(hashed_?)?refresh_?tokens?(_?hash)?$|^hashed_?rt$/i;

/** Programs of the repository that keep a record of the logins they gave out: of refresh tokens, or of sessions. */
export function servicesThatKeep(program: ProgramView): Set<string> {
  let found = known.get(program);
  if (found) return found;
  found = new Set();
  const index = callIndex(program);
  for (const name of WRITES) {
    for (const { module, expr } of index.get(name) ?? []) {
      if (expr.callee.kind !== 'member' || isTestOrExample(module.path)) continue;
      const receiver = program.text(module).slice(expr.callee.object.start, expr.callee.object.end);
      if (KEEPS.test(receiver.endsWith(')') && receiver.includes('(') ? receiver.slice(0, receiver.indexOf('(')) : receiver)) found.add(serviceOf(module.path));
    }
  }
  for (const module of program.modules) {
    if (!isTestOrExample(module.path) && /refresh_?token|hashed_?rt/i.test(program.text(module)) && keepsInField(module)) found.add(serviceOf(module.path));
  }
  known.set(program, found);
  return found;
}

/** `user.refreshToken = token`, `User.update({ $set: { refreshToken } })`. */
function keepsInField(module: ModuleFacts): boolean {
  let found = false;
  walkModule(module, {
    expr(expr) {
      if (found) return false;
      if (expr.kind === 'assign' && expr.target.kind === 'member') found = FIELD.test(expr.target.property) && isRecord(expr.target.object);
      else if (expr.kind === 'call' && /^(update|updateOne|findByIdAndUpdate|findOneAndUpdate|upsert)$/.test(writtenName(expr))) found = expr.args.some((arg) => setsField(arg, 3));
      return !found;
    },
  });
  return found;
}

function isRecord(expr: Expr): boolean {
  return expr.kind === 'ref' && /user|account|member|customer|admin|session|record|doc/i.test(expr.name);
}

function setsField(expr: Expr, depth: number): boolean {
  return expr.kind === 'object' && depth > 0 && expr.properties.some(({ key, value }) => (FIELD.test(key) && !(value.kind === 'literal' && value.value === null)) || setsField(value, depth - 1));
}
