import type { CallerValue, ResultValue, Site, Value } from '../../model/index.ts';
import { contentOf, isNullish, Settled, siteOf, UNDEFINED } from '../../link/index.ts';
import { caller, connect, type Dialect, type Simulation } from '../../guards/index.ts';
import type { Decorations } from './decorations.ts';
import { fastifyOutside } from './outside.ts';
import { callRequest, requestMember, sessionMember } from './request.ts';
import { callReply, isError, replyMember, statusOfThrown } from './reply.ts';

/** What code can see around it that is not of the request: its instance, and what routes are configured with. */
export interface Surroundings {
  instance: ResultValue;
  decorations: Decorations;
  /** `config` of routes by the request's `id`. */
  configs: ReadonlyMap<string, Value>;
}

export interface Dialects { hook: Dialect; preParsing: Dialect; websocket: Dialect }

/** Hooks `(request, reply, done)` and handlers `(request, reply)` (Fastify, Reference: Hooks, Routes, Request, Reply). */
export function dialectsFor(name: string, around: Surroundings): Dialects {
  const request = caller('request', 'req');
  const reply = caller('response', 'res');
  const done = caller('next', 'done');
  const hook: Dialect = {
    name,
    arguments: () => [request, reply, done],
    member(target, key, site, sim) {
      if (key === 'then' || key === 'catch' || key === 'finally') return undefined;
      if (target.what === 'request') return requestMember(key, site, sim, around);
      if (target.what === 'response') return replyMember(target, key, site, sim, around);
      if (target.what === 'input') return sessionMember(target, key, site, sim, around) ?? connect.member(target, key, site, sim);
      return undefined;
    },
    assign(target, key, value, site, sim) {
      // `request.user = null`, because there is no good token: what is not there is the caller.
      const nobody = target.what === 'request' && sim.persona !== 'user' && sim.because !== undefined && isNullish(value) === true;
      return connect.assign(target, key, nobody ? caller('absent', key, site) : value, site, sim);
    },
    call(callee, args, record, sim) {
      const site = siteOf(record.module, record.expr);
      if (callee.what === 'next') return callDone(args, site, sim);
      if (callee.what === 'response') return callReply(callee, args, record, site, sim);
      return callRequest(callee, args, site, sim, around) ?? connect.call(callee, args, record, sim);
    },
    outside: (record, sim) => fastifyOutside(record, sim),
    returned,
    thrown(value, site, sim) {
      const status = statusOfThrown(value, sim);
      if (status === undefined) return;
      sim.status = status;
      sim.ended = { kind: 'answered', site };
    },
  };
  return {
    hook,
    preParsing: { ...hook, name: `${name} preParsing`, arguments: () => [request, reply, caller('input', 'payload'), done] },
    websocket: websocket(hook, request),
  };
}

/** Handlers `(socket, request)` of @fastify/websocket: closing the socket is how they turn someone away. */
function websocket(hook: Dialect, request: CallerValue): Dialect {
  return {
    ...hook,
    name: `${hook.name} websocket`,
    arguments: () => [caller('input', 'socket'), request],
    member(target, key, site, sim) {
      return target.what === 'input' && target.name === 'socket' ? caller('input', key === 'socket' ? 'socket' : `socket.${key}`, site) : hook.member(target, key, site, sim);
    },
    call(callee, args, record, sim) {
      if (callee.what !== 'input' || !/^socket\.(close|terminate|destroy|end)$/.test(callee.name)) return hook.call(callee, args, record, sim);
      sim.ended = { kind: 'answered', site: siteOf(record.module, record.expr) };
      sim.status = 400;
      throw new Settled();
    },
  };
}

/** `done()` lets the request go on, unless it was answered; `done(error)` ends it. */
function callDone(args: Value[], site: Site, sim: Simulation): Value {
  if (sim.ended) return UNDEFINED;
  const [error] = args;
  const none = !error || (error.kind === 'literal' && !error.value) || (error.kind === 'caller' && error.what === 'absent');
  if (none) { sim.passed = true; sim.ended = { kind: 'next', site }; }
  else sim.ended = { kind: 'error', site, value: error };
  return UNDEFINED;
}

/** A hook that returns lets the request go on; what a handler returns is the answer. */
function returned(value: Value, site: Site, sim: Simulation): void {
  if (sim.untilAnswer) {
    if (isError(value)) sim.ended = { kind: 'error', site, value };
    else sim.ended = { kind: 'answered', site };
    return;
  }
  // `return reply` without an answer waits for one that comes from elsewhere.
  if (value.kind === 'caller' && value.what === 'response') return;
  if (!waitsForDone(site, sim)) { sim.passed = true; sim.ended = { kind: 'next', site }; }
}

function waitsForDone({ module, start, end }: Site, sim: Simulation): boolean {
  const fn = module.functions.find((one) => one.start === start && one.end === end);
  if (fn) contentOf(fn);
  // `(request, reply, done) => check(request, reply)`: of the promise that it gives, Fastify takes note all the same.
  if (fn?.body.some((stmt) => stmt.kind === 'return' && (stmt.value?.kind === 'call' || stmt.value?.kind === 'await'))) return false;
  return fn !== undefined && fn.async !== true && fn.params.filter((param) => !param.rest).length > (sim.dialect.name.endsWith(' preParsing') ? 3 : 2);
}
