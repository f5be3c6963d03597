import type { CallRecord, Condition, Config, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, positionOf, type Program } from '../../link/index.ts';
import { handlerJudgement, join, judge, startState, segments, verdict, type Element, type Judged, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { underConditions } from '../conditional.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import type { ProjectFiles } from '../types.ts';
import { whyUnmounted } from '../unmounted.ts';
import { koa } from './dialect.ts';
import { dispatched } from './dispatch.ts';
import { isGuardOnly, isPlainHandler } from './handlers.ts';
import { composedOf, isFallback, kindOf, mountOf, routerOf, stackOf, type Stack } from './model.ts';
import { pathsOf, registrationsOf, type Registration } from './registrations.ts';
import { matches, slotsOf, type Mount, type Routers, type Slot } from './slots.ts';
import { rootOnly } from './versions.ts';

/** What a request passes on its way to what is registered later. */
type Layer = (request: RequestLine) => Placed[];
interface Placed { element: Element; conditional: Condition[] }

interface Walk {
  program: Program;
  context: JudgeContext;
  routers: Routers;
  layers: Layer[];
  details: RouteDetail[];
  visited: Set<Value>;
  application: string;
  /** Why a router's surroundings are not known. */
  unmounted?: string;
}

/** Where something stands in an application: below which mount, by which registration. */
interface Where { base: string; mounts: Mount[]; registration: Registration; around: Value[] }

/** Every route of every application of the project, and of routers that nobody mounts. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const calls = callsOf(program);
  const routers: Routers = { calls, rootOnly: rootOnly(files) };
  const context: JudgeContext = { machine: program.machine, dialect: koa, config, cache: new Map() };
  const details: RouteDetail[] = [];
  const visited = new Set<Value>();
  const walkFrom = (root: Stack, unmounted?: string): void => {
    const walk: Walk = { program, context, routers, layers: [], details, visited, application: identityOf(siteOf(root)), ...(unmounted ? { unmounted } : {}) };
    if (kindOf(root) === 'app') enterApp(walk, root, '/', [], []);
    else enterRouter(walk, root, '/', []);
  };
  const inside = mountedIn(calls);
  const stacks = [...calls.keys()].filter((value): value is Stack => kindOf(value) !== undefined);
  for (const app of stacks.filter((one) => kindOf(one) === 'app' && !inside.has(one))) walkFrom(app);
  for (const router of stacks.filter((one) => kindOf(one) === 'router' && !inside.has(one))) {
    if (!visited.has(router)) walkFrom(router, router.kind === 'result' ? whyUnmounted(program, router, program.machine.records) : 'the place where its router is mounted could not be found');
  }
  return unique(details);
}

/** The calls of methods of each application and router, in order. */
function callsOf(program: Program): Map<Value, CallRecord[]> {
  const calls = new Map<Value, CallRecord[]>();
  for (const value of [...program.machine.given, ...program.machine.records.map((record) => record.result)]) if (value?.kind === 'result' && kindOf(value)) calls.set(value, value.calls);
  for (const record of program.machine.records) {
    const stack = stackOf(record);
    if (stack?.kind !== 'object') continue;
    const known = calls.get(stack);
    if (known) known.push(record); else calls.set(stack, [record]);
  }
  return calls;
}

/** Applications and routers that are put into others. */
function mountedIn(calls: Map<Value, CallRecord[]>): Set<Value> {
  const inside = new Set<Value>();
  const add = (value: Value): void => {
    for (const one of alternatives(value)) {
      if (kindOf(one)) inside.add(one);
      const router = routerOf(one);
      if (router) inside.add(router.router);
      const mount = mountOf(one);
      if (mount) add(mount.inner);
      composedOf(one)?.forEach(add);
      if (one.kind === 'array') one.elements.forEach(add);
    }
  };
  for (const list of calls.values()) for (const one of registrationsOf(list)) for (const element of one.elements) add(element.value);
  return inside;
}

function enterApp(walk: Walk, app: Stack, base: string, mounts: Mount[], around: Value[]): void {
  walk.visited.add(app);
  for (const registration of registrationsOf(walk.routers.calls.get(app) ?? [])) {
    if (registration.methods) continue;
    for (const element of registration.elements) place(walk, element, { base, mounts, registration, around: [...around, app] });
  }
}

/** Puts what `app.use` was given behind what is there already. */
function place(walk: Walk, element: Element, where: Where): void {
  const { base, mounts, registration, around } = where;
  const { line, column } = positionOf(registration.site.module, registration.site.start);
  const mounted = (path: string): Mount[] => {
    const known = mounts.at(-1);
    return known?.file === registration.site.module.path && known.line === line && known.column === column && known.path === path ? mounts : [...mounts, { file: registration.site.module.path, line, column, path }];
  };
  const rest: Value[] = [];
  for (const value of alternatives(element.value)) {
    const router = routerOf(value)?.router;
    const mount = mountOf(value);
    const list = composedOf(value);
    if (router) enterRouter(walk, router, base, mounted(base));
    else if (kindOf(value) === 'app') { if (!around.includes(value) && around.length < 12) enterApp(walk, value as Stack, base, mounted(base), around); }
    else if (mount) {
      for (const path of mount.path ? pathsOf(mount.path) ?? [{ text: '/:unknown' }] : [{ text: '/' }]) place(walk, { ...element, value: mount.inner }, { ...where, base: join(base, path.text), mounts: mounted(join(base, path.text)) });
    } else if (list) for (const one of list) place(walk, { ...element, value: one, name: nameOf(one) || element.name }, where);
    else if (value.kind === 'array') for (const one of value.elements) place(walk, { ...element, value: one, name: nameOf(one) || element.name }, where);
    else if (!isFallback(value)) rest.push(value);
  }
  if (rest.length === 0) return;
  const plain: Element = { ...element, base, value: rest.length === 1 ? rest[0]! : { kind: 'union', values: rest } };
  if (base !== '/' && rest.every(isPlainHandler)) return declare(walk, { method: 'ALL', path: base, base }, registration, [plain], chainFor(walk, { method: 'ALL', path: base, base }, [], registration.record.conditions), registration.record.module, mounts);
  for (const request of dispatched(rest, base)) {
    const before = chainFor(walk, request.line, [], registration.record.conditions);
    declare(walk, request.line, { ...registration, site: request.site }, [plain], before, registration.record.module, mounts, request.answers);
  }
  walk.layers.push(({ path }) => (segments(base).every((part, i) => part === segments(path)[i]) ? [{ element: plain, conditional: registration.record.conditions }] : []));
}

function nameOf(value: Value): string {
  return value.kind === 'function' ? value.fn.name : '';
}

function enterRouter(walk: Walk, router: Stack, base: string, mounts: Mount[]): void {
  walk.visited.add(router);
  const slots = slotsOf(walk.routers, router);
  slots.forEach((slot, i) => {
    walk.visited.add(slot.owner);
    for (const method of slot.registration.methods ?? []) {
      const path = join(base, slot.path.text);
      const request: RequestLine = { method, path, base };
      const passed = slots.slice(0, i).filter((one) => matches(one, request, base, slot.owner));
      const before = chainFor(walk, request, placedOf(passed, base), slot.registration.record.conditions);
      const later = slots.slice(i + 1).some((one) => one.registration.methods && one.registration !== slot.registration && matches({ ...slot, registration: { ...slot.registration, methods: ['ALL'] } }, { method, path: join(base, one.path.text) }, base, one.owner));
      const own = slot.elements.map((element) => ({ ...element, base }));
      if (own.length > 0 && (later || path.endsWith('*')) && isGuardOnly(own, request, before.state, walk.context)) continue;
      declare(walk, request, slot.registration, own, before, router, [...mounts, ...slot.mounts.map((mount) => ({ ...mount, path: join(base, mount.path) }))], undefined, slot.owner);
    }
  });
  // Only where one of its routes matches does a router run anything; what passes the request on leads to what is registered later.
  walk.layers.push((request) => {
    const passed = slots.filter((slot) => matches(slot, request, base, undefined));
    return passed.some((slot) => slot.registration.methods) ? placedOf(passed, base) : [];
  });
}

function placedOf(slots: Slot[], base: string): Placed[] {
  return slots.flatMap((slot) => slot.elements.map((element) => ({ element: { ...element, base }, conditional: slot.registration.record.conditions })));
}

interface Chain { judged: Judged[]; state: RequestState }

function chainFor(walk: Walk, request: RequestLine, inner: Placed[], conditions: Condition[]): Chain {
  const judged: Judged[] = [];
  let state = startState();
  for (const { element, conditional } of [...walk.layers.flatMap((layer) => layer(request)), ...inner]) {
    const judgement = underConditions(judge(element, request, state, walk.context), conditional, conditions, state);
    judged.push({ element, judgement });
    if (!judgement.handler) state = judgement.state;
  }
  return { judged, state };
}

/** A route with what stands in front of it. @param answers whether it is one is for the verdict to say */
function declare(walk: Walk, request: RequestLine, registration: Registration, own: Element[], before: Chain, application: unknown, mounts: Mount[], answers?: (element: Element, state: RequestState, context: JudgeContext) => boolean, owner?: Stack): void {
  const elements = opened(own);
  const last = elements.at(-1);
  const judged = [...before.judged];
  let { state } = before;
  for (const element of elements.slice(0, -1)) {
    const judgement = judge(element, request, state, walk.context);
    judged.push({ element, judgement });
    state = judgement.state;
  }
  if (answers && last && !answers(last, state, walk.context)) return;
  const isFunction = last !== undefined && alternatives(last.value).some((value) => value.kind === 'function');
  const end = last && { element: last, judgement: isFunction ? handlerJudgement(last, state) : judge(last, request, state, walk.context) };
  walk.details.push(detailOf({
    framework: 'koa', method: request.method, path: request.path, site: registration.site, handler: last, own: elements, mounts, application: walk.application,
    group: owner ? identityOf(siteOf(owner)) : walk.application,
    verdict: verdict(judged, end, state, request, walk.context, walk.unmounted),
  }));
}

/** What `compose` was given takes its place. */
function opened(elements: Element[]): Element[] {
  return elements.flatMap((element) => {
    const list = composedOf(element.value);
    return list ? opened(list.flatMap((value) => (value.kind === 'array' ? value.elements : [value])).map((value) => ({ ...element, value, name: nameOf(value) || element.name }))) : [element];
  });
}

function siteOf(stack: Stack): { module: CallRecord['module']; start: number } {
  return stack.kind === 'result' ? { module: stack.call.module, start: stack.call.expr.start } : stack.site ?? { module: stack.cls!.module, start: stack.cls!.cls.start };
}
