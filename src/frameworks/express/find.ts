import type { Config, Place, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, positionOf, type Program } from '../../link/index.ts';
import { connect, handlerJudgement, isHandler, join, verdict, type Element, type JudgeContext, type Judged, type Verdict } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { generatedRegistrations } from './generators.ts';
import { kindOf } from './model.ts';
import { createLayers, type Layers } from '../layers.ts';
import { securityWays, usesSecurity, type Ways } from './openapi-security.ts';
import type { Pattern } from '../paths.ts';
import type { ProjectFiles } from '../types.ts';
import { whyUnmounted } from '../unmounted.ts';
import { isRouter, paramChecksOf, registrationsOf, type Registration } from './registrations.ts';
import { chainFor, isGuardOnly, type Layer } from './chain.ts';

interface Mount extends Place { path: string }

interface Walk {
  program: Program;
  context: JudgeContext;
  generated: Map<Value, Registration[]>;
  /** What stands in front of everything registered later, in order. */
  layers: Layers<Layer>;
  details: RouteDetail[];
  visited: Set<ResultValue>;
  application: string;
  params: Map<ResultValue, Map<string, Element[]>>;
  ways: Ways | undefined;
  /** Why a router's surroundings are not known. */
  unmounted?: string;
}

/** Every route of every application of the project, and of routers that nobody mounts. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const records = program.machine.records;
  const routers = [...new Set([...program.machine.given, ...records.map((record) => record.result)].filter((value): value is ResultValue => value !== undefined && isRouter(value)))];
  const context: JudgeContext = { machine: program.machine, dialect: connect, config, cache: new Map() };
  const generated = generatedRegistrations(records);
  const mounted = new Set<Value>();
  for (const router of routers) for (const one of registrationsOf(router)) for (const element of one.elements) alternatives(element.value).forEach((value) => mounted.add(value));
  const details: RouteDetail[] = [];
  const ways = usesSecurity(program) ? securityWays(files) : undefined;
  const visited = new Set<ResultValue>();
  const roots = routers.filter((router) => !mounted.has(router));
  for (const root of [...roots.filter((one) => kindOf(one) === 'app'), ...roots.filter((one) => kindOf(one) === 'router')]) {
    const walk: Walk = { program, context, generated, layers: createLayers(), details, visited, params: new Map(), ways, application: identityOf({ module: root.call.module, start: root.call.expr.start }) };
    const reason = kindOf(root) === 'router' ? whyUnmounted(program, root, records) : undefined;
    if (reason) walk.unmounted = reason;
    enter(walk, root, '/', [], []);
  }
  return unique(details);
}

function enter(walk: Walk, router: ResultValue, prefix: string, mounts: Mount[], around: ResultValue[]): void {
  walk.visited.add(router);
  const registrations = [...registrationsOf(router), ...(walk.generated.get(router) ?? [])].sort((a, b) => a.order - b.order);
  for (const one of registrations) {
    if (one.method === 'use') use(walk, one, router, prefix, mounts, around);
    else for (const path of one.paths) route(walk, one, path, router, prefix, mounts);
  }
}

function use(walk: Walk, one: Registration, router: ResultValue, prefix: string, mounts: Mount[], around: ResultValue[]): void {
  const last = one.elements.at(-1);
  for (const path of one.paths) {
    // A handler for whatever the method: it answers, and there is nothing behind it.
    if (path.text !== '/' && last && isHandler(last.value)) {
      route(walk, { ...one, method: 'ALL' }, path, router, prefix, mounts);
      continue;
    }
    const base = join(prefix, path.text);
    for (const element of one.elements) {
      const values = alternatives(element.value);
      const inner = values.filter(isRouter);
      for (const sub of inner) {
        if (sub === router || around.includes(sub) || around.length > 12) continue;
        const { line, column } = positionOf(one.site.module, one.site.start);
        enter(walk, sub, base, [...mounts, { file: one.site.module.path, line, column, path: base }], [...around, router]);
      }
      if (inner.length < values.length) {
        walk.layers.add({ pattern: path, prefix, base, exact: false, method: undefined, element, conditional: one.record.conditions });
      }
    }
  }
}

function route(walk: Walk, one: Registration, pattern: Pattern, router: ResultValue, prefix: string, mounts: Mount[]): void {
  const path = join(prefix, pattern.text);
  const request = { method: one.method, path, base: prefix };
  const inherited = chainFor(walk.layers, request, walk.context, one.record.conditions, walk.ways);
  const own: Judged[] = [];
  const last = one.elements.at(-1);
  let state = inherited.state;
  for (const element of [...checksFor(walk, router, pattern), ...one.elements]) {
    const judged = element === last && isHandler(element.value) ? handlerJudgement(element, state) : inherited.judge(element, request, state);
    own.push({ element, judgement: judged });
    state = judged.state;
  }
  const guardOnly = !one.generated && isGuardOnly(own, walk.context, request);
  if (!guardOnly) {
    const passed = own.slice(0, -1);
    const result = verdict([...inherited.judged, ...passed], own.at(-1), passed.at(-1)?.judgement.state ?? inherited.state, request, walk.context, inherited.unknown ?? walk.unmounted);
    walk.details.push(declare(walk, one, path, router, mounts, result));
  }
  // Whatever matches later is reached, if at all, through these.
  for (const { element } of own) walk.layers.add({ pattern, prefix, base: prefix, exact: true, method: one.method, element, conditional: one.record.conditions });
}

function checksFor(walk: Walk, router: ResultValue, pattern: Pattern): Element[] {
  let checks = walk.params.get(router);
  if (!checks) walk.params.set(router, (checks = paramChecksOf(router)));
  return [...pattern.text.matchAll(/:(\w+)/g)].flatMap(([, name]) => checks.get(name!) ?? []);
}

function declare(walk: Walk, one: Registration, path: string, router: ResultValue, mounts: Mount[], result: Verdict): RouteDetail {
  return detailOf({
    framework: 'express', method: one.method, path, site: one.site, handler: one.elements.at(-1), own: one.elements, verdict: result, mounts,
    group: identityOf({ module: router.call.module, start: router.call.expr.start }), application: walk.application, ...(one.generated ? { generated: true } : {}),
  });
}
