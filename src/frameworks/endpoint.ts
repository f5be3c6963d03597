import type { CallRecord, ResultValue, Value } from '../model/index.ts';
import { alternatives, packageOf, type Program } from '../link/index.ts';
import { join, type Element } from '../guards/index.ts';
import { elementsOf } from './elements.ts';
import { covers, pathsOf } from './paths.ts';
import { holds } from './operations.ts';

/** Where a handler that a library made is put, and what the HTTP server runs in front of it. */
export interface Place {
  /** With every prefix. */
  path: string;
  front: Element[];
}

/** Servers whose middleware are functions of `(req, res, next)`, in order of registration. */
const CONNECT = new Set(['express', 'express-promise-router', '@feathersjs/express', 'ultimate-express', 'connect', 'polka', 'restify']);
/** What stands in front of every method of what is registered later. */
const IN_FRONT = new Set(['use', 'all']);
const REGISTERS = new Set(['use', 'all', 'get', 'post']);

/** Where a value that answers requests stands on an application of Connect's kind; `undefined` when that was not seen. */
export function placeOf(value: Value, program: Program, depth = 0): Place | undefined {
  const record = program.machine.records.find((one) => REGISTERS.has(one.method) && one.receiver?.kind === 'result' && CONNECT.has(packageOf(one.receiver) ?? '') && one.args.some((arg) => holds(arg, (inner) => inner === value, 1)));
  if (!record || depth > 4) return undefined;
  const path = ownPath(record);
  const app = record.receiver as ResultValue;
  const elements = elementsOf(record, hasPath(record) ? 1 : 0);
  const index = elements.findIndex((element) => alternatives(element.value).includes(value));
  return behind(app, record, path, elements.slice(0, Math.max(index, 0)), program, depth);
}

/** The place of what a call puts on an application by itself: `server.applyMiddleware({ app, path })`. */
export function placeOn(app: Value | undefined, record: CallRecord, path: string, program: Program): Place | undefined {
  return app?.kind === 'result' && CONNECT.has(packageOf(app) ?? '') ? behind(app, record, path, [], program, 0) : undefined;
}

function behind(app: ResultValue, record: CallRecord, path: string, own: Element[], program: Program, depth: number): Place {
  const earlier = app.calls.filter((one) => one.order < record.order && IN_FRONT.has(one.method) && (pathsOf(one.args[0]) ?? [{ text: '/' }]).some((pattern) => covers(pattern, '/', path, one.method === 'all')));
  const here = earlier.flatMap((one) => elementsOf(one, hasPath(one) ? 1 : 0)).filter((element) => !isRouter(element.value));
  const outer = placeOf(app, program, depth + 1);
  return outer ? { path: join(outer.path, path), front: [...outer.front, ...here, ...own] } : { path, front: [...here, ...own] };
}

/** Another router or application: what it answers does not come here. */
function isRouter(value: Value): boolean {
  return value.kind === 'result' && CONNECT.has(packageOf(value) ?? '') && value.calls.length > 0;
}

function hasPath(record: CallRecord): boolean {
  return pathsOf(record.args[0]) !== undefined;
}

function ownPath(record: CallRecord): string {
  return pathsOf(record.args[0])?.[0]?.text ?? '/';
}

