import type { CallRecord, CallerValue, Site, Value } from '../model/index.ts';
import { packageOf } from '../link/index.ts';
import { caller, type Simulation } from './simulation.ts';

/** Functions that make a condition of what they are given (`eq(sessions.id, id)`), and those that put conditions together. */
const CONDITION = /^(eq|inArray|like|ilike|arrayContains|arrayOverlaps)$/;
const BOTH = /^and$/;
const WHERE = /^(where|andWhere|whereEq|firstWhere|findBy)$/;
const BUILDERS = /^(drizzle-orm|kysely|knex|objection|typeorm|slonik|@mikro-orm\/)/;

/** Whether a function of this name may put a condition to a query. */
export function isCondition(label: string): boolean {
  return WHERE.test(label) || CONDITION.test(label);
}

/**
 * What a step of a query gives whose condition holds something of the caller's: rows for whoever is known, none for a credential
 * that is missing or made up. The further steps (`.limit(1)`) are calls of that. `undefined` for anything else.
 *
 * @param parts what of the caller's the arguments hold
 */
export function queryAnswer(sim: Simulation, record: CallRecord, label: string, parts: CallerValue[], site: Site): Value | undefined {
  const joins = BOTH.test(label);
  if (!(WHERE.test(label) && record.receiver) && !((CONDITION.test(label) || joins) && BUILDERS.test(packageOf(record.callee) ?? ''))) return undefined;
  if (parts.some((one) => one.what === 'absent' || one.what === 'forged')) return caller('absent', `answer:${label}`, site);
  return sim.persona === 'user' && parts.some((one) => one.what === 'credential' || one.what === 'claims') ? caller('claims', label, site) : undefined;
}
