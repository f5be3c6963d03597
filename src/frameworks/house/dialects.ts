import type { CallerValue, FunctionValue, HouseDialect, Site, Value } from '../../model/index.ts';
import { literal } from '../../link/index.ts';
import { caller, connect, fetchApi, identity, isCallerName, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { answering, argumentOf, endWithStatus } from '../controller-dialects.ts';
import { answered } from '../event-dialect.ts';
import { decoratorName } from './decorators.ts';

interface Dialects { guard: Dialect; handler: Dialect }

/** How functions in front of handlers see the request, and how handlers do; `ofClass`: handlers that are methods, with decorated parameters. */
export function dialectsOf(name: HouseDialect, ofClass: boolean): Dialects {
  return name === 'connect' && ofClass ? { ...DIALECTS.connect, handler: methods } : DIALECTS[name];
}

/** What a framework puts on its requests is there: nobody has to be seen to set it. What it holds of a caller who is not known is missing. */
function furnished(dialect: Dialect): Dialect {
  return {
    ...dialect, name: `house ${dialect.name}`,
    member(target, name, site, sim) {
      const value = dialect.member(target, name, site, sim);
      if (value?.kind !== 'caller' || value.what !== 'absent' || value.name !== name || (target.what !== 'request' && target.what !== 'response')) return value;
      return isCallerName(name) ? caller('absent', `answer:${name}`, site) : caller('input', name, site);
    },
  };
}

const goOn: NonNullable<Dialect['returned']> = (_value, _site, sim) => { sim.passed = true; };

/** `(req)`: an error refuses, and a value goes on or answers. */
function promised(name: string, returned: NonNullable<Dialect['returned']>): Dialect {
  return furnished({ ...connect, name, arguments: () => [caller('request', 'req')], returned, thrown: endWithStatus });
}

const methods = furnished(answering('method', parameters));

/** Parameters with a decorator are what it is called after; the others are those of the request, in order. */
function parameters(fn: FunctionValue, sim: Simulation): Value[] {
  const plain = [caller('request', 'req'), caller('response', 'res'), caller('next', 'next')];
  return fn.fn.params.map((param) => {
    const site: Site = { module: fn.module, start: param.start, end: param.end };
    const decorator = param.decorators?.[0];
    if (!decorator) return plain.shift() ?? caller('input', 'argument', site);
    const args = decorator.kind === 'call' ? decorator.args.flatMap((arg) => (arg.kind === 'literal' ? [literal(arg.value, site)] : [])) : [];
    return argumentOf({ package: '', name: decoratorName(fn.module, decorator), args }, site, sim);
  });
}

/** What `this` is in handlers that are given the request by it. */
export const THIS: CallerValue = caller('context', 'this');

/** Parameters, and members of `this`, that are named like whoever calls are that; others are what the caller sends. */
function operated(name: string, returned: NonNullable<Dialect['returned']>): Dialect {
  const named = (text: string, site: Site, sim: Simulation): Value => (isCallerName(text) ? identity(sim, text, site) : REQUEST.test(text) ? caller('request', 'req') : caller('input', text, site));
  return {
    ...connect, name: `house ${name}`, arguments: () => [], returned, thrown: endWithStatus,
    supply: (fn, sim) => fn.fn.params.map((param) => named(fn.module.bindings[param.binding]?.name ?? '', { module: fn.module, start: param.start, end: param.end }, sim)),
    member(target, member, site, sim) {
      if (target.what !== 'context') return connect.member(target, member, site, sim);
      return member === 'then' || member === 'catch' || member === 'finally' ? undefined : readProp(sim, `this.${member}`) ?? named(member, site, sim);
    },
  };
}

const REQUEST = /^(req|request)$/;

const middleware = furnished(connect);
const standard = furnished(fetchApi);
const DIALECTS: Record<HouseDialect, Dialects> = {
  connect: { guard: middleware, handler: middleware },
  fetch: { guard: standard, handler: standard },
  promise: { guard: promised('promise guard', goOn), handler: promised('promise', answered) },
  operation: { guard: operated('operation guard', goOn), handler: operated('operation', answered) },
};
