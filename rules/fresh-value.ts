import { walkFunction } from '../src/link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, ProgramView } from '../src/model/index.ts';
import { callersOf } from './function-names.ts';
import { originOf } from './origin.ts';

/** A value that was just made at random, as it is: `source` is the call that made it. */
export interface Fresh { module: ModuleFacts; source: Expr; name: string }

/** How many functions and callers away a value is followed. */
const MAX_HOPS = 3;

/** What makes random values, by the last name of the call; each stands for an export of one of the packages. */
const MAKERS: Record<string, RegExp> = {
  randomBytes: /^(node:)?crypto$|^crypto-|^randombytes$/, pseudoRandomBytes: /^(node:)?crypto$/, randomUUID: /^(node:)?crypto$/,
  nanoid: /^nanoid/, customAlphabet: /^nanoid/, v4: /^uuid$/, v1: /^uuid$/, v7: /^uuid$/, uuid: /^uuid|^short-uuid$|^@lukeed\/uuid/, uuidv4: /^uuid/, uid: /^uid/, cuid: /cuid/, createId: /cuid2/, ulid: /^ulid/,
  generate: /^(randomstring|shortid|generate-password|short-uuid|otp-generator|generate-api-key|rand-token)$/, generateApiKey: /^generate-api-key$/, hat: /^hat$/, suid: /^rand-token$/, random: /^uniqid$/,
  cryptoRandomString: /^crypto-random-string$/, generateRandomString: /^(oslo|@oslojs)/, generateId: /^lucia$/, uniqid: /^uniqid$/,
};
/** Methods that give the same value in another form, or a part of it. */
const SAME = /^(toString|slice|substring|substr|toUpperCase|toLowerCase|replace|replaceAll|trim|join|concat|padStart|padEnd|normalize|valueOf|then)$/;
/** Functions that only write it differently. */
const CONVERTS = /^(String|encodeURIComponent|escape|from|btoa|encode|bufferToHex|toHex|encodeHex|encodeHexLowerCase|encodeBase32|encodeBase32LowerCaseNoPadding|encodeBase64url|promisify)$/;

/** Where the value of an expression was made at random, when nothing like a hash stands on the way. */
export function freshOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, hops = MAX_HOPS): Fresh | undefined {
  return follow({ program, seen: new Set(), hops }, module, expr, fn);
}

interface Walk { program: ProgramView; seen: Set<Expr>; hops: number }

function follow(walk: Walk, module: ModuleFacts, expr: Expr, fn: number): Fresh | undefined {
  const at = originOf(module, expr);
  if (walk.seen.has(at)) return undefined;
  walk.seen.add(at);
  switch (at.kind) {
    case 'call': case 'new': return ofCall(walk, module, at, fn);
    case 'template': return at.tag ? undefined : first(at.values, (one) => follow(walk, module, one, fn));
    case 'binary': return at.operator === '+' ? first([at.left, at.right], (one) => follow(walk, module, one, fn)) : undefined;
    case 'logical': return first([at.left, at.right], (one) => follow(walk, module, one, fn));
    case 'conditional': return first([at.then, at.else], (one) => follow(walk, module, one, fn));
    case 'member': return ofMember(walk, module, at, fn);
    case 'ref': return ofParameter(walk, module, at, fn);
    default: return undefined;
  }
}

function ofCall(walk: Walk, module: ModuleFacts, call: Extract<Expr, { kind: 'call' | 'new' }>, fn: number): Fresh | undefined {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : callee.kind === 'call' && callee.callee.kind === 'ref' ? callee.callee.name : '';
  if (isMaker(module, callee, name)) return { module, source: call, name };
  if (callee.kind === 'member' && SAME.test(callee.property)) {
    // `promisify(randomBytes)(32)` and `randomBytes(32).then((buf) => buf.toString('hex'))` give what they were given.
    const [callback] = call.args;
    if (callee.property !== 'then' || (callback?.kind === 'function' && !hashes(module, callback.fn))) return follow(walk, module, callee.object, fn);
    return undefined;
  }
  if (CONVERTS.test(name) && call.args[0]) return follow(walk, module, call.args[0], fn);
  if (walk.hops <= 0 || isHashCall(call)) return undefined;
  for (const target of walk.program.targets(module, call, fn)) {
    const inner = { ...walk, hops: walk.hops - 1 };
    const found = first(returnsOf(target.module, target.fn), (value) => follow(inner, target.module, value, target.fn.id));
    if (found) return found;
  }
  return undefined;
}

function isMaker(module: ModuleFacts, callee: Expr, name: string): boolean {
  if (callee.kind === 'call') return callee.args.some((arg) => isMaker(module, arg, arg.kind === 'member' ? arg.property : arg.kind === 'ref' ? arg.name : ''));
  const root = rootOf(callee);
  if (!root) return false;
  const binding = root.binding >= 0 ? module.bindings[root.binding] : undefined;
  if (root.binding < 0) return callee.kind === 'member' && root.name === 'crypto' && /^(randomUUID|randomBytes)$/.test(name) || (root.name === 'globalThis' && name === 'randomUUID');
  const from = sourceOf(module, root.binding);
  if (!binding || !from) return false;
  const exported = callee.kind === 'member' ? callee.property : from.name === 'default' || from.name === '*' ? '' : from.name;
  if (exported !== '' && Object.hasOwn(MAKERS, exported)) return MAKERS[exported]!.test(from.source);
  // A default export that makes ids: `import nanoid from 'nanoid'`, `const uuid = require('uuid/v4')`.
  return exported === '' && /^(nanoid|uuid|uuid\/v[147]|uid|uid-safe|cuid|@paralleldrive\/cuid2|hat|uniqid|crypto-random-string|uuidv4|generate-api-key)$/.test(from.source);
}

