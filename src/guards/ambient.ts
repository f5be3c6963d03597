import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, Value } from '../model/index.ts';
import { alternatives, array, contentOf, type Machine, noteReached, packageOf, pathOf, siteOf, unknown, unnoted, walkFunction } from '../link/index.ts';

/**
 * What knows the request without being given it: an export of a package (`cookies` of `next/headers`), or a global
 * (`Response`, which has no package).
 */
export type Ambient = (name: string | undefined, path: string[]) => boolean;

interface Answer { reaches: boolean; settled: boolean }

interface Reach {
  answers: Map<FunctionFacts, boolean>;
  /** The functions that were asked about. */
  asked: Map<FunctionFacts, FunctionValue>;
  /** By function, those that were seen to mention it. */
  mentioning: Map<FunctionFacts, Set<FunctionFacts>>;
}

const known = new WeakMap<Machine, Map<Ambient, Reach>>();

/** Whether a function, or one that it mentions, or that those mention, may ask for what is ambient. */
export function reachesAmbient(machine: Machine, fn: FunctionValue, ambient: Ambient): boolean {
  let all = known.get(machine);
  if (!all) known.set(machine, (all = new Map()));
  let reach = all.get(ambient);
  if (!reach) all.set(ambient, (reach = { answers: new Map(), asked: new Map(), mentioning: new Map() }));
  contentOf(fn.fn);
  noteReached(fn.fn);
  if (!reach.asked.has(fn.fn)) reach.asked.set(fn.fn, fn);
  return reach.answers.get(fn.fn) ?? searched(machine, fn, ambient, reach);
}

function searched(machine: Machine, fn: FunctionValue, ambient: Ambient, reach: Reach): boolean {
  const { domain, trail, quiet, aside, stepLimit } = machine;
  const undo: (() => void)[] = [];
  Object.assign(machine, { domain: undefined, trail: undo, quiet: true, aside: undefined, stepLimit: machine.steps + 20_000 });
  try {
    return search(machine, fn, ambient, reach, new Set()).reaches;
  } finally {
    for (const take of undo.reverse()) take();
    Object.assign(machine, { domain, trail, quiet, aside, stepLimit });
  }
}

/**
 * Looks again at functions that were edited, and at what mentions them.
 *
 * @returns the functions that were asked about and of which something else holds now
 */
export function reachAfter(machine: Machine, edited: Iterable<FunctionFacts>): Set<FunctionFacts> {
  const changed = new Set<FunctionFacts>();
  for (const [ambient, reach] of known.get(machine) ?? []) {
    const { answers, asked, mentioning } = reach;
    const around = new Set(edited);
    for (const fn of around) for (const other of mentioning.get(fn) ?? []) around.add(other);
    const before = [...around].map((fn) => [fn, answers.get(fn)] as const);
    for (const fn of around) answers.delete(fn);
    for (const [fn, answer] of before) {
      const value = asked.get(fn);
      if (!value) continue;
      const now = unnoted(() => searched(machine, value, ambient, reach));
      if (now !== (answer ?? false)) changed.add(fn);
    }
  }
  return changed;
}

function search(machine: Machine, fn: FunctionValue, ambient: Ambient, reach: Reach, around: Set<FunctionFacts>): Answer {
  const before = reach.answers.get(fn.fn);
  if (before !== undefined) return { reaches: before, settled: true };
  // What a function says of itself while it is being looked at is not the last word.
  if (around.has(fn.fn) || around.size > MAX_DEPTH) return { reaches: false, settled: false };
  around.add(fn.fn);
  const answer: Answer = { reaches: false, settled: true };
  const ask = (value: Value): void => {
    for (const one of alternatives(value)) {
      if (answer.reaches) return;
      if (one.kind === 'function') {
        const others = reach.mentioning.get(one.fn);
        if (others) others.add(fn.fn); else reach.mentioning.set(one.fn, new Set([fn.fn]));
        const inner = search(machine, one, ambient, reach, around);
        answer.reaches ||= inner.reaches;
        answer.settled &&= inner.settled;
      } else if (one.kind === 'builtin') answer.reaches = one.self === undefined && ambient(undefined, [one.name]);
      else answer.reaches = ambient(packageOf(one), pathOf(one));
    }
  };
  walkFunction(fn.module, fn.fn.id, {
    expr(expr) {
      if (answer.reaches) return false;
      if (expr.kind !== 'ref' && expr.kind !== 'member') return undefined;
      const value = denoted(machine, fn, expr);
      if (value) ask(value);
      return value === undefined;
    },
  });
  around.delete(fn.fn);
  if (answer.reaches || answer.settled) reach.answers.set(fn.fn, answer.reaches);
  return answer;
}

