import type { CallExpr, Expr, FunctionFacts, ModuleFacts, PackageModel, ResultValue, Stmt, Value } from '../model/index.ts';
import { resultOf } from './calls.ts';
import type { Machine } from './machine.ts';
import { external, nextIdentity, object } from './values.ts';
import { walkFunction } from './walk.ts';

/** Something that a function is given and registers routes on: a parameter, or a property of one. */
interface Given { index: number; property?: string; model: PackageModel; at: CallExpr }

const CUSTOMARY = /^(app|router|server|api|expressApp|express|application|webApp|httpServer|fastify|io|wss)$/i;
/** What a property is called on which routes are registered. A client is an `api` as often as a server is. */
const CUSTOMARY_PROPERTY = /^(app|router|server|expressApp|express|application|webApp|httpServer|fastify)$/;
const LISTENS = new Set(['on', 'once', 'addListener']);
/** Text without which no function of a file registers anything on a property of a parameter. */
const ON_PROPERTY = /\b(?:app|router|server|expressApp|express|application|webApp|httpServer|fastify)\s*\??\.\s*\w+\s*\(\s*['"`/]/;

/**
 * Parameters, and properties of parameters, on which routes are registered.
 *
 * @param text of the module, where it is at hand: most files need no second look
 */
export function parametersOf(m: Machine, module: ModuleFacts, fn: FunctionFacts, present: PackageModel[], text?: (module: ModuleFacts) => string): Given[] {
  if (fn.params.length === 0) return [];
  const direct = fn.params.some((param) => CUSTOMARY.test(module.bindings[param.binding]?.name ?? ''));
  if (!direct && text && !ON_PROPERTY.test(text(module))) return [];
  const models = nearestFirst(m, module, present).filter((model) => model.parameter);
  if (models.length === 0) return [];
  const names = namesOf(fn);
  const found = new Map<string, Given>();
  walkFunction(module, fn.id, {
    expr(expr) {
      if (expr.kind !== 'call' || expr.callee.kind !== 'member') return;
      const on = placeOf(expr.callee.object, names);
      if (!on) return;
      const { index, property } = on;
      if (property === undefined ? !CUSTOMARY.test(module.bindings[fn.params[index]!.binding]?.name ?? '') : !CUSTOMARY_PROPERTY.test(property) || !mayHandle(expr.args.at(-1))) return;
      const { callee: { property: method } } = expr;
      // The `connection` of a server that belongs to something is one of the network.
      if (property !== undefined && LISTENS.has(method)) return;
      const key = `${index} ${property ?? ''}`;
      const known = found.get(key);
      const model = models.find((one) => one.parameter!.registers(method, expr));
      if (model && (!known || models.indexOf(model) < models.indexOf(known.model))) found.set(key, { ...on, model, at: expr });
    },
  });
  return [...found.values()].filter(({ index, property }) => property === undefined || !found.has(`${index} `));
}

interface Place { index: number; property?: string }

/** What names of a function stand for a parameter, or for a property of one. */
function namesOf(fn: FunctionFacts): Map<number, Place> {
  const names = new Map<number, Place>();
  const declare = (stmt: Stmt): void => {
    const place = stmt.kind === 'declare' && stmt.init ? placeOf(stmt.init, names) : undefined;
    if (place && stmt.kind === 'declare') names.set(stmt.binding, place);
  };
  fn.params.forEach(({ binding, pattern }, index) => {
    names.set(binding, { index });
    pattern?.forEach(declare);
  });
  fn.body.forEach(declare);
  return names;
}

function placeOf(expr: Expr, names: Map<number, Place>): Place | undefined {
  if (expr.kind === 'ref') return names.get(expr.binding);
  if (expr.kind !== 'member') return undefined;
  const outer = placeOf(expr.object, names);
  return outer && outer.property === undefined ? { index: outer.index, property: expr.property } : undefined;
}

function mayHandle(last: Expr | undefined): boolean {
  return last?.kind === 'function' || last?.kind === 'ref' || last?.kind === 'member' || last?.kind === 'call';
}

/** Applications of several packages look alike: what the module imports, if only for a type, comes first. */
function nearestFirst(m: Machine, module: ModuleFacts, present: PackageModel[]): PackageModel[] {
  const near = new Set(module.imports.map((one) => modelOf(m, module, one.source)));
  return [...present.filter((model) => near.has(model)), ...present.filter((model) => !near.has(model))];
}

export function modelOf(m: Machine, module: ModuleFacts, source: string): PackageModel | undefined {
  const target = m.host.resolve(module.path, source);
  return target?.kind === 'package' ? m.host.models.find((model) => model.packages.includes(target.name)) : undefined;
}

/** What is given in the place of the parameters of a function that nobody calls, by their number. */
export function standInsFor(m: Machine, module: ModuleFacts, given: Given[]): Map<number, Value> {
  const values = new Map<number, Value>();
  for (const { index, property, model, at } of given) {
    const made = resultOf({ order: nextIdentity(), callee: external(model.packages[0]!, model.parameter!.path), method: '', args: [], module, expr: at, constructed: false, conditions: [], frames: [] }) as ResultValue;
    m.given.push(made);
    if (property === undefined) {
      values.set(index, made);
      continue;
    }
    const known = values.get(index);
    const holder = known?.kind === 'object' ? known : object();
    holder.open = true;
    holder.props.set(property, made);
    values.set(index, holder);
  }
  return values;
}
