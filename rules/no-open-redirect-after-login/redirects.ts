import type { Expr, FunctionFacts, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { originOf } from '../origin.ts';
import { expressionsOf } from '../surroundings.ts';

/** An address from the request that a redirect is given as it came. */
export interface OpenRedirect { module: ModuleFacts; fn: FunctionFacts; argument: Expr; /** The name of the parameter. */ parameter: string }

const PARAMETER = /^(next|redirect|redirect_?(to|url|uri|path|after\w*)|return|return_?(to|url|uri|path)|callback_?(url|uri)|continue|continue_?(to|url)|goto|go_?to|go|dest|destination|back|back_?(to|url)|from|url|target|target_?url|forward|forward_?(to|url)|success_?(url|redirect)|post_?log(in|out)_?redirect_?ur[il]|referer|ref|r|service|rd)$/i;

/** Redirects of the file to what a parameter of the query says, with nothing in front of it. */
export function openRedirects(program: ProgramView, module: ModuleFacts): OpenRedirect[] {
  const found: OpenRedirect[] = [];
  for (const expr of expressionsOf(module)) {
    const argument = addressOf(expr);
    const parameter = argument && parameterOf(module, argument);
    const fn = parameter && innermost(module, expr);
    if (argument && parameter && fn) found.push({ module, fn, argument, parameter });
  }
  return found;
}

/** `res.redirect(x)`, `res.redirect(302, x)`, `redirect(x)`, `location.href = x`, `location.assign(x)`. */
function addressOf(expr: Expr): Expr | undefined {
  if (expr.kind === 'assign' && expr.target.kind === 'member' && expr.operator === '=') {
    const { property, object } = expr.target;
    return (property === 'href' && isLocation(object)) || (property === 'location' && object.kind === 'ref' && object.name === 'window') ? expr.value : undefined;
  }
  if (expr.kind !== 'call') return undefined;
  const { callee, args } = expr;
  if (callee.kind === 'ref') return callee.name === 'redirect' ? addressIn(args) : undefined;
  if (callee.kind !== 'member') return undefined;
  if (callee.property === 'redirect') return addressIn(args);
  return /^(assign|replace)$/.test(callee.property) && isLocation(callee.object) ? args[0] : undefined;
}

/** The address stands behind the status, or in front of it. */
function addressIn(args: Expr[]): Expr | undefined {
  const [first, second] = args;
  return first?.kind === 'literal' && typeof first.value === 'number' ? second : first;
}

function isLocation(expr: Expr): boolean {
  return (expr.kind === 'ref' && expr.name === 'location') || (expr.kind === 'member' && expr.property === 'location');
}

/** The parameter that an address is, or begins with; `undefined` when something stands in front of it or it is made over. */
function parameterOf(module: ModuleFacts, expr: Expr): string | undefined {
  const origin = originOf(module, expr);
  switch (origin.kind) {
    case 'logical': return origin.operator === '&&' ? parameterOf(module, origin.right) : parameterOf(module, origin.left) ?? parameterOf(module, origin.right);
    case 'conditional': return parameterOf(module, origin.then) ?? parameterOf(module, origin.else);
    case 'template': return origin.texts[0] === '' && !origin.tag && origin.values[0] ? parameterOf(module, origin.values[0]) : undefined;
    case 'binary': return origin.operator === '+' ? parameterOf(module, origin.left) : undefined;
    case 'member': return PARAMETER.test(origin.property) && isQuery(module, origin.object) ? origin.property : undefined;
    case 'call': return ofCall(module, origin);
    default: return undefined;
  }
}

function ofCall(module: ModuleFacts, { callee, args }: Extract<Expr, { kind: 'call' }>): string | undefined {
  const [first] = args;
  if (callee.kind === 'ref') return /^(String|decodeURIComponent|decodeURI|unescape)$/.test(callee.name) && first ? parameterOf(module, first) : undefined;
  if (callee.kind !== 'member') return undefined;
  if (callee.property === 'toString') return parameterOf(module, callee.object);
  const name = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  if (!PARAMETER.test(name)) return undefined;
  if (callee.property === 'get') return isQuery(module, callee.object) ? name : undefined;
  // Hono: `c.req.query('next')`.
  return callee.property === 'query' && callee.object.kind === 'member' && callee.object.property === 'req' ? name : undefined;
}

function isQuery(module: ModuleFacts, expr: Expr): boolean {
  const origin = originOf(module, expr);
  if (origin.kind === 'member') return /^(query|searchParams)$/.test(origin.property);
  if (origin.kind === 'new') return origin.callee.kind === 'ref' && origin.callee.name === 'URLSearchParams' && /search|query/i.test(JSON.stringify(origin.args[0] ?? {}));
  return origin.kind === 'call' && origin.callee.kind === 'ref' && origin.callee.name === 'getQuery';
}

function innermost(module: ModuleFacts, span: { start: number; end: number }): FunctionFacts | undefined {
  let best: FunctionFacts | undefined;
  for (const fn of module.functions) if (fn.start <= span.start && fn.end >= span.end && (!best || fn.end - fn.start < best.end - best.start)) best = fn;
  return best;
}
