import type { CallRecord, CallerValue, FunctionValue, Scope, Site, Value } from '../model/index.ts';
import { packageOf, pathOf, resultOf, siteOf, Thrown, unknown } from '../link/index.ts';
import { knowsAddress } from './addresses.ts';
import { assertionCall } from './assertion.ts';
import { makesMiddleware } from './catalogue.ts';
import { namesIn } from './doubt.ts';
import { checkInEffect } from './effects.ts';
import { eitherCall } from './either.ts';
import { digestedIn, hmacCall } from './hmac.ts';
import { lack, UNVERIFIED } from './compare.ts';
import { givesIndex } from './indices.ts';
import { callLibraryMiddleware, holdsMiddleware } from './library-call.ts';
import { asksWhoIsCalling, isAssertionName, isLookupName, isVerifierName } from './names.ts';
import { isCondition, queryAnswer } from './query-builders.ts';
import { isLoginToken, isMailed } from './mailed.ts';
import { validated } from './schemas.ts';
import { sessionAnswer } from './sessions.ts';
import { asksForRevoked, asksForSession, isSelection } from './stores.ts';
import { blame, caller, choose, identity, lacksRole, MEMBERSHIP, OWNERSHIP, type Simulation } from './simulation.ts';
import { verificationOf, type Verification } from './verification.ts';
import { rolesInCondition, rolesOfCaller, wantedBy, wantsNothing } from './wanted.ts';

