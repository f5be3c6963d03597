import type { CallRecord, ResultValue, Value } from '../../model/index.ts';
import { alternatives, textOf, textParts, type Program } from '../../link/index.ts';
import { isServer, rootOf, serverOf, viewOf } from './model.ts';
import { declarationsOf, type Declaration } from './routes.ts';

/** `server.ext('onPreAuth', method)`. */
export interface Extension { event: string; method: Value; record: CallRecord; server: ResultValue; /** Only for the routes of its own plugin. */ sandboxed: boolean }
/** `server.auth.strategy(name, scheme, options)`. */
export interface Strategy { name: string; scheme: string | undefined; options: Value | undefined; record: CallRecord }
export interface Default { setting: Value; record: CallRecord; root: ResultValue }

/** All that was said of the project's servers. What belongs to a server as a whole is found by its root. */
export interface Servers {
  declarations: Declaration[];
  extensions: Extension[];
  strategies: Map<string, Strategy>;
  schemes: Map<string, Value>;
  defaults: Default[];
  decorations: Map<string, Value>;
}

export function serversOf(program: Program): Servers {
  const found: Servers = { declarations: [], extensions: [], strategies: new Map(), schemes: new Map(), defaults: [], decorations: new Map() };
  for (const record of program.machine.records) {
    const server = serverOf(record);
    if (!server) continue;
    const [first, second, third, fourth] = record.args;
    const direct = isServer(record.receiver);
    switch (record.method) {
      case 'route': if (direct) found.declarations.push(...declarationsOf(record, server, program.machine)); break;
      case 'ext': if (direct) found.extensions.push(...extensionsOf(record, server)); break;
      case 'decorate': {
        const name = second && textOf(second);
        if (first && name !== undefined && third) found.decorations.set(`${textOf(first) ?? ''}.${name}`, third);
        break;
      }
      case 'scheme': if (isAuth(record) && first && second) found.schemes.set(textOf(first) ?? '', second); break;
      case 'strategy': {
        const name = first && (first.kind === 'literal' || first.kind === 'text') ? writtenName(first) : undefined;
        if (!isAuth(record) || name === undefined) break;
        // Before version 17, a mode may stand between the scheme and its options, and makes the strategy the default.
        const options = third?.kind === 'object' ? third : fourth;
        const scheme = second && textOf(second);
        found.strategies.set(name, { name, scheme, options, record });
        if (third?.kind === 'literal' && third.value) found.defaults.push({ setting: modeOf(name, third.value, first!), record, root: rootOf(server) });
        break;
      }
      case 'default': if (isAuth(record) && first) found.defaults.push({ setting: first, record, root: rootOf(server) }); break;
      default: break;
    }
  }
  return found;
}

/** A name as it is written: what is not known of it is the same everywhere. */
export function writtenName(value: Value): string {
  return textParts(value).map((part) => part ?? ':unknown').join('');
}

function isAuth({ receiver }: CallRecord): boolean {
  return receiver?.kind === 'property' && receiver.name === 'auth';
}

function modeOf(name: string, mode: unknown, named: Value): Value {
  return { kind: 'object', id: 0, props: new Map<string, Value>([['strategy', named], ['mode', { kind: 'literal', value: mode === true ? 'required' : String(mode) }], ['name', { kind: 'literal', value: name }]]) };
}

function extensionsOf(record: CallRecord, server: ResultValue): Extension[] {
  const [first, second, third] = record.args;
  const make = (event: Value | undefined, method: Value | undefined, options: Value | undefined): Extension[] => {
    const name = event && textOf(event);
    const sandbox = options?.kind === 'object' ? options.props.get('sandbox') : undefined;
    const sandboxed = sandbox?.kind === 'literal' && sandbox.value === 'plugin';
    if (name === undefined || !method) return [];
    return alternatives(method).flatMap((one) => (one.kind === 'array' ? one.elements : [one])).map((one) => ({ event: name, method: one, record, server, sandboxed }));
  };
  const specified = first?.kind === 'array' ? first.elements : first?.kind === 'object' ? [first] : undefined;
  if (!specified) return make(first, second, third);
  return specified.flatMap((one) => (one.kind === 'object' ? make(one.props.get('type'), one.props.get('method'), one.props.get('options')) : []));
}

/** The extensions that a route meets at a point of its life, in order. */
export function extensionsFor(servers: Servers, event: string, { server }: Declaration): Extension[] {
  return servers.extensions.filter((one) => one.event === event && (one.sandboxed ? one.server === server : rootOf(one.server) === rootOf(server)));
}


/** Whether the server is one that the project is seen to make. */
export function isMade(server: ResultValue, program: Program): boolean {
  const root = rootOf(server);
  return !program.machine.given.includes(root) && viewOf(root) === undefined;
}
