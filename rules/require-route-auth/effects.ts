import { packageOf, walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionValue, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { reachedFrom } from '../reached.ts';
import { rootOf } from '../written-names.ts';

/** Packages that shape an answer, take a request apart or put a page together; they hold nothing of the application's. */
const SHAPING = /^(next|react|react-dom|react-router|@react-router|@remix-run|@sveltejs\/kit|svelte|astro|h3|hono|express|koa|fastify|zod|yup|joi|valibot|@hookform|@conform-to|@epic-web\/invariant|tiny-invariant|remix-utils|cookie|set-cookie-parser|lodash|date-fns|dayjs|clsx|http-status|http-status-codes|server-only|client-only|next-intl|i18next|@sentry)(\/|$)/;
/** What of Node and the web reaches beyond the request. */
const REACHING = /^(fetch|process|require|XMLHttpRequest|WebSocket|localStorage|indexedDB|caches|Deno|Bun)\b/;

/**
 * Whether all that the handlers and what they call do is to answer with what is written in the code or came with the request: they call nothing but the
 * project's own functions, the language and packages that shape answers, and look at nothing that the application holds.
 */
export function keepsNothing(program: ProgramView, handlers: FunctionValue[]): boolean {
  return reachedFrom(program, handlers, 4).every(({ module, fn }) => {
    let clean = true;
    walkFunction(module, fn.id, {
      expr(expr, inside) {
        if (!clean) return false;
        if (expr.kind === 'import' || (expr.kind === 'ref' && expr.binding === -1 && REACHING.test(expr.name))) clean = false;
        else if (expr.kind === 'call' || expr.kind === 'new') clean = isHarmless(program, module, expr, inside);
        else if (expr.kind === 'ref') clean = isPlain(program, module, expr, inside);
        return undefined;
      },
      stmt: () => clean,
    });
    return clean;
  });
}

function isHarmless(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'call' | 'new' }>, inside: number): boolean {
  if (program.targets(module, expr, inside).length > 0) return true;
  const root = rootOf(expr.callee);
  if (root.kind === 'ref' && module.bindings[root.binding]?.kind === 'param') return true;
  const value = program.denote(module, expr.callee, inside);
  const name = packageOf(value);
  if (name !== undefined) return SHAPING.test(name);
  // Methods of what came with the request, and of values made on the way.
  return value.kind === 'builtin' || value.kind === 'caller' || (root.kind === 'ref' && root.binding >= 0 && isLocal(module, root.binding)) || isLiteral(root);
}

/** A name of the file's own, or of another file's, only where it denotes something that is written there. */
function isPlain(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'ref' }>, inside: number): boolean {
  if (expr.binding === -1) return true;
  const binding = module.bindings[expr.binding];
  if (!binding) return false;
  if (!binding.import && isLocal(module, expr.binding)) return true;
  const value = program.denote(module, expr, inside);
  const name = packageOf(value);
  return name !== undefined ? SHAPING.test(name) : ['literal', 'regexp', 'function', 'class', 'text'].includes(value.kind);
}

function isLocal(module: ModuleFacts, binding: number): boolean {
  const facts = module.bindings[binding];
  return facts !== undefined && facts.kind !== 'import' && facts.owner !== -1;
}

function isLiteral(expr: Expr): boolean {
  return ['literal', 'template', 'array', 'object', 'regexp', 'function'].includes(expr.kind);
}
