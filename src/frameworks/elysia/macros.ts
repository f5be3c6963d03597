import type { CallRecord, Condition, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, functionsOf, object, textOf, truth, type Machine } from '../../link/index.ts';
import { hooksIn, hooksOf, type Hook } from './hooks.ts';
import { insideOf, managerOf } from './model.ts';

/** What a name among the options of a route stands for. */
export interface Macro {
  value: Value;
  /** The call of `macro` with a function, whose macros add hooks by calling what they were given. */
  record?: CallRecord;
}

export type Macros = Map<string, Macro>;

/** Macros that a call of `macro` defines: by name, by an object of them, or by a function that gives one (before 1.2). */
export function macrosOf(record: CallRecord): Macros {
  const [first, second] = record.args;
  const name = first ? textOf(first) : undefined;
  if (name !== undefined && second) return new Map([[name, { value: second }]]);
  const made = insideOf(record);
  const table = made ?? first;
  const macros: Macros = new Map();
  if (table?.kind === 'object') table.props.forEach((value, key) => macros.set(key, made ? { value, record } : { value }));
  return macros;
}

/** Steps that one macro may take. */
const STEPS = 20_000;

/**
 * Hooks that the macros among the options stand for. The first one that is switched off ends it: what is named behind it is
 * left out, as Elysia does.
 *
 * @param site where the options stand
 */
export function hooksOfMacros(machine: Machine, macros: Macros, options: Value | undefined, site: Site, conditional: Condition[], depth = 0): Hook[] {
  const hooks: Hook[] = [];
  if (options?.kind !== 'object' || depth > 8) return hooks;
  for (const [name, value] of options.props) {
    const macro = macros.get(name);
    if (!macro) continue;
    const { given, added } = apply(machine, macro, value, site);
    hooks.push(...added.flatMap(hooksOf).map((one) => ({ ...one, element: { ...one.element, name } })));
    if (!given) {
      if (macro.record) continue;
      break;
    }
    hooks.push(...hooksIn(given, 'route', site, conditional, name));
    const nested = new Map([...macros].filter(([other]) => other !== name && given.props.has(other)));
    if (nested.size > 0) hooks.push(...hooksOfMacros(machine, nested, given, site, conditional, depth + 1));
  }
  return hooks;
}

/** What the macro gives for a value, and the calls by which it adds hooks itself. */
function apply(machine: Machine, macro: Macro, value: Value, site: Site): { given?: ObjectValue; added: CallRecord[] } {
  const [fn] = functionsOf(macro.value);
  if (!fn) {
    const off = truth(value) === false;
    return macro.value.kind === 'object' && !off ? { given: macro.value, added: [] } : { added: [] };
  }
  const manager = macro.record && managerOf(macro.record);
  const before = manager?.calls.length ?? 0;
  machine.stepLimit = machine.steps + STEPS;
  const given = alternatives(machine.invoke(fn, [value], fn.self, site)).find((one): one is ObjectValue => one.kind === 'object');
  const added = manager?.calls.slice(before) ?? [];
  return given ? { given, added } : { added };
}

/** The options of a route without what macros of the instance have used up: an instance that uses this one may know the rest. */
export function leftOver(macros: Macros, options: Value | undefined): Value | undefined {
  if (options?.kind !== 'object') return undefined;
  const left = object(options.site);
  for (const [key, value] of options.props) if (!macros.has(key)) left.props.set(key, value);
  return left;
}
