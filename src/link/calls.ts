import type { CallRecord, FunctionFacts, FunctionValue, PackageModel, Scope, Site, Value } from '../model/index.ts';
import { aside } from './aside.ts';
import { allowance, settleSetUp } from './budget.ts';
import { callBuiltin } from './builtins/index.ts';
import { coreCall, normalize } from './builtins/core.ts';
import { Exhausted, siteOf, Thrown } from './domain.ts';
import { isFruitless, noteEffort, turnsFunctions } from './effort.ts';
import type { CallSiteInfo, Machine } from './machine.ts';
import { selfOf } from './evaluate.ts';
import { exportOf, FEW_STEPS } from './modules.ts';
import { setValue } from './scope.ts';
import { rejected, resolved } from './promises.ts';
import { array, isNullish, isUndefined, nextIdentity, UNDEFINED, union, unknown } from './values.ts';

const MAX_DEPTH = 48;
/** A decision about the caller is not made deeper than this below the handler. */
const MAX_SIMULATED_DEPTH = 14;
/** What sets an application up stands near the start: `main` calls `start(app)`. */
const POSTPONED_DEPTH = 2;
const NONE: never[] = [];

export function call(m: Machine, callee: Value, args: Value[], self: Value | undefined, at: CallSiteInfo, constructed = false): Value {
  const site = siteOf(at.scope.module, at.expr);
  switch (callee.kind) {
    case 'function':
      if (constructed) return constructFunction(m, callee, args, site);
      m.calling = { module: at.scope.module, expr: at.expr };
      return m.invoke(callee, args, self ?? callee.self, site);
    case 'class': return constructed ? m.construct(callee, args, site) : unknown('a class called as a function', site);
    case 'builtin': {
      const value = callBuiltin(m, callee, args, at, constructed);
      return value ?? unknown(`the result of ${callee.name}`, site);
    }
    case 'union': {
      const callable = callee.values.filter((one) => one.kind !== 'literal');
      if (callable.length === 1) return call(m, callable[0]!, args, self, at, constructed);
      if (m.domain) {
        for (const one of callable.slice(0, -1)) if (m.domain.choose(one, at.expr.callee, at.scope)) return call(m, one, args, self, at, constructed);
        return callable.length > 0 ? call(m, callable.at(-1)!, args, self, at, constructed) : unknown('a call of nothing', site);
      }
      m.branches++;
      const results = callable.map((one) => call(m, one, args, self, at, constructed));
      m.branches--;
      return union(results);
    }
    default: return outside(m, callee, args, self, at, constructed);
  }
}

/** A call of something that is not the project's own code. */
function outside(m: Machine, callee: Value, args: Value[], receiver: Value | undefined, at: CallSiteInfo, constructed: boolean): Value {
  const bound = boundOf(callee, args);
  if (bound) return bound;
  const method = callee.kind === 'property' ? callee.name : callee.kind === 'external' && receiver ? callee.path.at(-1) ?? '' : callee.kind === 'param' ? callee.path.at(-1) ?? '' : '';
  const record: CallRecord = {
    order: nextIdentity(), callee, method, args, module: at.scope.module, expr: at.expr, constructed,
    conditions: NONE, frames: NONE,
  };
  if (receiver) record.receiver = receiver;
  if (m.domain) {
    const value = m.domain.call?.(record) ?? coreCall(m, record, at);
    return value ?? unknown('the result of a call outside the project', siteOf(at.scope.module, at.expr));
  }
  if (m.quiet) return aside(m, record) ?? coreCall(m, record, at) ?? resultOf(record);
  const models = modelsFor(m, callee);
  if (models.length > 0) {
    if (m.conditions.length > 0) record.conditions = [...m.conditions];
    record.frames = m.stack.flatMap((frame) => (frame.at ? [{ ...frame.at, args: frame.args }] : []));
  }
  // Of the rest, what matters is who is handed something that was made before.
  if (packageOf(callee) !== undefined || args.some((arg) => arg.kind === 'result')) m.records.push(record);
  const owner = callee.kind === 'property' && callee.object.kind === 'result' ? callee.object : receiver?.kind === 'result' ? receiver : undefined;
  owner?.calls.push(record);
  if (models.length > 0) m.modelledCalls++;
  let value: Value | undefined;
  for (const model of models) {
    value = model.call?.(record, {
      invoke: (fn, given, self) => invokeForModel(m, fn, given, self, at),
      result: (of) => resultOf(of),
      instance: (cls) => m.standIn(cls),
      list: (folder) => m.host.list?.(normalize(folder).replace(/^\/+/, '') || '.'),
      load: (file) => exportOf(m, normalize(file).replace(/^\/+/, ''), '*'),
    });
    if (value) break;
  }
  value ??= coreCall(m, record, at);
  if (!models.some((model) => model.keepsCallbacks?.(record))) {
    for (const arg of args) if (arg.kind === 'function') runCallback(m, arg, siteOf(at.scope.module, at.expr));
  }
  record.result = value ?? resultOf(record);
  return record.result;
}

