import type { CallerValue, Site, Value } from '../model/index.ts';
import { alternatives, FALSE, isNullish, textOf, TRUE, truth, UNDEFINED } from '../link/index.ts';
import { responseIn } from './dialects/fetch.ts';
import { isHmac } from './hmac.ts';
import { compareIndex } from './indices.ts';
import { isIdName, isSecretName } from './names.ts';
import { caller, isConfiguration, OWNERSHIP, type Simulation } from './simulation.ts';

/** What comparing or looking up something of the caller's gives; `undefined` leaves it to the language. */
export function compare(sim: Simulation, operator: string, left: Value, right: Value, site: Site): Value | undefined {
  const index = compareIndex(operator, left, right, site);
  if (index) return index;
  if (operator === '[]') return lookUp(left, right, site);
  if (operator === 'includes') return includes(sim, left, right, site);
  if (operator === 'in') return isThere(sim, textOf(left), right, site);
  if (operator === 'instanceof') return isVerificationError(left, right) ? TRUE : isOtherError(sim, left, right) ? FALSE : isInstance(left, right);
  if (operator === '<' || operator === '>' || operator === '<=' || operator === '>=') {
    const role = [left, right].find((one): one is CallerValue => one.kind === 'caller' && one.what === 'role');
    // Of levels, whoever has no special rights has a low one.
    if (role) return caller((role === left) === operator.startsWith('<') ? 'missing' : 'absent', `role:${lastName(role)}`, site);
    if (countOf(left) || countOf(right)) return rows(operator, left, right, site);
    const sent = [left, right].find((one): one is CallerValue => one.kind === 'caller' && one.what === 'input');
    return sent && caller('input', sent.name, site);
  }
  // Rights that are bits of a number: whoever has no special ones has none of those that are asked for.
  if (operator === '&') return bits(left, right, site);
  if (!['===', '!==', '==', '!='].includes(operator)) return undefined;
  const equal = operator === '===' || operator === '==';
  /** The comparison holds or not, and that it does hangs on the caller. */
  const answer = (isEqual: boolean, name: string): CallerValue => caller(isEqual === equal ? 'missing' : 'absent', name, site);
  const [mine, other] = rank(left) >= rank(right) ? [left, right] : [right, left];
  if (mine.kind !== 'caller') return environment(left) ?? environment(right);
  // A preflight carries no credentials, and nothing but it asks with this method (fetch.spec.whatwg.org, section 3.3.4).
  if (mine.what === 'input' && mine.name === 'method' && textOf(other) === 'OPTIONS') return { kind: 'literal', value: !equal };
  if (mine.what === 'absent') {
    if (other.kind === 'caller' && other.what === 'absent') return undefined;
    // What stands for the type of something that is not there is compared with names of types.
    const nullish = isNullish(other) === true || (other.kind === 'literal' && other.value === 'undefined');
    if ((countOf(mine) || mine.name.startsWith('role:')) && other.kind === 'literal' && typeof other.value === 'number') return answer(other.value === 0, mine.name);
    // Looked-up things that are not there are null, request properties undefined: both count as either.
    return answer(nullish, isHmac(other) ? 'signature' : mine.name);
  }
  if (mine.what === 'missing') {
    const holds = truth(other);
    return holds === undefined ? undefined : answer(holds, mine.name);
  }
  if (mine.what === 'role') {
    if (isNullish(other) === true) return { kind: 'literal', value: !equal };
    const flag = other.kind === 'literal' && typeof other.value === 'boolean';
    if (flag) return answer(other.value === false, `role:${lastName(mine)}`);
    return lack(sim, mine, answer(false, `role:${alternatives(other).map(textOf).filter((text) => text !== undefined).join(',') || lastName(mine)}`));
  }
  if (mine.what === 'forged') {
    if (isNullish(other) === true) return { kind: 'literal', value: !equal };
    // A forger writes claims and the form of a token at will, but does not know what the server holds.
    if ((other.kind === 'literal' && (typeof other.value !== 'string' || FORM.test(other.value) || /decode|parse/i.test(mine.name))) || (other.kind === 'caller' && (other.what === 'forged' || other.what === 'input'))) return undefined;
    return answer(false, isHmac(other) ? 'signature' : isServerSecret(other) ? 'shared-secret' : mine.name);
  }
  if (mine.what === 'input' && mine.name === 'ip' && sim.persona !== 'user' && other.kind !== 'caller') return answer(false, 'address');
  if (mine.what === 'claims' || mine.what === 'credential') {
    if (isNullish(other) === true) return { kind: 'literal', value: !equal };
    // One who is logged in sends the token that is kept for them, with the signature that was made for it.
    if (isHmac(other)) return { kind: 'literal', value: equal };
    if (other.kind === 'caller' && (other.what === 'credential' || isSecretName(lastName(mine)))) return { kind: 'literal', value: equal };
    // Of two digests or tokens, the one that is sent is as long as the one it is held against; a digest in a token is that of what was sent.
    if ((lastName(mine) === 'length' || /hash|digest|checksum|_?sha\d+/i.test(lastName(mine))) && other.kind !== 'literal') return { kind: 'literal', value: equal };
    // Who of those that are written down it is, only the caller decides.
    if (sim.persona === 'user' && mine.what === 'claims' && other.kind === 'literal' && (typeof other.value === 'string' || typeof other.value === 'number')) return caller('input', 'claims', site);
    // Whose the object is, is not known: both answers are tried.
    return sim.persona === 'user' && (mine.what === 'claims' || isIdName(mine.name)) && other.kind !== 'literal' ? caller('input', OWNERSHIP, site) : sim.persona === 'user' && mine.what === 'credential' && textOf(other) !== undefined && !FORM.test(textOf(other)!) ? caller('input', 'credential', site) : undefined;
  }
  if (mine.what === 'input' && sim.persona !== 'user' && (isServerSecret(other) || isHmac(other)) && !/password/i.test(mine.name)) {
    return answer(false, isHmac(other) ? 'signature' : 'shared-secret');
  }
  // How what anyone may send compares is as open as that.
  return mine.what === 'input' ? caller('input', mine.name, site) : undefined;
}