/** What a call of code that is not the project's means for the persona. */
export function outsideCall(sim: Simulation, record: CallRecord): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  const name = packageOf(record.callee);
  const path = pathOf(record.callee);
  const parts = record.args.flatMap((arg) => callerParts(arg, 3));
  const receiver = record.receiver ? callerParts(record.receiver, 0) : [];
  const session = name === undefined ? undefined : sessionAnswer(name, path, record, sim, site);
  if (session) return session;
  const verification = name === undefined ? undefined : verificationOf(name, path);
  if (verification && !(verification.names.includes('timingSafeEqual') && comparesPasswords(record))) {
    if (name && !sim.packages.includes(name)) sim.packages.push(name);
    if ((!verification.proof && isMailed(sim, parts)) || isLoginToken(sim, parts)) return answer(sim, record, site, caller('input', 'claims', site));
    return verified(sim, record, site, verification);
  }
  const said = assertionCall(sim, record, site) ?? eitherCall(record) ?? hmacCall(record);
  if (said) return said;
  // `storage.run(store, callback)` is a call of the callback.
  if (name === 'async_hooks' && path.at(-1) === 'run' && record.args[1]?.kind === 'function') return sim.machine.invoke(record.args[1], record.args.slice(2), record.args[1].self, site);
  const around = calledAround(sim, record, path.at(-1) ?? record.method, site);
  if (around) return around;
  const middleware = callLibraryMiddleware(sim, record, site);
  if (middleware) return middleware;

  // `passport.authenticate('jwt', done)` makes middleware: nothing of the request is in it yet.
  if (name !== undefined && record.callee.kind !== 'result' && makesMiddleware(name, path)) return resultOf(record);
  const label = record.method || path.at(-1) || calleeName(record);
  // It may well refuse, and nothing shows whether it does.
  const effect = sim.persona === 'user' ? undefined : checkInEffect(record);
  if (effect !== undefined) sim.unfollowed ??= `it runs an effect with \`${effect}\` in it, which was not followed`;
  if (sim.persona !== 'user' && isAssertionName(label) && record.callee.kind !== 'builtin') sim.unfollowed ??= `it calls \`${label}\`, which could not be followed to its definition`;
  if (sim.persona !== 'user' && record.callee.kind !== 'builtin' && parts.some((one) => /signature|hmac/i.test(one.name)) && !isNoise(label)) sim.unfollowed ??= `it gives the signature of the request to \`${label}\`, which could not be followed to its definition`;
  const handed = sim.persona === 'user' || isOfHost(record.callee) || isNoise(label) || /^(parse|safeParse|create|new|init|build|make|identify)/i.test(label) ? undefined : secretGiven(record.args);
  if (handed !== undefined) sim.unfollowed ??= `it gives \`${handed}\` of the request to \`${label}\`, which could not be followed to its definition`;
  const able = sim.persona === 'user' ? abilityAnswer(record, label, site) : undefined;
  if (able) return answer(sim, record, site, able);
  const formed = validated(name, label, record, site);
  if (formed) return formed;
  // Keys are kept as digests: whoever does not know one cannot make a digest that is kept.
  if (isLookupName(label) || isCondition(label) || isSelection(label, record)) parts.push(...digestedIn(record.args).flatMap((arg) => callerParts(arg, 0)).filter((one) => one.what !== 'input' && one.what !== 'request'));
  const query = queryAnswer(sim, record, label, parts, site);
  if (query) return answer(sim, record, site, query);
  const absent = [...parts, ...receiver].find((one) => one.what === 'absent');
  const whole = parts.some((one) => one.what === 'request' || one.what === 'context');
  const mine = [...parts, ...receiver].find((one) => one.what === 'credential' || one.what === 'claims');
  const role = [...parts, ...receiver].find((one) => one.what === 'role');

  if (role && sim.persona === 'user') {
    const callback = receiver.includes(role) ? record.args.find((arg) => arg.kind === 'function') : undefined;
    if (callback?.kind === 'function') return eachRole(sim, label, callback, role, site);
    // What is kept of the caller's roles: `Role.find({ _id: { $in: user.roles } })`.
    if (/^(find|get|list|select|fetch|load|query)/i.test(label) && /^(user)?(roles?|permissions?|groups?)(model|repository|s)?$/i.test(receiverName(record))) return answer(sim, record, site, role);
    // Taken apart, a list of roles is one still.
    if (/^(split|trim|toLowerCase|toUpperCase|toString|parse|safeParse|replace|replaceAll|flat|slice|from|concat|sort|join|values|normalize|String|Array|Set)$/.test(label)) return answer(sim, record, site, role);
    const wanted = wantedBy(record);
    return answer(sim, record, site, lack(sim, role, caller('absent', `role:${wanted.join(',') || role.name.slice(role.name.lastIndexOf('.') + 1)}`, site)));
  }
  const forged = [...parts, ...receiver].find((one) => one.what === 'forged');
  // What is looked up by something that is not there, or not good, is not found.
  if ((absent || forged) && THROWS.test(label)) {
    sim.because ??= site;
    throw new Thrown(unknown('nothing was found'), site);
  }
  if (forged && !absent) {
    // Taking a token apart keeps it the sender's own; whoever else is asked about it does not know it.
    if (receiver.includes(forged) || isPure(record) || path.at(-2) === 'createHash' || /decode|encode|parse|split|trim|slice|replace|from|toString|normalize|extract|match/i.test(label)) return answer(sim, record, site, caller('forged', label, site));
    if (isNoise(label)) return answer(sim, record, site, undefined);
    return answer(sim, record, site, caller('absent', isLookupName(label) ? label : `answer:${label}`, site));
  }
  if (absent && !isSelection(label, record) && (isLookupName(label) || isVerifierName(label) || isComparison(label) || label === 'includes' || givesIndex(label) || receiver.includes(absent) || isPure(record))) return answer(sim, record, site, caller('absent', absent.name, site));
  if (absent && isSelection(label, record)) return answer(sim, record, site, caller('absent', `answer:${label}`, site));
  const sent = parts.find((one) => one.what === 'input');
  if (sent && (isLookupName(label) || isSelection(label, record)) && asksForSession(label, record, sent)) return answer(sim, record, site, sim.persona === 'user' ? caller('claims', label, site) : caller('absent', `answer:${label}`, site));
  if (mine && sim.persona === 'user' && receiver.includes(mine) && /^get_?(roles?|permissions?|scopes?|groups)$/i.test(label)) return answer(sim, record, site, caller('role', label, site));
  if (mine && sim.persona === 'user' && asksForRevoked(record)) return answer(sim, record, site, { kind: 'literal', value: null });
  // Taken apart, or written in another way, what someone logged in sends is that still.
  if (mine?.what === 'credential' && sim.persona === 'user' && /^(parse|decode|encode)(?!.*(jwt|token))/i.test(label)) return answer(sim, record, site, mine);
  const own = receiver.find((one) => one.what === 'claims');
  const listed = own && sim.persona === 'user' ? foundBy(sim, label, record, own, site) : undefined;
  if (listed) return listed;
  const lacked = !mine && sim.persona === 'user' && isLookupName(label) ? rolesOfCaller(record) : undefined;
  if (lacked && THROWS.test(label)) {
    lacksRole(sim, lacked, site);
    throw new Thrown(unknown('nobody with that role was found'), site);
  }
  if (lacked) return answer(sim, record, site, caller('absent', `role:${lacked.join(',') || 'role'}`, site));
  if (mine && (isLookupName(label) || receiver.includes(mine) || isPure(record))) {
    const needed = sim.persona === 'user' && isLookupName(label) ? rolesInCondition(record) : undefined;
    if (needed && THROWS.test(label)) {
      lacksRole(sim, needed, site);
      throw new Thrown(unknown('nobody with that role was found'), site);
    }
    if (needed) return answer(sim, record, site, caller('absent', `role:${needed.join(',') || 'role'}`, site));
    if (isPermissionQuestion(label) && wantsNothing(record)) return answer(sim, record, site, caller('claims', label, site));
    // Where the request goes is no name of a permission.
    const wanted = isPermissionQuestion(label) || (/^(has|is)[A-Z]/.test(label) && wantedBy(record).some(isPrivileged)) ? wantedBy(record).filter((one) => one !== sim.request.path) : [];
    if (wanted.length > 0) return answer(sim, record, site, caller('absent', `role:${wanted.join(',')}`, site));
    return answer(sim, record, site, caller('claims', label, site));
  }
  if (whole && asksWhoIsCalling(label)) return answer(sim, record, site, identity(sim, label, site));
  if (whole || parts.some((one) => one.what === 'next')) passOn(sim, record);
  if (/^(includes|has|indexOf|some|match|contains)/i.test(label) && (parts.some((one) => one.name === 'ip') || record.args.some(knowsAddress))) return answer(sim, record, site, sim.persona === 'user' ? undefined : caller('absent', 'address', site));
  const found = foundBy(sim, label, record, unknown('an element of something unknown'), site);
  if (found) return found;
  const input = [...parts, ...receiver].find((one) => one.what === 'input');
  if (input) return answer(sim, record, site, caller('input', /passw/i.test(input.name) ? `${label} password` : label, site));
  return answer(sim, record, site, undefined);
}

