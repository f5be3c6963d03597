import type { CallerPart, CallerValue, Expr, Scope, Site, Value } from '../model/index.ts';
import { askedText, type Machine, type Question, same, siteOf } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';
import { namesIn, type Doubt } from './doubt.ts';
import { isAboutSetUp } from './set-up-state.ts';

/**
 * `anonymous` sends no credential. `forger` sends whatever it likes where credentials are read from, none of it good.
 * `user` is logged in and has no special rights.
 */
export type Persona = 'anonymous' | 'forger' | 'user';

/** A condition that was not decided by what is known, and the way it was taken. */
export interface Assumption {
  kind: 'environment' | 'input' | 'alternative' | 'unknown';
  holds: boolean;
  site: Site;
  name: string;
  /** What a condition is called whose value is not known. */
  about?: string;
}

/** The name of the assumption that something is the caller's own. */
export const OWNERSHIP = 'ownership';
/** The name of the assumption that the caller is one of several. */
export const MEMBERSHIP = 'membership';

/**
 * A text of the request line, given to the code: the verdict hangs on it no further than on what the code asks of it.
 *
 * @param name what it is; the same name stands for the same `of`
 */
export function lineText(sim: Simulation, name: string, of: (line: RequestLine) => string): Value {
  sim.hasLine = true;
  return askedText(name, of, sim.line, (question) => sim.questions.set(question.text, question));
}

/** How one way through a function ends. */
export interface Outcome {
  /**
   * `next`: the request goes on to what follows. `refused`: the caller is turned away for what it is or lacks. `answered`:
   * there is a response. `failed`: there is an error response that has nothing to do with the caller. `silent`: nothing happens.
   */
  end: 'next' | 'refused' | 'answered' | 'failed' | 'silent' | 'unknown';
  status?: number;
  /** Where it sends the caller; '' when that is not known. */
  redirect?: string;
  site?: Site;
  /** The condition on the caller's credentials that led here. */
  because?: Site;
  /** Roles and permissions that would have been needed. */
  roles: string[];
  /** All that was lacking are scopes of a token: callers who come in another way need none. */
  scoped?: boolean;
  proof?: 'signature' | 'shared-secret';
  /** Why it is not known whether this way is open: it goes through code that may check for itself. */
  unfollowed?: string;
  assumptions: Assumption[];
  /** Of an answer: what it hangs on that could not be worked out. */
  doubts?: Doubt[];
  /** What this way set on the request, over what was there. */
  props: Map<string, Value>;
  /** Packages whose verification decided. */
  packages: string[];
}

/** The state of one way through a function. */
export interface Simulation {
  machine: Machine;
  persona: Persona;
  dialect: Dialect;
  /** Notes which parts are read: all of them that are count, whatever for. */
  request: RequestLine;
  /** The same, unnoted. */
  line: RequestLine;
  /** Texts of it were handed to the code. */
  hasLine: boolean;
  /** Properties set on the request (`user`) and the response's locals (`locals.user`). */
  props: Map<string, Value>;
  status: number | undefined;
  ended: { kind: 'answered' | 'next' | 'error'; site: Site; value?: Value; redirect?: string } | undefined;
  passed: boolean;
  because: Site | undefined;
  /** Why it is not known whether callers get through: code was called that may check for itself. */
  unfollowed?: string;
  /** Where a property of something that is not there was asked for. */
  stumbled: Site | undefined;
  /** How many assumptions there were when `because` was found. */
  becauseAfter: number;
  /** The condition that `because` is part of did not hold, and what hangs on it was left out. */
  becauseSkips: boolean;
  /** How things stood before the last role was found missing. */
  beforeRole?: { roles: number; because: Site | undefined; becauseAfter: number; becauseSkips: boolean } | undefined;
  /** The decision after which a function of the project was left out: what it does is not known. */
  leftOutAfter?: Site | undefined;
  /** How many handlers of exceptions are being run: a status that is not known is one of an error there. */
  catching?: number;
  /** How many conditions found a credential missing. */
  refusals: number;
  roles: string[];
  /** Of these, what a token's scopes were asked for, which say what may be done with the token. */
  scopes: Set<string>;
  proof: 'signature' | 'shared-secret' | undefined;
  /** The verdict hangs on the route in another way than by what is read of `request`. */
  readsPath: boolean;
  /** It asked for something that a caller sends to identify itself: all in which a forger differs from who is anonymous. */
  asksCredential: boolean;
  /** What it asked of texts of the request line, by question. */
  questions: Map<string, Question<RequestLine>>;
  /** What it asked for of what an earlier element may have set. */
  propsRead: Set<string>;
  packages: string[];
  /** It asked for the header of a token. */
  asked?: boolean;
  /** The first answer settles the run: a handler, after which nothing can be passed on. */
  untilAnswer: boolean;
  choices: boolean[];
  position: number;
  /** Choices that are not tried the other way. */
  pinned: Set<number>;
  assumptions: Assumption[];
  /** Settings that were asked for, and what was assumed of them: they stay what they are. */
  settings: { name: string; value: Value; holds: boolean }[];
}

export function caller(what: CallerPart, name: string, site?: Site): CallerValue {
  return site ? { kind: 'caller', what, name, site } : { kind: 'caller', what, name };
}

/** Something that the caller sends to identify itself. */
export function credential(sim: Simulation, name: string, site?: Site): CallerValue {
  sim.asksCredential = true;
  if (/authorization|token|api-?key/i.test(name)) sim.asked = true;
  return caller(sim.persona === 'anonymous' ? 'absent' : sim.persona === 'forger' ? 'forged' : 'credential', name, site);
}

