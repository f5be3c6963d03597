import type { Config, FunctionValue, Guard, GuardSetting, Site, Value } from '../model/index.ts';
import { alternatives, positionOf, type Machine } from '../link/index.ts';
import { libraryProof, unwrap } from './catalogue.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { isGuardName, isHarmlessName } from './names.ts';
import type { Outcome } from './simulation.ts';
import { simulate, type SimulationResult } from './simulate.ts';

/** An element in front of a handler, as a framework found it. */
export interface Element {
  value: Value;
  /** Where it is put in front. */
  site: Site;
  /** What it is called there. */
  name: string;
}

export interface Judgement {
  guard: Guard;
  /** It never lets the request through to what follows, whoever calls: it is the handler. */
  handler: boolean;
  /** What it leaves on the request of an anonymous caller. */
  props: Map<string, Value>;
}

export interface JudgeContext {
  machine: Machine;
  dialect: Dialect;
  config: Config;
  cache: Map<unknown, Map<string, FunctionVerdict>>;
}

export interface FunctionVerdict {
  anonymous: SimulationResult;
  user?: SimulationResult;
}

/** What an element proves about a caller who gets past it. */
export function judge(element: Element, request: RequestLine, props: Map<string, Value>, context: JudgeContext): Judgement {
  const guard = describe(element);
  const setting = configured(element, context.config);
  if (setting) {
    Object.assign(guard, { proves: setting.proves, basis: 'config', roles: setting.roles ?? [] });
    return { guard, handler: false, props };
  }
  const values = alternatives(element.value).filter((one) => !(one.kind === 'literal'));
  if (values.length > 1) return judgeAlternatives(values, element, request, props, context, guard);
  const value = values[0];
  if (!value) {
    Object.assign(guard, { proves: 'nothing', basis: 'body' });
    return { guard, handler: false, props };
  }
  const inner = unwrap(value);
  if (inner) return judge({ ...element, value: inner.length === 1 ? inner[0]! : inner.at(-1)! }, request, props, context);
  if (value.kind === 'function') return judgeFunction(value, element, request, props, context, guard);
  return { guard: judgeOpaque(value, element, guard), handler: false, props };
}

function describe(element: Element): Guard {
  const { line, column } = positionOf(element.site.module, element.site.start);
  const at = { file: element.site.module.path, line, column };
  const value = element.value;
  const defined = value.kind === 'function' ? positionOf(value.module, value.fn.start) : undefined;
  return {
    name: element.name, proves: 'unknown', basis: 'name', roles: [],
    file: value.kind === 'function' ? value.module.path : at.file, line: defined?.line ?? line, column: defined?.column ?? column, appliedAt: at,
  };
}

