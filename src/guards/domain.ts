import type { CallRecord, Expr, FunctionValue, Scope, Site, Value } from '../model/index.ts';
import { contentOf, type Domain, entryOf, isConcrete, lackingAt, noIndex, siteOf, Thrown, truth, walkFunction } from '../link/index.ts';
import { knowsAddress, testsAddress } from './addresses.ts';
import { reachesAmbient } from './ambient.ts';
import { touchOfCall, type Touch } from './apart.ts';
import { compare, RIGHTS } from './compare.ts';
import { givesIndex } from './indices.ts';
import { keep, kept } from './kept.ts';
import { outsideCall } from './outside.ts';
import { settingRead } from './settings.ts';
import { isIdentityName, isLogging, isNoiseName, isRoleFlag, isRoleName, isTurnedOffFlag, isVerifierName } from './names.ts';
import { caller, choose, isBlamed, lacksRole, type Simulation } from './simulation.ts';

/** What JavaScript means for one persona's request. */
export function domainOf(sim: Simulation): Domain {
  const calls: Call[] = [];
  let touch: Touch = 'caller';
  let callee: FunctionValue | undefined;
  let settles: Value | undefined;
  let verifies = false;
  return {
    choose: (value, test, scope) => (lacksRight(sim, value, test, scope) ? false : choose(sim, value, test, scope)),
    decided: (value, _holds, test, scope) => decided(sim, value, test, scope),
    exhausted: (value, error) => sim.persona === 'user' && value.kind === 'caller' && value.what === 'role' && !refuses(error),
    branched: (holds, test, scope) => branched(sim, holds, test, scope),
    catching(enters) { sim.catching = (sim.catching ?? 0) + (enters ? 1 : -1); },
    chosen: () => sim.position,
    mark: () => stateOf(sim),
    indifferent: (from, mark) => indifferent(sim, from, mark),
    truth: (value) => (value.kind !== 'caller' ? undefined : lackingAt(value) ? true : truthOfCaller(value.what, value.name)),
    member: (target, name, site) => member(sim, target, name, site),
    assignMember: (target, name, value, site) => (target.kind === 'caller' ? sim.dialect.assign(target, name, value, site, sim) : false),
    call: (record) => call(sim, record),
    compare: (operator, left, right, site) => compare(sim, operator, left, right, site),
    keep: (list, key, value) => keep(sim, list, key, value),
    kept: (list, key) => kept(sim, list, key),
    fallback,
    apart(fn, args, self) {
      const given = apart(sim, fn, args, self);
      touch = given.touch;
      callee = fn;
      settles = args.find((arg) => arg.kind === 'builtin' && arg.name === 'promise.refuse');
      verifies = given.value === false && touch !== 'caller' && isVerification(fn);
      return given.value;
    },
    aside: (record) => sim.dialect.outside?.(record, sim),
    enter() {
      calls.push({ refusals: sim.refusals, choices: sim.position, touch, verifies, settles, logs: callee && isLogging(callee.fn.name) ? progressOf(sim) : undefined });
      touch = 'caller';
      callee = undefined;
      settles = undefined;
      verifies = false;
      return calls.length - 1;
    },
    leave(mark, value, site) {
      const { refusals, choices, touch: seen, verifies: decides, settles: promise, logs } = calls[mark]!;
      calls.length = mark;
      if (logs && isUndone(sim, logs, choices)) return value;
      if (sim.refusals > refusals) {
        // Nothing, returned because a credential is missing, is what the credential would have led to.
        return isBlamed(sim) && value.kind === 'literal' && !value.value && value.value !== 0 ? caller('absent', 'credential', site) : value;
      }
      // A single choice is followed both ways: what hangs on it may be the answer itself.
      if (decides || (seen !== 'input' && seen !== 'container') || sim.position <= choices + 1 || (isConcrete(value) && value.kind !== 'literal') || (value.kind === 'caller' && value.what !== 'input')) return value;
      // A promise that was refused is no answer.
      if (promise?.kind === 'builtin' && promise.self?.kind === 'object' && promise.self.props.has('refused')) return value;
      // Which way it went inside is all in what it gives, and that may be anything: one way stands for the others.
      for (let i = choices; i < sim.position; i++) sim.pinned.add(i);
      return caller('input', 'an answer', site);
    },
    read: (value, name) => sim.dialect.stands?.(value, sim) ?? inProduction(value, name),
  };
}

