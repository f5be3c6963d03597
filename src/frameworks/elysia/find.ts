import type { CallRecord, Config, ModuleFacts, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, type Machine, type Program } from '../../link/index.ts';
import { fetchApi, handlerJudgement, isProtecting, judge, startState, verdict, type Element, type Judged, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { isAlwaysThere, underConditions } from '../conditional.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { servedApps } from '../served.ts';
import { handler as dialect } from './dialect.ts';
import { inOrder, type Hook } from './hooks.ts';
import { contentsOf, type Endpoint } from './instance.ts';
import { insideOf, isInstance } from './model.ts';

const ASKS = new Set(['handle', 'fetch', 'listen']);
const ONLY_LOOK = /^(elysia|@elysiajs\/eden|vitest|jest)(\/|$)|^bun(:test)?$/;

/** Every route of every instance that is not part of another. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { records, given } = program.machine;
  const instances = [...new Set([...given, ...records.map((record) => record.result)].filter(isInstance))].filter((one) => !isNested(one));
  const used = new Set(records.filter((record) => record.method === 'use' && isInstance(record.receiver)).flatMap(pluginsIn));
  const roots = instances.filter((one) => !used.has(one));
  const served = servedApps(program, { appOf: (value) => (isInstance(value) ? value : undefined), asks: ASKS, onlyLooks: ONLY_LOOK });
  for (const root of roots) if (root.calls.some((record) => record.method === 'listen')) served.add(root);
  const context: JudgeContext = { machine: program.machine, dialect, config, cache: new Map() };
  // Where none is seen to be served, they are served by something out of sight, all alike.
  const anyServed = roots.some((one) => served.has(one));
  return unique(roots.flatMap((root) => {
    const unserved = given.includes(root) ? 'its instance is given to a function that nobody in the project is seen to call'
      : anyServed && !served.has(root) ? 'its instance is used and served nowhere in the project' : undefined;
    return routesOf(root, unserved, program.machine, context);
  }));
}

function routesOf(root: ResultValue, unserved: string | undefined, machine: Machine, context: JudgeContext): RouteDetail[] {
  const { endpoints, hooks, context: added } = contentsOf(root, machine);
  // Whatever was added for requests as such is asked for all of them.
  const forAll = hooks.filter((one) => one.stage === 'request');
  const start: RequestState = { ...startState(), props: new Map(added), userProps: new Map(added) };
  return endpoints.map((endpoint) => {
    const line: RequestLine = { method: endpoint.method, path: endpoint.path, base: '/' };
    const passed = pass([...forAll, ...inOrder(endpoint.hooks.filter((one) => one.stage !== 'request'))], endpoint, line, start, context);
    const { handler } = endpoint;
    const last = handler && judgeHandler(endpoint, handler, line, passed.state, context);
    const unknown = unserved ?? (handler && isOpaque(handler.value) ? `its handler \`${handler.name}\` could not be followed to its definition` : undefined);
    return detailOf({
      framework: 'elysia', method: endpoint.method, path: endpoint.path, site: endpoint.site, handler: last?.element, own: [...endpoint.hooks.map((one) => one.element), ...(handler ? [handler] : [])],
      verdict: verdict(passed.judged, last, passed.state, line, context, unknown), mounts: endpoint.mounts, group: groupOf(endpoint.instance), application: identityOf(siteOf(root.call)),
    });
  });
}

function pass(hooks: Hook[], endpoint: Endpoint, line: RequestLine, from: RequestState, context: JudgeContext): { judged: Judged[]; state: RequestState } {
  const judged: Judged[] = [];
  let state = from;
  for (const { element, conditional } of distinct(hooks)) {
    const judgement = underConditions(judge(element, line, state, context), conditional, endpoint.record.conditions, state);
    judged.push({ element, judgement });
    // What may not be there at all leaves nothing behind that can be relied on, unless it lets nobody else past.
    if (!judgement.handler && (isAlwaysThere(conditional, endpoint.record.conditions) || isProtecting(judgement.guard))) state = judgement.state;
  }
  return { judged, state };
}

/** A hook that comes by several plugins runs as often as it comes; once says as much. */
function distinct(hooks: Hook[]): Hook[] {
  return hooks.filter((one, i) => hooks.findIndex((other) => other.element.value === one.element.value && other.element.dialect === one.element.dialect) === i);
}

function judgeHandler(endpoint: Endpoint, element: Element, line: RequestLine, state: RequestState, context: JudgeContext): Judged {
  const own = endpoint.record.method === 'mount' ? { ...element, dialect: fetchApi } : element;
  const functions = alternatives(own.value).some((value) => value.kind === 'function');
  return { element: own, judgement: functions ? handlerJudgement(own, state) : judge(own, line, state, context) };
}

/** Nothing is known of it: it may well check who is calling. */
function isOpaque(value: Value): boolean {
  return alternatives(value).some((one) => one.kind === 'unknown' || one.kind === 'param' || (one.kind === 'property' && isOpaque(one.object)));
}

function isNested({ call }: ResultValue): boolean {
  return call.method === 'group' || call.method === 'guard';
}

function pluginsIn(record: CallRecord): ResultValue[] {
  const all = record.args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : alternatives(arg))).map((one) => (one.kind === 'object' ? one.props.get('default') ?? one : one));
  const given = insideOf(record);
  return [...all, ...(given ? [given] : [])].filter(isInstance);
}

/** A group or guard is told from others on the same chain by where its call stands. */
function siteOf({ module, expr }: CallRecord): { module: ModuleFacts; start: number } {
  return { module, start: expr.callee.kind === 'member' ? expr.callee.propertyStart : expr.start };
}

function groupOf(instance: ResultValue): string {
  const made = instance.call.frames.at(-1);
  const own = identityOf(siteOf(instance.call));
  return made ? `${own} by ${identityOf({ module: made.module, start: made.expr.start })}` : own;
}
