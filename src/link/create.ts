import { createBudget } from './budget.ts';
import { call, invoke } from './calls.ts';
import { construct, initialize, instanceOf, standIn, typeValue } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { run } from './execute.ts';
import type { Machine, MachineHost } from './machine.ts';
import { getMember, setMember } from './members.ts';
import { ensure, exportOf, importValue, state } from './modules.ts';
import { assign, lookup } from './scope.ts';
import { truth } from './values.ts';

/** A machine with nothing run yet. */
export function createMachine(host: MachineHost): Machine {
  const m: Machine = {
    host, domain: undefined, trail: undefined, steps: 0, stepLimit: Infinity, lookLimit: Infinity, depth: 0, stack: [], branches: 0, conditions: [], records: [],
    modules: new Map(), exportHomes: new Map(), entered: new Set(), log: { kept: new Set(), asked: new Set(), held: new Map() }, keeping: 0, holders: [], modelledCalls: 0, callbackSteps: 0, modelled: new Map(), efforts: new Map(), standIns: new Map(), given: [], instances: new Map(), quiet: false, aside: undefined, calling: undefined, setUpTo: 0, simulatedFrom: undefined, budget: createBudget(host.length), accounted: 0,
    evaluate: (expr, scope) => evaluate(m, expr, scope),
    run: (stmts, scope) => run(m, stmts, scope),
    call: (callee, args, self, at, constructed) => call(m, callee, args, self, at, constructed),
    invoke: (fn, args, self, site) => invoke(m, fn, args, self, site),
    construct: (cls, args, site) => construct(m, cls, args, site),
    initialize: (cls, args, self, site) => initialize(m, cls, args, self, site),
    getMember: (target, name, site) => getMember(m, target, name, site),
    setMember: (target, name, value, site) => setMember(m, target, name, value, site),
    lookup: (binding, scope) => lookup(m, binding, scope),
    assign: (binding, value, scope) => assign(m, binding, value, scope),
    state: (path) => state(m, path),
    ensure: (path) => ensure(m, path),
    exportOf: (path, name) => exportOf(m, path, name),
    importValue: (from, specifier, name) => importValue(m, from, specifier, name),
    typeValue: (type, scope) => typeValue(m, type, scope),
    standIn: (cls) => standIn(m, cls),
    instanceOf: (type, scope) => instanceOf(m, type, scope),
    truth: (value) => m.domain?.truth?.(value) ?? truth(value),
  };
  return m;
}
