import type { ClassValue, Condition, FunctionValue, RouteDetail, Value } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { caller, handlerJudgement, isProtecting, judge, startState, verdict, type Element, type Judged, type JudgeContext, type Verdict } from '../../guards/index.ts';
import { underConditions } from '../conditional.ts';
import { detailOf, identityOf } from '../detail.ts';
import { addressingOf, globalUses, type Application } from './applications.ts';
import type { Classes, Method } from '../classes.ts';
import { containerOf } from './container.ts';
import { eventDeclaration, graphqlDeclaration, httpDeclaration, messageDeclaration, type Declaration } from './declarations.ts';
import { dialectsOf } from './dialects.ts';
import type { Entry, Transport } from './entry.ts';
import { graphqlContextOf } from './graphql-context.ts';
import { decoratorGuards, guardElement, interceptorElement, nameOf, usesOf, type GuardContext, type Use } from './guards.ts';
import { broughtGuards } from './libraries.ts';
import { layersOf, standsBefore } from './middleware.ts';
import type { ModuleGraph } from './modules.ts';
import { listOf, member, method as methodOf, resolved } from './names.ts';
import { parametersOf } from './parameters.ts';
import { settingsOf } from './settings.ts';
import { strategiesOf } from './strategies.ts';

/** All that is known before the routes of one application are looked at. */
export interface Start {
  program: Program;
  classes: Classes;
  judging: JudgeContext;
  graph: ModuleGraph;
  application?: Application;
  /** Why the surroundings of its routes are not known. */
  unknown?: string;
  /** Of Nest; 0 when it is not known. */
  major: number;
}

/** An element in front of a handler. What only looks on is left out of the story. */
interface Before { element: Element; quiet?: boolean; conditional?: Condition[] }

