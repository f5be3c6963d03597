import type { CallRecord, Config, FunctionValue, ResultValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, caller, connect, simulate, type Dialect, type Element, type JudgeContext, type RequestLine } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf, nameOfExpr, nameOfValue } from '../elements.ts';
import { contextFor } from '../file-routes.ts';
import { member } from '../named.ts';
import { connecting, connectionArguments, eventArguments, handling, onSocket, receiving, registering } from '../socket-dialect.ts';
import { exitsBefore } from '../socket-refusal.ts';
import { allowing, shape } from './dialects.ts';
import { connectionOf, isEngine, isEvent, isSocket, isUse, namespaceOf, type Connection } from './model.ts';

/** Events that a library emits by itself. */
const RESERVED = new Set(['disconnect', 'disconnecting', 'error', 'connect', 'connect_error', 'newListener', 'removeListener', 'connection', 'close']);

/** An event by which callers say who they are. */
const LETS_IN = /auth|log-?in|sign-?in|identif|handshake/i;

/** Every event that a client can send to a socket of a namespace. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, connect);
  const { records } = program.machine;
  const connections = records.flatMap((record) => connectionOf(record) ?? []);
  const events = records.filter(isEvent);
  const gates = new Map<string, Element>();
  return unique(connections.flatMap((connection) => {
    const own = events.filter((record) => (record.receiver as ResultValue).call === connection.record);
    const routes = own.flatMap((record) => routesOf(connection, record, own));
    return routes.length > 0 ? routes : bare(connection);
  }));

  function routesOf(connection: Connection, record: CallRecord, own: CallRecord[]): RouteDetail[] {
    const site = siteOf(record);
    return eventsOf(record).flatMap((event): RouteDetail[] => {
      if (RESERVED.has(event)) return [];
      const path = pathOf(connection, event);
      const request: RequestLine = { method: 'EVENT', path, base: '/', id: event };
      const handler = record.args.at(-1);
      if (!handler || handler.kind === 'literal') return [];
      const outer = record.frames.flatMap((frame) => own.find((one) => one.expr === frame.expr && one !== record) ?? []);
      const steps = [connection.record, ...outer, record];
      const before = [
        ...inFront(connection),
        ...steps.slice(0, -1).map((step, i) => gate(step, steps[i + 1]!, i === 0, request)),
        ...packetMiddleware(connection, event),
      ];
      const last: Element = { value: onSocket(handler), site, name: nameOfValue(handler) || event, dialect: handling(shape) };
      const verdict = accessOf({ request, before, handler: last }, context);
      return [detailOf({ framework: 'socket-io', method: 'EVENT', path, site, handler: last, own: [last], verdict, group: identityOf(siteOf(connection.record)), application: identityOf({ module: connection.namespace.server.call.module, start: connection.namespace.server.call.expr.start }) })];
    });
  }

  /** A namespace whose sockets only listen. */
  function bare(connection: Connection): RouteDetail[] {
    const { record } = connection;
    const fn = record.args[1];
    if (fn?.kind !== 'function') return [];
    const site = siteOf(record);
    const path = pathOf(connection, 'connection');
    const handler: Element = { value: onSocket(fn), site, name: fn.fn.name || 'connection', dialect: handling(shape, connectionArguments) };
    const verdict = accessOf({ request: { method: 'EVENT', path, base: '/', id: 'connection' }, before: inFront(connection), handler }, context);
    return [detailOf({ framework: 'socket-io', method: 'EVENT', path, site, handler, own: [handler], verdict, group: identityOf(site), application: identityOf({ module: connection.namespace.server.call.module, start: connection.namespace.server.call.expr.start }) })];
  }

  /** What a connection passes: the handshake over HTTP, then the middleware of its namespace. */
  function inFront({ namespace }: Connection): Element[] {
    const { server, path } = namespace;
    const options = server.call.args.find((arg) => member(arg, 'allowRequest'));
    const allow = member(options, 'allowRequest');
    const at: Site = { module: server.call.module, start: server.call.expr.start, end: server.call.expr.callee.end };
    const engine = records.filter((record) => record.method === 'use' && isEngine(record.receiver) && record.receiver?.kind === 'property' && record.receiver.object === server);
    const uses = records.filter((record) => record.method === 'use' && isUse(record) && namespaceOf(record.receiver)?.server === server && namespaceOf(record.receiver)?.path === path);
    return [
      ...(allow ? [{ value: allow, site: at, name: 'allowRequest', dialect: allowing }] : []),
      ...engine.flatMap((record) => elementsOf(record, 0)).map((element) => ({ ...element, dialect: connect })),
      ...uses.flatMap((record) => elementsOf(record, 0)).map((element) => ({ ...element, dialect: connecting(shape) })),
    ];
  }

  function packetMiddleware(connection: Connection, event: string): Element[] {
    return records.filter((record) => record.method === 'use' && record.receiver && isSocket(record.receiver) && record.receiver.call === connection.record)
      .flatMap((record) => elementsOf(record, 0)).map((element) => ({ ...element, dialect: receiving(shape, event) }));
  }

  /** What has to be gone through up to the registration of the next step. */
  function gate(step: CallRecord, next: CallRecord, first: boolean, request: RequestLine): Element {
    const value = onSocket(step.args.at(-1)!);
    const around = next.module.functions.filter((fn) => fn.start <= next.expr.start && next.expr.end <= fn.end).sort((a, b) => b.start - a.start)[0];
    const key = `${identityOf(siteOf(step))} ${next.module.path}#${around?.id ?? -1}.${around ? exitsBefore(around, next.module, next.expr.start) : 0} ${next.frames.map((frame) => frame.expr.start).join()} ${next.conditions.map(({ test, holds }) => `${test.start}${String(holds)}`).join()}`;
    let known = gates.get(key);
    if (!known) {
      const element: Element = { value, site: siteOf(step), name: nameOfValue(value) || `on ${eventsOf(step)[0] ?? 'connection'}` };
      const fn = alternatives(value).find((one): one is FunctionValue => one.kind === 'function');
      const dialect = fn && registering(shape, next.expr, key, fn, first ? connectionArguments : eventArguments);
      if (!fn || !dialect) known = { ...element, given: { proves: 'unknown', basis: 'name', reason: `\`${element.name}\` could not be followed to its definition` } };
      else if (!first && LETS_IN.test(`${element.name} ${eventsOf(step)[0] ?? ''}`)) known = { ...element, value: literal(true), given: { proves: 'unknown', basis: 'name', reason: `it is registered once \`${element.name}\` has let the caller in, and whom that lets in could not be worked out` } };
      else known = isReached(fn, dialect, request, context) ? { ...element, dialect } : { ...element, value: literal(true), given: { proves: 'unknown', basis: 'body', reason: `how \`${element.name}\` comes to register it could not be followed` } };
      gates.set(key, known);
    }
    return known;
  }
}

