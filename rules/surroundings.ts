import { contentOf, walkModule } from '../src/link/index.ts';
import type { Expr, ModuleFacts, ObjectProperty, Span, Stmt } from '../src/model/index.ts';

interface Nodes {
  exprs: { node: Expr; fn: number }[];
  stmts: Stmt[];
  exprsAround?: Around<Expr>;
  stmtsAround?: Around<Stmt>;
}

const known = new WeakMap<object, Nodes>();

function nodesOf(module: ModuleFacts): Nodes {
  let nodes = known.get(contentOf(module));
  if (!nodes) {
    const made: Nodes = { exprs: [], stmts: [] };
    walkModule(module, { expr(node, fn) { made.exprs.push({ node, fn }); }, stmt(node) { made.stmts.push(node); } });
    known.set(contentOf(module), (nodes = made));
  }
  return nodes;
}

interface Placed<T> { node: T; order: number }

/**
 * Nodes by the smallest block of 2 to the power of n characters that each lies in. Those of one block all hold its middle, so that there are no more
 * of them than are nested in each other.
 */
class Around<T extends Span> {
  readonly #blocks = new Map<string, Placed<T>[]>();
  #levels = 0;
  constructor(nodes: readonly T[]) {
    nodes.forEach((node, order) => {
      const level = 32 - Math.clz32(node.start ^ node.end);
      const key = `${level} ${node.start >>> level}`;
      const block = this.#blocks.get(key);
      if (block) block.push({ node, order }); else this.#blocks.set(key, [{ node, order }]);
      this.#levels = Math.max(this.#levels, level);
    });
  }
  /** Nodes around a place, innermost first; of those of one size, in order. */
  of(span: Span): T[] {
    const found: Placed<T>[] = [];
    for (let level = 0; level <= this.#levels; level++) for (const one of this.#blocks.get(`${level} ${span.start >>> level}`) ?? []) if (holds(one.node, span)) found.push(one);
    return found.sort((a, b) => bySize(a.node, b.node) || a.order - b.order).map(({ node }) => node);
  }
}

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && outer.end >= inner.end;
const bySize = (a: Span, b: Span): number => a.end - a.start - (b.end - b.start);

/** The expression that is exactly there, with the function around it. */
export function exprAt(module: ModuleFacts, span: Span): { node: Expr; fn: number } | undefined {
  return nodesOf(module).exprs.find(({ node }) => node.start === span.start && node.end === span.end);
}

/** Expressions around a place, itself included, innermost first. */
export function exprsAround(module: ModuleFacts, span: Span): Expr[] {
  const nodes = nodesOf(module);
  nodes.exprsAround ??= new Around(nodes.exprs.map(({ node }) => node));
  return nodes.exprsAround.of(span);
}

/** Statements around a place, innermost first. */
export function stmtsAround(module: ModuleFacts, span: Span): Stmt[] {
  const nodes = nodesOf(module);
  nodes.stmtsAround ??= new Around(nodes.stmts);
  return nodes.stmtsAround.of(span);
}

export function expressionsOf(module: ModuleFacts): Expr[] {
  return nodesOf(module).exprs.map(({ node }) => node);
}

export function statementsOf(module: ModuleFacts): Stmt[] {
  return nodesOf(module).stmts;
}

/** One of the names that a place stands under: a property, a constant, a parameter, a class member, an assigned member. */
export interface Named extends Span { name: string; property?: ObjectProperty; object?: Extract<Expr, { kind: 'object' }> }

/**
 * The name that a value is given directly: no function, and no call but one that only converts it, stands between them.
 */
export function ownName(module: ModuleFacts, span: Span): string | undefined {
  const named = namesAround(module, span)[0];
  if (!named) return undefined;
  const between = exprsAround(module, span).filter((expr) => expr.start >= named.start && expr.end <= named.end && !(expr.start === named.start && expr.end === named.end));
  const parted = between.some((expr) => expr.kind === 'function' || expr.kind === 'class' || ((expr.kind === 'call' || expr.kind === 'new') && !converts(expr.callee)));
  return parted ? undefined : named.name;
}

function converts(callee: Expr): boolean {
  return (callee.kind === 'member' && /^(from|encode|default|toString|trim)$/.test(callee.property)) || (callee.kind === 'ref' && /^(createSecretKey|createPrivateKey|String|atob|btoa)$/.test(callee.name));
}

/** What the value at a place is called, innermost name first: `jwt`, then `config` for the literal in `config = { jwt: '...' }`. */
export function namesAround(module: ModuleFacts, span: Span): Named[] {
  const named: Named[] = [];
  for (const expr of exprsAround(module, span)) {
    if (expr.kind === 'object') {
      const property = expr.properties.find((one) => holds(one.value, span));
      if (property && property.key !== '') named.push({ name: property.key, start: property.start, end: property.end, property, object: expr });
    } else if (expr.kind === 'assign' && holds(expr.value, span)) {
      const name = expr.target.kind === 'ref' ? expr.target.name : expr.target.kind === 'member' ? expr.target.property : '';
      if (name !== '') named.push({ name, start: expr.start, end: expr.end });
    }
  }
  for (const stmt of stmtsAround(module, span)) {
    if (stmt.kind !== 'declare' || !stmt.init || !holds(stmt.init, span)) continue;
    const { name } = module.bindings[stmt.binding]!;
    if (name !== '') named.push({ name, start: stmt.start, end: stmt.end });
  }
  for (const fn of module.functions) {
    for (const param of fn.params) if (param.init && holds(param.init, span)) named.push({ name: module.bindings[param.binding]!.name, start: param.start, end: param.end });
  }
  for (const cls of module.classes) {
    for (const member of cls.members) if (member.value && holds(member.value, span)) named.push({ name: member.name, start: member.start, end: member.end });
  }
  return named.sort(bySize);
}
