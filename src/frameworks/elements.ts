import type { Binding, CallRecord, Expr, FunctionValue, ModuleFacts, Value } from '../model/index.ts';
import { contentOf } from '../link/index.ts';
import type { Element } from '../guards/index.ts';

/** What a call's arguments put in front of a handler, and the handler: lists opened, in order. `from`: index of the first of them. */
export function elementsOf(record: CallRecord, from: number): Element[] {
  const { args } = record.expr;
  const aligned = args.length === record.args.length && args.every((arg) => arg.kind !== 'spread');
  const elements: Element[] = [];
  record.args.slice(from).forEach((value, i) => add(value, aligned ? args[from + i] : undefined));
  return elements;

  function add(value: Value, expr: Expr | undefined): void {
    if (value.kind === 'array') {
      const inner = expr?.kind === 'array' && expr.elements.length === value.elements.length && expr.elements.every((one) => one.kind !== 'spread') ? expr.elements : undefined;
      value.elements.forEach((one, i) => add(one, inner?.[i]));
      return;
    }
    const span = expr ?? record.expr;
    elements.push({ value, site: { module: record.module, start: span.start, end: span.end }, name: (expr && nameOfExpr(expr)) || nameOfValue(value) });
  }
}

const WRAPS = /async|await|catch|promis|wrap|^safe|^handle(r|errors?)?$/i;

/** What an expression is called: the last name in it. `asyncHandler(auth.jwt)` is called `jwt`. */
export function nameOfExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'ref': return expr.name;
    case 'member': return expr.property || nameOfExpr(expr.object);
    case 'call': {
      // `app.use(require('./auth'))`: what is loaded has the file's name, and `require` says nothing.
      if (expr.callee.kind === 'ref' && expr.callee.name === 'require' && expr.args[0]?.kind === 'literal') return fileName(String(expr.args[0].value));
      if (expr.callee.kind === 'member' && ['bind', 'call', 'apply', 'unless'].includes(expr.callee.property)) return nameOfExpr(expr.callee.object);
      const name = nameOfExpr(expr.callee);
      // What only looks after promises and errors says nothing of what it is put around.
      return (expr.args.length === 1 && WRAPS.test(name) && nameOfExpr(expr.args[0]!)) || name;
    }
    case 'new': return nameOfExpr(expr.callee);
    case 'await': return nameOfExpr(expr.value);
    case 'logical': return nameOfExpr(expr.left) || nameOfExpr(expr.right);
    default: return '';
  }
}

function fileName(path: string): string {
  return path.split('/').findLast((part) => part !== '' && part !== 'index' && !part.startsWith('.'))?.replace(/\.[cm]?[jt]sx?$/, '') ?? '';
}

/** What a function without a name is kept under: `const guard = createMiddleware(async (c, next) => ...)`, `const role = (name) => createMiddleware(...)`. */
function givenName({ module, fn }: FunctionValue): string {
  const bound = boundFunctions(module).get(fn.id);
  if (bound !== undefined) return bound;
  const maker = module.functions[fn.owner];
  if (maker) contentOf(maker);
  return maker?.body.some((stmt) => stmt.kind === 'return' && functionIn(stmt.value) === fn.id) === true ? maker.name : '';
}

/** The function that an expression is, or is put around; by its index. */
function functionIn(expr: Expr | undefined): number | undefined {
  let inner = expr;
  while (inner?.kind === 'call' && inner.args.length === 1) [inner] = inner.args;
  return inner?.kind === 'function' ? inner.fn : undefined;
}

/** By file: the names of variables beside which their functions are written. */
const bound = new WeakMap<Binding[], Map<number, string>>();

function boundFunctions({ bindings, functions }: ModuleFacts): Map<number, string> {
  let known = bound.get(bindings);
  if (!known) {
    bound.set(bindings, (known = new Map()));
    for (const { owner, init, name } of bindings) {
      const fn = functionIn(init);
      if (fn !== undefined && owner === functions[fn]!.owner && !known.has(fn)) known.set(fn, name);
    }
  }
  return known;
}

export function nameOfValue(value: Value): string {
  switch (value.kind) {
    case 'function': return value.fn.name || givenName(value);
    case 'external': return value.path.at(-1) ?? value.package;
    case 'property': return value.name;
    case 'result': return nameOfValue(value.call.callee);
    case 'union': return value.values.map(nameOfValue).find((name) => name !== '') ?? '';
    default: return '';
  }
}
