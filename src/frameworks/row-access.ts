import type { Expr, Scope, Site, Value } from '../model/index.ts';
import { alternatives, settle } from '../link/index.ts';
import { caller, connect, OWNERSHIP, type Dialect, type Element, type Simulation } from '../guards/index.ts';
import { choiceOf } from './choice.ts';
import type { Supply } from './controller-dialects.ts';

/**
 * A function that a content system asks whether a caller may do something, and to which rows: what counts as false turns the
 * caller away, a condition lets them at the rows for which it holds.
 *
 * @param see how its code sees the request
 */
export function rowAccess(name: string, supply: Supply, see: Pick<Dialect, 'member' | 'call' | 'outside'>): Dialect {
  return {
    ...connect, ...see, name, arguments: () => [], supply,
    returned(value, site, sim) {
      const settled = settle(roleIn(value) ?? value);
      if (sim.persona === 'user' && settled.kind === 'object' && namesCaller(settled)) { onlyOwn(site, sim); return; }
      if (choiceOf(settled, site, sim)) sim.passed = true;
      else refuse(site, sim);
    },
    thrown: (_value, site, sim) => { refuse(site, sim); },
  };
}

/** `role?.canManage ?? false`: what the role says, or no. */
function roleIn(value: Value): Value | undefined {
  const [said, ...others] = alternatives(value).filter((one) => one.kind !== 'literal' || one.value);
  return others.length === 0 && said?.kind === 'caller' && said.what === 'role' ? said : undefined;
}

/** Something that is asked for access: what is no function of the project says nothing, whatever it is called. */
export function askedFor(element: Element, dialect: Dialect): Element {
  if (element.given || alternatives(element.value).some((one) => one.kind === 'function')) return { ...element, dialect };
  return { ...element, given: { proves: 'unknown', basis: 'name', reason: `\`${element.name}\` could not be followed to its definition` } };
}

function refuse(site: Site, sim: Simulation): void {
  sim.ended = { kind: 'answered', site };
  sim.status = 403;
}

/** Rows that are the caller's are let through, others are not. */
function onlyOwn(site: Site, sim: Simulation): void {
  const test: Expr = { kind: 'literal', value: null, start: site.start, end: site.end };
  const scope: Scope = { module: site.module, fn: -1, values: new Map() };
  if (sim.machine.domain?.choose(caller('input', OWNERSHIP, site), test, scope) === false) refuse(site, sim);
  else sim.passed = true;
}

/** What the server knows of the caller stands in the condition. */
function namesCaller(value: Value, depth = 6): boolean {
  if (value.kind === 'caller') return value.what === 'claims';
  if (depth === 0) return false;
  if (value.kind === 'array') return value.elements.length > 0 && value.elements.every((one) => namesCaller(one, depth - 1));
  if (value.kind !== 'object') return false;
  // One of several ways to fit is enough for a row that is someone else's.
  const either = value.props.get('or') ?? value.props.get('OR');
  const rest = [...value.props].filter(([key]) => key !== 'or' && key !== 'OR').map(([, one]) => one);
  const all = value.props.get('and') ?? value.props.get('AND');
  return (either !== undefined && namesCaller(either, depth - 1)) || (all?.kind === 'array' && all.elements.some((one) => namesCaller(one, depth - 1))) || rest.some((one) => namesCaller(one, depth - 1));
}
