import type { CallRecord, Config, RouteDetail, Value } from '../../model/index.ts';
import { ancestry, entryOf, packageOf, pathOf, textOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { aside } from '../aside.ts';
import { member, method, textsIn } from '../named.ts';
import { methodDialect, type Call } from './dialect.ts';
import { hooksIn } from './hooks.ts';
import { isApp } from './model.ts';

/** How methods of a service are reached (feathersjs.com, "REST"). */
const METHODS: Record<string, { verb: string; item: boolean }> = {
  find: { verb: 'GET', item: false }, get: { verb: 'GET', item: true }, create: { verb: 'POST', item: false },
  update: { verb: 'PUT', item: true }, patch: { verb: 'PATCH', item: true }, remove: { verb: 'DELETE', item: true },
};

/** Every method of every service that is reached from outside. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const details: RouteDetail[] = [];
  const appHooks = machine.records.filter((record) => record.method === 'hooks' && isApp(record.receiver));
  const serviceHooks = machine.records.filter((record) => record.method === 'hooks' && record.receiver?.kind === 'result' && record.receiver.call.method === 'service');
  for (const record of machine.records) {
    if (record.method !== 'use' || !isApp(record.receiver)) continue;
    const path = record.args[0] && textOf(record.args[0]);
    const service = record.args[1];
    if (path === undefined || !service || (service.kind !== 'object' && service.kind !== 'result')) continue;
    const own = serviceHooks.filter((one) => named(one.receiver) === trimmed(path));
    for (const name of methodsOf(service, record)) {
      const { verb, item } = entryOf(METHODS, name)!;
      const call: Call = { service: trimmed(path), method: name };
      // What is refused after the method has run is not read; what the method changed, it has changed.
      const types = verb === 'GET' ? ['around', 'before', 'after'] as const : ['around', 'before'] as const;
      const before = types.flatMap((type) => [...appHooks, ...own].flatMap((hooks) => hooksIn(hooks, type, call)));
      const full = join('/', item ? `${path}/:id` : path);
      const site = headOf(record);
      const fn = service.kind === 'object' ? method(machine, service, name) : undefined;
      const handler: Element = { value: fn ?? service, site, name: `${trimmed(path)}.${name}`, dialect: methodDialect(call), ...(fn ? {} : { given: { proves: 'nothing', basis: 'library' } as const }) };
      const guards = isAuthentication(service) && name === 'remove' ? [...before, { ...handler, given: { proves: 'authentication', basis: 'library' } as const }] : before;
      const verdict = accessOf({ request: { method: verb, path: full, base: '/' }, before: guards, handler }, context);
      details.push(detailOf({ framework: 'feathers', method: verb, path: full, site, handler, own: [...before, handler], verdict, group: identityOf(site), application: identityOf({ module: record.receiver.call.module, start: record.receiver.call.expr.start }) }));
    }
  }
  return unique(details);

  /** Methods that are reached from outside: those that the options list, or those that the service has. */
  function methodsOf(service: Value, record: CallRecord): string[] {
    const listed = textsIn(member(record.args[2], 'methods'));
    const all = Object.keys(METHODS);
    if (listed.length > 0) return all.filter((name) => listed.includes(name));
    if (isAuthentication(service)) return ['create', 'remove'];
    if (service.kind !== 'object') return packageOf(service) !== undefined ? all : [];
    // A class of a package below it has them all.
    return baseOf(service) ? all : all.filter((name) => method(machine, service, name));
  }

  function baseOf(service: Value): Value | undefined {
    const { cls } = service.kind === 'object' ? service : { cls: undefined };
    return cls && aside(machine, undefined, () => ancestry(machine, cls).base, undefined);
  }

  /** The service that logs callers in and out. */
  function isAuthentication(service: Value): boolean {
    const from = service.kind === 'object' ? baseOf(service) : service;
    return from !== undefined && packageOf(from) === '@feathersjs/authentication' && /Service$/.test(pathOf(from).at(-1) ?? '');
  }
}

/** The path in `app.service(path)`. */
function named(receiver: Value | undefined): string | undefined {
  const [first] = receiver?.kind === 'result' ? receiver.call.args : [];
  const path = first && textOf(first);
  return path === undefined ? undefined : trimmed(path);
}

const trimmed = (path: string): string => path.replace(/^\/+|(?<!\/)\/+$/g, '');
