import type { Expr, ModuleFacts } from '../model/index.ts';

/** What a condition asks of a request's path and method. */
export interface Asked {
  paths: string[];
  methods: string[];
}

const PATH_NAME = /^(url|pathname|path|route|endpoint|(req|request)_?(url|path)|originalUrl)$/i;
const METHOD_NAME = /^(method|verb|http_?method|(req|request)_?method)$/i;

/** It reads the path or the method of the request, by its name or by what it was declared with. */
function reads(module: ModuleFacts, expr: Expr, name: RegExp, depth = 0): boolean {
  switch (expr.kind) {
    case 'member': return name.test(expr.property) || reads(module, expr.object, name, depth);
    case 'ref': {
      if (name.test(expr.name)) return true;
      const init = expr.binding < 0 ? undefined : module.bindings[expr.binding]?.init;
      return depth < 3 && init !== undefined && reads(module, init, name, depth + 1);
    }
    case 'call': return expr.callee.kind === 'member' ? reads(module, expr.callee.object, name, depth) : false;
    case 'logical': return reads(module, expr.left, name, depth);
    default: return false;
  }
}

export const isPath = (module: ModuleFacts, expr: Expr): boolean => reads(module, expr, PATH_NAME);
export const isMethod = (module: ModuleFacts, expr: Expr): boolean => reads(module, expr, METHOD_NAME);

const isVerb = (text: string): boolean => /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i.test(text);

/** What one value that a path or a method is held against says. */
export function askedOf(value: string): Asked {
  if (value.startsWith('/')) return { paths: [value], methods: [] };
  if (isVerb(value)) return { paths: [], methods: [value.toUpperCase()] };
  const [method, path] = value.split(/[\s:]+/, 2);
  return method && path?.startsWith('/') && isVerb(method) ? { paths: [path], methods: [method.toUpperCase()] } : { paths: [], methods: [] };
}

const NOTHING: Asked = { paths: [], methods: [] };

/** What holds where a condition holds; of `||`, either. */
export function askedBy(module: ModuleFacts, test: Expr): Asked {
  switch (test.kind) {
    case 'logical': {
      const [left, right] = [askedBy(module, test.left), askedBy(module, test.right)];
      if (test.operator === '&&') return { paths: left.paths.length > 0 ? left.paths : right.paths, methods: left.methods.length > 0 ? left.methods : right.methods };
      const same = (left.paths.length > 0) === (right.paths.length > 0) && (left.methods.length > 0) === (right.methods.length > 0);
      return same ? { paths: [...left.paths, ...right.paths], methods: [...new Set([...left.methods, ...right.methods])] } : NOTHING;
    }
    case 'binary': return test.operator === '===' || test.operator === '==' ? held(module, test.left, test.right) : NOTHING;
    case 'call': return calledOn(module, test.callee, test.args[0]);
    default: return NOTHING;
  }
}

/** What holds where a condition does not: `if (req.method !== 'GET') return`. */
export function askedByOpposite(module: ModuleFacts, test: Expr): Asked {
  if (test.kind === 'binary' && (test.operator === '!==' || test.operator === '!=')) return held(module, test.left, test.right);
  return test.kind === 'unary' && test.operator === '!' ? askedBy(module, test.operand) : NOTHING;
}

function held(module: ModuleFacts, left: Expr, right: Expr): Asked {
  const [given, value] = right.kind === 'literal' ? [left, right] : [right, left];
  if (value.kind !== 'literal' || typeof value.value !== 'string') return NOTHING;
  const asked = askedOf(value.value);
  if (asked.paths.length > 0 && isPath(module, given)) return asked;
  return asked.methods.length > 0 && isMethod(module, given) ? asked : NOTHING;
}

/** `url.startsWith('/x')`, `/^\/x\/(\d+)$/.test(url)`, `url.match(/.../)`. */
function calledOn(module: ModuleFacts, callee: Expr, arg: Expr | undefined): Asked {
  if (callee.kind !== 'member' || !arg) return NOTHING;
  if (callee.property === 'startsWith' && arg.kind === 'literal' && typeof arg.value === 'string' && arg.value.startsWith('/') && isPath(module, callee.object)) return { paths: [`${arg.value.replace(/\/$/, '')}/*`], methods: [] };
  const regexp = callee.object.kind === 'regexp' ? callee.object : arg.kind === 'regexp' ? arg : undefined;
  const subject = callee.object.kind === 'regexp' ? arg : callee.object;
  return regexp && (callee.property === 'test' || callee.property === 'match' || callee.property === 'exec') && isPath(module, subject) ? { paths: [pathOfPattern(regexp.source)], methods: [] } : NOTHING;
}

/** No address is longer; a pattern is not trusted to be one. */
const LONGEST = 2000;

function pathOfPattern(source: string): string {
  const text = source.slice(0, LONGEST).replace(/^\^/, '').replace(/(\\\/\??)?\$$/, '').replace(/\\\//g, '/').replace(/\((?:\?<(\w+)>|\?:)?[^()]*\)[+*?]?|\[[^\]]*\][+*]?|\\[dw][+*]?/g, (_found, name: string | undefined) => `:${name ?? 'param'}`);
  return text.startsWith('/') ? text : `/${text}`;
}
