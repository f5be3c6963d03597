import type { FunctionValue, Route, RouteDetail, RuleContext } from '../../src/model/index.ts';
import { walkFunction } from '../../src/link/index.ts';
import { conventionOf } from '../../src/guards/conventions.ts';
import { isTestOrExample } from '../file-role.ts';
import { isHashCall } from '../fresh-value.ts';
import { reachedFrom, type Reached } from '../reached.ts';
import { isChosenPassword } from './constraints.ts';

const JUDGES = /\.length\b|valid|schema|\bparse\(|strength|policy|zxcvbn|\bz\.|joi|yup|weak|check_?pass|pwned|complex|regex|\.test\(|\.match\(/i;

/** Sign-up routes that hash the password of the request, and of which all code on the way is known and looks at nothing of it. */
export function unvalidatedSignUps({ map, program }: RuleContext<unknown>): { route: Route; detail: RouteDetail }[] {
  const found: { route: Route; detail: RouteDetail }[] = [];
  for (const [route, detail] of map.details) {
    if (!/^(POST|PUT|ALL)$/.test(route.method) || conventionOf(route) !== 'sign-up' || isTestOrExample(route.file) || detail.handlers.length === 0) continue;
    if (detail.passed.some((guard) => guard.proves === 'unknown' || JUDGES.test(guard.name)) || detail.chain.some((one) => one.kind !== 'function' && one.kind !== 'external' && one.kind !== 'result')) continue;
    const functions = [...detail.handlers, ...detail.chain.filter((one): one is FunctionValue => one.kind === 'function')];
    if (functions.some(({ fn }) => fn.params.some((param) => (param.decorators ?? []).length > 0))) continue;
    const reached = reachedFrom(program, functions);
    if (reached.some(({ module, fn }) => JUDGES.test(program.text(module).slice(fn.start, fn.end)))) continue;
    if (detail.handlers.some(({ module, fn }) => readsPassword({ module, fn })) && reached.some(hashesPassword)) found.push({ route, detail });
  }
  return found;
}

function readsPassword({ module, fn }: Reached): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    stmt: () => !found,
    expr(expr) {
      if (!found && expr.kind === 'member' && isChosenPassword(expr.property)) {
        const { object } = expr;
        const init = object.kind === 'ref' && object.binding >= 0 ? module.bindings[object.binding]!.init : undefined;
        found = [object, init].some((one) => one?.kind === 'member' && one.property === 'body');
      }
      return !found;
    },
  });
  return found;
}

function hashesPassword({ module, fn }: Reached): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    stmt: () => !found,
    expr(expr) {
      if (!found && expr.kind === 'call' && isHashCall(expr)) found = expr.args.some((arg) => (arg.kind === 'ref' && isChosenPassword(arg.name)) || (arg.kind === 'member' && isChosenPassword(arg.property)));
      return !found;
    },
  });
  return found;
}