/** `'user' in req`: whether a request, or what belongs to it, has a member of this name. */
function isThere(sim: Simulation, name: string | undefined, holder: Value, site: Site): Value | undefined {
  if (name === undefined || holder.kind !== 'caller' || (holder.what !== 'request' && holder.what !== 'context')) return undefined;
  const member = sim.dialect.member(holder, name, site, sim);
  if (member?.kind !== 'caller' || member.what === 'input') return undefined;
  return member.what === 'absent' ? member : TRUE;
}

/** What is a request or a response, among what the simulation makes of them. */
function isInstance(left: Value, right: Value): Value | undefined {
  if (right.kind !== 'builtin') return undefined;
  if (right.name === 'Request') return left.kind === 'caller' && left.what === 'request' ? TRUE : left.kind === 'object' && left.cls === undefined ? FALSE : undefined;
  if (right.name === 'Response') return responseIn(left) ? TRUE : left.kind === 'object' ? FALSE : undefined;
  if (right.name === 'Error' && left.kind === 'object' && /Error$/.test(textOf(left.props.get('name') ?? UNDEFINED) ?? '')) return TRUE;
  return right.name === 'Error' && responseIn(left) ? FALSE : undefined;
}

/** Marks the error that a failed verification gives. */
export const UNVERIFIED = '\0unverified';

/** `error instanceof WebhookVerificationError`, where the verification has just failed. */
function isVerificationError(error: Value, cls: Value): boolean {
  return error.kind === 'object' && error.props.has(UNVERIFIED) && cls.kind === 'external' && /verification|signature/i.test(cls.path.at(-1) ?? '');
}

/** `error instanceof TRPCError`, of the error that another package's verification has just thrown. */
function isOtherError(sim: Simulation, error: Value, cls: Value): boolean {
  if (error.kind !== 'object' || !error.props.has(UNVERIFIED)) return false;
  return cls.kind === 'class' || (cls.kind === 'external' && !sim.packages.includes(cls.package));
}

const FORM = /^(bearer|basic|token|api-?key|jwt|digest|hmac|sha(1|256|512)=?|v\d|null|undefined|true|false|at\+jwt|)\s*$/i;

const RANKS = ['input', 'request', 'credential', 'forged', 'claims', 'role', 'missing', 'absent'];
/** What decides a comparison, where both sides are the caller's. */
function rank(value: Value): number {
  return value.kind === 'caller' ? RANKS.indexOf(value.what) : -1;
}

/** A setting compared with something is still a setting: the installation decides. */
function environment(value: Value): Value | undefined {
  return isConfiguration(value) ? value : undefined;
}

/** The number of rows that a query found for a credential which is not there. */
function countOf(value: Value): boolean {
  return value.kind === 'caller' && value.what === 'absent' && value.name.startsWith('answer:');
}

