import type { Config, FunctionValue, Guard, GuardSetting, Site, Value } from '../model/index.ts';
import { alternatives, isConcrete, positionOf, truth, walkFunction } from '../link/index.ts';
import { libraryProof, unwrap } from './catalogue.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { isGuardName, isHarmlessName, isRoleName } from './names.ts';
import { isExempt, unlessCall } from './libraries/unless.ts';
import { isDenied } from './outcome.ts';
import { OWNERSHIP, type Outcome } from './simulation.ts';
import { verifiesCredentials } from './verification.ts';
import { ENOUGH_WAYS, verdictOf, type FunctionVerdict, type RequestState, type VerdictContext } from './verdict.ts';

/** An element in front of a handler, as a framework found it. */
export interface Element {
  value: Value;
  /** Where it is put in front. */
  site: Site;
  /** What it is called there. */
  name: string;
  /** How its code sees the request, where that differs from the framework's usual way. */
  dialect?: Dialect;
  /** What its request's path is relative to, where that differs from the route's. */
  base?: string;
  /** What the framework itself knows of it (an `auth` option, a decorator of its own): nothing is left to judge. */
  given?: GivenProof;
}

export type GivenProof = Pick<Guard, 'proves' | 'basis'> & Partial<Pick<Guard, 'roles' | 'reason' | 'populates' | 'startsLogin' | 'unless' | 'evidence'>>;

export interface Judgement {
  guard: Guard;
  /** It never lets the request through to what follows, whoever calls: it is the handler. */
  handler: boolean;
  /** What the request is like behind it. */
  state: RequestState;
}

export interface JudgeContext extends VerdictContext { config: Config }


/** What an element proves about a caller who gets past it. */
export function judge(element: Element, line: RequestLine, state: RequestState, given: JudgeContext): Judgement {
  const context = contextFor(element, given);
  const request = element.base === undefined ? line : { ...line, base: element.base };
  const guard = describe(element);
  const setting = configured(element, context.config);
  if (setting) {
    Object.assign(guard, { proves: setting.proves, basis: 'config', roles: setting.roles ?? [] });
    return { guard, handler: false, state: behind(guard, state) };
  }
  if (element.given) {
    Object.assign(guard, element.given);
    return { guard, handler: false, state: behind(guard, state) };
  }
  const values = alternatives(element.value).filter((one) => !(one.kind === 'literal'));
  if (values.length > 1) return judgeAlternatives(values, element, request, state, context, guard);
  const value = values[0];
  if (!value) {
    Object.assign(guard, { proves: 'nothing', basis: 'body' });
    return { guard, handler: false, state: behind(guard, state) };
  }
  const unless = unlessCall(value);
  if (unless) {
    const exempt = isExempt(unless, request);
    const inside = judge({ ...element, value: unless.call.receiver! }, request, state, context);
    if (exempt === false) return inside;
    const reason = exempt ? 'its `unless` lets this route through' : 'its `unless` could not be worked out for this route';
    return { guard: { ...inside.guard, proves: exempt ? 'nothing' : 'unknown', reason }, handler: false, state };
  }
  const inner = unwrap(value);
  if (inner) return judge({ ...element, value: inner.length === 1 ? inner[0]! : inner.at(-1)! }, request, state, context);
  if (value.kind === 'function') return judgeFunction(value, element, request, state, context, guard);
  judgeOpaque(value, element, guard);
  return { guard, handler: false, state: behind(guard, state) };
}

/** The context with the element's own dialect. */
export function contextFor(element: Element, context: JudgeContext): JudgeContext {
  return element.dialect ? { ...context, dialect: element.dialect } : context;
}

