import type { Expr, ModuleFacts, Stmt } from '../model/index.ts';
import { contentOf } from './content.ts';

export interface Visitor {
  /** `fn` is the index of the function around it, or -1. Returning `false` skips what is inside. */
  expr?(expr: Expr, fn: number): boolean | void;
  stmt?(stmt: Stmt, fn: number): boolean | void;
}

/** A visitor that is also told when all that is inside of what it was last told of, and did not skip, has been visited. */
interface Tracer extends Visitor { left?(): void }

/** Visits every statement and expression of a file in source order, bodies of functions and classes included. */
export function walkModule(facts: ModuleFacts, visitor: Visitor): void {
  let flat = flats.get(contentOf(facts));
  if (!flat) flats.set(contentOf(facts), (flat = flatten(facts)));
  const { nodes, kinds, functions, ends } = flat;
  for (let i = 0; i < nodes.length;) {
    const skips = kinds[i] === STATEMENT ? visitor.stmt?.(nodes[i] as Stmt, functions[i]!) === false : visitor.expr?.(nodes[i] as Expr, functions[i]!) === false;
    i = skips ? ends[i]! : i + 1;
  }
}

const EXPRESSION = 0;
const STATEMENT = 1;

/** What a walk over a file meets, in order: every rule makes one. `ends`: where it goes on after what is inside. */
interface Flat { nodes: (Expr | Stmt)[]; kinds: Uint8Array; functions: Int32Array; ends: Int32Array }

const flats = new WeakMap<object, Flat>();

