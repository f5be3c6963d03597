import type { Config, Place, ResultValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, positionOf, type Program } from '../../link/index.ts';
import { handlerJudgement, join, judge, startState, verdict, type Dialect, type Element, type JudgeContext, type Judged, type RequestLine } from '../../guards/index.ts';
import { underConditions } from '../conditional.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { covers } from '../paths.ts';
import type { ProjectFiles } from '../types.ts';
import { whyUnmounted } from '../unmounted.ts';
import { filesConsidered } from './autoload.ts';
import { decomposed } from './composed.ts';
import { decorationsOf } from './decorations.ts';
import { rowsOf } from './dispatch.ts';
import { dialectsFor, type Dialects } from './dialect.ts';
import { hooksOf, type Hook } from './hooks.ts';
import { childrenOf, kindOf, lineage, pathOfInstance } from './instance.ts';
import { isEntryPlugin } from './entry.ts';
import { PHASES } from './phases.ts';
import { resolved } from './resolve.ts';
import { declarationsOf, type Declaration } from './routes.ts';

interface Mount extends Place { path: string }

interface Walk {
  context: JudgeContext;
  configs: Map<string, Value>;
  dialects: Map<string, Dialects>;
  hooks: Map<ResultValue, Hook[]>;
  details: RouteDetail[];
  /** Declarations that were met: in a loop over what is known in part, the same route comes up again and again. */
  seen: Set<string>;
  application: string;
  unknown: string | undefined;
}

/** Every route of every instance, and of plugins that nobody registers. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const { machine } = program;
  const roots = [...new Set([...machine.records.map((record) => record.result), ...machine.given])].filter((value): value is ResultValue => value?.kind === 'result' && kindOf(value) === 'app');
  const leftOut = new Set(machine.records.flatMap((record) => [...filesConsidered(record)]));
  const details: RouteDetail[] = [];
  const configs = new Map<string, Value>();
  const dialects = new Map<string, Dialects>();
  const seen = new Set<string>();
  const context: JudgeContext = { machine, dialect: undefined as unknown as Dialect, config, cache: new Map() };
  for (const root of roots) {
    if (machine.given.includes(root) && leftOut.has(root.call.module.path)) continue;
    const given = machine.given.includes(root) && !isEntryPlugin(program, root, files);
    const walk: Walk = { context, configs, dialects, hooks: new Map(), details, seen, application: identityOf({ module: root.call.module, start: root.call.expr.start }), unknown: given ? whyUnmounted(program, root, machine.records) : undefined };
    enter(walk, root, walk.application, []);
  }
  return unique(details);
}

function enter(walk: Walk, instance: ResultValue, group: string, mounts: Mount[]): void {
  for (const declaration of declarationsOf(instance)) for (const method of declaration.methods) route(walk, instance, declaration, method, group, mounts);
  for (const child of childrenOf(instance)) {
    const { line, column } = positionOf(child.record.module, child.record.expr.start);
    const mount: Mount = { file: child.record.module.path, line, column, path: pathOfInstance(child.instance) };
    enter(walk, child.instance, identityOf(child.site), [...mounts, mount]);
  }
}

function route(walk: Walk, instance: ResultValue, declaration: Declaration, method: string, group: string, mounts: Mount[]): void {
  const path = join(pathOfInstance(instance), declaration.path);
  const key = `${method} ${path} ${identityOf(declaration.site)}`;
  if (walk.seen.has(key)) return;
  walk.seen.add(key);
  const dialects = dialectsOf(walk, instance);
  const request: RequestLine = { method, path, base: '/' };
  if (declaration.config) {
    request.id = `${declaration.record.order}`;
    walk.configs.set(request.id, declaration.config);
  }
  const context: JudgeContext = { ...walk.context, dialect: dialects.hook };
  const judged: Judged[] = [];
  let state = startState();
  for (const { phase, element, conditions, base } of hooksFor(walk, instance, declaration, path)) {
    const own = element.dialect ?? (phase === 'preParsing' ? dialects.preParsing : undefined);
    const known = resolved(own ? { ...element, dialect: own } : element, instance, context.machine);
    for (const part of decomposed(known, instance, request, state, context)) {
      const judgement = underConditions(judge(base === undefined ? part : { ...part, base }, request, state, context), conditions, declaration.record.conditions, state);
      judged.push({ element: part, judgement });
      if (!judgement.handler) state = judgement.state;
    }
  }
  const handler = declaration.handler && handlerOf(declaration, instance, dialects, context);
  const last = handler && { element: handler, judgement: alternatives(handler.value).some((one) => one.kind === 'function') ? handlerJudgement(handler, state) : judge(handler, request, state, context) };
  const result = verdict(judged, last, state, request, context, walk.unknown);
  const ownHooks = PHASES.flatMap((phase) => declaration.hooks.get(phase) ?? []);
  const declare = (site: Site, target: Element | undefined, query = ''): void => {
    walk.details.push(detailOf({ framework: 'fastify', method, path: query === '' ? path : `${path}?${query}`, site, handler: target, own: target ? [...ownHooks, target] : ownHooks, verdict: result, group, application: walk.application, mounts }));
  };
  const rows = handler ? rowsOf(handler.value, method, declaration.path) : [];
  for (const { site, fn, query } of rows) declare(site, { value: fn, site, name: fn.fn.name }, query);
  if (rows.length === 0) declare(declaration.site, handler);
}

function handlerOf(declaration: Declaration, instance: ResultValue, dialects: Dialects, context: JudgeContext): Element {
  const element = resolved(declaration.handler!, instance, context.machine);
  return declaration.websocket ? { ...element, dialect: dialects.websocket } : element;
}

/** What stands in front of a handler: phase by phase, the hooks of the instances around it, outermost first, then the route's own. */
function hooksFor(walk: Walk, instance: ResultValue, declaration: Declaration, path: string): Hook[] {
  const around = lineage(instance).flatMap((one) => {
    let hooks = walk.hooks.get(one);
    if (!hooks) walk.hooks.set(one, (hooks = hooksOf(one)));
    return hooks.filter(({ paths, base }) => !paths || paths.some((pattern) => covers(pattern, base ?? '/', path, false)));
  });
  return PHASES.flatMap((phase) => [
    ...around.filter((hook) => hook.phase === phase),
    ...(declaration.hooks.get(phase) ?? []).map((element): Hook => ({ phase, element, conditions: [] })),
  ]);
}

function dialectsOf(walk: Walk, instance: ResultValue): Dialects {
  const decorations = decorationsOf(instance);
  let known = walk.dialects.get(decorations.signature);
  if (!known) walk.dialects.set(decorations.signature, (known = dialectsFor(`fastify ${walk.dialects.size}`, { instance, decorations, configs: walk.configs })));
  return known;
}