/** A function that is known to be the handler: whether it refuses anyone is asked where its route is judged. */
export function handlerJudgement(element: Element, state: RequestState): Judgement {
  return { guard: { ...describe(element), proves: 'nothing', basis: 'body' }, handler: true, state };
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

function judgeAlternatives(values: Value[], element: Element, request: RequestLine, state: RequestState, context: JudgeContext, guard: Guard): Judgement {
  const all = values.map((value) => judge({ ...element, value }, request, state, context));
  const proofs = new Set(all.map((one) => one.guard.proves));
  const protects = all.every((one) => isProtecting(one.guard));
  const first = all[0]!;
  if (proofs.size === 1 || protects) {
    return { ...first, guard: { ...first.guard, proves: protects && proofs.size > 1 ? 'authentication' : first.guard.proves, roles: proofs.size > 1 ? [] : first.guard.roles } };
  }
  if (all.some((one) => isProtecting(one.guard))) {
    Object.assign(guard, { proves: 'unknown', basis: 'body', reason: `\`${element.name}\` is one of several, chosen when the application starts, and not all of them refuse a caller` });
    return { guard, handler: false, state: behind(guard, state) };
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
    if (proof.startsLogin) guard.startsLogin = true;
    return guard;
  }
  if (value.kind === 'class' || value.kind === 'array' || value.kind === 'regexp' || value.kind === 'text') return Object.assign(guard, { proves: 'nothing' });
  if (isGuardName(element.name)) return Object.assign(guard, { proves: 'authentication', reason: `\`${element.name}\` could not be followed to its definition` });
  if (isHarmlessName(element.name)) return Object.assign(guard, { proves: 'nothing' });
  return Object.assign(guard, { proves: 'unknown', reason: `\`${element.name}\` could not be followed to its definition` });
}

function judgeFunction(fn: FunctionValue, element: Element, request: RequestLine, state: RequestState, context: JudgeContext, guard: Guard): Judgement {
  const name = element.name || fn.fn.name;
  Object.assign(guard, { name, basis: 'body', proves: 'nothing' });
  const verdict = verdictOf(fn, request, state, context, false);
  const { outcomes } = verdict.anonymous;
  if (outcomes.length === 0) return { guard, handler: false, state };
  const passes = (all: Outcome[]): Outcome[] => all.filter((one) => one.end === 'next');
  const next = passes(outcomes);
  const crashes = outcomes.every((one) => one.end === 'failed') && verdict.user?.outcomes.some((one) => one.end === 'next' || (one.end === 'refused' && one.roles.length > 0)) === true;
  // A check of someone who has to be there: without anyone it fails, and lets nobody past either.
  const refused = crashes ? outcomes : outcomes.filter((one) => one.end === 'refused');
  const handler = next.length === 0 && passes(verdict.user?.outcomes ?? []).length === 0;
  // `if (readOnly) throw new Forbidden()`: a setting turns away whoever comes, or nobody.
  if (next.length > 0 && refused.length > 0 && refused.every((one) => isForAll(one, verdict))) return { guard, handler: false, state: leave(state, next, passes(verdict.user?.outcomes ?? [])) };
  if (refused.length > 0 && verdict.open === 'no' && !verdict.anonymous.incomplete) {
    prove(guard, refused, verdict);
    const switches = next.flatMap((one) => one.assumptions.filter((assumption) => assumption.kind === 'environment').map((assumption) => assumption.name));
    if (switches.length > 0) guard.unless = [...new Set(switches.filter((one) => one !== ''))];
    return { guard, handler: false, state: { ...leave(state, next, passes(verdict.user?.outcomes ?? [])), protected: true } };
  }
  if (refused.length > 0 && verdict.open === 'by choice' && !verdict.anonymous.incomplete) {
    Object.assign(guard, { proves: 'unknown', reason: `\`${name}\` stands for one of several checks, chosen when the application starts, and not all of them refuse a caller` });
    return { guard, handler: false, state };
  }
  if (refused.length > 0 && verdict.open === 'no' && next.length > 0) {
    Object.assign(guard, { proves: 'unknown', reason: `${name === '' ? 'a function without a name' : `\`${name}\``} has more ways through it than can be tried; of those that were, some turn anonymous callers away` });
    return { guard, handler: false, state };
  }
  const left = leave(state, next, passes(verdict.user?.outcomes ?? []));
  if (state.protected && verdict.user?.outcomes.some(isDenied)) {
    prove(guard, verdict.user.outcomes.filter(isDenied), verdict);
    if (isProtecting(guard) && guard.proves !== 'authentication') return { guard, handler, state: left };
    guard.proves = 'nothing';
  }
  if (outcomes.every((one) => one.end === 'unknown')) {
    Object.assign(guard, { basis: 'name', reason: `\`${name}\` is too long or too deep to follow`, proves: isGuardName(name) ? 'authentication' : 'unknown' });
    return { guard, handler: false, state };
  }
  if (next.length > 0 && (left.props.size > state.props.size || next.some((one) => one.packages.some(verifiesCredentials)))) guard.populates = true;
  const unfollowed = next.find((one) => one.unfollowed !== undefined)?.unfollowed;
  if (unfollowed !== undefined) return { guard: Object.assign(guard, { proves: 'unknown', reason: unfollowed }), handler, state: left };
  if (verdict.forgeable) Object.assign(guard, { reason: 'it only looks whether a credential is there, not whether it is good', weakness: 'presence-only' });
  else if (refused.length > 0 && next.length > 0) {
    guard.reason = 'it lets anonymous callers through';
    if (next.some((one) => one.assumptions.length === 0)) guard.weakness = 'optional';
    else if (next.some(hangsOnStored)) guard.weakness = 'conditional';
  } else if (outcomes.length < ENOUGH_WAYS && outcomes.every((one) => one.end === 'next') && !verdict.anonymous.incomplete && !guard.populates) guard.weakness = 'none-refused';
  return { guard, handler, state: left };
}