/** A secret of the caller's among the members of an object that is handed over: `{ apiSecret: token, body }`. */
function secretGiven(args: Value[]): string | undefined {
  for (const arg of args) {
    if (arg.kind !== 'object') continue;
    for (const [name, value] of arg.props) if (/^(api|client|shared|access|auth|bearer)_?(secret|key|token)$/i.test(name) && value.kind === 'caller' && (value.what === 'absent' || value.what === 'forged')) return name;
  }
  return undefined;
}

/** A look-up that does not come back with nothing: `findFirstOrThrow`. */
const THROWS = /Or(Throw|Fail|Reject)$/;

/** A constant-time comparison of password hashes: part of a login, which anyone may try. */
function comparesPasswords({ args, expr }: CallRecord): boolean {
  return expr.args.some((arg) => /passw|pwd/i.test(namesIn(arg)))
    || args.some((arg) => callerParts(arg, 1).some((one) => one.what === 'input' && /passw|scrypt|pbkdf|argon|bcrypt/i.test(one.name)));
}

/** Whatever is compared with what a caller should have sent, and did not: it is not the same. */
function isComparison(label: string): boolean {
  return /^(verify|compare|check|validate|is_?valid|match)\w*(passw(or)?d|secret|hash|key)$/i.test(label) || /^(compare|compareSync|verify)$/.test(label);
}

function isPermissionQuestion(label: string): boolean {
  return /permission|role|can(?=[A-Z]|$)|allow|policy|scope|ability|grant/i.test(label);
}

/** Lists of rights that someone has: `ownPermissions`, `userRoles`; not those that are asked for. */
const HELD = /^((own|user|member|my|current|granted|actual|effective)_?(permissions|roles|scopes|rights|privileges|capabilities)|permissions|capabilities|grants)$/i;

/**
 * What a collection of rights that was made for one caller says (`ability.cannot('manage', 'User')`; casl.js.org, "Ability"): a
 * user without special rights has not got them.
 */
function abilityAnswer(record: CallRecord, label: string, site: Site): CallerValue | undefined {
  const { callee } = record.expr;
  if (!/^(can(not)?|includes)$/.test(label) || record.args.length === 0 || callee.kind !== 'member') return undefined;
  const holder = callee.object.kind === 'ref' ? callee.object.name : callee.object.kind === 'member' ? callee.object.property : '';
  if (label === 'includes') return HELD.test(holder) && wantedBy(record).length > 0 ? caller('absent', `role:${wantedBy(record).join(',')}`, site) : undefined;
  if (!/abilit(y|ies)$|permissions?$|^acl$|privileges?$/i.test(holder)) return undefined;
  return caller(label === 'can' ? 'absent' : 'missing', `role:${wantedBy(record).join(' ') || 'ability'}`, site);
}

