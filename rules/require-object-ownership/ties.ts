import { walkExpr, walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, Span } from '../../src/model/index.ts';
import { looksAtCaller } from '../reached.ts';
import { nameOf } from '../store-queries.ts';
import type { Met, Trace } from '../query-trace.ts';

const OWNER = /^(user|owner|author|account|org|organi[sz]ation|team|tenant|workspace|company|customer|creator|created_?by|member|members|uploaded_?by|posted_?by|project_?owner|family|household|seller|buyer|patient|doctor|student|teacher|tenants)(_?(id|uuid))?$/i;
/** A property or column that says whose an object is: `userId`, `owner`, `organization_id`. */
export function isOwnerName(name: string): boolean {
  return OWNER.test(name);
}

/** A query on the way of a route that sees to it, or a comparison, that the object is the caller's. */
export interface Tie extends Span { module: ModuleFacts; kind: string; does: Met['does'] }

/**
 * What kinds of object a route ties to its caller; none when nothing on the way looks at the caller.
 *
 * @param reading it changes nothing: otherwise, what it finds it may tie for the sake of the change alone
 */
export function tiesOf(trace: Trace, reading: boolean): Tie[] {
  if (!looksAtCaller(trace.functions)) return [];
  const ties: Tie[] = trace.queries.filter((query) => query.does !== 'create' && (query.conditions.some((one) => namesOwner(query.module, one)) || ownerInSql(query.sql))).map((query) => ({ module: query.module, kind: query.kind, does: reading ? query.does : 'update', start: query.call.start, end: query.call.end }));
  const compared = trace.functions.flatMap(({ module, fn }) => comparisonsIn(module, fn.id));
  const [first] = compared;
  if (!first) return ties;
  for (const kind of new Set(trace.byId.map((query) => query.kind))) {
    const changes = !reading || trace.queries.some((query) => query.kind === kind && (query.does === 'update' || query.does === 'delete'));
    ties.push({ ...first, kind, does: changes ? 'update' : 'read' });
  }
  if (reading) for (const query of trace.queries) {
    if (query.does === 'read' && compared.some((one) => one.module === query.module && one.fn === query.fn) && !ties.some((tie) => tie.kind === query.kind && tie.does === 'read')) ties.push({ ...first, kind: query.kind, does: 'read' });
  }
  return ties;
}

/** `{ id, userId }`, `eq(posts.userId, ...)`. */
function namesOwner(module: ModuleFacts, condition: Expr): boolean {
  let found = false;
  walkExpr(module, condition, -1, {
    expr(expr) {
      if (expr.kind === 'object' && expr.properties.some((one) => isOwnerName(one.key.split('.').at(-1)!))) found = true;
      if (expr.kind === 'call' && expr.args.some((arg) => (arg.kind === 'member' && isOwnerName(arg.property)) || (arg.kind === 'literal' && typeof arg.value === 'string' && isOwnerName(arg.value.split('.').at(-1)!)))) found = true;
      return !found;
    },
  });
  return found;
}

function ownerInSql(sql: string | undefined): boolean {
  const where = sql && /\bwhere\b([\s\S]*)/i.exec(sql)?.[1];
  return !!where && [...where.matchAll(/["'`]?(?<!\w)(\w+)["'`]?\s*(=|in\b)/gi)].some((match) => isOwnerName(match[1]!));
}

/** `post.authorId !== session.user.id`, `post.user.equals(req.user.id)`. */
function comparisonsIn(module: ModuleFacts, id: number): (Span & { module: ModuleFacts; fn: number })[] {
  const found: (Span & { module: ModuleFacts; fn: number })[] = [];
  walkFunction(module, id, {
    expr(expr) {
      if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator) && [expr.left, expr.right].some(isOwnersMember) && ![expr.left, expr.right].some(isConstant)) found.push({ module, fn: id, start: expr.start, end: expr.end });
      if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(equals|includes|some|has)$/.test(expr.callee.property) && isOwnersMember(expr.callee.object)) found.push({ module, fn: id, start: expr.start, end: expr.end });
    },
  });
  return found;
}

function isConstant(expr: Expr): boolean {
  return expr.kind === 'literal' || (expr.kind === 'ref' && expr.name === 'undefined') || (expr.kind === 'unary' && expr.operator === 'typeof');
}

function isOwnersMember(expr: Expr): boolean {
  if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(toString|toHexString|valueOf)$/.test(expr.callee.property)) return isOwnersMember(expr.callee.object);
  if (expr.kind === 'call' && /^String$/.test(nameOf(expr))) return expr.args.some(isOwnersMember);
  if (expr.kind !== 'member') return false;
  return isOwnerName(expr.property) || (/^_?id$/.test(expr.property) && expr.object.kind === 'member' && isOwnerName(expr.object.property));
}
