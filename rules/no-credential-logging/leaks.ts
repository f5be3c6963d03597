import type { CallExpr, Expr, MemberExpr, ModuleFacts, ObjectProperty, ProgramView, RefExpr, Span } from '../../src/model/index.ts';
import { credentialSense, type CredentialSense } from '../credential-words.ts';
import { originOf } from '../origin.ts';
import { credentialIn } from './whole.ts';
import { nameOfCalled } from '../written-names.ts';

/** A credential that an expression puts into text. `name`: as it is called there. */
export interface Leak extends Span {
  name: string;
  what: string;
  /** `part`: it is called like one; `whole`: something that contains one; `weak`: it is called `token` and no more. */
  kind: 'part' | 'whole' | 'weak';
  /** The property of an object under which it stands. */
  key?: string;
  /** It stands in text that was put together. */
  inText: boolean;
}

interface Walk { program: ProgramView; module: ModuleFacts; fn: number; inText: boolean; depth: number }

const MAX_DEPTH = 5;
const MASKS = /mask|redact|hash|digest|obfuscat|censor|saniti[sz]|anonym|truncat|encrypt|fingerprint|hide|shorten|ellips|abbrev|scrub|safe|omit|pick|preview|sha\d|md5|hmac|checksum|verify|validate|compare|decode|parse|has|is[A-Z]|check|count|estimate|translate/i;
const SAME = /^(toString|trim|toJSON|valueOf|toUpperCase|toLowerCase|join|toObject|concat)$/;
const HANDS_ON = /^(stringify|String|inspect|format|encodeURIComponent|encodeURI|btoa|from|safeStringify|toJSON|unref|cloneDeep|structuredClone)$/;
const ASKS = /^(get|header|getItem|getOrThrow|query|param|cookie|getHeader|getCookie)$/;
const MAKES = /^(sign|create|generate|issue|make|gen|build|new|mint)$/;
const REQUEST = /^(req|request|_req|ctx|context|c)$/;
const ERRORS = /err|touched|label|message|schema|rule|valid|type|column|^t$|i18n|translation|placeholder|text|field|dirty|strength|policy|requirement|expect|enum|names?$|constant|is[A-Z]|has|flags?$/i;

export function leaksOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): Leak[] {
  return look({ program, module, fn, inText: false, depth: 0 }, expr);
}

function look(walk: Walk, expr: Expr): Leak[] {
  if (walk.depth > MAX_DEPTH) return [];
  const inner = { ...walk, depth: walk.depth + 1 };
  const text = { ...inner, inText: true };
  switch (expr.kind) {
    case 'ref': return ofRef(walk, expr);
    case 'member': return ofMember(walk, expr);
    case 'call': return ofCall(walk, expr);
    case 'template': return expr.values.flatMap((value) => look(text, value));
    case 'binary': return expr.operator === '+' ? [expr.left, expr.right].flatMap((side) => look({ ...text, depth: walk.depth }, side)) : [];
    case 'conditional': return [expr.then, expr.else].flatMap((side) => look(inner, side));
    case 'logical': return (expr.operator === '&&' ? [expr.right] : [expr.left, expr.right]).flatMap((side) => look(inner, side));
    case 'array': return expr.elements.flatMap((element) => look(inner, element));
    case 'object': return ofObject(inner, expr.properties);
    case 'await': case 'spread': return look(inner, expr.value);
    default: return [];
  }
}

function made(walk: Walk, at: Span, name: string, sense: CredentialSense): Leak[] {
  return [{ start: at.start, end: at.end, name, what: sense.what, kind: sense.weak ? 'weak' : 'part', inText: walk.inText }];
}

