import type { CallRecord, FunctionValue, ObjectValue } from '../../model/index.ts';
import { alternatives, packageOf, type Program } from '../../link/index.ts';
import { connect, type Element } from '../../guards/index.ts';
import { placeOf } from '../endpoint.ts';
import type { ContextMaker } from './load-context.ts';
import { HONO_SERVERS } from './model.ts';

/** What an application's own server runs in front of the framework, and gives it. */
export interface Server {
  front: Element[];
  context?: ContextMaker;
  /** Why it is not known what stands in front. */
  unknown?: string;
}

const EXPRESS = /^@(react-router|remix-run)\/express$/;

/** What else serves the framework, and what it gives to `getLoadContext`. */
const SERVERS: Record<string, ContextMaker['given']> = {
  '@react-router/node': 'request', '@react-router/cloudflare': 'event', '@remix-run/cloudflare-pages': 'event', '@react-router/architect': 'connect', '@remix-run/architect': 'connect',
};

/** The server of the application in a folder; none of its own says and checks nothing. */
export function serverOf(program: Program, folder: string): Server {
  const server: Server = { front: [] };
  for (const record of program.machine.records) {
    if (!record.module.path.startsWith(folder)) continue;
    const name = packageOf(record.callee) ?? '';
    const options = record.args.find((arg): arg is ObjectValue => arg.kind === 'object' && !arg.cls);
    const isHono = HONO_SERVERS.includes(name.split('/')[0]!);
    const maker = options?.props.get('getLoadContext');
    const given = isHono ? 'fetch' : EXPRESS.test(name) ? 'connect' : SERVERS[name];
    if (!given) continue;
    const fn = maker && alternatives(maker).find((one): one is FunctionValue => one.kind === 'function');
    if (fn) server.context = { maker: fn, given };
    if (EXPRESS.test(name)) server.front = frontOf(record, program);
    else if (['configure', 'beforeAll', 'app'].some((one) => options?.props.has(one))) server.unknown = `what the server of \`${name}\` runs in front of the framework is not followed`;
  }
  return server;
}

function frontOf({ result }: CallRecord, program: Program): Element[] {
  const place = result && placeOf(result, program);
  return place ? place.front.map((element) => ({ ...element, dialect: connect })) : [];
}
