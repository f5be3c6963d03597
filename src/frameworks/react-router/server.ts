import type { CallRecord, FunctionValue, ObjectValue } from '../../model/index.ts';
import { alternatives, packageOf, type Program } from '../../link/index.ts';
import { connect, type Element } from '../../guards/index.ts';
import { placeOf } from '../endpoint.ts';
import { HONO_SERVERS } from './model.ts';

/** What an application's own server runs in front of the framework, and gives it. */
export interface Server {
  front: Element[];
  /** Makes the context of loaders and actions (reactrouter.com, "getLoadContext"), and what it is given. */
  context?: { maker: FunctionValue; given: 'connect' | 'fetch' };
  /** Why it is not known what stands in front. */
  unknown?: string;
}

const EXPRESS = /^@(react-router|remix-run)\/express$/;

/** The server of the application in a folder; none of its own says and checks nothing. */
export function serverOf(program: Program, folder: string): Server {
  const server: Server = { front: [] };
  for (const record of program.machine.records) {
    if (!record.module.path.startsWith(folder)) continue;
    const name = packageOf(record.callee) ?? '';
    const options = record.args.find((arg): arg is ObjectValue => arg.kind === 'object' && !arg.cls);
    const isHono = HONO_SERVERS.includes(name.split('/')[0]!);
    const maker = options?.props.get('getLoadContext');
    if (!isHono && !EXPRESS.test(name)) continue;
    const fn = maker && alternatives(maker).find((one): one is FunctionValue => one.kind === 'function');
    if (fn) server.context = { maker: fn, given: isHono ? 'fetch' : 'connect' };
    if (EXPRESS.test(name)) server.front = frontOf(record, program);
    else if (['configure', 'beforeAll', 'app'].some((one) => options?.props.has(one))) server.unknown = `what the server of \`${name}\` runs in front of the framework is not followed`;
  }
  return server;
}

function frontOf({ result }: CallRecord, program: Program): Element[] {
  const place = result && placeOf(result, program);
  return place ? place.front.map((element) => ({ ...element, dialect: connect })) : [];
}