function configured(element: Element, config: Config): GuardSetting | undefined {
  const value = element.value;
  return config.guards.find((setting) => {
    const [where, name] = setting.name.includes('#') ? setting.name.split('#') as [string, string] : ['', setting.name];
    if (!where) return name === element.name || (value.kind === 'function' && value.fn.name === name);
    if (value.kind === 'function') return value.fn.name === name && value.module.path === where.replace(/^\.\//, '');
    const proof = libraryProof(value);
    return proof?.package === where && proof.name === name;
  });
}

function judgeAlternatives(values: Value[], element: Element, request: RequestLine, props: Map<string, Value>, context: JudgeContext, guard: Guard): Judgement {
  const all = values.map((value) => judge({ ...element, value }, request, props, context));
  const proofs = new Set(all.map((one) => one.guard.proves));
  const protects = all.every((one) => isProtecting(one.guard));
  const first = all[0]!;
  if (proofs.size === 1 || protects) {
    return { ...first, guard: { ...first.guard, proves: protects && proofs.size > 1 ? 'authentication' : first.guard.proves, roles: proofs.size > 1 ? [] : first.guard.roles } };
  }
  if (all.some((one) => isProtecting(one.guard))) {
    Object.assign(guard, { proves: 'unknown', basis: 'body', reason: `\`${element.name}\` is one of several, chosen when the application starts, and not all of them refuse a caller` });
    return { guard, handler: false, props };
  }
  return { ...first, handler: all.every((one) => one.handler) };
}

export function isProtecting(guard: Pick<Guard, 'proves'>): boolean {
  return ['authentication', 'authorization', 'ownership', 'signature', 'shared-secret'].includes(guard.proves);
}

function judgeOpaque(value: Value, element: Element, guard: Guard): Guard {
  const proof = libraryProof(value);
  if (proof) {
    Object.assign(guard, { proves: proof.proves, basis: 'library', roles: proof.roles });
    if (proof.reason) guard.reason = proof.reason;
    if (proof.populates) guard.populates = true;
    return guard;
  }
  if (value.kind === 'class' || value.kind === 'array' || value.kind === 'regexp' || value.kind === 'text') return Object.assign(guard, { proves: 'nothing' });
  if (isGuardName(element.name)) return Object.assign(guard, { proves: 'authentication', reason: `\`${element.name}\` could not be followed to its definition` });
  if (isHarmlessName(element.name)) return Object.assign(guard, { proves: 'nothing' });
  return Object.assign(guard, { proves: 'unknown', reason: `\`${element.name}\` could not be followed to its definition` });
}

/** The outcomes of a function for both personas; worked out once where the request's path plays no part. */
export function verdictOf(fn: FunctionValue, request: RequestLine, props: Map<string, Value>, context: JudgeContext, handler: boolean): FunctionVerdict {
  const known = context.cache.get(fn.fn) ?? new Map<string, FunctionVerdict>();
  context.cache.set(fn.fn, known);
  const scope = `${scopeKey(fn)}|${handler}|${[...props.keys()].sort().join(',')}`;
  const general = known.get(scope);
  if (general) return general;
  const particular = `${scope}|${request.method} ${request.path} ${request.base}`;
  const cached = known.get(particular);
  if (cached) return cached;
  const input = { machine: context.machine, dialect: context.dialect, request, props, handler };
  const anonymous = simulate(fn, { ...input, persona: 'anonymous', ...(handler ? { enough: (one: Outcome) => one.end === 'answered' || one.end === 'next' } : {}) });
  const verdict: FunctionVerdict = { anonymous };
  if (anonymous.outcomes.some((one) => one.end === 'refused')) verdict.user = simulate(fn, { ...input, props: new Map(), persona: 'user' });
  const readsPath = anonymous.readsPath || verdict.user?.readsPath;
  known.set(readsPath ? particular : scope, verdict);
  return verdict;
}

const scopeIds = new WeakMap<object, number>();
let lastScope = 0;
/** Distinguishes closures of the same function: `role('admin')` and `role('user')`. */
function scopeKey(fn: FunctionValue): string {
  const idOf = (key: object): number => {
    let id = scopeIds.get(key);
    if (id === undefined) scopeIds.set(key, (id = ++lastScope));
    return id;
  };
  return `${idOf(fn.scope)}.${fn.bound ? idOf(fn.bound) : 0}.${fn.self && typeof fn.self === 'object' ? idOf(fn.self) : 0}`;
}

function judgeFunction(fn: FunctionValue, element: Element, request: RequestLine, props: Map<string, Value>, context: JudgeContext, guard: Guard): Judgement {
  const name = element.name || fn.fn.name;
  guard.name = name;
  const verdict = verdictOf(fn, request, props, context, false);
  const outcomes = verdict.anonymous.outcomes;
  const next = outcomes.filter((one) => one.end === 'next');
  const refused = outcomes.filter((one) => one.end === 'refused');
  const left = leftBehind(next, props);
  guard.basis = 'body';
  const settled = { guard, handler: next.length === 0, props: left };
  if (outcomes.length === 0) { guard.proves = 'nothing'; return { guard, handler: false, props }; }
  const open = next.filter((one) => !one.assumptions.some((assumption) => assumption.kind === 'environment'));
  if (refused.length > 0 && open.length === 0 && !verdict.anonymous.incomplete) {
    prove(guard, refused, verdict);
    const switches = next.flatMap((one) => one.assumptions.filter((assumption) => assumption.kind === 'environment').map((assumption) => assumption.name));
    if (switches.length > 0) guard.unless = [...new Set(switches.filter((one) => one !== ''))];
    return { ...settled, handler: false };
  }
  if (outcomes.every((one) => one.end === 'unknown')) {
    guard.basis = 'name';
    guard.reason = `\`${name}\` is too long or too deep to follow`;
    guard.proves = isGuardName(name) ? 'authentication' : 'unknown';
    return { ...settled, handler: false };
  }
  guard.proves = 'nothing';
  if (next.length > 0 && (left.size > props.size || refused.length > 0)) guard.populates = left.size > props.size;
  if (refused.length > 0 && next.length > 0) {
    const open = next[0]!;
    guard.reason = open.assumptions.length > 0 ? 'it refuses some callers, but lets anonymous ones through as well' : 'it lets anonymous callers through';
  }
  return settled;
}

/** Says what a refusal proves: what persona `user` lacks, and by what means the caller was recognised. */
export function prove(guard: Guard, refused: Outcome[], verdict: FunctionVerdict): void {
  const first = refused.find((one) => one.because) ?? refused[0]!;
  const site = first.because ?? first.site;
  if (site) {
    const { line, column } = positionOf(site.module, site.start);
    guard.evidence = { file: site.module.path, line, column };
  }
  const proof = refused.find((one) => one.proof)?.proof;
  const user = verdict.user?.outcomes ?? [];
  const denied = user.filter((one) => one.end === 'refused');
  const roles = [...new Set(denied.flatMap((one) => one.roles))];
  const passes = user.some((one) => one.end === 'next' || one.end === 'answered');
  if (denied.length > 0 && (roles.length > 0 || !passes)) { guard.proves = 'authorization'; guard.roles = roles; }
  else guard.proves = proof ?? 'authentication';
}

/** What is set on the request in every way that goes on; a value that differs between them is only known to be something. */
function leftBehind(next: Outcome[], before: Map<string, Value>): Map<string, Value> {
  if (next.length === 0) return before;
  const left = new Map(before);
  for (const outcome of next) {
    for (const [name, value] of outcome.props) {
      const known = left.get(name);
      if (known === undefined || (known.kind === 'caller' && known.what === 'absent')) left.set(name, value);
    }
  }
  return left;
}