/** The name of a kind of user that not everyone is: `viewer.hasMode('admin')`. */
function isPrivileged(name: string): boolean {
  return /^(super_?)?(admin(istrator)?|owner|staff|moderator|root|superuser)s?$/i.test(name);
}

/** `roles.some((role) => allowed.includes(role))`: what the question gives for a role of the caller's is the answer. */
function eachRole(sim: Simulation, label: string, callback: FunctionValue, role: CallerValue, site: Site): Value {
  const given = sim.machine.invoke(callback, callback.fn.params.map(() => role), callback.self, site);
  return given.kind === 'caller' && /^(some|every|find|findLast|filter|findIndex)$/.test(label) ? given : role;
}

/** `users.find((one) => one.id === claims.sub)` in a list of which no more is known than `element`: the account of whoever is calling, or nothing. */
function foundBy(sim: Simulation, label: string, record: CallRecord, element: Value, site: Site): Value | undefined {
  // Of the list itself, or of what has lists as arguments (`_.find(list, callback)`).
  const callback = record.args[0]?.kind === 'function' ? record.args[0] : record.args[1];
  if (!/^find(Last)?$/.test(label) || callback?.kind !== 'function' || callback.fn.params.length === 0) return undefined;
  const from = sim.assumptions.length;
  const held = sim.machine.invoke(callback, callback.fn.params.map(() => element), callback.self, site);
  if (held.kind !== 'caller') {
    // `if (one.id === claims.sub) return true`: the choice is the callback's own.
    const own = sim.persona === 'user' && sim.assumptions.slice(from).some((one) => one.name === OWNERSHIP);
    if (!own) return undefined;
    for (let i = from; i < sim.assumptions.length; i++) sim.pinned.add(i);
    return caller('claims', label, site);
  }
  if (held.what === 'absent') return caller('absent', `answer:${label}`, site);
  if (sim.persona !== 'user' || held.name !== OWNERSHIP) return undefined;
  // Who is calling may be on the list, and may not.
  const scope: Scope = { module: record.module, fn: -1, values: new Map() };
  return choose(sim, caller('input', MEMBERSHIP, site), record.expr, scope) ? caller('claims', label, site) : caller('absent', `answer:${label}`, site);
}

const AROUND = /^(with|with[A-Z]\w*|startActiveSpan|startSpan|startSpanManual|continueTrace|trace|transaction|\$transaction|retry|runInContext|runWithContext)$/;

/** `tracer.startActiveSpan(name, callback)`, `db.transaction(callback)`: a call of the callback. */
function calledAround(sim: Simulation, record: CallRecord, label: string, site: Site): Value | undefined {
  const callback = record.args.at(-1);
  if (callback?.kind !== 'function' || record.constructed || !AROUND.test(label)) return undefined;
  return sim.machine.invoke(callback, callback.fn.params.map(() => unknown('an argument from outside')), callback.self, site);
}

/** Text and data handling, which gives nothing for nothing. A digest of something says no more than what it was made of. */
function isPure(record: CallRecord): boolean {
  if (DIGESTS.test(packageOf(record.callee) ?? '')) return true;
  if (packageOf(record.callee) === 'crypto' && /^(update|digest|createHash|hash|createHmac)$/.test(record.method || pathOf(record.callee).at(-1) || '')) return true;
  const { callee, receiver } = record;
  if (receiver?.kind === 'result' && receiver.call.constructed && receiver.call.callee.kind === 'builtin') return PURE.test(receiver.call.callee.name);
  return callee.kind === 'builtin' && PURE.test(callee.name);
}

/** What the language has for that; other globals are what somebody put there (`globalThis.prisma`). */
const PURE = /^(crypto\.subtle\.digest|string|array|object|number|boolean|regexp|promise|function|collection|callback|JSON|Object|Array|String|Number|Boolean|BigInt|Symbol|RegExp|Set|Map|WeakMap|WeakSet|Reflect|Promise|Buffer|Uint8Array|ArrayBuffer|DataView|TextEncoder|TextDecoder|URL|URLSearchParams|Headers|FormData|Intl|Error|TypeError|RangeError|decodeURIComponent|encodeURIComponent|decodeURI|encodeURI|escape|unescape|atob|btoa|parseInt|parseFloat|isNaN|isFinite|structuredClone)(\.|$)/;

