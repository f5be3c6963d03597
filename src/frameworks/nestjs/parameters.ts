import type { FunctionValue, Value } from '../../model/index.ts';
import { entryOf, settle, textOf, UNDEFINED, type Machine } from '../../link/index.ts';
import { caller, connect, identity, isIdentityName, type Simulation } from '../../guards/index.ts';
import { evaluateIn } from '../aside.ts';
import type { Method } from '../classes.ts';
import { isNest, namedOf } from './names.ts';
import type { Entry, Transport } from './entry.ts';

/** How a handler comes by one of its arguments: a decorator's name and arguments, or a function of the project's own. */
export interface Parameter {
  name: string;
  args: Value[];
  nest: boolean;
  /** What was given to `createParamDecorator`. */
  factory?: FunctionValue;
}

/** What the decorators of a handler's parameters say. */
export function parametersOf(machine: Machine, { fn, home }: Method): Parameter[] {
  return fn.fn.params.map((param): Parameter => {
    for (const expr of param.decorators ?? []) {
      const value = evaluateIn(machine, expr, home.scope);
      const maker = value.kind === 'result' && value.call.callee.kind === 'result' ? value.call.callee : value;
      if (maker.kind === 'result' && isNest(maker, 'createParamDecorator')) {
        const factory = maker.call.args[0];
        return { name: '', nest: false, args: maker === value || value.kind !== 'result' ? [] : value.call.args, ...(factory?.kind === 'function' ? { factory } : {}) };
      }
      const named = namedOf(value);
      if (named) return { name: named.name, args: named.args, nest: named.package.startsWith('@nestjs/') };
    }
    return { name: '', args: [], nest: true };
  });
}

/** The arguments with which Nest calls a handler. */
export function argumentsOf(entry: Entry, sim: Simulation): Value[] {
  const { parameters } = entry;
  if (parameters.every((one) => one.name === '' && !one.factory)) return plainArguments(entry.transport);
  return parameters.map((one) => argument(one, entry, sim));
}

/** Without decorators, a handler is given what its transport gives. */
export function plainArguments(transport: Transport): Value[] {
  const request = caller('request', 'req');
  switch (transport) {
    case 'http': return [request, caller('response', 'res'), caller('next', 'next')];
    case 'graphql': return [caller('input', 'root'), caller('input', 'body'), caller('context', 'graphql'), caller('input', 'info')];
    case 'ws': return [caller('request', 'client'), caller('input', 'body')];
    case 'rpc': return [caller('input', 'body'), caller('context', 'message')];
  }
}

const CONTAINERS: Record<string, string> = { Body: 'body', Query: 'query', Param: 'params', Headers: 'headers', Session: 'session', Args: 'body', Payload: 'body', MessageBody: 'body' };

function argument(one: Parameter, entry: Entry, sim: Simulation): Value {
  const site = { module: entry.method.home.module, start: entry.method.facts.start, end: entry.method.facts.end };
  if (one.factory) return settle(sim.machine.invoke(one.factory, [one.args[0] ?? UNDEFINED, caller('context', 'context')], one.factory.self, site));
  if (!one.nest) return isIdentityName(one.name) ? identity(sim, one.name, site) : caller('input', one.name, site);
  const property = one.args[0] ? textOf(one.args[0]) : undefined;
  const container = entryOf(CONTAINERS, one.name);
  if (container) {
    const whole = caller('input', container, site);
    return property === undefined ? whole : connect.member(whole, container === 'headers' ? property.toLowerCase() : property, site, sim) ?? whole;
  }
  switch (one.name) {
    case 'Req': case 'Request': return caller('request', 'req');
    case 'Res': case 'Response': return caller('response', 'res');
    case 'Next': return caller('next', 'next');
    case 'ConnectedSocket': return caller('request', 'client');
    case 'Ip': return caller('input', 'ip', site);
    case 'Ctx': return caller('context', 'message');
    case 'Context': return property === undefined ? caller('context', 'graphql') : sim.dialect.member(caller('context', 'graphql'), property, site, sim) ?? caller('input', property, site);
    default: return caller('input', one.name || 'argument', site);
  }
}
