import { alternatives, walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, RouteDetail, Value } from '../../src/model/index.ts';
import { optionOf } from '../option.ts';
import { exprsAround } from '../surroundings.ts';

/** What the code of a route says, for the document that is made of it. `hidden`: the route is left out of it. */
export interface Said { security: 'required' | 'open' | 'unsaid' | 'hidden'; by: string; at?: { module: ModuleFacts; start: number; end: number } }

/** The description that stands with a route: decorators of @nestjs/swagger, `schema.security` of @fastify/swagger, `security` of @hono/zod-openapi. */
export function saidOf(program: ProgramView, detail: RouteDetail): Said | undefined {
  switch (detail.route.framework) {
    case 'nestjs': return ofDecorators(program, detail);
    case 'fastify': return ofOptions(program, detail, 'schema');
    case 'hono': return ofOptions(program, detail, undefined);
    default: return undefined;
  }
}

const ASKS = /^Api(BearerAuth|BasicAuth|OAuth2|CookieAuth|Security)$/;
const HIDES = /^ApiExclude(Endpoint|Controller)$/;

function ofDecorators(program: ProgramView, { handlers, module }: RouteDetail): Said | undefined {
  const [handler] = handlers;
  const cls = handler?.fn.cls === undefined ? undefined : handler.module.classes[handler.fn.cls];
  if (!handler || !cls) return undefined;
  const member = cls.members.find((one) => one.fn === handler.fn.id);
  const found = [...(member?.decorators ?? []), ...cls.decorators].flatMap((expr) => namesIn(program, handler.module, expr, 2).map((name) => ({ name, expr })));
  if (found.some(({ name }) => HIDES.test(name))) return { security: 'hidden', by: '' };
  const asking = found.find(({ name }) => ASKS.test(name));
  if (!asking) return { security: 'unsaid', by: '`@ApiBearerAuth()`' };
  return { security: 'required', by: `\`@${asking.name}()\``, at: { module: handler.module === module ? module : handler.module, start: asking.expr.start, end: asking.expr.end } };
}

/** Names of what a decorator calls: its own, and those of a decorator of the project that is put together from others. */
function namesIn(program: ProgramView, module: ModuleFacts, expr: Expr, depth: number): string[] {
  if (expr.kind !== 'call') return [];
  const own = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
  if (ASKS.test(own) || HIDES.test(own) || depth === 0) return [own];
  return [own, ...program.targets(module, expr).flatMap((target) => {
    const names: string[] = [];
    walkFunction(target.module, target.fn.id, {
      expr(one) { if (one.kind === 'call' && one !== expr) names.push(...namesIn(program, target.module, one, 0)); },
    });
    return names;
  })];
}

/** The options among the arguments of the call that declares a route, or of what made its first argument (`createRoute`). */
function ofOptions(program: ProgramView, { module, start, end }: RouteDetail, under: string | undefined): Said | undefined {
  const call = exprsAround(module, { start, end: Math.max(start, end - 1) }).find((one) => one.kind === 'call' && one.callee.kind === 'member');
  if (call?.kind !== 'call') return undefined;
  for (const arg of call.args) {
    if (arg.kind === 'function' || arg.kind === 'literal') continue;
    for (const value of alternatives(program.denote(module, arg))) {
      const options = value.kind === 'result' && value.call.args[0] ? value.call.args[0] : value;
      const said = options.kind === 'object' ? ofObject(program, options, under) : undefined;
      if (said) return said;
    }
  }
  return undefined;
}

function ofObject(program: ProgramView, options: Value, under: string | undefined): Said | undefined {
  const inner = under === undefined ? options : wanted(program, options, under);
  if (inner?.kind !== 'object' || inner.open || (under === undefined && !inner.props.has('responses'))) return undefined;
  const hidden = inner.props.get('hide');
  if (hidden?.kind === 'literal' && hidden.value === true) return { security: 'hidden', by: '' };
  const security = optionOf(program, inner, 'security');
  const by = under === undefined ? '`security`' : `\`${under}.security\``;
  if (security.state === 'absent') return { security: 'unsaid', by };
  if (security.state !== 'set' || security.value.kind !== 'array' || security.value.open) return undefined;
  const empty = (one: Value): boolean => one.kind === 'object' && one.props.size === 0 && !one.open;
  if (security.value.elements.some(empty)) return undefined;
  return { security: security.value.elements.length === 0 ? 'open' : 'required', by };
}

function wanted(program: ProgramView, options: Value, name: string): Value | undefined {
  const option = optionOf(program, options, name);
  return option.state === 'set' ? option.value : undefined;
}