/**
 * `guard.bind(null)`, `passport.authenticate.bind(passport)`: the function that it is called on. Packages have methods of that name too
 * (`container.bind(Service)`), which are given something else.
 */
function boundOf(callee: Value, args: Value[]): Value | undefined {
  if (args.length !== 1) return undefined;
  const [self] = args as [Value];
  const nobody = self.kind === 'literal' && isNullish(self) === true;
  if (callee.kind === 'property' && callee.name === 'bind') return nobody || (callee.object.kind === 'property' && callee.object.object === self) ? callee.object : undefined;
  if (callee.kind !== 'external' || callee.path.length < 2 || callee.path.at(-1) !== 'bind') return undefined;
  const own = { ...callee, path: callee.path.slice(0, -1) };
  const isOwner = self.kind === 'external' && self.package === own.package && self.path.join('.') === own.path.slice(0, -1).join('.');
  return nobody || isOwner ? own : undefined;
}

/** Steps that one function may take that a package calls back (a plugin). */
const CALLBACK_STEPS = 200_000;

/** What a package runs for the project has a limit of its own, and does not count against whoever handed it over. */
function invokeForModel(m: Machine, fn: Value, args: Value[], self: Value | undefined, at: CallSiteInfo): Value {
  const { stepLimit, steps } = m;
  settleSetUp(m, at.scope.module);
  m.stepLimit = steps + allowance(m, 'setUp', CALLBACK_STEPS, FEW_STEPS);
  try {
    return m.call(fn, args, self, at);
  } finally {
    m.stepLimit = stepLimit + (m.steps - steps);
  }
}


/** Code that someone outside will call: it may register routes (`connect().then(() => app.use(...))`). */
export function runCallback(m: Machine, fn: FunctionValue, site: Site): void {
  const { steps, callbackSteps } = m;
  m.invoke(fn, fn.fn.params.map((param) => param.rest ? array([], true) : unknown('an argument from outside', site)), fn.self, site);
  m.callbackSteps = callbackSteps + m.steps - steps;
}

export function resultOf(record: CallRecord): Value {
  return { kind: 'result', id: nextIdentity(), call: record, calls: [], props: new Map() };
}

function modelsFor(m: Machine, callee: Value): PackageModel[] {
  const name = packageOf(callee);
  if (name === undefined) return NONE;
  let known = m.modelled.get(name);
  if (!known) m.modelled.set(name, (known = m.host.models.filter((model) => model.packages.some((one) => one === name || name.startsWith(`${one}/`)))));
  return known;
}

/** The package that something comes from, through results and their properties. */
export function packageOf(value: Value): string | undefined {
  if (value.kind === 'external') return value.package;
  if (value.kind === 'property') return packageOf(value.object);
  if (value.kind === 'result') return packageOf(value.call.callee);
  return undefined;
}