/** An empty text, or nothing, in place of a credential that is not there says the same. */
function fallback(left: Value, right: Value): Value | undefined {
  if (left.kind !== 'caller' || left.what !== 'absent' || right.kind !== 'literal') return undefined;
  if (right.value === '') return caller('absent', left.name.startsWith('answer:') ? left.name : `answer:${left.name}`, left.site);
  return right.value === null || right.value === undefined ? left : undefined;
}

/** What has come of a run so far. */
function stateOf(sim: Simulation): unknown[] {
  return [sim.position, sim.ended, sim.passed, sim.status, sim.because, sim.refusals, sim.roles.length, sim.proof, ...[...sim.props].flat()];
}

/** A branch has changed nothing, nor has any condition inside it: the way around it need not be tried. */
function indifferent(sim: Simulation, from: number, mark: unknown[]): void {
  const [position, ...before] = mark;
  const [, ...now] = stateOf(sim);
  if (before.length !== now.length || before.some((part, i) => part !== now[i])) return;
  for (let i = position as number; i < sim.position; i++) if (!sim.pinned.has(i)) return;
  for (let i = from; i < (position as number); i++) {
    sim.pinned.add(i);
    // Nor does it say anything of whose the object is.
    const assumption = sim.assumptions[i];
    if (assumption) sim.assumptions[i] = { ...assumption, name: '' };
  }
}

/** Variables of the environment that say that it is the deployed application (vercel.com/docs, System environment variables). */
const DEPLOYED: Record<string, string> = { NODE_ENV: 'production', VERCEL: '1', VERCEL_ENV: 'production' };
const IN_PRODUCTION = /^is_?prod(uction)?$/i;
const ELSEWHERE = /^is_?(dev(elopment)?|(unit|integration|e2e)?_?test(ing)?|local(_?(dev(elopment)?|host))?)$/i;

/** What the program is told of where it runs, as it is in production. */
function inProduction(value: Value, name: string): Value {
  const set = value.kind === 'env' ? entryOf(DEPLOYED, value.name) : undefined;
  if (set !== undefined) return { kind: 'literal', value: set };
  if (value.kind === 'caller' || value.kind === 'function' || (value.kind !== 'external' && truth(value) !== undefined)) return value;
  return IN_PRODUCTION.test(name) ? { kind: 'literal', value: true } : ELSEWHERE.test(name) ? { kind: 'literal', value: false } : value;
}

/** A call of a function of the project, as it began. */
interface Call {
  refusals: number;
  choices: number;
  touch: Touch;
  verifies: boolean;
  /** It is the executor of a promise: how it refuses that. */
  settles: Value | undefined;
  /** It writes a log: how things stood before. */
  logs: Progress | undefined;
}

type Progress = Pick<Simulation, 'ended' | 'passed' | 'status' | 'proof' | 'because' | 'becauseAfter' | 'becauseSkips' | 'refusals'> & { props: Value[]; roles: number; assumptions: number };

function progressOf(sim: Simulation): Progress {
  const { ended, passed, status, proof, because, becauseAfter, becauseSkips, refusals } = sim;
  return { ended, passed, status, proof, because, becauseAfter, becauseSkips, refusals, props: [...sim.props.values()], roles: sim.roles.length, assumptions: sim.assumptions.length };
}

/** Only a log was written: how that went about it says nothing of the caller, and its other ways need not be tried. */
function isUndone(sim: Simulation, before: Progress, choices: number): boolean {
  const { ended, passed, status, proof, props, because, becauseAfter, becauseSkips, refusals, roles, assumptions } = before;
  const now = [...sim.props.values()];
  if (sim.ended !== ended || sim.passed !== passed || sim.status !== status || sim.proof !== proof || now.length !== props.length || now.some((value, i) => value !== props[i])) return false;
  for (let i = choices; i < sim.position; i++) sim.pinned.add(i);
  sim.roles.length = roles;
  // Nothing was decided since.
  Object.assign(sim, { because, becauseSkips, refusals, becauseAfter: becauseAfter === assumptions ? sim.assumptions.length : becauseAfter });
  return true;
}

const verifications = new WeakMap<object, boolean>();

/** What it gives says whether something is genuine, by its own name or by what it calls: that is never left open. */
function isVerification({ module, fn }: FunctionValue): boolean {
  let known = verifications.get(contentOf(fn));
  if (known === undefined) {
    known = isVerifierName(fn.name);
    if (!known) walkFunction(module, fn.id, { expr(expr) { known ||= expr.kind === 'call' && /^(timing_?safe_?equal|verify|verifySync)$/i.test(expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : ''); return !known; } });
    verifications.set(contentOf(fn), known);
  }
  return known;
}

