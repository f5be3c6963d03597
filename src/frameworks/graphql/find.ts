import type { Config, RouteDetail, Value } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { caller, connect, contextMaker, CONTEXT, keepContext, option, type Dialect, type JudgeContext, type Verdict } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { accessBehind, arrivalAt, type Arrival } from '../operations.ts';
import type { ProjectFiles } from '../types.ts';
import { elementsOfCheck, type Check } from './checks.ts';
import { directiveChecks, whomIn } from './directives.ts';
import { typeOperations } from './object-types.ts';
import { nexusOperations } from './nexus.ts';
import { pothosOperations } from './pothos.ts';
import { mapOperations } from './resolver-maps.ts';
import type { SdlDirective } from './sdl.ts';
import { schemaOf } from './schema-texts.ts';
import { schemaMiddleware } from './shield.ts';
import { decoratedOperations } from './type-graphql.ts';
import { serviceFor, servicesOf, type Service } from './servers.ts';

/** Every operation that a client can ask for: the fields of the root types. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context: JudgeContext = { machine: program.machine, dialect: connect, config, cache: new Map() };
  const schema = schemaOf(program, files);
  const services = servicesOf(program);
  const middleware = schemaMiddleware(program);
  const directives = directiveChecks(program);
  const known = new Map<Value, Service>();
  const serviceOf = (origin: Value, file: string): Service => {
    const service = known.get(origin) ?? serviceFor(origin, file, services);
    known.set(origin, service);
    return service;
  };
  const arrivals = new Map<string, Arrival>();
  const operations = [...mapOperations(program, schema), ...typeOperations(program), ...decoratedOperations(program), ...pothosOperations(program), ...nexusOperations(program)];
  return unique(operations.map((operation) => {
    const file = operation.site.module.path;
    const service = serviceOf(operation.origin, file);
    const arrival = arrivalFor(service, arrivals, context);
    const request = { method: operation.kind.toUpperCase(), path: operation.path.join('.'), base: '' };
    const declared = schema.directivesOf(operation.type, operation.field, file);
    const checks: Check[] = [
      ...(service.protects && !declared.some((one) => /^(skipAuth|public|noAuth)$/i.test(one.name)) ? [{ kind: 'element' as const, element: service.protects }] : []),
      ...middleware.flatMap((one) => one.checkFor(operation.type, operation.field) ?? []),
      ...directives(declared, operation),
      ...operation.before,
    ];
    const before = checks.flatMap((check) => elementsOfCheck(check, request, arrival.state, context));
    const verdict = withWhom(accessBehind(arrival, before, operation.handler, request, context, operation.unknown), declared);
    return detailOf({
      framework: 'graphql', method: request.method, path: request.path, site: operation.site, handler: operation.handler, own: [...before, ...(operation.handler ? [operation.handler] : [])],
      verdict, group: identityOf(operation.group), application: service.place?.path ?? '/graphql',
    });
  }));
}

/** Whom a directive lets through is said where it is used. */
function withWhom(verdict: Verdict, declared: SdlDirective[]): Verdict {
  const guards = verdict.guards.map((guard) => {
    const directive = guard.proves === 'authorization' && guard.roles.length === 0 ? declared.find((one) => guard.name === `@${one.name}`) : undefined;
    return directive ? { ...guard, roles: whomIn(directive) } : guard;
  });
  return { ...verdict, guards, roles: [...new Set([...verdict.roles, ...guards.filter((guard) => guard.proves === 'authorization').flatMap((guard) => guard.roles)])] };
}

function arrivalFor(service: Service, known: Map<string, Arrival>, context: JudgeContext): Arrival {
  const key = `${service.maker ? identityOf(service.maker.site) : ''}|${service.place?.path ?? ''}|${service.request}`;
  const before = known.get(key);
  if (before) return before;
  const path = service.place?.path ?? '/graphql';
  const maker = service.maker && { ...service.maker, ...(service.member ? { dialect: memberOf(service.member) } : {}) };
  const arrival = arrivalAt(service.place?.front ?? [], maker, { method: 'POST', path, base: path }, context);
  if (service.request) for (const props of [arrival.state.props, arrival.state.userProps]) props.set(CONTEXT, caller('request', 'req'));
  known.set(key, arrival);
  return arrival;
}

/** A function that gives a server's options for each request: the context is one of them. */
function memberOf(name: string): Dialect {
  return {
    ...contextMaker, name: `context|${name}`, arguments: () => [caller('request', 'req'), caller('response', 'res'), caller('input', 'params')],
    returned(value, site, sim) {
      // Without one, the context is the request.
      keepContext(option(value, name) ?? caller('request', 'req'), site, sim, true);
      sim.passed = true;
    },
  };
}