function ofRef(walk: Walk, ref: RefExpr): Leak[] {
  const { module } = walk;
  if (ref.binding < 0 || ref.name === '') return [];
  const binding = module.bindings[ref.binding]!;
  if (!/^(const|let|var|param|import)$/.test(binding.kind)) return [];
  const sense = credentialSense(ref.name);
  if (sense) return isHarmless(walk, ref) ? [] : made(walk, ref, ref.name, sense);
  if (binding.reassigned || !binding.init) return whole(walk, ref, ref.name);
  const origin = originOf(module, ref);
  // The leak is where it is logged, whatever the value is called on the way.
  const found = origin === ref || origin.kind === 'function' || origin.kind === 'logical' || origin.kind === 'conditional' ? [] : look({ ...walk, depth: walk.depth + 1 }, origin);
  return found.length > 0 ? [{ ...found[0]!, start: ref.start, end: ref.end, kind: found[0]!.kind === 'part' && origin.kind === 'object' ? 'whole' : found[0]!.kind, inText: walk.inText }] : whole(walk, ref, ref.name);
}

/** A constant's label, a flag, a masked or counted value: a name alone does not make it a credential. */
function isHarmless(walk: Walk, expr: Expr): boolean {
  const origin = originOf(walk.module, expr);
  if (origin.kind === 'ref' && origin.binding >= 0 && walk.module.bindings[origin.binding]!.kind === 'import') {
    const value = walk.program.denote(walk.module, origin, walk.fn);
    return value.kind === 'function' || value.kind === 'class' || (value.kind === 'literal' && (typeof value.value !== 'string' || isLabel(value.value)));
  }
  switch (origin.kind) {
    case 'literal': return typeof origin.value !== 'string' || origin.value === '' || isLabel(origin.value);
    case 'binary': return origin.operator !== '+';
    case 'unary': case 'function': case 'class': case 'regexp': return true;
    case 'object': case 'array': return look({ ...walk, depth: walk.depth + 1 }, origin).length === 0;
    case 'conditional': return isHarmless(walk, origin.then) && isHarmless(walk, origin.else);
    case 'call': return masks(origin) || /^(use[A-Z]\w*|length|Number|Boolean|parseInt|Symbol)$/.test(nameOfCalled(origin.callee));
    case 'new': return true;
    default: return false;
  }
}

/** `access_token`, `Enter your password`: text to show or to look something up by. */
function isLabel(text: string): boolean {
  return /^[a-z]+([ _.:/-][a-z]+)*[ _.:/-]?$/i.test(text) && !/\d/.test(text);
}

function ofMember(walk: Walk, member: MemberExpr): Leak[] {
  const { property, object } = member;
  const owner = nameOfCalled(object);
  if (isHeaders(object)) {
    if (/^(authorization|proxy-authorization)$/i.test(property)) return made(walk, member, property, { what: 'authorization header' });
    if (/^(cookie|set-cookie)$/i.test(property)) return made(walk, member, property, { what: 'cookies' });
  }
  if (object.kind === 'ref' && object.name === 'process' && property === 'env') return [{ start: member.start, end: member.end, name: 'process.env', what: 'secrets of the environment', kind: 'whole', inText: walk.inText }];
  const sense = property === '' ? undefined : credentialSense(property);
  if (sense) {
    if (ERRORS.test(owner) && !/^(process|req|request|body)$/.test(owner)) return [];
    // `TokenType.REFRESH_TOKEN` is the name of a kind.
    if (/^[A-Z][A-Z0-9_]*$/.test(property) && !/env|config|settings|secrets?$/i.test(owner)) return [];
    return made(walk, member, property, sense);
  }
  if (REQUEST.test(rootOf(object)) && property === 'headers') return [{ start: member.start, end: member.end, name: 'headers', what: 'authorization header', kind: 'whole', inText: walk.inText }];
  if (REQUEST.test(owner) && /^(cookies|signedCookies)$/.test(property)) return [{ start: member.start, end: member.end, name: property, what: 'cookies', kind: 'whole', inText: walk.inText }];
  return property === '' || /^(length|size|message|id|name|email)$/.test(property) ? [] : whole(walk, member, property);
}

function isHeaders(expr: Expr): boolean {
  return /^(headers|header)$/i.test(nameOfCalled(expr)) || /headers$/i.test(nameOfCalled(expr));
}