function rows(operator: string, left: Value, right: Value, site: Site): Value | undefined {
  const [a, b] = [left, right].map((one) => (countOf(one) ? 0 : one.kind === 'literal' && typeof one.value === 'number' ? one.value : NaN)) as [number, number];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  const holds = operator === '<' ? a < b : operator === '>' ? a > b : operator === '<=' ? a <= b : a >= b;
  const counted = [left, right].find((one): one is CallerValue => countOf(one))!;
  return caller(holds ? 'missing' : 'absent', counted.name.startsWith('answer:role:') ? counted.name : 'answer:count', site);
}

function bits(left: Value, right: Value, site: Site): Value | undefined {
  const role = [left, right].find((one): one is CallerValue => one.kind === 'caller' && one.what === 'role');
  return role && caller('absent', `role:${lastName(role)}`, site);
}

function lastName(value: CallerValue): string {
  return value.name.slice(value.name.lastIndexOf('.') + 1);
}

/** Notes that what is lacking was looked for among the scopes of a token (RFC 6749 section 3.3). */
export function lack(sim: Simulation, of: CallerValue, lacking: CallerValue): CallerValue {
  if (/scopes?(\.\w+)?$/i.test(of.name)) for (const name of lacking.name.replace(/^role:/, '').split(',')) sim.scopes.add(name);
  return lacking;
}

/** What stands for that which a table says of a role: `ALLOWED[user.role].delete`. Nothing special, of a role without rights. */
export const RIGHTS = 'rights';

/** `{ admin: { any: true }, client: { any: false } }`. */
function isTableOfRights(value: Value, depth = 3): boolean {
  if (depth === 0 || value.kind !== 'object' || value.cls || value.props.size > 60) return false;
  return [...value.props.values()].some((one) => (one.kind === 'literal' ? typeof one.value === 'boolean' : isTableOfRights(one, depth - 1)));
}

/** A setting that its name calls secret: what only the server and those it was given to know. */
function isServerSecret(value: Value): boolean {
  if (value.kind === 'env') return isSecretName(value.name);
  if (value.kind === 'property') return isSecretName(value.name) && isConfiguration(value);
  if (value.kind === 'union') return value.values.some(isServerSecret);
  if (value.kind === 'result') return isConfiguration(value) && value.call.args.some((arg) => isSecretName(textOf(arg) ?? ''));
  return false;
}

function lookUp(target: Value, key: Value, site: Site): Value | undefined {
  // Nothing is kept under no key.
  if (key.kind === 'literal' && (key.value === undefined || key.value === null) && target.kind !== 'caller') return caller('absent', 'key', site);
  const special = alternatives(key).find((one): one is CallerValue => one.kind === 'caller');
  if (!special) return undefined;
  // What is kept under a socket, or its id, is what is known of the socket.
  if (special.what === 'request' && special.name === 'socket') return target.kind === 'caller' ? undefined : special;
  if (special.what === 'absent' || special.what === 'forged') return target.kind === 'caller' ? undefined : caller('absent', special.name, site);
  if (special.what === 'credential' || special.what === 'claims') return caller('claims', special.name, site);
  if (special.what === 'role') return caller('role', isTableOfRights(target) ? `${special.name}.${RIGHTS}` : special.name, site);
  if (special.what === 'input') return target.kind === 'caller' ? undefined : caller('input', special.name, site);
  return undefined;
}

function includes(sim: Simulation, list: Value, wanted: Value, site: Site): Value | undefined {
  if (wanted.kind !== 'caller') return undefined;
  if (wanted.what === 'absent') return caller('absent', wanted.name, site);
  if (wanted.what === 'role') {
    const names = list.kind === 'array' ? list.elements.flatMap(alternatives).map(textOf).filter((text) => text !== undefined) : [];
    return lack(sim, wanted, caller('absent', `role:${names.join(',') || lastName(wanted)}`, site));
  }
  if (wanted.what === 'input' && wanted.name === 'ip' && sim.persona !== 'user') return caller('absent', 'address', site);
  if (wanted.what === 'forged') return caller('absent', list.kind === 'array' && list.elements.some(isServerSecret) ? 'shared-secret' : wanted.name, site);
  if (wanted.what === 'input' && sim.persona !== 'user' && list.kind === 'array' && list.elements.some(isServerSecret)) return caller('absent', 'shared-secret', site);
  return undefined;
}