/**
 * Someone who is logged in meets the same: nobody is turned away there. Everyone is sent to the same page from the same place;
 * or is refused for a reason that has nothing to do with who is calling.
 */
export function isForAll({ because, redirect, site }: Outcome, { user }: FunctionVerdict): boolean {
  if (!user || user.outcomes.length === 0) return false;
  const isHere = (one: Outcome): boolean => one.site?.module === site?.module && one.site?.start === site?.start;
  if (redirect !== undefined) return user.outcomes.every((one) => one.end === 'answered' && one.redirect === redirect && isHere(one));
  return because === undefined && site !== undefined && user.outcomes.some((one) => one.end === 'refused' && one.because === undefined && isHere(one)) && user.outcomes.some((one) => one.end === 'answered' || one.end === 'next');
}

/** A condition on a member of something that was looked up (`share.creatorId`), which is none of what the caller sends. */
function hangsOnStored({ assumptions }: Outcome): boolean {
  return assumptions.some(({ kind, name }) => kind === 'input' && /^\w+\.\w/.test(name) && !/^(params?|query|body|headers?|cookies?|req|request|ctx|context|input|args?|data|payload|url|session|search_?params)\./i.test(name));
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
  const denied = user.filter(isDenied);
  const free = user.some((one) => (one.end === 'next' || one.end === 'answered') && !one.assumptions.some(({ kind }) => kind === 'environment'));
  const roles = [...new Set(denied.flatMap((one) => (one.scoped && free ? [] : one.roles)))];
  // A way that was not followed to its end, or not tried at all, may let the caller through; one that ends for what is sent has.
  const passes = verdict.user?.incomplete === true || user.some((one) => one.end === 'next' || one.end === 'answered' || one.end === 'unknown' || (one.end === 'failed' && one.status !== undefined && one.because === undefined));
  const asked = denied.flatMap((one) => one.assumptions.filter((assumption) => assumption.name === OWNERSHIP));
  // `if (!post || post.author !== user.id) throw ...`: what is not there is nobody's.
  const isNobodys = (one: Outcome): boolean => one.roles.length === 0 && !one.because && asked.some(({ site: at }) => isBeside(one.assumptions.at(-1)?.site, at));
  const owned = asked.length > 0 && denied.every((one) => one.assumptions.some((assumption) => asked.includes(assumption)) || isNobodys(one));
  if (owned && passes) guard.proves = 'ownership';
  // Told to log in (RFC 9110 section 15.5.2) for no reason that was found, one who is logged in lacks no right.
  else if (roles.length > 0 || (denied.some((one) => one.status !== 401 || one.because) && !passes)) { guard.proves = 'authorization'; guard.roles = roles.filter((role) => !isRoleName(role)); }
  else guard.proves = proof ?? 'authentication';
}

/** Both are parts of one condition, either of which is enough. */
function isBeside(one: Site | undefined, other: Site): boolean {
  if (!one || one.module !== other.module) return false;
  const [start, end] = [Math.min(one.start, other.start), Math.max(one.end, other.end)];
  const around = one.module.functions.findLast((fn) => fn.start <= start && end <= fn.end);
  let found = false;
  if (around) walkFunction(one.module, around.id, { expr(expr) { found ||= expr.kind === 'logical' && expr.operator === '||' && expr.start <= start && end <= expr.end; return !found; } });
  return found;
}

/** What goes on carries what was set in some way that goes on; where the ways differ, it is only known to be something. */
function leave(state: RequestState, next: Outcome[], user: Outcome[]): RequestState {
  const merge = (before: Map<string, Value>, outcomes: Outcome[]): Map<string, Value> => {
    if (outcomes.length === 0) return before;
    const left = new Map(before);
    for (const outcome of outcomes) {
      for (const [name, value] of new Map([...before, ...outcome.props])) {
        const known = left.get(name);
        if (known === undefined || truth(known) === false || isVaguer(value, known)) left.set(name, value);
      }
    }
    return left;
  };
  return { ...state, props: merge(state.props, next), userProps: merge(state.userProps, user) };
}

/** One way sets something that is fully known, another something that is not: no more than that is known of both. */
function isVaguer(value: Value, known: Value): boolean {
  return isConcrete(known) && !isConcrete(value) && truth(value) !== false;
}

function behind(guard: Guard, state: RequestState): RequestState {
  return isProtecting(guard) ? { ...state, protected: true } : state;
}
