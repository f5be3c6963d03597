import type { CallerPart, CallerValue, Expr, Scope, Site, Value } from '../model/index.ts';
import { same, type Machine } from '../link/index.ts';
import type { Dialect, RequestLine } from './dialect.ts';

/**
 * `anonymous` sends no credential. `forger` sends whatever it likes where credentials are read from, none of it good.
 * `user` is logged in and has no special rights.
 */
export type Persona = 'anonymous' | 'forger' | 'user';

/** A condition that was not decided by what is known, and the way it was taken. */
export interface Assumption { kind: 'environment' | 'input' | 'alternative' | 'unknown'; holds: boolean; site: Site; name: string }

/** The name of the assumption that something is the caller's own. */
export const OWNERSHIP = 'ownership';

/** How one way through a function ends. */
export interface Outcome {
  /**
   * `next`: the request goes on to what follows. `refused`: the caller is turned away for what it is or lacks. `answered`:
   * there is a response. `failed`: there is an error response that has nothing to do with the caller. `silent`: nothing happens.
   */
  end: 'next' | 'refused' | 'answered' | 'failed' | 'silent' | 'unknown';
  status?: number;
  site?: Site;
  /** The condition on the caller's credentials that led here. */
  because?: Site;
  /** Roles and permissions that would have been needed. */
  roles: string[];
  proof?: 'signature' | 'shared-secret';
  assumptions: Assumption[];
  /** What was set on the request. */
  props: Map<string, Value>;
  /** Packages whose verification decided. */
  packages: string[];
}

/** The state of one way through a function. */
export interface Simulation {
  machine: Machine;
  persona: Persona;
  dialect: Dialect;
  request: RequestLine;
  /** Properties set on the request (`user`) and the response's locals (`locals.user`). */
  props: Map<string, Value>;
  status: number | undefined;
  ended: { kind: 'answered' | 'next' | 'error'; site: Site; value?: Value; redirect?: string } | undefined;
  passed: boolean;
  because: Site | undefined;
  /** How many assumptions there were when `because` was found. */
  becauseAfter: number;
  /** How many conditions found a credential missing. */
  refusals: number;
  roles: string[];
  proof: 'signature' | 'shared-secret' | undefined;
  /** The verdict may differ for another path or method. */
  readsPath: boolean;
  /** What it asked for of what an earlier element may have set. */
  propsRead: Set<string>;
  packages: string[];
  /** The first answer settles the run: a handler, after which nothing can be passed on. */
  untilAnswer: boolean;
  choices: boolean[];
  position: number;
  assumptions: Assumption[];
  /** Settings that were asked for, and what was assumed of them: they stay what they are. */
  settings: { name: string; value: Value; holds: boolean }[];
}

export function caller(what: CallerPart, name: string, site?: Site): CallerValue {
  return site ? { kind: 'caller', what, name, site } : { kind: 'caller', what, name };
}

/** Something that the caller sends to identify itself. */
export function credential(sim: Simulation, name: string, site?: Site): CallerValue {
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
 * without it, and fail for another reason later: the last thing that was decided is to blame.
 */
export function isBlamed(sim: Simulation): boolean {
  return sim.because !== undefined && (sim.persona !== 'user' || sim.assumptions.length === sim.becauseAfter);
}

/** Takes an undecided condition one way; the other way is taken in another run. */
export function choose(sim: Simulation, value: Value, test: Expr, scope: Scope): boolean {
  const kind = kindOf(value);
  const setting = kind === 'environment' && test.kind === 'member' ? test.property : undefined;
  const known = setting === undefined ? undefined : sim.settings.find((one) => one.name === setting && same(one.value, value) === true);
  if (known) return known.holds;
  const holds = sim.position < sim.choices.length ? sim.choices[sim.position]! : true;
  if (sim.position >= sim.choices.length) sim.choices.push(holds);
  sim.position++;
  const site = { module: scope.module, start: test.start, end: test.end };
  if (setting !== undefined) sim.settings.push({ name: setting, value, holds });
  sim.assumptions.push({ kind, holds, site, name: nameOf(value) });
  return holds;
}

function kindOf(value: Value): Assumption['kind'] {
  if (value.kind === 'env') return 'environment';
  // Which of several functions is called was settled when the application started.
  if (value.kind === 'function') return 'alternative';
  if (value.kind === 'caller') return 'input';
  if (value.kind === 'union' && value.values.some((one) => one.kind === 'env')) return 'environment';
  if (isConfiguration(value)) return 'environment';
  return 'unknown';
}

/** `config.auth.enabled`, `config.get('x')`: settings of the installation, as far as names tell. */
export function isConfiguration(value: Value): boolean {
  if (value.kind === 'external') return /config|env|settings/i.test(value.package);
  if (value.kind === 'property') return isConfiguration(value.object) || /^(config|settings|env|environment|flags|options)$/i.test(value.name);
  if (value.kind === 'result') return isConfiguration(value.call.callee);
  return value.kind === 'env';
}

export function nameOf(value: Value): string {
  if (value.kind === 'env') return `process.env.${value.name}`;
  if (value.kind === 'caller') return value.name;
  if (value.kind === 'property') return value.name;
  if (value.kind === 'union') return value.values.map(nameOf).find((name) => name !== '') ?? '';
  return '';
}