function whole(walk: Walk, expr: RefExpr | MemberExpr, name: string): Leak[] {
  // In text, an object is `[object Object]`.
  if (walk.inText || /err|^e$|ex$|exception|reason/i.test(name)) return [];
  const part = credentialIn(walk.program, walk.module, expr, walk.fn);
  return part === undefined ? [] : [{ start: expr.start, end: expr.end, name, what: part, kind: 'whole', inText: false }];
}

function ofCall(walk: Walk, call: CallExpr): Leak[] {
  const { callee, args } = call;
  const name = nameOfCalled(callee);
  const inner = { ...walk, depth: walk.depth + 1 };
  if (callee.kind === 'member' && SAME.test(name)) return look(inner, callee.object);
  if (HANDS_ON.test(name)) return args.slice(0, name === 'format' ? undefined : 1).flatMap((arg) => look({ ...inner, inText: walk.inText && name !== 'stringify' && name !== 'inspect' }, arg)).slice(0, 1);
  if (masks(call)) return [];
  if (callee.kind === 'member' && ASKS.test(name)) {
    const [key] = args;
    if (key?.kind !== 'literal' || typeof key.value !== 'string') return [];
    if (/^(authorization|cookie)$/i.test(key.value)) return isHeaders(callee.object) || name !== 'get' || REQUEST.test(nameOfCalled(callee.object)) ? made(walk, call, key.value, { what: 'authorization header' }) : [];
    const sense = credentialSense(key.value);
    return sense && !/trans|i18n|^t$|label|form|control|errors|map|registry|injector|moduleRef|container/i.test(nameOfCalled(callee.object)) ? made(walk, call, key.value, sense) : [];
  }
  const verb = /^[a-z]+/.exec(name)?.[0] ?? '';
  if (!MAKES.test(verb) || name === verb) return name === 'sign' && callee.kind === 'member' && /jwt|jsonwebtoken/i.test(nameOfCalled(callee.object)) ? made(walk, call, 'sign', { what: 'token' }) : [];
  const sense = credentialSense(name.slice(verb.length));
  return sense ? made(walk, call, name, sense) : [];
}

/** It shows that there is one, or a part of it, and no more. */
function masks({ callee, args }: CallExpr): boolean {
  const name = nameOfCalled(callee);
  if (/^(slice|substring|substr)$/.test(name)) return args.length > 1 || args[0]?.kind === 'unary';
  return MASKS.test(name) || /^(replace|replaceAll|split|map|filter|some|every|includes|startsWith|endsWith|padEnd|charAt|at|keys|Boolean|Number)$/.test(name);
}

function ofObject(walk: Walk, properties: ObjectProperty[]): Leak[] {
  return properties.flatMap((property, at) => {
    if (property.variant !== 'spread') return ofProperty(walk, property);
    // `{ ...account, password: '***' }`
    const later = new Set(properties.slice(at + 1).map((one) => one.key));
    return look(walk, property.value).filter((leak) => !later.has(leak.what) && !later.has(leak.name)).map((leak) => ({ ...leak, kind: 'whole' as const }));
  });
}

function ofProperty(walk: Walk, property: ObjectProperty): Leak[] {
  const { key, value, variant } = property;
  if (variant !== 'value') return [];
  const own = look({ ...walk, inText: false }, value);
  if (own.length > 0) return own.map((leak) => ({ ...leak, key }));
  const sense = credentialSense(key) ?? (/^(authorization|cookie)$/i.test(key) ? { what: 'authorization header' } : undefined);
  if (!sense || sense.weak || !/^(ref|member)$/.test(value.kind) || isHarmless(walk, value)) return [];
  const name = nameOfCalled(value);
  // `{ password: isSet }`, `{ accessToken: tokenCount }`: the value's own name says that it is none.
  return /^(is|has|undefined)|length|count|hash|mask|redact|enabled|size|status|type|id$/i.test(name) || (value.kind === 'ref' && value.binding < 0) ? [] : made(walk, property, key, sense).map((leak) => ({ ...leak, key }));
}

function rootOf(expr: Expr): string {
  return expr.kind === 'member' ? rootOf(expr.object) : expr.kind === 'ref' ? expr.name : '';
}
