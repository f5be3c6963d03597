import type { AuthMap, CallSite, FunctionFacts, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { conventionOf } from '../../src/guards/conventions.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { callersOf, nameOfFunction } from '../function-names.ts';
import { keyIdentity, valueAt } from '../jwt-keys.ts';
import { tokenVerifications, type TokenVerification } from '../jwt-verifications.ts';
import type { Purpose } from '../jwt-issuances.ts';
import { wordsOf } from '../names.ts';
import { reachedFrom, type Reached } from '../reached.ts';

/** Where a token is taken: a verification, and the way to it from whoever asks for it. */
export interface Consumer {
  verification: TokenVerification;
  /** What the token is taken for. */
  takes: Purpose;
  key: string;
  /** The functions on the way, the one that verifies first. */
  path: Reached[];
}

const MAX_CALLERS_UP = 3;
const GUARD = /^(is|require|ensure|check|verify|validate|use|with)?_?(auth(enticated?|enticate|entication|orized?|orize|orization)?|logged_?in|protect(ed)?|guard|jwt|token|access_?token|bearer|user|login|session|can_?activate)(_?(middleware|guard|user|token|jwt|request|required|check|hook|handler|strategy))*$|^(protect|authenticate\w*|authorize\w*|canActivate|verify_?jwt|validate_?jwt|get_?(current_?)?user(_?from\w*)?|auth\w*middleware|middleware)$/i;
const OTHER = new Set(['reset', 'verification', 'invite', 'invitation', 'activate', 'activation', 'confirm', 'logout', 'signout', 'forgot', 'password', 'email', 'magic', 'otp', 'unsubscribe', 'decode']);

/** Every place where the project verifies access or refresh tokens with a key that can be told. */
export function consumersOf(program: ProgramView, map: AuthMap): Consumer[] {
  const guards = new Set<string>();
  const handlers = new Map<FunctionFacts, string | undefined>();
  for (const [route, detail] of map.details) {
    for (const { file, line, column, inHandler } of detail.passed) if (!inHandler) guards.add(`${file}:${line}:${column}`);
    for (const one of detail.handlers) handlers.set(one.fn, conventionOf(route));
  }
  const known: Known = { program, guards, handlers };
  return tokenVerifications(program).flatMap((one) => whereAsked(program, one)).flatMap((verification) => {
    const { site, key } = verification;
    if (isTestOrExample(site.module.path) || !key || key.kind === 'function') return [];
    const inside = site.module.functions[site.fn];
    return climb(known, verification, key, inside ? [{ module: site.module, fn: inside }] : [], undefined, MAX_CALLERS_UP);
  });
}

/** The plugin of Fastify verifies where a request is told to. */
function whereAsked(program: ProgramView, verification: TokenVerification): TokenVerification[] {
  if (verification.name !== 'register') return [verification];
  return (callIndex(program).get('jwtVerify') ?? []).filter(({ expr }) => expr.callee.kind === 'member').map((site) => ({ ...verification, site, isGuard: false }));
}

interface Known {
  program: ProgramView;
  /** Where the functions in front of handlers stand. */
  guards: Set<string>;
  /** Handlers, with what the route is for. */
  handlers: Map<FunctionFacts, string | undefined>;
}

function climb(known: Known, verification: TokenVerification, key: Value, path: Reached[], from: CallSite | undefined, up: number): Consumer[] {
  const takes = takenFor(known, verification, path, from);
  if (takes === 'other') return [];
  if (takes) {
    const id = keyIdentity(key);
    return id === undefined ? [] : [{ verification, takes, key: id, path }];
  }
  const top = path.at(-1);
  if (!top || up === 0) return [];
  // A function inside a function is run by the one around it.
  const outer = top.fn.owner >= 0 ? top.module.functions[top.fn.owner] : undefined;
  if (outer && nameOfFunction(top.module, top.fn) === '') return climb(known, verification, key, [...path, { module: top.module, fn: outer }], from, up);
  return callersOf(known.program, top.module, top.fn).filter(({ module }) => !isTestOrExample(module.path)).flatMap((caller) => {
    const around = caller.module.functions[caller.fn];
    return around ? climb(known, verification, valueAt(known.program, key, caller), [...path, { module: caller.module, fn: around }], caller, up - 1) : [];
  });
}

/** What names and routes say that the token is taken for; nothing when the callers have to be asked. */
function takenFor({ program, guards, handlers }: Known, verification: TokenVerification, path: Reached[], from: CallSite | undefined): Purpose | 'other' | undefined {
  const { site, isGuard } = verification;
  const top = path.at(-1);
  const given = (from ?? site).expr.args.flatMap((arg) => (arg.kind === 'ref' ? [arg.name] : arg.kind === 'member' ? [arg.property] : []));
  const name = top ? nameOfFunction(top.module, top.fn) : '';
  const cls = top?.fn.cls !== undefined ? top.module.classes[top.fn.cls]!.name : '';
  const byName = kindOf([...given, name, cls]);
  if (byName) return byName;
  if (top && handlers.has(top.fn)) {
    const flow = handlers.get(top.fn);
    if (flow === 'token refresh') return 'refresh';
    if (flow !== undefined) return 'other';
  }
  if (isGuard) return 'access';
  if (!top) return undefined;
  if (guards.has(placeOf(program, top)) || GUARD.test(name) && isInFront(top.module, name) || /guard$/i.test(cls)) return 'access';
  return undefined;
}

function placeOf(program: ProgramView, { module, fn }: Reached): string {
  const { line, column } = program.position(module, fn.start);
  return `${module.path}:${line}:${column}`;
}

function kindOf(names: string[]): Purpose | 'other' | undefined {
  const words = names.flatMap(wordsOf);
  const refresh = words.some((word) => /^(refresh|rt|renew|rotate)$/.test(word));
  const access = words.includes('access');
  if (refresh !== access) return refresh ? 'refresh' : 'access';
  return words.some((word) => OTHER.has(word)) ? 'other' : undefined;
}

/** `authenticate` stands in front of handlers by its name; `verifyToken` in a file of helpers is asked by others. */
function isInFront(module: ModuleFacts, name: string): boolean {
  return /middleware|guard|protect|authenticat|authoriz|require|ensure|canActivate|current_?user/i.test(name) || /middleware|guard|strateg|plugins?\//i.test(module.path);
}

/** The functions that run when the token is taken: those on the way, and what they call. */
export function runBy(program: ProgramView, { path, verification }: Consumer): Reached[] {
  const { module, expr, fn } = verification.site;
  const callbacks = expr.args.flatMap((arg) => (arg.kind === 'function' ? [{ module, fn: module.functions[arg.fn]! }] : arg.kind === 'ref' ? functionOf(program, module, arg, fn) : []));
  // A strategy's constructor verifies, and its `validate` is given the claims.
  const cls = path[0]?.fn.cls !== undefined && expr.callee.kind === 'super' ? module.classes[path[0].fn.cls] : undefined;
  const members = cls ? cls.members.flatMap((member) => (member.fn !== undefined ? [{ module, fn: module.functions[member.fn]! }] : [])) : [];
  const roots = [...path, ...callbacks, ...members];
  const found = new Map<FunctionFacts, Reached>(roots.map((one) => [one.fn, one]));
  for (const root of roots) for (const one of reachedFrom(program, [{ kind: 'function', module: root.module, fn: root.fn, scope: { module: root.module, fn: root.fn.id, values: new Map() } }], 3)) found.set(one.fn, one);
  return [...found.values()];
}

function functionOf(program: ProgramView, module: ModuleFacts, expr: Parameters<ProgramView['denote']>[1], fn: number): Reached[] {
  const value = program.denote(module, expr, fn);
  return value.kind === 'function' ? [{ module: value.module, fn: value.fn }] : [];
}