/** What the language and the host have, as opposed to a client that was put among the globals. */
function isOfHost(callee: Value): boolean {
  return callee.kind === 'builtin' && (!callee.name.includes('.') || PURE.test(callee.name) || /^(console|process|performance|navigator|crypto|caches|Deno|Bun)\./.test(callee.name));
}

const DIGESTS = /^(@oslojs\/(crypto|encoding)|oslo|@noble\/hashes|crypto-js|js-sha\d+|hash\.js)(\/|$)/;

/** Logging and measuring: nothing comes back. */
function isNoise(label: string): boolean {
  return /^(log|info|warn|error|debug|trace|fatal|silly|verbose|emit|record|track|observe|inc|count|capture\w*|set\w*|add\w*|push|append|write)$/i.test(label);
}

function receiverName({ expr: { callee } }: CallRecord): string {
  if (callee.kind !== 'member') return '';
  return callee.object.kind === 'ref' ? callee.object.name : callee.object.kind === 'member' ? callee.object.property : '';
}

function calleeName(record: CallRecord): string {
  const { callee } = record.expr;
  return callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '';
}

/** What of the caller's a value holds: itself, or inside a list or object. */
export function callerParts(value: Value, depth: number): CallerValue[] {
  if (value.kind === 'caller') return [value];
  if (value.kind === 'text') return value.caller ? [value.caller] : [];
  if (value.kind === 'union') return value.values.flatMap((one) => callerParts(one, depth));
  if (depth === 0) return [];
  if (value.kind === 'array') return value.elements.flatMap((one) => callerParts(one, depth - 1));
  if (value.kind === 'object' && value.props.size < 40) return [...value.props.values(), ...(value.rest ?? [])].flatMap((one) => callerParts(one, depth - 1));
  return [];
}

/** Gives the result to a callback in Node's manner, if there is one, and returns it. */
function answer(sim: Simulation, record: CallRecord, site: Site, value: Value | undefined): Value {
  const result = value ?? resultOf(record);
  // Something made of middleware (`either(a, b)`) does not run it before it is given a request.
  const isGiven = [...record.args, ...(record.receiver ? [record.receiver] : [])].some((one) => callerParts(one, 3).length > 0);
  for (const arg of record.args) {
    if (arg.kind !== 'function' || (!isGiven && record.callee.kind === 'external' && holdsMiddleware(arg))) continue;
    const names = arg.fn.params.map((param) => arg.module.bindings[param.binding]?.name ?? '');
    const nodeStyle = /^_?(e|err|error|ex)$/i.test(names[0] ?? '');
    sim.machine.invoke(arg, nodeStyle ? [{ kind: 'literal', value: null }, result, unknown('a further result')] : arg.fn.params.map(() => result), arg.self, site);
  }
  return result;
}

/** A function outside that is given `next` or the whole request, and nothing says that it checks anything: the request goes on. */
function passOn(sim: Simulation, record: CallRecord): void {
  const next = record.args.find((arg) => arg.kind === 'caller' && arg.what === 'next');
  if (next?.kind === 'caller') sim.dialect.call(next, [], record, sim);
}

function verified(sim: Simulation, record: CallRecord, site: Site, { outcome, proof, promises }: Verification): Value {
  const callback = promises ? undefined : record.args.findLast((arg) => arg.kind === 'function');
  if (sim.persona === 'user') {
    const claims = caller('claims', 'claims', site);
    if (callback?.kind === 'function') sim.machine.invoke(callback, [{ kind: 'literal', value: null }, claims], callback.self, site);
    return claims;
  }
  const missing = caller('absent', proof ?? 'token', site);
  if (outcome === 'nothing') {
    if (callback?.kind === 'function') sim.machine.invoke(callback, [{ kind: 'literal', value: null }, missing], callback.self, site);
    return missing;
  }
  sim.proof ??= proof;
  const error: Value = { kind: 'object', id: 0, props: new Map<string, Value>([['message', { kind: 'literal', value: 'the credential is not good' }], [UNVERIFIED, { kind: 'literal', value: true }]]), open: true, site };
  if (callback?.kind === 'function') {
    // The error stands for a bad credential: that it is tested decides about the caller.
    sim.machine.invoke(callback, [caller('missing', proof ?? 'token', site), caller('absent', 'claims', site)], callback.self, site);
    return unknown('the result of a verification');
  }
  blame(sim, site);
  throw new Thrown(error, site);
}