/** Every route, operation, event and message of one application. */
export function mapOf(start: Start): RouteDetail[] {
  const { program, classes, graph, application } = start;
  const { machine } = program;
  const container = containerOf(machine, classes, graph);
  const strategies = strategiesOf(program, container, graph.packages);
  const entries = new Map<string, Entry>();
  const dialects = dialectsOf({ entries, classes, strategies });
  const context: GuardContext = { machine, classes, container, strategies, dialects };
  const addressing = addressingOf(application, settingsOf(program, graph.packages), start.major);
  const layers = layersOf(machine, application, graph, container, addressing);
  const graphqlContext = graphqlContextOf(machine, container, graph.packages);
  const identity = application ? identityOf(application.site) : 'nestjs';
  const provided = (token: string): Use[] => container.provided(token).map(({ value, site, conditional }) => ({ value: container.give(value), site, conditional, name: nameOf(container.give(value)) || token }));
  const brought = broughtGuards(graph.packages).map((value): Use => ({ value, name: nameOf(value), site: application?.site ?? { module: program.modules[0]!, start: 0, end: 0 }, conditional: false }));
  const globalGuards = [...provided('APP_GUARD'), ...brought, ...(application ? globalUses(application, 'useGlobalGuards') : [])];
  const globalInterceptors = [...(application ? globalUses(application, 'useGlobalInterceptors') : []), ...provided('APP_INTERCEPTOR')];
  const details: RouteDetail[] = [];

  // Before Nest 12, global guards do not stand in front of gateways.
  const holdGlobally = (transport: Transport): boolean => transport === 'ws' ? start.major >= 12 : transport === 'rpc' ? application?.messages !== 'bare' : true;

  function around(cls: ClassValue, method: Method, entry: Entry): Before[] {
    const chain = [...classes.lineage(cls)].reverse();
    const uses = (name: string): Use[] => [...chain.flatMap((one) => usesOf(classes.own(one).marks, name)), ...usesOf(method.decorations.marks, name)];
    const guards = [...(holdGlobally(entry.transport) ? globalGuards : []), ...uses('UseGuards')].map((use) => guardElement(use, entry, context));
    const decorators = [...chain.flatMap((one) => decoratorGuards(classes.own(one).marks)), ...decoratorGuards(method.decorations.marks)];
    const interceptors = [...globalInterceptors, ...uses('UseInterceptors')].flatMap((use): Before[] => {
      const element = interceptorElement(use, context);
      return element ? [{ element, quiet: true }] : [];
    });
    return [...[...guards, ...decorators].map((element) => ({ element })), ...interceptors];
  }

  function add(cls: ClassValue, instance: Value, method: Method, declaration: Declaration): void {
    const { transport, mark } = declaration;
    const entry: Entry = { id: `${entries.size}`, transport, cls, method, parameters: parametersOf(machine, method), ...(transport === 'graphql' && graphqlContext ? { graphqlContext } : {}) };
    entries.set(entry.id, entry);
    const work: FunctionValue = method.decorations.replacement ? { ...method.decorations.replacement, self: instance } : method.fn;
    const handler: Element = { value: work, site: mark.site, name: `${cls.cls.name}.${method.facts.name}`, dialect: dialects.handler };
    const connection = transport === 'ws' ? methodOf(machine, instance, 'handleConnection') : undefined;
    const before = around(cls, method, entry);
    if (connection) before.unshift({ element: { value: connection, site: mark.site, name: 'handleConnection', dialect: dialects.connection }, quiet: true });
    for (const path of declaration.paths) {
      const request = { method: declaration.method, path, base: '/', id: entry.id };
      const front = transport === 'http' ? layers.filter((layer) => standsBefore(layer, { method: request.method, path, controller: cls.cls })).map((layer): Before => ({ element: layer.element, conditional: layer.conditional })) : [];
      const result = judgeAll([...front, ...before], handler, request, start.judging, start.unknown);
      details.push(detailOf({ framework: 'nestjs', method: request.method, path, site: mark.site, handler, own: [...before.map((one) => one.element), handler], verdict: result, group: identityOf({ module: cls.module, start: cls.cls.start }), application: identity }));
    }
  }

  for (const node of graph.modules) {
    for (const value of node.controllers) {
      const cls = resolved(machine, value);
      if (cls.kind !== 'class') continue;
      const instance = container.instance(cls);
      for (const method of classes.methods(cls, instance)) {
        const http = application?.http !== false ? httpDeclaration(classes, cls, method, addressing, graph.paths.get(node.cls.cls) ?? '') : undefined;
        const message = application?.messages === 'no' ? undefined : messageDeclaration(cls, method);
        for (const declaration of [http, message]) if (declaration) add(cls, instance, method, declaration);
      }
    }
    for (const value of listOf({ kind: 'array', elements: node.providers }).values) {
      const cls = resolved(machine, member(value, 'useClass') ?? value);
      if (cls.kind !== 'class') continue;
      const instance = container.instance(cls);
      const gateway = classes.mark(cls, 'WebSocketGateway') !== undefined;
      for (const method of classes.methods(cls, instance)) {
        const declaration = graphqlDeclaration(method) ?? (gateway ? eventDeclaration(method) : undefined);
        if (declaration) add(cls, instance, method, declaration);
      }
    }
  }
  return details;
}

function judgeAll(before: Before[], handler: Element, request: { method: string; path: string; base: string; id: string }, context: JudgeContext, unknown: string | undefined): Verdict {
  const passed: Judged[] = [];
  let state = startState();
  for (const { element, quiet, conditional } of before) {
    const judgement = underConditions(judge(element, request, state, context), conditional ?? [], [], state);
    if (!quiet || isProtecting(judgement.guard)) passed.push({ element, judgement });
    if (!judgement.handler) state = judgement.state;
    // Whoever comes back from the provider is someone by then.
    if (judgement.guard.startsLogin) state = { ...state, props: new Map([...state.props, ['user', caller('input', 'user')]]) };
  }
  return verdict(passed, { element: handler, judgement: handlerJudgement(handler, state) }, state, request, context, unknown);
}
