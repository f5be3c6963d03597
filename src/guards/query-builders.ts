import type { CallRecord, CallerValue, Site, Value } from '../model/index.ts';
import { packageOf, textOf } from '../link/index.ts';
import { isRoleName } from './names.ts';
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

const RIGHT = 'right:';
const LACKS = 'answer:role:';
const OF_A_RIGHT = /^(permission|action|scope|capability|privilege|right|grant|operation)s?(_?(id|key|name|code|slug))?$/i;

/** The role or permission that a condition asks for: `eq(userActions.actionId, 'updateSite')`. */
function rightIn({ args }: CallRecord, label: string): string | undefined {
  const [column, wanted] = args;
  if (label !== 'eq' || !column || !wanted) return undefined;
  const name = column.kind === 'property' ? column.name : column.kind === 'external' ? column.path.at(-1) ?? '' : '';
  return OF_A_RIGHT.test(name) || isRoleName(name) ? textOf(wanted) : undefined;
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
  if (parts.some((one) => one.what === 'absent' || one.what === 'forged')) return caller('absent', parts.find((one) => one.what === 'absent' && one.name.startsWith(LACKS))?.name ?? `answer:${label}`, site);
  if (sim.persona === 'user') {
    const right = rightIn(record, label);
    if (right !== undefined) return caller('input', `${RIGHT}${right}`, site);
    const rights = parts.flatMap((one) => (one.what === 'input' && one.name.startsWith(RIGHT) ? [one.name.slice(RIGHT.length)] : []));
    const whose = parts.some((one) => one.what === 'credential' || one.what === 'claims' || one.what === 'role');
    if (rights.length > 0) return whose ? caller('absent', `${LACKS}${rights.join(',')}`, site) : caller('input', `${RIGHT}${rights.join(',')}`, site);
    // What is kept for a role of the caller's is found.
    if (parts.some((one) => one.what === 'role') && CONDITION.test(label)) return caller('claims', label, site);
  }
  return sim.persona === 'user' && parts.some((one) => one.what === 'credential' || one.what === 'claims') ? caller('claims', label, site) : undefined;
}
