import type { Expr } from '../src/model/index.ts';

const ROLE = /^(user_?|account_?|member_?)?(role|roles|role_?id|role_?ids|role_?name|role_?names|permission|permissions|perms|scope|scopes|authorities|privileges|access_?level|abilities|rights|groups)$|^(user|account)_?type$/i;
/** What someone is allowed: `role`, `permissions`, `userType`. */
export function isRole(name: string): boolean {
  return ROLE.test(name);
}

const FLAG = /^(is|has)_?(super_?|site_?|org_?|system_?)?(admin|administrator|staff|moderator|manager|root|superuser|editor|editor_?role|admin_?role|admin_?access|admin_?rights)$|^(super_?)?admin$|^superuser$|^moderator$|^staff$/i;
/** A yes or no that stands for a role: `isAdmin`. */
export function isRoleFlag(name: string): boolean {
  return FLAG.test(name);
}

const ASKS = /^(has|have|check|require|ensure|assert|is|user_?has|get_?has)_?[A-Za-z]*?(role|roles|permission|permissions|admin|administrator|scope|scopes|privilege|privileges|right|rights)$|^(can|cannot|is_?allowed|has_?access_?level|authorize)$/i;
/** A function that says whether someone has a role or permission. */
export function asksAboutRole(name: string): boolean {
  return ASKS.test(name);
}

const ASSERTS = /^(assert|ensure|require|check|verify|enforce|authorize|demand|must_?have|must_?be|throw_?(if|unless))_?[A-Za-z]*?(role|roles|permission|permissions|admin|administrator|scope|scopes|privilege|privileges|can|cannot)$/i;
/** A function that throws when someone lacks a role or permission. */
export function assertsRole(name: string): boolean {
  return ASSERTS.test(name);
}

const CHECKS = /^(assert|ensure|require|check|verify|validate|enforce|must|demand|guard|authorize|can|cannot|may|is|has|allow|throwIf|throwUnless)(?=[A-Z_]|$)/;
/** A function that is called for its check alone. */
export function isCheckName(name: string): boolean {
  return CHECKS.test(name);
}

const MAY_CHECK = /^(assert|ensure|require|check|verify|validate|enforce|must|demand|guard|authori[sz]e|can|may|is|has|have|allow|throw|only|needs?|should|deny|forbid|restrict|test)(?=[A-Z_]|$)|role|permi|admin|access|allow|right|privilege|only$|policy/i;
/** A function that may be there to check: only those are looked into. */
export function mayCheck(name: string): boolean {
  return MAY_CHECK.test(name);
}

/** `Role.ADMIN`, `ADMIN`, `UserRole.Editor`: written like a constant, whatever it denotes. */
export function isConstantName(expr: Expr): boolean {
  if (expr.kind === 'ref') return /^[A-Z][A-Z0-9_]+$/.test(expr.name);
  return expr.kind === 'member' && /^[A-Z]/.test(expr.property) && expr.object.kind === 'ref' && /^[A-Z]/.test(expr.object.name);
}

const CALLER = /^(actor|caller|viewer|requester|requestor|principal|current_?user|auth_?user|authenticated_?user|session_?user|logged_?in_?user|request_?user|req_?user|me|operator|initiator|performed_?by|acting_?user|identity|claims|user|session|auth)$/i;
/** What code calls the one who asks, where nothing better is known. */
export function isCallerName(name: string): boolean {
  return CALLER.test(name);
}

const ON_REQUEST = /^(user|users?_?info|auth|session|current_?user|account|identity|token|jwt|payload|principal|actor|caller|me|viewer|state|locals|user_?id|uid|decoded|claims|admin|member|profile|role|roles|permissions|scopes)$/i;
/** A property of the request (or of its session) that says who is calling. */
export function saysWhoIsCalling(name: string): boolean {
  return ON_REQUEST.test(name);
}

const REQUEST = /^(req|request|ctx|context|_req|res|response|c|event|socket|reply|h)$/i;
export function isRequestName(name: string): boolean {
  return REQUEST.test(name);
}

const INPUT = /^(params|body|query|headers|param|input|data|dto|files?)$/i;
export function isInputName(name: string): boolean {
  return INPUT.test(name);
}

const ASKS_WHO = /^(get_?)?(current|session|auth|authenticated|logged_?in|signed_?in)_?(user|account|member|session)?$|^(get_?session|get_?server_?session|auth|whoami|get_?viewer|get_?principal|verify|verify_?token|verify_?access_?token|decode|decode_?token|current_?user|get_?user_?from_?(token|request|req|session))$/i;
/** A function that answers who is calling. */
export function asksWhoIsCalling(name: string): boolean {
  return ASKS_WHO.test(name);
}