const SHORT = 3;
/** What makes a client of some service is followed, though it may be longer: its methods may be checks. */
const SHORT_OF_MAKER = 8;
/** Below this depth, nothing is decided from what anyone may send. */
const INPUT_DEPTH = 4;

function apart(sim: Simulation, fn: FunctionValue, args: Value[], self: Value | undefined): { value: boolean | Value; touch: Touch } {
  // What a constructor does is to set up its object.
  if (fn.home?.cls.members.some((one) => one.variant === 'constructor' && one.fn === fn.fn.id)) return { value: false, touch: 'caller' };
  // It says whether an address is one of those that are written down, or in a range: that of whoever calls is not.
  if (sim.persona !== 'user' && testsAddress(fn, args)) return { value: caller('absent', 'address'), touch: 'caller' };
  const { ambient } = sim.dialect;
  const reaches = ambient && ((one: FunctionValue): boolean => reachesAmbient(sim.machine, one, ambient));
  const touch = touchOfCall(fn, args, self, sim.machine.setUpTo, reaches);
  // Something short may give a setting or a constant that the decision hangs on; of the rest, only that it happens is known.
  if (touch === 'nothing') {
    contentOf(fn.fn);
    if (fn.fn.body.length <= SHORT || makesClient(fn)) return { value: true, touch };
    const setting = settingRead(fn, args);
    if (setting !== undefined) return { value: { kind: 'env', name: setting, stored: true }, touch };
    if (!isNoiseName(fn.fn.name)) sim.leftOutAfter = sim.because;
    return { value: { kind: 'unknown', reason: `the result of \`${fn.fn.name}\`` }, touch };
  }
  return { value: touch === 'input' && sim.machine.depth > INPUT_DEPTH && !knowsAddress(fn) ? caller('input', fn.fn.name) : false, touch };
}

const makers = new WeakMap<object, boolean>();

/** `if (!key) throw ...; const client = new Client(key); return client;` */
function makesClient({ module, fn }: FunctionValue): boolean {
  let makes = makers.get(contentOf(fn));
  if (makes === undefined) {
    makes = false;
    if (fn.body.length <= SHORT_OF_MAKER && fn.params.length === 0) walkFunction(module, fn.id, { expr(expr, inside) { if (expr.kind === 'new' && inside === fn.id && expr.callee.kind === 'ref' && expr.callee.binding >= 0) makes = true; } });
    makers.set(contentOf(fn), makes);
  }
  return makes;
}

function truthOfCaller(what: string, name: string): boolean | undefined {
  switch (what) {
    case 'absent': return false;
    case 'missing': case 'forged': case 'request': case 'response': case 'next': case 'context': case 'credential': case 'claims': return true;
    // A user without special rights: a flag is off, as is what a role says that its holders can do; the name of a role is there.
    case 'role': return !isRoleFlag(name.slice(name.lastIndexOf('.') + 1)) && !/\.can[_A-Z]\w*$|\.rights(?:\.|$)/.test(name);
    default: return undefined;
  }
}

function decided(sim: Simulation, value: Value, test: Expr, scope: Scope): void {
  if (value.kind !== 'caller') return;
  const site = siteOf(scope.module, test);
  if (value.what === 'role') note(sim, value.name.endsWith(`.${RIGHTS}`) ? '' : value.name.slice(value.name.lastIndexOf('.') + 1), site);
  else if (value.what === 'absent' || value.what === 'missing') {
    sim.because = site;
    sim.becauseAfter = sim.assumptions.length;
    sim.becauseSkips = false;
    sim.refusals++;
    const lacked = value.name.replace(/^answer:/, '');
    if (lacked.startsWith('role:')) note(sim, lacked.slice(5), site);
    if (value.name === 'signature' || value.name === 'shared-secret') sim.proof ??= value.name;
  }
}

/** What reading a property of nothing throws. */
function typeError(site: Site): Value {
  return { kind: 'object', id: 0, props: new Map<string, Value>([['name', { kind: 'literal', value: 'TypeError' }]]), open: true, site };
}

/** The last thing that the caller lacked was asked for here. */
function branched(sim: Simulation, holds: boolean, test: Expr, scope: Scope): void {
  const { because } = sim;
  if (!holds && sim.beforeRole && because?.module === scope.module && test.kind === 'logical' && test.operator === '&&' && because.start >= test.left.start && because.end <= test.left.end && isAskedFor(test.right, scope)) {
    // Those who have the role and do not ask for what it allows go the same way.
    const { roles, ...before } = sim.beforeRole;
    sim.roles.length = roles;
    Object.assign(sim, before);
    sim.beforeRole = undefined;
    return;
  }
  if (because?.module === scope.module && because.start >= test.start && because.end <= test.end && sim.becauseAfter === sim.assumptions.length) sim.becauseSkips = !holds;
}