const MAX_DEPTH = 60;

/** What a name, or a member of one, stands for where that is the same in every call; a member that is not known is left to its object. */
function denoted(machine: Machine, fn: FunctionValue, expr: Expr): Value | undefined {
  if (expr.kind === 'ref') return expr.binding < 0 ? { kind: 'builtin', name: expr.name } : nameOf(machine, fn, expr.binding);
  if (expr.kind === 'await' || expr.kind === 'import' || expr.kind === 'call') return loaded(machine, fn, expr);
  if (expr.kind !== 'member' || expr.property === '') return undefined;
  const object = expr.object.kind === 'this' ? fn.self ?? (fn.home && machine.standIn(fn.home)) : denoted(machine, fn, expr.object);
  if (!object) return undefined;
  if (object.kind === 'builtin') return object;
  const site = siteOf(fn.module, expr);
  return object.kind === 'object' || object.kind === 'array' || object.kind === 'class' || object.kind === 'external' || object.kind === 'result' || object.kind === 'property' ? machine.getMember(object, expr.property, site) : object;
}

function nameOf(machine: Machine, fn: FunctionValue, binding: number): Value | undefined {
  const facts = fn.module.bindings[binding]!;
  if (facts.import) return machine.importValue(fn.module, facts.import.source, facts.import.name);
  if (facts.owner < 0) return machine.lookup(binding, moduleScope(machine, fn.module, fn));
  for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) {
    const value = scope.values.get(facts);
    if (value) return value;
  }
  // A constant of the function itself, which has not run: a module that it loads is the same in every call.
  return facts.init && !facts.reassigned && (facts.kind === 'const' || facts.kind === 'temporary') ? denotedModule(machine, fn, facts.init) : undefined;
}

/** A module that is loaded where it is needed, or a member of one: `(await import('./session')).current`. */
function denotedModule(machine: Machine, fn: FunctionValue, init: Expr): Value | undefined {
  let root = init;
  while (root.kind === 'member') root = root.object;
  return root.kind === 'ref' || loaded(machine, fn, root) ? denoted(machine, fn, init) : undefined;
}

/** `import('./session')`, `await import('./session')`, and several at once in `Promise.all`. */
function loaded(machine: Machine, fn: FunctionValue, expr: Expr): Value | undefined {
  if (expr.kind === 'await') return loaded(machine, fn, expr.value);
  if (expr.kind === 'import') return expr.specifier.kind === 'literal' && typeof expr.specifier.value === 'string' ? machine.importValue(fn.module, expr.specifier.value, '*') : undefined;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'all' || expr.callee.object.kind !== 'ref' || expr.callee.object.name !== 'Promise') return undefined;
  const list = expr.args[0];
  return list?.kind === 'array' && list.elements.some((one) => one?.kind === 'import') ? array(list.elements.map((one) => (one && loaded(machine, fn, one)) ?? unknown('one of several promises'))) : undefined;
}

function moduleScope(machine: Machine, module: ModuleFacts, fn: FunctionValue): FunctionValue['scope'] {
  return machine.ensure(module.path)?.scope ?? fn.scope;
}
