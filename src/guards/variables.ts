import type { Site, Value } from '../model/index.ts';
import { isNullish, object } from '../link/index.ts';
import { isIdentityName, isRequestData, isRoleName } from './names.ts';
import { caller, identity, readProp, type Simulation } from './simulation.ts';

const SERVICE = /(service|repository|repo|store|storage|client|db|database|manager|provider|factory|config|adapter|controller|usecase|queue|cache|api|logger|container|module|driver|gateway)s?$/i;
const METHOD = /^(get|set|find|load|create|list|fetch|make|build|update|delete|remove|add|check|verify|validate|sign|require|assert|ensure|has|can)[A-Z]/;

/** A variable of a request's context that says who is calling, by its name: `user`, but not `userService` or `getUser`. */
export function isCallerName(name: string): boolean {
  return isIdentityName(name) && !SERVICE.test(name) && !METHOD.test(name) && !isRequestData(name);
}

/** What an earlier element has put into a variable of the request's context; `undefined` when none has, and the name says nothing of a caller. */
export function readVariable(name: string, site: Site, sim: Simulation): Value | undefined {
  const set = readProp(sim, name);
  if (!set) return isCallerName(name) ? identity(sim, name, site) : undefined;
  // Which rights an earlier element gave is one way of several: a user without special rights has not got them all.
  return sim.persona === 'user' && isRoleName(name) && isGiven(set) ? caller('role', name, site) : set;
}

/** Puts something into a variable of the request's context. Nothing, kept in the place of who is calling because a credential is missing, says that it is missing. */
export function keepVariable(name: string, value: Value, site: Site, sim: Simulation): void {
  const missing = value.kind === 'literal' && !value.value && sim.because !== undefined;
  sim.props.set(name, !isCallerName(name) ? value : missing ? identity(sim, name, site) : withoutRights(value, site, sim));
}

/**
 * What code keeps of who is calling, as it is for a user without special rights: the roles and permissions that it worked out
 * on the way that was followed are one way of several.
 */
function withoutRights(value: Value, site: Site, sim: Simulation): Value {
  if (sim.persona !== 'user' || value.kind !== 'object' || value.cls) return value;
  const rights = [...value.props].filter(([name, one]) => isRoleName(name) && isGiven(one)).map(([name]) => name);
  if (rights.length === 0) return value;
  const made = object(value.site);
  if (value.open) made.open = true;
  if (value.rest) made.rest = value.rest;
  value.props.forEach((one, name) => made.props.set(name, rights.includes(name) ? caller('role', name, site) : one));
  return made;
}

function isGiven(value: Value): boolean {
  return value.kind !== 'caller' && isNullish(value) !== true;
}