/** The package a name is imported or required from, and under which name. */
function sourceOf(module: ModuleFacts, binding: number): { source: string; name: string } | undefined {
  const { import: imported, init } = module.bindings[binding]!;
  if (imported) return imported;
  if (!init) return undefined;
  if (init.kind === 'call' && init.callee.kind === 'ref' && init.callee.name === 'require') return literalSource(init, '*');
  if (init.kind === 'call' && init.callee.kind === 'ref' && /^(promisify|customAlphabet)$/.test(init.callee.name)) {
    if (init.callee.name === 'customAlphabet') return sourceOf(module, init.callee.binding) && { source: 'nanoid', name: 'nanoid' };
    const [inner] = init.args;
    const root = inner && rootOf(inner);
    const from = root && root.binding >= 0 ? sourceOf(module, root.binding) : undefined;
    return from && { source: from.source, name: inner?.kind === 'member' ? inner.property : from.name };
  }
  if (init.kind === 'call' && init.callee.kind === 'member' && init.callee.property === 'promisify' && init.args[0]) {
    const root = rootOf(init.args[0]);
    const from = root && root.binding >= 0 ? sourceOf(module, root.binding) : undefined;
    return from && { source: from.source, name: init.args[0].kind === 'member' ? init.args[0].property : from.name };
  }
  if (init.kind === 'member') {
    const object = originOf(module, init.object);
    return object.kind === 'call' && object.callee.kind === 'ref' && object.callee.name === 'require' ? literalSource(object, init.property) : undefined;
  }
  return undefined;
}

function literalSource(call: Extract<Expr, { kind: 'call' }>, name: string): { source: string; name: string } | undefined {
  const [source] = call.args;
  return source?.kind === 'literal' && typeof source.value === 'string' ? { source: source.value, name } : undefined;
}

function rootOf(expr: Expr): Extract<Expr, { kind: 'ref' }> | undefined {
  return expr.kind === 'member' ? rootOf(expr.object) : expr.kind === 'ref' ? expr : undefined;
}

/** `const { token } = makeToken()`: what the function returns under that name. */
function ofMember(walk: Walk, module: ModuleFacts, member: Extract<Expr, { kind: 'member' }>, fn: number): Fresh | undefined {
  const object = originOf(module, member.object);
  const pick = (where: ModuleFacts, value: Expr, inside: number, next: Walk): Fresh | undefined => {
    const made = originOf(where, value);
    const property = made.kind === 'object' ? made.properties.find((one) => one.key === member.property && one.variant === 'value') : undefined;
    return property && follow(next, where, property.value, inside);
  };
  if (object.kind === 'object') return pick(module, object, fn, walk);
  if (object.kind !== 'call' || walk.hops <= 0) return undefined;
  for (const target of walk.program.targets(module, object, fn)) {
    const found = first(returnsOf(target.module, target.fn), (value) => pick(target.module, value, target.fn.id, { ...walk, hops: walk.hops - 1 }));
    if (found) return found;
  }
  return undefined;
}

/** A parameter: what callers give for it. A callback's buffer: what the call it was handed to makes. */
function ofParameter(walk: Walk, module: ModuleFacts, ref: Extract<Expr, { kind: 'ref' }>, fn: number): Fresh | undefined {
  const binding = module.bindings[ref.binding];
  if (!binding || binding.reassigned || walk.hops <= 0) return undefined;
  for (let at = module.functions[fn]; at; at = module.functions[at.owner]) {
    const index = at.params.findIndex((param) => param.binding === ref.binding);
    if (index < 0) continue;
    return first(callersOf(walk.program, module, at), (site) => {
      const arg = site.expr.args[index];
      return arg && follow({ ...walk, hops: walk.hops - 1 }, site.module, arg, site.fn);
    });
  }
  return undefined;
}

export function returnsOf(module: ModuleFacts, fn: FunctionFacts): Expr[] {
  const values: Expr[] = [];
  walkFunction(module, fn.id, { stmt(stmt, inside) { if (inside === fn.id && stmt.kind === 'return' && stmt.value) values.push(stmt.value); } });
  return values;
}

function hashes(module: ModuleFacts, fn: number): boolean {
  let found = false;
  walkFunction(module, fn, { expr(expr) { if (expr.kind === 'call' && isHashCall(expr)) found = true; } });
  return found;
}

/** A call whose name says that it hashes, encrypts or signs. */
export function isHashCall(call: Extract<Expr, { kind: 'call' | 'new' }>): boolean {
  const { callee } = call;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : '';
  return /hash|digest|hmac|encrypt|cipher|^sha\d*|sha(256|512)|bcrypt|argon|scrypt|pbkdf|md5|^seal$/i.test(name);
}

function first<T, R>(items: readonly T[], ask: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = ask(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
