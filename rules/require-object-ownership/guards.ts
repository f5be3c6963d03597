import { walkFunction } from '../../src/link/index.ts';
import type { Route, RouteDetail } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { mentionsRole } from '../role-mentions.ts';
import type { Reached } from '../reached.ts';
import { nameOf } from '../store-queries.ts';

const STAFF = /(^|[/._-])(super-?)?(admins?|administration|staff|back-?office|internal|management|manage|cms|moderation|system|cron|jobs?)([/._-]|$)/i;
/** For those whose business other people's objects are. */
export function isForStaff(route: Route): boolean {
  return STAFF.test(route.path) || STAFF.test(route.file.split('/').at(-1)!) || (route.roles.length > 0 && route.roles.every((role) => /admin|staff|super|root|moderator|operator|support/i.test(role)));
}

const TIES = /owner|access|member|tenant|team|belong|organi[sz]ation|workspace|project|scope|permission|polic|abilit|acl|can[A-Z]|own$|own[A-Z]|self|same_?user|api_?-?key|service|secret|admin|webhook|load|param|resource|fetch|find|role|license/i;
const TIES_WITH_ROLE = /owner|member|tenant|team|belong|organi[sz]ation|workspace|project|admin|own$|own[A-Z]|self|resource/i;
/** Something in front of the handler may tie the object to the caller, or lets in callers that are no users. */
export function mayTie(detail: RouteDetail): boolean {
  return detail.passed.some((guard) => {
    if (guard.inHandler) return guard.proves === 'ownership' || guard.proves === 'unknown';
    if (guard.proves === 'ownership' || guard.proves === 'unknown' || guard.proves === 'signature' || guard.proves === 'shared-secret') return true;
    return (guard.proves === 'authorization' ? TIES_WITH_ROLE : TIES).test(guard.name);
  });
}

/** As far as its method says, it changes nothing. */
export function isReading({ method }: Route): boolean {
  return !/^(POST|PUT|PATCH|DELETE|MUTATION|ACTION)$/.test(method);
}

/** The guards that decide about a route, to tell whether two are open to the same callers. */
export function sameCallers(one: Route, other: Route): boolean {
  const of = (route: Route): string => [...new Set(route.guards.filter(isProtecting).filter((guard) => !guard.inHandler).map((guard) => `${guard.name}(${guard.roles.join()})`))].sort().join();
  return of(one) === of(other);
}

const ASKS = /^(check|verify|assert|ensure|require|enforce|validate|has|can|is|get|with|authori[sz]e|filter|scope|restrict|throw_?if|must)_?\w*(access|permission|authoriz|acl|abilit|privilege|owner|polic|allowed|belongs|member|tenant|scope|mine|own\b)|^(can|cannot|authorize|allowed|getStore|requestContext|getRequestContext|set_config|enhance|useRequest|currentRequest|getRequestEvent|getEvent|headers|cookies)$|^(require|get|verify|validate|check|assert|with|load|fetch|current|need|use)_?\w*(user|session|viewer|auth|identity|principal|caller|actor|tenant|login|token|jwt)(_?id)?(orthrow|fromrequest|fromcookie)?$/i;
/** A function on the way is named like a question about rights, or like one that knows the caller by itself. */
export function asksForRights(reached: Reached[]): boolean {
  if (mentionsRole(reached)) return true;
  return reached.some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      expr(expr) {
        if (expr.kind === 'call' && ASKS.test(nameOf(expr))) found = true;
        return !found;
      },
      stmt: () => !found,
    });
    return found;
  });
}
