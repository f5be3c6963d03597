import { packageOf } from '../../src/link/index.ts';
import { conventionOf } from '../../src/guards/conventions.ts';
import type { FunctionValue, Route, RuleContext } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { reachedFrom, type Reached } from '../reached.ts';

export type FlowName = 'login' | 'password reset' | 'sign-up';

/** Code that runs for callers who say who they are. `route`: its entry point, where it has one of its own. */
export interface Flow { name: FlowName; route?: Route; reached: Reached[] }

const ASKS = new Set(['POST', 'PUT', 'PATCH', 'MUTATION', 'RPC', 'ACTION', 'ALL']);

export function flowsOf({ map, program }: RuleContext<unknown>, wanted: Set<FlowName>): Flow[] {
  const flows: Flow[] = [];
  for (const [route, detail] of map.details) {
    const name = conventionOf(route) as FlowName | undefined;
    if (!name || !wanted.has(name) || !ASKS.has(route.method) || isTestOrExample(route.file)) continue;
    const last = detail.handlers.at(-1);
    if (!last) continue;
    const before = detail.chain.filter((one): one is FunctionValue => one.kind === 'function');
    flows.push({ name, route, reached: reachedFrom(program, [...before, ...detail.handlers]) });
  }
  if (wanted.has('login')) for (const fn of verifiers(program)) flows.push({ name: 'login', reached: reachedFrom(program, [fn]) });
  return flows;
}

/** What checks a name and a password for Passport (`passport-local`) or Auth.js (`Credentials`). */
function verifiers(program: RuleContext['program']): FunctionValue[] {
  const found: FunctionValue[] = [];
  const index = callIndex(program);
  for (const name of ['LocalStrategy', 'Strategy', 'localStrategy', 'Local', 'Credentials', 'CredentialsProvider']) for (const { module, expr, fn } of index.get(name) ?? []) {
    const source = packageOf(program.denote(module, expr.callee, fn));
    if (source === undefined || isTestOrExample(module.path)) continue;
    if (source === 'passport-local') {
      for (const arg of expr.args) {
        const value = program.denote(module, arg, fn);
        if (value.kind === 'function') found.push(value);
      }
    } else if (/^(next-auth|@auth\/)/.test(source)) {
      const given = expr.args[0] && program.denote(module, expr.args[0], fn);
      const authorize = given?.kind === 'object' ? given.props.get('authorize') : undefined;
      if (authorize?.kind === 'function') found.push(authorize);
    }
  }
  return found;
}