/** `throw new ForbiddenException()`, as opposed to `throw new Error('unknown role')`. */
function refuses(error: Expr): boolean {
  if (error.kind !== 'new' && error.kind !== 'call') return true;
  const { callee, args } = error;
  const name = callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return [name, ...args.map((arg) => (arg.kind === 'literal' ? String(arg.value) : ''))].some((text) => /forbid|forbidden|unauthor|not authori|denied|not allowed|insufficient|auth(entication|orization)?error|^40[13]$/i.test(text));
}

/** Something that callers send along, or not, as they like: `if (user.isAdmin && req.query.as)`. */
function isAskedFor(expr: Expr, from: Scope): boolean {
  let root = expr;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'ref') return false;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    const value = scope.values.get(scope.module.bindings[root.binding]!);
    if (value) return value.kind === 'caller' && value.what !== 'claims' && value.what !== 'role' && value.what !== 'response';
  }
  return false;
}

const RIGHT = /^(is|has|have)(?!.*(missing|lack|without|owner))[_A-Z]?.*(admin|superuser|staff|moderator|role|permission|privilege|scope)s?$/i;

/** `if (!hasAllPermissions)`, worked out from what the server keeps of someone who is logged in: a user without special rights has not got them. */
function lacksRight(sim: Simulation, value: Value, test: Expr, scope: Scope): boolean {
  if (sim.persona !== 'user' || (value.kind !== 'unknown' && value.kind !== 'result')) return false;
  const expr = test.kind === 'await' ? test.value : test;
  const asked = expr.kind === 'call' ? expr.callee : expr;
  const name = asked.kind === 'ref' ? asked.name : asked.kind === 'member' ? asked.property : '';
  if (!RIGHT.test(name)) return false;
  note(sim, '', siteOf(scope.module, test));
  return true;
}

function note(sim: Simulation, roles: string, site: Site): void {
  lacksRole(sim, roles.split(','), site);
}

function member(sim: Simulation, target: Value, name: string, site: Site): Value | undefined {
  if (target.kind !== 'caller') return undefined;
  switch (target.what) {
    case 'absent': {
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      // A property of nothing: an exception. That it happens is no decision about the caller; a `catch` may make it one.
      if (target.name.startsWith('answer:')) return target;
      // Code that uses it without asking knows that it is there, for whoever calls.
      if (target.unset) return isIdentityName(name) ? caller('absent', name, site) : caller('input', `${target.name}.${name}`, site);
      sim.stumbled ??= site;
      throw new Thrown(typeError(site), site);
    }
    case 'missing': return undefined;
    case 'forged': return name === 'then' || name === 'catch' || name === 'finally' ? undefined : caller('forged', `${target.name}.${name}`, site);
    // Whoever is logged in has some role, and one of several roles is a role.
    case 'role': return isTurnedOffFlag(name) ? { kind: 'literal', value: false } : name === 'length' ? { kind: 'literal', value: 1 } : /^\d+$/.test(name) ? target : caller('role', `${target.name}.${name}`, site);
    case 'claims': case 'credential':
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      if (isTurnedOffFlag(name)) return { kind: 'literal', value: false };
      // `const { data, error } = await client.getUser(token)`: of someone who was recognised, there is none.
      if (target.what === 'claims' && /^(error|err)$/.test(name)) return { kind: 'literal', value: null };
      return isRoleName(name) || isRoleFlag(name) ? caller('role', name, site) : caller('claims', `${target.name}.${name}`, site);
    default: return sim.dialect.member(target, name, site, sim);
  }
}

function call(sim: Simulation, record: CallRecord): Value | undefined {
  const { callee } = record;
  if (callee.kind === 'caller' && callee.what !== 'claims' && callee.what !== 'role' && callee.what !== 'absent' && callee.what !== 'credential' && callee.what !== 'forged') {
    const value = sim.dialect.call(callee, record.args, record, sim);
    if (value) return value;
  }
  const value = sim.dialect.outside?.(record, sim) ?? outsideCall(sim, record);
  return value?.kind === 'caller' && value.what === 'absent' && givesIndex(record.method || (callee.kind === 'caller' ? callee.name.slice(callee.name.lastIndexOf('.') + 1) : '')) ? noIndex(value) : value;
}