function flatten(facts: ModuleFacts): Flat {
  const nodes: (Expr | Stmt)[] = [];
  const kinds: number[] = [];
  const functions: number[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  const meet = (node: Expr | Stmt, kind: number, fn: number): void => {
    open.push(nodes.length);
    nodes.push(node);
    kinds.push(kind);
    functions.push(fn);
    ends.push(0);
  };
  const tracer: Tracer = {
    expr: (expr, fn) => meet(expr, EXPRESSION, fn),
    stmt: (stmt, fn) => meet(stmt, STATEMENT, fn),
    left: () => { ends[open.pop()!] = nodes.length; },
  };
  const seen = new Set<number>();
  walkStmts(facts, facts.body, -1, tracer, seen);
  for (const exported of facts.exports) if (exported.value) walkExpr(facts, exported.value, -1, tracer, seen);
  return { nodes, kinds: Uint8Array.from(kinds), functions: Int32Array.from(functions), ends: Int32Array.from(ends) };
}

/** Visits the parameters' defaults and the body of one function. */
export function walkFunction(facts: ModuleFacts, fn: number, visitor: Visitor, seen: Set<number> = new Set()): void {
  if (seen.has(fn)) return;
  seen.add(fn);
  const func = facts.functions[fn]!;
  contentOf(func);
  for (const param of func.params) {
    for (const decorator of param.decorators ?? []) walkExpr(facts, decorator, fn, visitor, seen);
    if (param.init) walkExpr(facts, param.init, fn, visitor, seen);
    if (param.pattern) walkStmts(facts, param.pattern, fn, visitor, seen);
  }
  walkStmts(facts, func.body, fn, visitor, seen);
}

function walkClass(facts: ModuleFacts, cls: number, fn: number, visitor: Visitor, seen: Set<number>): void {
  const klass = facts.classes[cls]!;
  for (const decorator of klass.decorators) walkExpr(facts, decorator, fn, visitor, seen);
  if (klass.extends) walkExpr(facts, klass.extends, fn, visitor, seen);
  for (const member of klass.members) {
    for (const decorator of member.decorators ?? []) walkExpr(facts, decorator, fn, visitor, seen);
    if (member.computed) walkExpr(facts, member.computed, fn, visitor, seen);
    if (member.value) walkExpr(facts, member.value, fn, visitor, seen);
    if (member.fn !== undefined) walkFunction(facts, member.fn, visitor, seen);
  }
}

export function walkStmts(facts: ModuleFacts, stmts: Stmt[], fn: number, visitor: Visitor, seen: Set<number> = new Set()): void {
  for (const stmt of stmts) walkStmt(facts, stmt, fn, visitor, seen);
}

function walkStmt(facts: ModuleFacts, stmt: Stmt, fn: number, visitor: Tracer, seen: Set<number>): void {
  if (visitor.stmt?.(stmt, fn) === false) return;
  switch (stmt.kind) {
    case 'expr': walkExpr(facts, stmt.expr, fn, visitor, seen); break;
    case 'declare': if (stmt.init) walkExpr(facts, stmt.init, fn, visitor, seen); break;
    case 'return': if (stmt.value) walkExpr(facts, stmt.value, fn, visitor, seen); break;
    case 'throw': walkExpr(facts, stmt.value, fn, visitor, seen); break;
    case 'if':
      walkExpr(facts, stmt.test, fn, visitor, seen);
      walkStmts(facts, stmt.then, fn, visitor, seen);
      walkStmts(facts, stmt.else, fn, visitor, seen);
      break;
    case 'loop':
      if (stmt.init) walkStmts(facts, stmt.init, fn, visitor, seen);
      if (stmt.iterable) walkExpr(facts, stmt.iterable, fn, visitor, seen);
      if (stmt.test) walkExpr(facts, stmt.test, fn, visitor, seen);
      walkStmts(facts, stmt.body, fn, visitor, seen);
      if (stmt.update) walkExpr(facts, stmt.update, fn, visitor, seen);
      break;
    case 'switch':
      walkExpr(facts, stmt.discriminant, fn, visitor, seen);
      for (const one of stmt.cases) {
        if (one.test) walkExpr(facts, one.test, fn, visitor, seen);
        walkStmts(facts, one.body, fn, visitor, seen);
      }
      break;
    case 'try':
      walkStmts(facts, stmt.block, fn, visitor, seen);
      if (stmt.handler) walkStmts(facts, stmt.handler, fn, visitor, seen);
      if (stmt.finalizer) walkStmts(facts, stmt.finalizer, fn, visitor, seen);
      break;
    case 'block': walkStmts(facts, stmt.body, fn, visitor, seen); break;
    case 'function': walkFunction(facts, stmt.fn, visitor, seen); break;
    case 'class': walkClass(facts, stmt.cls, fn, visitor, seen); break;
    case 'break': case 'continue': break;
  }
  visitor.left?.();
}

export function walkExpr(facts: ModuleFacts, root: Expr, fn: number, visitor: Tracer, seen: Set<number> = new Set()): void {
  const stack: (Expr | undefined)[] = [root];
  while (stack.length > 0) {
    const expr = stack.pop();
    // What is inside of an expression lies above this mark.
    if (!expr) { visitor.left!(); continue; }
    if (visitor.expr?.(expr, fn) === false) continue;
    if (visitor.left) stack.push(undefined);
    if (expr.kind === 'function') walkFunction(facts, expr.fn, visitor, seen);
    else if (expr.kind === 'class') walkClass(facts, expr.cls, fn, visitor, seen);
    else pushChildren(expr, stack);
  }
}

/** As `childrenOf`, last first, without a list in between: every expression of a project goes through here. */
function pushChildren(expr: Expr, stack: (Expr | undefined)[]): void {
  switch (expr.kind) {
    case 'ref': case 'literal': case 'this': case 'super': case 'regexp': return;
    case 'member':
      if (expr.computed) stack.push(expr.computed);
      stack.push(expr.object);
      return;
    case 'call': case 'new':
      for (let i = expr.args.length - 1; i >= 0; i--) stack.push(expr.args[i]);
      stack.push(expr.callee);
      return;
    case 'object':
      for (let i = expr.properties.length - 1; i >= 0; i--) {
        const property = expr.properties[i]!;
        stack.push(property.value);
        if (property.computed) stack.push(property.computed);
      }
      return;
    case 'logical': case 'binary': stack.push(expr.right, expr.left); return;
    case 'unary': stack.push(expr.operand); return;
    case 'await': case 'spread': stack.push(expr.value); return;
    case 'assign': stack.push(expr.value, expr.target); return;
    default: {
      const children = childrenOf(expr);
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
    }
  }
}

/** The expressions directly inside, in source order; bodies of functions and classes are not among them. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'member': return expr.computed ? [expr.object, expr.computed] : [expr.object];
    case 'call': case 'new': return [expr.callee, ...expr.args];
    case 'object': return expr.properties.flatMap((p) => (p.computed ? [p.computed, p.value] : [p.value]));
    case 'array': return expr.elements;
    case 'template': return expr.tag ? [expr.tag, ...expr.values] : expr.values;
    case 'conditional': return [expr.test, expr.then, expr.else];
    case 'logical': case 'binary': return [expr.left, expr.right];
    case 'unary': return [expr.operand];
    case 'await': case 'spread': return [expr.value];
    case 'yield': return expr.value ? [expr.value] : [];
    case 'assign': return [expr.target, expr.value];
    case 'sequence': return expr.expressions;
    case 'import': return [expr.specifier];
    case 'unknown': return expr.children;
    default: return [];
  }
}
