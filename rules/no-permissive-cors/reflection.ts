import type { Expr, ModuleFacts } from '../../src/model/index.ts';

/** How an expression relates to the `Origin` header of the request at hand. */
export interface Reading {
  module: ModuleFacts;
  /** Binding of a parameter that is the origin itself. */
  origin?: number | undefined;
}

/** Whether an expression is the request's own origin, whatever it is: as it came, or with a default for when there is none. */
export function isOrigin(reading: Reading, expr: Expr, depth = 6): boolean {
  if (depth === 0) return false;
  const again = (one: Expr): boolean => isOrigin(reading, one, depth - 1);
  switch (expr.kind) {
    case 'ref': {
      if (expr.binding < 0) return false;
      if (expr.binding === reading.origin) return true;
      const binding = reading.module.bindings[expr.binding]!;
      return binding.init !== undefined && !binding.reassigned && again(binding.init);
    }
    case 'await': return again(expr.value);
    case 'logical': return expr.operator !== '&&' && again(expr.left);
    case 'conditional': return again(expr.then) && (again(expr.else) || (expr.else.kind === 'literal' && again(expr.test)));
    case 'template': return !expr.tag && expr.values.length === 1 && expr.texts.every((text) => text === '') && again(expr.values[0]!);
    case 'member': return /^origin$/i.test(expr.property) && isHeaders(reading.module, expr.object);
    case 'call': {
      const name = expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : '';
      if (name === 'String' || name === 'toString') return again(expr.callee.kind === 'member' ? expr.callee.object : expr.args[0] ?? expr);
      const named = (at: number): boolean => { const arg = expr.args[at]; return arg?.kind === 'literal' && typeof arg.value === 'string' && arg.value.toLowerCase() === 'origin'; };
      return (/^(get|header|getHeader)$/.test(name) && expr.callee.kind === 'member' && named(0)) || (/^(getHeader|getRequestHeader)$/.test(name) && named(1));
    }
    default: return false;
  }
}

/** `req.headers`, `ctx.request.header`, `event.headers`, or a name that was given one of these. */
function isHeaders(module: ModuleFacts, expr: Expr, depth = 4): boolean {
  if (depth === 0) return false;
  if (expr.kind === 'member') return /^headers?$/i.test(expr.property);
  if (expr.kind === 'logical') return isHeaders(module, expr.left, depth - 1);
  if (expr.kind === 'call') return expr.callee.kind === 'ref' && /^(getHeaders|getRequestHeaders|headers)$/.test(expr.callee.name);
  if (expr.kind === 'await') return isHeaders(module, expr.value, depth - 1);
  if (expr.kind !== 'ref') return false;
  const init = expr.binding >= 0 ? module.bindings[expr.binding]!.init : undefined;
  return /^headers?$/i.test(expr.name) || (init !== undefined && isHeaders(module, init, depth - 1));
}
