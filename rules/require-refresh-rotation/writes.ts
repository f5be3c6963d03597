import type { CallSite, Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import { originOf } from '../origin.ts';
import { stmtsAround } from '../surroundings.ts';
import type { Event, Trace } from '../token-events.ts';

/** Fields that name one record. */
const NAMES_ONE = /^(_?id|uuid|jti|token_?id|refresh_?token_?id)$/i;
/** Fields that hold the token itself, or its digest. */
const HOLDS_TOKEN = /^(token|refresh_?token|(hashed|encrypted)_?(refresh_?)?token|(refresh_?)?token_?hash|hash|token_?digest|value)$/i;
const ONE_BY_ID = /^(find_?by_?id_?and_?(update|delete|remove)|find_?by_?pk_?and_?update|(update|delete|remove|revoke)_?by_?id)$/i;
const CHANGES = /^(update|update_?one|update_?many|find_?one_?and_?update)$/i;
const TAKES = /^(delete_?one|delete_?many|find_?one_?and_?(delete|remove)|destroy)$/i;
const GUARDED = /lock|mutex|semaphore|transaction|serializable|atomic|for_?update|compare_?and|optimistic/i;

/** The call that an event is, where it is one. */
export function callOf(program: ProgramView, { module, at }: Event): CallSite | undefined {
  return program.calls(module).find(({ expr }) => expr.callee.start === at.start && expr.callee.end === at.end);
}

/** Fields that a write selects its records by; nothing when they are not known. */
function fieldsOf({ module, expr }: CallSite): string[] | undefined {
  if (ONE_BY_ID.test(writtenName(expr))) return ['id'];
  const first = expr.args[0] && originOf(module, expr.args[0]);
  if (first?.kind !== 'object') return undefined;
  const where = first.properties.find((one) => one.key === 'where');
  const selected = where ? originOf(module, where.value) : first;
  if (selected.kind === 'array') return fieldsOfList(selected.elements);
  if (selected.kind !== 'object' || selected.properties.some((one) => one.variant === 'spread' || one.key === '')) return undefined;
  return selected.properties.map((one) => one.key);
}

/** `[{ field: 'id', value }, { field: 'revoked', value: null }]` */
function fieldsOfList(elements: Expr[]): string[] | undefined {
  const names = elements.flatMap((element) => {
    const field = element.kind === 'object' ? element.properties.find((one) => one.key === 'field')?.value : undefined;
    return field?.kind === 'literal' ? [String(field.value)] : [];
  });
  return names.length === elements.length ? names : undefined;
}

/** A write that touches nothing but the record of the token that was presented. */
export function isOfPresentedOnly(program: ProgramView, event: Event): boolean {
  const site = callOf(program, event);
  if (!site || site.expr.callee.kind !== 'member') return false;
  const { module, expr } = site;
  const receiver = program.text(module).slice(site.expr.callee.object.start, site.expr.callee.object.end);
  if (/session|family|user/i.test(receiver)) return false;
  // `stored.remove()`
  if (expr.args.length === 0) return /^(remove|delete|deleteOne|destroy)$/.test(writtenName(expr)) && /token/i.test(receiver) && /^\w+$/.test(receiver);
  const fields = /token/i.test(receiver) ? fieldsOf(site) : undefined;
  return fields !== undefined && fields.length > 0 && fields.every((field) => NAMES_ONE.test(field) || HOLDS_TOKEN.test(field));
}

/**
 * The write that takes the presented token out of use, where two exchanges at the same time both get past it: it selects
 * the record by nothing but its identifier, nobody looks at what it did, and nothing around it waits for the other.
 */
export function racedWrite(program: ProgramView, { events, words }: Trace, invalidated: Event[]): Event | undefined {
  if ([...words].some((word) => GUARDED.test(word)) || !events.some(({ what }) => what === 'lookup')) return undefined;
  const sites = invalidated.map((event) => ({ event, site: callOf(program, event) }));
  // Another write, or one that is not known, may be the one that decides.
  return sites.length > 0 && sites.every(({ site }) => site && isBlind(program, site)) ? sites[0]!.event : undefined;
}

function isBlind(program: ProgramView, site: CallSite): boolean {
  const name = writtenName(site.expr);
  if (program.targets(site.module, site.expr, site.fn).length > 0 || !(CHANGES.test(name) || TAKES.test(name) || ONE_BY_ID.test(name))) return false;
  const fields = fieldsOf(site);
  return fields !== undefined && fields.length > 0 && fields.every((field) => NAMES_ONE.test(field)) && isUnread(site.module, site.expr);
}

/** The value of a call is dropped: `await call;`, `await Promise.all([call, other]);`. */
function isUnread(module: ModuleFacts, call: Expr): boolean {
  const [stmt] = stmtsAround(module, call);
  if (stmt?.kind !== 'expr') return false;
  let at: Expr = stmt.expr;
  if (at.kind === 'await') at = at.value;
  if (at === call) return true;
  const [list] = at.kind === 'call' && at.callee.kind === 'member' && /^(all|allSettled)$/.test(at.callee.property) ? at.args : [];
  return list?.kind === 'array' && list.elements.includes(call);
}
