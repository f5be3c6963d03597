import type { FunctionValue, Value } from '../../model/index.ts';
import { alternatives, unknown, type Machine } from '../../link/index.ts';
import { invokeAside } from '../aside.ts';
import type { Container } from './container.ts';
import { member, method, namedOf, resolved } from './names.ts';

/** The function that makes the context of GraphQL operations: `GraphQLModule.forRoot({ context })`, or what a factory gives for it. */
export function graphqlContextOf(machine: Machine, container: Container, packages: Value[]): FunctionValue | undefined {
  for (const value of packages) {
    if (value.kind !== 'result' || namedOf(value)?.package !== '@nestjs/graphql') continue;
    const [options] = value.call.args;
    const found = contextIn(options) ?? contextIn(made(machine, container, options));
    if (found) return found;
  }
  return undefined;
}

function contextIn(options: Value | undefined): FunctionValue | undefined {
  const context = member(options, 'context');
  return context && alternatives(context).find((one): one is FunctionValue => one.kind === 'function');
}

function made(machine: Machine, container: Container, options: Value | undefined): Value | undefined {
  const factory = member(options, 'useFactory');
  const cls = member(options, 'useClass');
  const given = cls && resolved(machine, cls);
  const fn = factory?.kind === 'function' ? factory : given?.kind === 'class' ? method(machine, container.instance(given), 'createGqlOptions') : undefined;
  return fn && invokeAside(machine, fn, fn.fn.params.map(() => unknown('something injected')), { module: fn.module, start: fn.fn.start, end: fn.fn.end });
}
