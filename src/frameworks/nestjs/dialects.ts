import type { Site, Value } from '../../model/index.ts';
import { UNDEFINED } from '../../link/index.ts';
import { caller, connect, type Dialect, type Simulation } from '../../guards/index.ts';
import { choiceOf } from '../choice.ts';
import type { Classes } from '../classes.ts';
import { contextCall, contextMember } from './context.ts';
import type { Entry } from './entry.ts';
import { endWith } from './exceptions.ts';
import { outsideNest } from './outside.ts';
import { argumentsOf } from './parameters.ts';
import { passportArguments } from './passport.ts';
import type { Strategies } from './strategies.ts';

/** How code in its several places sees a request. */
export interface Dialects {
  /** `canActivate(context)`: what it returns decides. */
  guard: Dialect;
  /** `intercept(context, next)`. */
  interceptor: Dialect;
  /** `handleRequest(err, user, info, context)` of a guard that extends `AuthGuard(...)`. */
  handleRequest: Dialect;
  /** `validate(request)` of a strategy that leaves the check to the project. */
  validate: Dialect;
  /** `handleConnection(client)` of a gateway: whoever is not disconnected stays. */
  connection: Dialect;
  handler: Dialect;
}

export interface Surroundings { entries: Map<string, Entry>; classes: Classes; strategies: Strategies }

export function dialectsOf(around: Surroundings): Dialects {
  const entryOf = (sim: Simulation): Entry | undefined => around.entries.get(sim.request.id ?? '');
  const shared: Pick<Dialect, 'member' | 'assign' | 'call' | 'outside' | 'thrown'> = {
    member: (target, name, site, sim) => contextMember(target, name, site, sim, entryOf(sim)),
    assign(target, name, value, site, sim) {
      if (target.what === 'context') { sim.props.set(`${target.name}.${name}`, value); return true; }
      return connect.assign(target, name, value, site, sim);
    },
    call: (callee, args, record, sim) => contextCall(callee, args, record, sim, entryOf(sim)),
    outside: (record, sim) => outsideNest(record, sim, entryOf(sim), around),
    thrown: (value, site, sim) => endWith(value, site, sim, around.classes),
  };
  const context = caller('context', 'context');
  return {
    guard: { ...shared, name: 'nestjs guard', arguments: () => [context], returned: activate },
    interceptor: { ...shared, name: 'nestjs interceptor', arguments: () => [context, caller('next', 'next')] },
    handleRequest: { ...shared, name: 'nestjs passport', arguments: () => [UNDEFINED], supply: (_fn, sim) => passportArguments(sim), returned: populate },
    validate: {
      ...shared, name: 'nestjs strategy', arguments: () => [caller('request', 'req'), caller('next', 'next')],
      returned(value, site, sim) { activate(value, site, sim); if (sim.passed) populate(value, site, sim); },
    },
    connection: {
      ...shared, name: 'nestjs connection', arguments: () => [caller('request', 'client'), caller('input', 'body')],
      returned: (_value, _site, sim) => { sim.passed = true; },
      // An exception closes no socket.
      thrown: (_value, _site, sim) => { sim.passed = true; },
    },
    handler: {
      ...shared, name: 'nestjs handler', arguments: () => [UNDEFINED],
      supply: (_fn, sim) => { const entry = entryOf(sim); return entry ? argumentsOf(entry, sim) : []; },
      returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; },
    },
  };
}

/** What `handleRequest` returns becomes `request.user`, and the request goes on. */
function populate(value: Value, _site: Site, sim: Simulation): void {
  sim.props.set('user', value);
  sim.passed = true;
}

/** A guard lets through what it returns something true for; all others get 403 (docs.nestjs.com, "Guards"). */
function activate(value: Value, site: Site, sim: Simulation): void {
  if (choiceOf(value, site, sim)) sim.passed = true;
  else {
    sim.ended = { kind: 'answered', site };
    sim.status = 403;
  }
}
