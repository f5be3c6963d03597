import type { CallRecord, Config, Place, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, positionOf, type Program } from '../../link/index.ts';
import { handlerJudgement, type Element, type JudgeContext, type Judgement } from '../../guards/index.ts';
import { express } from './dialect.ts';
import { generatedRegistrations } from './generators.ts';
import { innermost, isHandler } from './handlers.ts';
import { kindOf } from './model.ts';
import { join, type Pattern } from './paths.ts';
import { isRouter, paramChecksOf, registrationsOf, type Registration } from './registrations.ts';
import { chainFor, isGuardOnly, verdict, type Layer } from './chain.ts';

interface Mount extends Place { path: string }

interface Walk {
  program: Program;
  context: JudgeContext;
  generated: Map<Value, Registration[]>;
  /** What stands in front of everything registered later, in order. */
  layers: Layer[];
  details: RouteDetail[];
  visited: Set<ResultValue>;
  application: string;
  params: Map<ResultValue, Map<string, Element[]>>;
  /** Why a router's surroundings are not known. */
  unmounted?: string;
}

/** Every route of every application of the project, and of routers that nobody mounts. */
export function find(program: Program, config: Config): RouteDetail[] {
  const records = program.machine.records;
  const routers = [...new Set([...program.machine.given, ...records.map((record) => record.result)].filter((value): value is ResultValue => value !== undefined && isRouter(value)))];
  const context: JudgeContext = { machine: program.machine, dialect: express, config, cache: new Map() };
  const generated = generatedRegistrations(records);
  const mounted = new Set<Value>();
  for (const router of routers) for (const one of registrationsOf(router)) for (const element of one.elements) alternatives(element.value).forEach((value) => mounted.add(value));
  const details: RouteDetail[] = [];
  const visited = new Set<ResultValue>();
  const roots = routers.filter((router) => !mounted.has(router));
  for (const root of [...roots.filter((one) => kindOf(one) === 'app'), ...roots.filter((one) => kindOf(one) === 'router')]) {
    const walk: Walk = { program, context, generated, layers: [], details, visited, params: new Map(), application: identityOf(root) };
    const reason = kindOf(root) === 'router' ? whyUnmounted(program, root, records) : undefined;
    if (reason) walk.unmounted = reason;
    enter(walk, root, '/', [], []);
  }
  return unique(details);
}

/** A router that goes somewhere the engine cannot see may be guarded there. */
function whyUnmounted(program: Program, router: ResultValue, records: CallRecord[]): string {
  if (program.machine.given.includes(router)) return 'its router is given to a function that nobody in the project is seen to call';
  const passed = records.some((record) => record.order > router.call.order && record.args.some((arg) => alternatives(arg).includes(router)));
  if (passed) return 'its router is handed to code outside the project, which may guard it';
  const path = router.call.module.path;
  const imported = program.modules.some((module) => module.path !== path && module.imports.some((one) => {
    const target = program.machine.host.resolve(module.path, one.source);
    return target?.kind === 'file' && target.file === path;
  }));
  return imported ? 'the place where its router is mounted could not be found' : 'its router is mounted nowhere in the project';
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
        walk.layers.push({ pattern: path, prefix, base, exact: false, method: undefined, element, conditional: one.record.conditions });
      }
    }
  }
}

function route(walk: Walk, one: Registration, pattern: Pattern, router: ResultValue, prefix: string, mounts: Mount[]): void {
  const path = join(prefix, pattern.text);
  const request = { method: one.method, path, base: prefix };
  const inherited = chainFor(walk.layers, request, walk.context, one.record.conditions);
  const own: { element: Element; judgement: Judgement }[] = [];
  const last = one.elements.at(-1);
  let state = inherited.state;
  for (const element of [...checksFor(walk, router, pattern), ...one.elements]) {
    const judged = element === last && isHandler(element.value) ? handlerJudgement(element, state) : inherited.judge(element, request, state);
    own.push({ element, judgement: judged });
    state = judged.state;
  }
  const guardOnly = !one.generated && isGuardOnly(own, walk.context, request);
  if (!guardOnly) {
    const result = verdict(inherited, own, request, walk.context, walk.unmounted);
    walk.details.push({ ...detailOf(one, path, router, mounts, result), application: walk.application });
  }
  // Whatever matches later is reached, if at all, through these.
  for (const { element } of own) walk.layers.push({ pattern, prefix, base: prefix, exact: true, method: one.method, element, conditional: one.record.conditions });
}

function checksFor(walk: Walk, router: ResultValue, pattern: Pattern): Element[] {
  let checks = walk.params.get(router);
  if (!checks) walk.params.set(router, (checks = paramChecksOf(router)));
  return [...pattern.text.matchAll(/:(\w+)/g)].flatMap(([, name]) => checks.get(name!) ?? []);
}

function detailOf(one: Registration, path: string, router: ResultValue, mounts: Mount[], result: ReturnType<typeof verdict>): Omit<RouteDetail, 'application'> {
  const { module, start, end } = one.site;
  const from = positionOf(module, start);
  const to = positionOf(module, end);
  const last = one.elements.at(-1);
  const handlers = last ? innermost(alternatives(last.value)) : [];
  const route: RouteDetail['route'] = {
    method: one.method, path, framework: 'express', file: module.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column,
    access: result.access, roles: result.roles, inHandler: result.inHandler, guards: result.guards, mounts,
    group: identityOf(router),
  };
  if (last) {
    const fn = handlers[0];
    const at = fn ? positionOf(fn.module, fn.fn.start) : positionOf(last.site.module, last.site.start);
    route.handler = { name: last.name || fn?.fn.name || '', file: fn ? fn.module.path : last.site.module.path, line: at.line, column: at.column };
  }
  if (result.unknownReason) route.unknownReason = result.unknownReason;
  if (one.generated) route.generated = true;
  return { route, module, start, end, handlers, chain: one.elements.map((element) => element.value) };
}

function identityOf(router: ResultValue): string {
  const { line, column } = positionOf(router.call.module, router.call.expr.start);
  return `${router.call.module.path}:${line}:${column}`;
}

function unique(details: RouteDetail[]): RouteDetail[] {
  const seen = new Set<string>();
  return details.filter(({ route }) => {
    const key = `${route.method} ${route.path} ${route.file}:${route.line}:${route.column}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
