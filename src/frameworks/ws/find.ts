import type { CallRecord, Config, FunctionValue, ResultValue, RouteDetail, Site } from '../../model/index.ts';
import { functionsOf, textOf, type Program } from '../../link/index.ts';
import { accessOf, connect, normalize, type Element, type RequestLine } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor } from '../file-routes.ts';
import { member } from '../named.ts';
import { eventArguments, handling, onSocket } from '../socket-dialect.ts';
import { connected, connecting, shape, upgrading, verifying } from './dialects.ts';
import { isConnection, isMessage, serverOf } from './model.ts';
import { upgradesTo } from './upgrades.ts';

/** What clients can send over the connections of each server, as one entry point for each listener of connections. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, connect);
  const { records } = program.machine;
  return unique(records.filter(isConnection).flatMap((record): RouteDetail[] => {
    const server = serverOf(record.receiver);
    const fn = record.args.slice(1).flatMap(functionsOf)[0];
    return server && fn ? routesOf(record, server, fn) : [];
  }));

  function routesOf(record: CallRecord, server: ResultValue, fn: FunctionValue): RouteDetail[] {
    const options = server.call.args.find((arg) => arg.kind === 'object');
    const given = member(options, 'path');
    const upgrades = upgradesTo(program, server);
    const path = normalize((given && textOf(given)) ?? upgrades.map((one) => one.path).find((one) => one !== undefined) ?? '/');
    const request: RequestLine = { method: 'EVENT', path, base: '/' };
    const site = siteOf(record);
    const open = { value: onSocket(fn), site, name: nameOfValue(fn) || 'connection' };
    const verify = member(options, 'verifyClient');
    const detached = member(options, 'noServer');
    const unknown = detached?.kind === 'literal' && detached.value === true && upgrades.length === 0 ? 'where connections are handed to its server could not be found' : undefined;
    const before: Element[] = [
      ...(verify && verify.kind !== 'literal' ? [{ value: verify, site: siteOf(server.call), name: 'verifyClient', dialect: verifying }] : []),
      ...upgrades.map((one): Element => ({ value: one.fn, site: siteOf(one.record), name: nameOfValue(one.fn) || 'on upgrade', dialect: upgrading(server) })),
    ];
    const verdicts = [accessOf({ request, before, handler: { ...open, dialect: connected }, unknown }, context)];
    let handler: Element = { ...open, dialect: connected };
    // Whoever may connect may still have to say who it is before messages are served.
    for (const message of verdicts[0]!.access === 'public' ? records.filter((one) => isMessage(one) && one.receiver?.kind === 'result' && one.receiver.call === record) : []) {
      const listener = message.args.slice(1).flatMap(functionsOf)[0];
      if (!listener) continue;
      const gate: Element = { ...open, dialect: connecting(shape, message.expr, identityOf(siteOf(message)), fn, eventArguments) };
      const last: Element = { value: onSocket(listener), site: siteOf(message), name: nameOfValue(listener) || 'message', dialect: handling(shape) };
      const verdict = accessOf({ request, before: [...before, gate], handler: last }, context);
      if (verdict.access === 'public' || verdicts.length === 1) { verdicts.push(verdict); handler = last; }
      if (verdict.access === 'public') break;
    }
    const verdict = verdicts.at(-1)!;
    return [detailOf({ framework: 'ws', method: 'EVENT', path, site, handler, own: [handler], verdict, group: identityOf(site), application: identityOf(siteOf(server.call)) })];
  }
}

function siteOf({ module, expr }: Pick<CallRecord, 'module' | 'expr'>): Site {
  const first = expr.args[0];
  return { module, start: expr.start, end: first && first.end - expr.start < 200 ? first.end : expr.callee.end };
}
