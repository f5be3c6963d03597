import type {
  CallExpr, CallRecord, CallSite, Expr, FunctionFacts, FunctionValue, ModuleFacts, NewExpr, PackageModel, Position, ProgramView, Scope, Value,
} from '../model/index.ts';
import { allowance, renew, spend } from './budget.ts';
import { packageOf } from './calls.ts';
import { contentOf, lookAtAll } from './content.ts';
import { createMachine } from './create.ts';
import type { Machine, MachineHost } from './machine.ts';
import { runLeftovers } from './leftovers.ts';
import { orderOfEntry } from './order.ts';
import { handOn, perModule } from './per-module.ts';
import { functionsOf, nextIdentity, unknown } from './values.ts';
import { walkModule } from './walk.ts';

export interface LinkInput {
  modules: ModuleFacts[];
  text(module: ModuleFacts): string;
  resolve: MachineHost['resolve'];
  list?: MachineHost['list'];
  models: PackageModel[];
}

/** A project whose set-up code has been run. */
export interface Program extends ProgramView {
  machine: Machine;
  /** The scope in which code of the function stands, when it is looked at on its own. */
  scopeOf(module: ModuleFacts, fn: number): Scope;
  /** The same program under another identity, once the bodies of these functions in a file were edited: nothing that was worked out for this one is kept for it. */
  edited(module: ModuleFacts, functions: Set<FunctionFacts>, around: Set<FunctionFacts>): Program;
}

/** Steps that it may take to say what an expression denotes, and that it may take once the project's budget is used up. */
const LOOK_STEPS = 20_000;
const FEW_STEPS = 200;

/** Runs the top level of every module that can have to do with the modelled packages, importers before what nobody imports. */
export function link(input: LinkInput): Program {
  const byPath = new Map(input.modules.map((facts) => [facts.path, facts]));
  const machine = createMachine({
    length: input.modules.reduce((sum, { length }) => sum + length, 0),
    facts: (path) => byPath.get(path),
    resolve: input.resolve,
    models: input.models,
    ...(input.list ? { list: input.list } : {}),
  });
  for (const path of orderOfEntry(input.modules, input.resolve, input.models)) machine.ensure(path);
  const program = makeProgram(input, byPath, machine);
  runLeftovers(machine, input.modules, program.scopeOf, (module, expr) => program.denote(module, expr), input.text);
  machine.setUpTo = nextIdentity();
  for (const fn of machine.log.asked) machine.log.kept.add(fn);
  machine.log.asked.clear();
  return program;
}

function makeProgram(input: LinkInput, byPath: Map<string, ModuleFacts>, machine: Machine): Program {
  const sites = new Map<ModuleFacts, CallSite[]>();
  let callees = new WeakMap<CallExpr | NewExpr, Value>();
  const reaching = new Map<string, { modules: ModuleFacts[]; calls(program: ProgramView, module: ModuleFacts): ReturnType<ProgramView['callsOf']> }>();
  let callerIndex: Map<FunctionFacts, CallSite[]> | undefined;

  const scopeOf = (module: ModuleFacts, fn: number): Scope => {
    const state = machine.ensure(module.path)!;
    if (fn < 0) return state.scope;
    const facts = module.functions[fn]!;
    const known = state.statics.get(facts);
    if (known) return known;
    const scope: Scope = { module, fn, of: facts, parent: scopeOf(module, facts.owner), values: new Map(), resting: true };
    state.statics.set(facts, scope);
    if (facts.cls !== undefined) {
      const cls = module.classes[facts.cls]!;
      const value = { kind: 'class' as const, module, cls, scope: scopeOf(module, cls.owner), props: new Map() };
      scope.self = machine.instances.get(cls)?.at(-1) ?? machine.standIn(value);
      scope.home = value;
    }
    return scope;
  };

  const denote = (module: ModuleFacts, expr: Expr, fn = -1): Value => {
    const { domain, trail, quiet, aside, stepLimit, lookLimit, steps } = machine;
    const undo: (() => void)[] = [];
    const limit = steps + allowance(machine, 'looks', LOOK_STEPS, FEW_STEPS);
    Object.assign(machine, { domain: undefined, trail: undo, quiet: true, aside: undefined, stepLimit: limit, lookLimit: limit });
    try {
      return machine.evaluate(expr, scopeOf(module, fn));
    } catch (error) {
      if (error instanceof RangeError) return unknown('too deep to follow');
      throw error;
    } finally {
      for (const take of undo.reverse()) take();
      Object.assign(machine, { domain, trail, quiet, aside, stepLimit, lookLimit });
      spend(machine, 'looks', machine.steps - steps, module);
    }
  };

  const calleeOf = (site: CallSite): Value => {
    let value = callees.get(site.expr);
    if (!value) callees.set(site.expr, (value = denote(site.module, site.expr.callee, site.fn)));
    return value;
  };

  const callsIn = (module: ModuleFacts): CallSite[] => {
    contentOf(module);
    let list = sites.get(module);
    if (!list) {
      const found: CallSite[] = [];
      walkModule(module, { expr(expr, fn) { if (expr.kind === 'call' || expr.kind === 'new') found.push({ module, expr, fn }); } });
      sites.set(module, (list = found));
    }
    return list;
  };

  const program: Program = {
    machine,
    scopeOf,
    get modules() {
      lookAtAll();
      return input.modules;
    },
    module: (path) => byPath.get(path),
    text(module) {
      contentOf(module);
      return input.text(module);
    },
    position: positionOf,
    denote,
    calls: (module) => (module ? callsIn(module) : input.modules.flatMap(callsIn)),
    callsOf(packages) {
      const wanted = (name: string): boolean => packages.some((one) => name === one || name.startsWith(`${one}/`));
      const key = packages.join();
      let known = reaching.get(key);
      if (!known) {
        reaching.set(key, (known = {
          modules: modulesReaching(input.modules, input.resolve, wanted),
          calls: perModule((_program, module) => callsIn(module).flatMap((site) => {
            const callee = calleeOf(site);
            const name = packageOf(callee);
            return name !== undefined && wanted(name) ? [{ site, callee, package: name, path: pathOf(callee) }] : [];
          })),
        }));
      }
      lookAtAll();
      return known.modules.flatMap((module) => known.calls(this, module));
    },
    targets: (module, expr, fn = -1) => targetsOf(calleeOf({ module, expr, fn }), expr),
    records: (): CallRecord[] => machine.records,
    callers(_module, fn) {
      if (!callerIndex) {
        callerIndex = new Map();
        for (const one of input.modules) {
          for (const site of callsIn(one)) {
            for (const target of targetsOf(calleeOf(site), site.expr)) {
              const list = callerIndex.get(target.fn);
              if (list) list.push(site); else callerIndex.set(target.fn, [site]);
            }
          }
        }
      }
      return callerIndex.get(fn) ?? [];
    },
    edited(module, functions, around) {
      sites.delete(module);
      renew(machine, 'looks');
      callerIndex = undefined;
      const far = [...functions].some((fn) => machine.log.asked.has(fn));
      if (far) callees = new WeakMap();
      const next = Object.create(null, Object.getOwnPropertyDescriptors(this)) as Program;
      handOn(this, next, module, [...functions, ...around], far);
      return next;
    },
  };
  return program;
}

