import type { Expr, FunctionFacts, ModuleFacts } from '../../src/model/index.ts';
import { callersOf } from './reach.ts';
import { asksWhoIsCalling, isCallerName, isInputName, isRequestName, saysWhoIsCalling } from '../role-words.ts';
import type { Place } from './conditions.ts';
import { nameOf } from '../written-names.ts';

/** `caller`: the one who asks, or what is known of them. `record`: something that the request only names. */
export type Origin = 'caller' | 'record';

type Where = Pick<Place, 'program'> & { module: ModuleFacts; fn: number };

const MAX_DEPTH = 6;

/**
 * Whether an expression stands for the caller: followed through variables, parameters and what callers pass for them, to
 * what the request says of who is calling (`req.user`) or what it asks for (`req.params`). Names decide where that leads nowhere.
 */
export function isOfCaller(place: Where, expr: Expr): Origin | undefined {
  return originOf(place, expr, [], 0) ?? byName(expr);
}

function byName(expr: Expr): Origin | undefined {
  if (expr.kind === 'await') return byName(expr.value);
  if (expr.kind === 'ref') return isCallerName(expr.name) || /^(user|current|caller|requester|actor)_?roles?$/i.test(expr.name) ? 'caller' : undefined;
  if (expr.kind === 'member') return isCallerName(expr.property) ? 'caller' : undefined;
  return expr.kind === 'call' && asksWhoIsCalling(nameOf(expr.callee)) ? 'caller' : undefined;
}

/** `path`: properties of the expression that are meant, outermost last. */
function originOf(place: Where, expr: Expr, path: string[], depth: number): Origin | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case 'await': case 'spread': return originOf(place, expr.value, path, depth);
    case 'logical': return originOf(place, expr.left, path, depth + 1) ?? originOf(place, expr.right, path, depth + 1);
    case 'conditional': return originOf(place, expr.then, path, depth + 1) ?? originOf(place, expr.else, path, depth + 1);
    case 'member': return originOf(place, expr.object, [...path, expr.property], depth);
    case 'ref': return ofName(place, expr, path, depth);
    case 'this': return path.some((name) => isCallerName(name) && name !== 'auth' && name !== 'session') ? 'caller' : undefined;
    case 'call': return ofCall(place, expr, depth);
    case 'object': {
      const wanted = path.at(-1);
      const properties = wanted === undefined ? expr.properties : expr.properties.filter((one) => one.key === wanted || one.variant === 'spread');
      return first(properties.map((one) => originOf(place, one.value, wanted === undefined ? [] : path.slice(0, -1), depth + 1)));
    }
    case 'template': return first(expr.values.map((one) => originOf(place, one, [], depth + 1)));
    default: return undefined;
  }
}

/** The caller, when any is; a record, when any is. */
function first(origins: (Origin | undefined)[]): Origin | undefined {
  return origins.find((one) => one === 'caller') ?? origins.find((one) => one === 'record');
}

function ofName(place: Where, expr: Extract<Expr, { kind: 'ref' }>, path: string[], depth: number): Origin | undefined {
  const binding = place.module.bindings[expr.binding];
  const fn = binding && binding.owner >= 0 ? place.module.functions[binding.owner] : undefined;
  const index = fn?.params.findIndex((param) => param.binding === expr.binding) ?? -1;
  if (fn && index >= 0) {
    const type = fn.params[index]!.type?.name ?? '';
    if (isRequestName(expr.name) || /(^|\.)(Request|Context|Ctx)$/.test(type)) return ofRequest(path);
    return ofParameter(place, fn, index, path, depth);
  }
  if (!binding?.init || binding.reassigned) return binding?.init && path.length === 0 ? originOf(place, binding.init, path, depth + 1) : undefined;
  return originOf(place, binding.init, path, depth + 1);
}

/** `req.user.id`, `ctx.state.user`, `req.params.id`. */
function ofRequest(path: string[]): Origin | undefined {
  const outer = [...path].reverse();
  if (outer.some((name) => isInputName(name))) return 'record';
  return outer[0] !== undefined && saysWhoIsCalling(outer[0]) ? 'caller' : undefined;
}

function ofParameter(place: Where, fn: FunctionFacts, index: number, path: string[], depth: number): Origin | undefined {
  const sites = callersOf(place.program, place.module, fn);
  return first(sites.map((site) => {
    const given = site.expr.args[index];
    return given ? originOf({ program: place.program, module: site.module, fn: site.fn }, given, path, depth + 1) : undefined;
  }));
}

/** Whoever is looked up by what the caller is known by is the caller. */
function ofCall(place: Where, expr: Extract<Expr, { kind: 'call' }>, depth: number): Origin | undefined {
  if (asksWhoIsCalling(nameOf(expr.callee))) return 'caller';
  const receiver = expr.callee.kind === 'member' ? [originOf(place, expr.callee.object, [], depth + 1)] : [];
  return first([...expr.args.filter((arg) => arg.kind !== 'function').map((arg) => originOf(place, arg, [], depth + 1)), ...receiver]);
}