export function invoke(m: Machine, fn: FunctionValue, args: Value[], self: Value | undefined, site: Site): Value {
  const apart = m.depth > 0 && m.domain?.apart ? m.domain.apart(fn, args, self) : false;
  if (apart !== false) return apart === true ? invokeApart(m, fn, args, self, site) : apart;
  if (m.depth >= (m.domain ? MAX_SIMULATED_DEPTH : MAX_DEPTH)) return unknown('calls nested too deeply', site);
  if (m.steps > m.stepLimit) {
    if (m.domain) throw new Exhausted('too many steps');
    if (m.depth <= POSTPONED_DEPTH && !m.quiet) m.postponed?.push({ fn, args, self, site, depth: m.depth });
    return unknown('too much code to follow', site);
  }
  let around = 0;
  for (const frame of m.stack) if (frame.fn.fn === fn.fn) around++;
  if (around >= (m.domain ? 2 : 3)) return unknown('a recursion', site);
  const settingUp = !m.domain && !m.quiet;
  if (settingUp && isFruitless(m, fn.fn)) return unknown('too much code to follow', site);
  if (settingUp) m.entered.add(`${fn.module.path}#${fn.fn.id}`);
  noteEntered(m, fn.fn);
  const given = fn.bound ? [...fn.bound, ...args] : args;
  const scope: Scope = { module: fn.module, fn: fn.fn.id, of: fn.fn, parent: fn.scope, values: new Map(), args: given };
  if (m.trail) scope.run = m.trail;
  if (!fn.fn.arrow) scope.self = fn.self && fn.bound ? fn.self : self ?? fn.self ?? UNDEFINED;
  if (fn.home) scope.home = fn.home;
  const mark = m.domain?.enter?.();
  const { steps, modelledCalls, callbackSteps } = m;
  m.depth++;
  m.stack.push(m.calling ? { fn, site, args, at: m.calling } : { fn, site, args });
  m.calling = undefined;
  let fruitful = false;
  try {
    bindParams(m, fn, given, scope);
    const done = m.run(fn.fn.body, scope);
    const returned = done?.type === 'return' ? done.value : UNDEFINED;
    fruitful = settingUp && turnsFunctions(args, returned);
    const value = mark === undefined ? returned : m.domain!.leave!(mark, returned, site);
    return m.domain && fn.fn.async ? resolved(value) : value;
  } catch (error) {
    if (fn.fn.async && error instanceof Thrown) return rejected(error);
    throw error;
  } finally {
    m.depth--;
    m.stack.pop();
    if (fruitful) m.efforts.delete(fn.fn);
    // What those take who are called back is not the price of a wrapper that hands them over.
    else if (settingUp) noteEffort(m, fn.fn, steps + m.callbackSteps - callbackSteps, modelledCalls);
  }
}

function noteEntered({ log, domain, quiet, keeping, holders }: Machine, fn: FunctionFacts): void {
  if ((!domain && !quiet) || keeping > 0) { log.kept.add(fn); return; }
  log.asked.add(fn);
  for (const holder of holders) {
    const known = log.held.get(fn);
    if (known) known.add(holder); else log.held.set(fn, new Set([holder]));
  }
}

const APART_STEPS = 100;

/** Runs a function as the project's set-up would, and takes back what it changed. */
function invokeApart(m: Machine, fn: FunctionValue, args: Value[], self: Value | undefined, site: Site): Value {
  const { domain, trail, fresh, quiet, aside, stepLimit, branches, conditions } = m;
  const undo: (() => void)[] = [];
  // What it makes and gives back stays as it made it.
  Object.assign(m, { domain: undefined, trail: undo, fresh: nextIdentity(), quiet: true, aside: domain?.aside, stepLimit: m.steps + APART_STEPS, branches: 0, conditions: [] });
  try {
    return invoke(m, fn, args, self, site);
  } finally {
    for (const take of undo.reverse()) take();
    Object.assign(m, { domain, trail, fresh, quiet, aside, stepLimit, branches, conditions });
  }
}

function bindParams(m: Machine, fn: FunctionValue, args: Value[], scope: Scope): void {
  fn.fn.params.forEach((param, i) => {
    let value = args[i];
    if (param.rest) value = array(args.slice(i));
    if ((value === undefined || isUndefined(value)) && param.init) value = m.evaluate(param.init, scope);
    if (value === undefined || value.kind === 'unknown') value = m.instanceOf(param.type, scope) ?? value ?? UNDEFINED;
    setValue(m, scope, param.binding, value);
    if (param.pattern) m.run(param.pattern, scope);
    if (param.property) m.setMember(selfOf(scope), fn.module.bindings[param.binding]!.name, value, siteOf(fn.module, param));
  });
}

/** `new` on an old-style constructor function. */
function constructFunction(m: Machine, fn: FunctionValue, args: Value[], site: Site): Value {
  const made: Value = { kind: 'object', id: nextIdentity(), props: new Map(), site };
  const prototype = fn.props?.get('prototype');
  if (prototype) made.props.set('\0prototype', prototype);
  const returned = m.invoke(fn, args, made, site);
  return returned.kind === 'object' || returned.kind === 'function' ? returned : made;
}
