import { walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionValue, ModuleFacts } from '../../src/model/index.ts';

const SENT = /^(query|params|body|payload|nextUrl|searchParams|files?|rawBody)$/;
/** What a request reads out of itself; an answer has methods of the same names. */
const READS = /^(json|formData|text|param|parseBody|valid)$/;

/** Where a handler first takes what the caller sends: the place from which on anybody decides what happens. */
export function firstInput(handlers: FunctionValue[]): { module: ModuleFacts; at: Expr } | undefined {
  for (const { module, fn } of handlers) {
    const params = new Set(fn.params.map((param) => param.binding));
    let found: Expr | undefined;
    walkFunction(module, fn.id, {
      expr(expr) {
        if (!found && expr.kind === 'member' && (SENT.test(expr.property) || (READS.test(expr.property) && isRequest(expr.object))) && isOf(expr.object, params)) found = expr;
        return found === undefined;
      },
      stmt: () => found === undefined,
    });
    if (found) return { module, at: found };
  }
  return undefined;
}

function isRequest(expr: Expr): boolean {
  return /^(req|request)$/.test(expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '');
}

/** `req`, `context.request`, `c.req`. */
function isOf(expr: Expr, params: Set<number>): boolean {
  if (expr.kind === 'member') return isRequest(expr) && isOf(expr.object, params);
  return expr.kind === 'ref' && params.has(expr.binding);
}