/** Only a right is missing, or nothing. */
const gets = ({ end, roles }: { end: string; roles: string[] }): boolean => end === 'next' || (end === 'refused' && roles.length > 0);

/** Someone who is logged in comes to the registration, or would with the right role: it is not only lost to the simulation. */
function isReached(fn: FunctionValue, dialect: Dialect, request: RequestLine, { machine }: JudgeContext): boolean {
  return simulate(fn, { machine, dialect, request, persona: 'user', props: new Map([['user', caller('claims', 'user')]]), runs: 16, enough: gets }).outcomes.some(gets);
}

function siteOf({ module, expr }: CallRecord): Site {
  const first = expr.args[0];
  return { module, start: expr.start, end: first && first.end - expr.start < 200 ? first.end : expr.callee.end };
}

function eventsOf(record: CallRecord): string[] {
  if (record.method === 'onAny') return ['*'];
  const names = alternatives(record.args[0] ?? literal(undefined)).map((value: Value) => textOf(value));
  const known = names.filter((name): name is string => name !== undefined);
  if (known.length > 0) return known;
  const [arg] = record.expr.args;
  return arg && nameOfExpr(arg) !== '' ? [`:${nameOfExpr(arg)}`] : ['*'];
}

/** The event's name, behind that of its namespace. */
function pathOf({ namespace }: Connection, event: string): string {
  return namespace.path === '/' ? event : `${namespace.path}/${event}`;
}
