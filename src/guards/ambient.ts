import type { Expr, FunctionFacts, FunctionValue, ModuleFacts, Value } from '../model/index.ts';
import { alternatives, packageOf, pathOf, walkFunction, type Machine } from '../link/index.ts';

/**
 * What knows the request without being given it: an export of a package (`cookies` of `next/headers`), or a global
 * (`Response`, which has no package).
 */
export type Ambient = (name: string | undefined, path: string[]) => boolean;

interface Answer { reaches: boolean; settled: boolean }

const known = new WeakMap<Ambient, WeakMap<FunctionFacts, boolean>>();

/** Whether a function, or one that it mentions, or that those mention, may ask for what is ambient. */
export function reachesAmbient(machine: Machine, fn: FunctionValue, ambient: Ambient): boolean {
  let answers = known.get(ambient);
  if (!answers) known.set(ambient, (answers = new WeakMap()));
  const before = answers.get(fn.fn);
  if (before !== undefined) return before;
  const { domain, trail, quiet, aside, stepLimit } = machine;
  const undo: (() => void)[] = [];
  Object.assign(machine, { domain: undefined, trail: undo, quiet: true, aside: undefined, stepLimit: machine.steps + 20_000 });
  try {
    return search(machine, fn, ambient, answers, new Set()).reaches;
  } finally {
    for (const take of undo.reverse()) take();
    Object.assign(machine, { domain, trail, quiet, aside, stepLimit });
  }
}

function search(machine: Machine, fn: FunctionValue, ambient: Ambient, answers: WeakMap<FunctionFacts, boolean>, around: Set<FunctionFacts>): Answer {
  const before = answers.get(fn.fn);
  if (before !== undefined) return { reaches: before, settled: true };
  // What a function says of itself while it is being looked at is not the last word.
  if (around.has(fn.fn) || around.size > MAX_DEPTH) return { reaches: false, settled: false };
  around.add(fn.fn);
  const answer: Answer = { reaches: false, settled: true };
  const ask = (value: Value): void => {
    for (const one of alternatives(value)) {
      if (answer.reaches) return;
      if (one.kind === 'function') {
        const inner = search(machine, one, ambient, answers, around);
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
  if (answer.reaches || answer.settled) answers.set(fn.fn, answer.reaches);
  return answer;
}

const MAX_DEPTH = 60;

/** What a name, or a member of one, stands for where that is the same in every call; a member that is not known is left to its object. */
function denoted(machine: Machine, fn: FunctionValue, expr: Expr): Value | undefined {
  if (expr.kind === 'ref') return expr.binding < 0 ? { kind: 'builtin', name: expr.name } : nameOf(machine, fn, expr.binding);
  if (expr.kind !== 'member' || expr.property === '') return undefined;
  const object = expr.object.kind === 'this' ? fn.self ?? (fn.home && machine.standIn(fn.home)) : denoted(machine, fn, expr.object);
  if (!object) return undefined;
  if (object.kind === 'builtin') return object;
  const site = { module: fn.module, start: expr.start, end: expr.end };
  return object.kind === 'object' || object.kind === 'class' || object.kind === 'external' || object.kind === 'result' || object.kind === 'property' ? machine.getMember(object, expr.property, site) : object;
}

function nameOf(machine: Machine, fn: FunctionValue, binding: number): Value | undefined {
  const facts = fn.module.bindings[binding]!;
  if (facts.import) return machine.importValue(fn.module, facts.import.source, facts.import.name);
  if (facts.owner < 0) return machine.lookup(binding, moduleScope(machine, fn.module, fn));
  for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) {
    const value = scope.values.get(binding);
    if (value) return value;
  }
  return undefined;
}

function moduleScope(machine: Machine, module: ModuleFacts, fn: FunctionValue): FunctionValue['scope'] {
  return machine.ensure(module.path)?.scope ?? fn.scope;
}