/** What the server knows of a caller whom it has recognised. */
export function identity(sim: Simulation, name: string, site?: Site): CallerValue {
  return caller(sim.persona === 'user' ? 'claims' : 'absent', name, site);
}

/** What an earlier element, or this one, has set on the request under a name. */
export function readProp(sim: Simulation, name: string): Value | undefined {
  sim.propsRead.add(name);
  return sim.props.get(name);
}

/**
 * Whether what happens now, and does not say why, is for what the caller lacks. One who is logged in may lack a role, go on
 * without it, and fail for another reason later: the last thing that was decided is to blame. So may one who is not, where
 * lacking something only leaves something out (`if (user) return redirect('/')` in front of a form for newcomers).
 */
export function isBlamed(sim: Simulation): boolean {
  return sim.because !== undefined && ((sim.persona !== 'user' && !sim.becauseSkips) || sim.assumptions.length === sim.becauseAfter);
}

/** What happens from here on is because the caller's credential was found to be missing or bad. */
export function blame(sim: Simulation, site: Site): void {
  sim.because = site;
  sim.becauseAfter = sim.assumptions.length;
  sim.becauseSkips = false;
}

/** The caller was found to lack these roles, or some. */
export function lacksRole(sim: Simulation, roles: string[], site: Site): void {
  sim.beforeRole = { roles: sim.roles.length, because: sim.because, becauseAfter: sim.becauseAfter, becauseSkips: sim.becauseSkips };
  sim.because = site;
  sim.becauseAfter = sim.assumptions.length;
  for (const role of roles) if (role && !sim.roles.includes(role)) sim.roles.push(role);
}

/** Takes an undecided condition one way; the other way is taken in another run. */
export function choose(sim: Simulation, value: Value, test: Expr, scope: Scope): boolean {
  const beforeSetUp = isAboutSetUp(value, test, scope);
  const kind = beforeSetUp || isStoredSetting(value, test, scope) ? 'environment' : kindOf(value);
  const setting = kind === 'environment' ? settingIn(test) : undefined;
  const known = setting === undefined ? undefined : sim.settings.find((one) => one.name === setting && same(one.value, value) === true);
  if (known) return known.holds;
  const holds = sim.position < sim.choices.length ? sim.choices[sim.position]! : true;
  if (sim.position >= sim.choices.length) sim.choices.push(holds);
  sim.position++;
  const site = siteOf(scope.module, test);
  if (setting !== undefined) sim.settings.push({ name: setting, value, holds });
  // How the error is told that what the caller lacks has led to is no reason of its own.
  const told = sim.catching !== undefined && sim.catching > 0 && sim.because !== undefined && sim.becauseAfter === sim.assumptions.length;
  if (told) sim.becauseAfter++;
  sim.assumptions.push({ kind, holds, site, name: beforeSetUp ? namesIn(test) : nameOf(value), ...(kind === 'unknown' ? { about: namesIn(test) } : {}) });
  return holds;
}

/** The setting that a condition asks for, and what it is compared with. */
function settingIn(test: Expr): string | undefined {
  if (test.kind === 'member') return test.property;
  return test.kind === 'binary' && test.left.kind === 'member' && test.right.kind === 'literal' ? `${test.left.property} ${test.operator} ${String(test.right.value)}` : undefined;
}

function kindOf(value: Value): Assumption['kind'] {
  if (value.kind === 'env') return 'environment';
  // Which of several functions is called was settled when the application started.
  if (value.kind === 'function') return 'alternative';
  if (value.kind === 'caller') return 'input';
  if (value.kind === 'union' && value.values.some((one) => one.kind === 'env')) return 'environment';
  if (isConfiguration(value)) return 'environment';
  // A setting brought into another form: what is not known of it hangs on the setting, too.
  if (value.kind === 'union' && value.values.some(isConfiguration) && value.values.every((one) => isConfiguration(one) || one.kind === 'literal' || one.kind === 'unknown')) return 'environment';
  return 'unknown';
}

/** A constant that was read from the settings of the installation, wherever these are kept: `const open = await settings.get('open')`. */
function isStoredSetting(value: Value, test: Expr, { module }: Scope): boolean {
  if (value.kind === 'caller' || test.kind !== 'ref' || test.binding < 0) return false;
  const { init, reassigned } = module.bindings[test.binding]!;
  let read = init?.kind === 'await' ? init.value : init;
  if (reassigned || read?.kind !== 'call' || read.callee.kind !== 'member' || read.args[0]?.kind !== 'literal') return false;
  for (read = read.callee.object; read.kind === 'member';) read = read.object;
  return read.kind === 'ref' && SETTINGS.test(read.name);
}

const SETTINGS = /^(config|settings|env|environment|flags|options)$/i;

/** `config.auth.enabled`, `config.get('x')`: settings of the installation, as far as names tell. */
export function isConfiguration(value: Value): boolean {
  if (value.kind === 'external') return /config|env|settings/i.test(value.package);
  if (value.kind === 'property') return isConfiguration(value.object) || SETTINGS.test(value.name);
  if (value.kind === 'result') return isConfiguration(value.call.callee);
  return value.kind === 'env';
}

export function nameOf(value: Value): string {
  if (value.kind === 'env') return value.stored ? value.name : `process.env.${value.name}`;
  if (value.kind === 'caller') return value.name;
  if (value.kind === 'property') return value.name;
  if (value.kind === 'union') return value.values.map(nameOf).find((name) => name !== '') ?? '';
  return '';
}
