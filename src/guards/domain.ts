import type { CallRecord, Expr, FunctionValue, Scope, Site, Value } from '../model/index.ts';
import { Thrown, type Domain } from '../link/index.ts';
import { touchOfCall } from './apart.ts';
import { compare } from './compare.ts';
import { outsideCall } from './outside.ts';
import { isRoleFlag, isRoleName } from './names.ts';
import { caller, choose, isBlamed, type Simulation } from './simulation.ts';

/** What JavaScript means for one persona's request. */
export function domainOf(sim: Simulation): Domain {
  return {
    choose: (value, test, scope) => choose(sim, value, test, scope),
    decided: (value, _holds, test, scope) => decided(sim, value, test, scope),
    truth: (value) => (value.kind === 'caller' ? truthOfCaller(value.what, value.name) : undefined),
    member: (target, name, site) => member(sim, target, name, site),
    assignMember: (target, name, value, site) => (target.kind === 'caller' ? sim.dialect.assign(target, name, value, site, sim) : false),
    call: (record) => call(sim, record),
    compare: (operator, left, right, site) => compare(sim, operator, left, right, site),
    apart: (fn, args, self) => apart(sim, fn, args, self),
    enter: () => sim.refusals,
    // Nothing, returned because a credential is missing, is what the credential would have led to.
    leave: (mark, value, site) => (sim.refusals > mark && isBlamed(sim) && value.kind === 'literal' && !value.value && value.value !== 0 ? caller('absent', 'credential', site) : value),
    read: (value) => (value.kind === 'env' && value.name === 'NODE_ENV' ? { kind: 'literal', value: 'production' } : value),
  };
}

const SHORT = 3;
/** Below this depth, nothing is decided from what anyone may send. */
const INPUT_DEPTH = 4;

function apart(sim: Simulation, fn: FunctionValue, args: Value[], self: Value | undefined): boolean | Value {
  // What a constructor does is to set up its object.
  if (fn.home?.cls.members.some((one) => one.variant === 'constructor' && one.fn === fn.fn.id)) return false;
  const touch = touchOfCall(fn, args, self, sim.machine.setUpTo);
  // Something short may give a setting or a constant that the decision hangs on; of the rest, only that it happens is known.
  if (touch === 'nothing') return fn.fn.body.length <= SHORT ? true : { kind: 'unknown', reason: `the result of \`${fn.fn.name}\`` };
  return touch === 'input' && sim.machine.depth > INPUT_DEPTH ? caller('input', fn.fn.name) : false;
}

function truthOfCaller(what: string, name: string): boolean | undefined {
  switch (what) {
    case 'absent': return false;
    case 'missing': case 'forged': case 'request': case 'response': case 'next': case 'context': case 'credential': case 'claims': return true;
    // A user without special rights: a flag is off, the name of a role is there.
    case 'role': return !isRoleFlag(name.slice(name.lastIndexOf('.') + 1));
    default: return undefined;
  }
}

function decided(sim: Simulation, value: Value, test: Expr, scope: Scope): void {
  if (value.kind !== 'caller') return;
  const site = { module: scope.module, start: test.start, end: test.end };
  if (value.what === 'role') note(sim, value.name.slice(value.name.lastIndexOf('.') + 1), site);
  else if (value.what === 'absent' || value.what === 'missing') {
    sim.because = site;
    sim.becauseAfter = sim.assumptions.length;
    sim.refusals++;
    if (value.name.startsWith('role:')) note(sim, value.name.slice(5), site);
    if (value.name === 'signature' || value.name === 'shared-secret') sim.proof ??= value.name;
  }
}

function note(sim: Simulation, roles: string, site: Site): void {
  sim.because = site;
  sim.becauseAfter = sim.assumptions.length;
  for (const role of roles.split(',')) if (role && !sim.roles.includes(role)) sim.roles.push(role);
}

function member(sim: Simulation, target: Value, name: string, site: Site): Value | undefined {
  if (target.kind !== 'caller') return undefined;
  switch (target.what) {
    case 'absent': {
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      // A property of nothing: an exception. That it happens is no decision about the caller; a `catch` may make it one.
      if (target.name.startsWith('answer:')) return target;
      throw new Thrown({ kind: 'unknown', reason: 'a property of something that is not there' }, site);
    }
    case 'missing': return undefined;
    case 'forged': return name === 'then' || name === 'catch' || name === 'finally' ? undefined : caller('forged', `${target.name}.${name}`, site);
    // Whoever is logged in has some role, and one of several roles is a role.
    case 'role': return name === 'length' ? { kind: 'literal', value: 1 } : /^\d+$/.test(name) ? target : caller('role', `${target.name}.${name}`, site);
    case 'claims': case 'credential':
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      return isRoleName(name) || isRoleFlag(name) ? caller('role', name, site) : caller('claims', `${target.name}.${name}`, site);
    default: return sim.dialect.member(target, name, site, sim);
  }
}

function call(sim: Simulation, record: CallRecord): Value | undefined {
  const { callee } = record;
  if (callee.kind === 'caller' && callee.what !== 'claims' && callee.what !== 'role' && callee.what !== 'absent' && callee.what !== 'credential' && callee.what !== 'forged') {
    const value = sim.dialect.call(callee, record.args, record, sim);
    if (value) return value;
  }
  return sim.dialect.outside?.(record, sim) ?? outsideCall(sim, record);
}