function targetsOf(callee: Value, expr: CallExpr | NewExpr): FunctionValue[] {
  if (expr.kind === 'new' && callee.kind === 'class') {
    const constructor = callee.cls.members.find((member) => member.variant === 'constructor' && member.fn !== undefined);
    return constructor ? [{ kind: 'function', module: callee.module, fn: callee.module.functions[constructor.fn!]!, scope: callee.scope, home: callee }] : [];
  }
  if (callee.kind === 'builtin' && callee.name.startsWith('function.') && callee.self) return functionsOf(callee.self);
  return functionsOf(callee);
}

/** The path of names from the package's export to what is called, results of calls left out: `new Stripe().webhooks.constructEvent` is `['default', 'webhooks', 'constructEvent']`. */
export function pathOf(value: Value): string[] {
  if (value.kind === 'external') return value.path;
  if (value.kind === 'property') return [...pathOf(value.object), value.name];
  if (value.kind === 'result') return pathOf(value.call.callee);
  return [];
}

/** Offset of the end of the line that an offset is in, before its line break; `undefined` in the last line. */
export function lineEndAfter(module: ModuleFacts, offset: number): number | undefined {
  const next = module.lineStarts[positionOf(module, offset).line];
  return next === undefined ? undefined : next - (module.crlf ? 2 : 1);
}

export function positionOf(module: ModuleFacts, offset: number): Position {
  const { lineStarts } = module;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle; else high = middle - 1;
  }
  return { line: low + 1, column: offset - lineStarts[low]! + 1 };
}

/** Whether a line ends between two offsets. */
export function spansLines(module: ModuleFacts, start: number, end: number): boolean {
  return positionOf(module, start).line < positionOf(module, end).line;
}

/** Modules that import the package, and those that import one of them, by any number of steps. */
function modulesReaching(modules: ModuleFacts[], resolve: MachineHost['resolve'], wanted: (name: string) => boolean): ModuleFacts[] {
  const importers = new Map<string, string[]>();
  const queue: string[] = [];
  for (const module of modules) {
    for (const one of module.imports) {
      const target = resolve(module.path, one.source);
      if (target?.kind === 'package' && wanted(target.name)) queue.push(module.path);
      else if (target?.kind === 'file') {
        const list = importers.get(target.file);
        if (list) list.push(module.path); else importers.set(target.file, [module.path]);
      }
    }
  }
  const reached = new Set(queue);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const importer of importers.get(path) ?? []) if (!reached.has(importer)) { reached.add(importer); queue.push(importer); }
  }
  return modules.filter((module) => reached.has(module.path));
}
