import type { CallRecord, Condition, Config, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import { fetchApi, handlerJudgement, isProtecting, judge, startState, verdict, type Element, type Judged, type JudgeContext, type RequestLine } from '../../guards/index.ts';
import { isAlwaysThere, underConditions } from '../conditional.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { servedApps } from '../served.ts';
import { passThrough, type Passed } from './combine.ts';
import { hono } from './dialect.ts';
import { isGuardOnly, isHandler, passesOn } from './handlers.ts';
import { isApp, rootOf } from './model.ts';
import { covers, patternOf, type Pattern } from './paths.ts';
import { entriesOf, type Entry } from './registrations.ts';

/** An element that requests pass on their way to what was added later. */
interface Layer { pattern: Pattern; method: string; element: Element; conditional: Condition[] }

interface Walk {
  context: JudgeContext;
  layers: Layer[];
  details: RouteDetail[];
  application: string;
  /** Why the application's surroundings are not known. */
  unserved: string | undefined;
}

const ASKS = new Set(['fetch', 'fire']);
const ONLY_LOOK = /^(hono-openapi|@hono\/zod-openapi|hono\/(dev|testing|client|route)|vitest|jest|supertest)(\/|$)/;

/** Every route of every application of the project. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { records, given } = program.machine;
  const apps = [...new Set([...given, ...records.map((record) => record.result)].filter(isApp).map(rootOf))];
  const mounted = new Set(records.filter(isMount).flatMap((record) => alternatives(record.args[1]!)).map((value) => (value.kind === 'property' ? value.object : value)).filter(isApp).map(rootOf));
  const roots = apps.filter((app) => !mounted.has(app));
  const served = servedApps(program, { appOf: (value) => (isApp(value) ? rootOf(value) : undefined), asks: ASKS, onlyLooks: ONLY_LOOK });
  const context: JudgeContext = { machine: program.machine, dialect: hono, config, cache: new Map() };
  // Where none is seen to be served, they are served by something out of sight, all alike.
  const anyServed = roots.some((app) => served.has(app));
  return unique(roots.flatMap((root) => {
    const unserved = given.includes(root) ? 'its application is given to a function that nobody in the project is seen to call'
      : anyServed && !served.has(root) ? 'its application is mounted and served nowhere in the project' : undefined;
    const walk: Walk = { context, layers: [], details: [], application: identityOf(siteOfApp(root)), unserved };
    for (const entry of entriesOf(root)) enter(walk, entry);
    return walk.details;
  }));
}

function isMount(record: CallRecord): boolean {
  return (record.method === 'route' || record.method === 'mount') && isApp(record.receiver) && record.args[1] !== undefined;
}

function enter(walk: Walk, entry: Entry): void {
  const pattern = patternOf(entry.path);
  const last = entry.elements.at(-1);
  if (entry.kind === 'use' && !(last && isHandler(last.value))) {
    for (const element of entry.elements) walk.layers.push({ pattern, method: 'ALL', element, conditional: entry.record.conditions });
    return;
  }
  const request: RequestLine = { method: entry.method, path: pattern.text, base: '/' };
  const before = passLayers(walk, entry, pattern, request);
  const handler = last && handlerOf(entry, last);
  const judged = handler && judgeLast(handler, request, before.state, walk.context);
  if (!(entry.kind === 'route' && isGuardOnly(judged, request, walk.context))) {
    const unknown = walk.unserved ?? (handler && isOpaque(handler.value) ? `its handler \`${handler.name}\` could not be followed to its definition` : undefined);
    const found = verdict(before.judged, judged, before.state, request, walk.context, unknown);
    walk.details.push(detailOf({
      framework: 'hono', method: entry.method, path: pattern.text, site: entry.site, handler, own: entry.elements, verdict: found, mounts: entry.mounts, group: groupOf(entry.app), application: walk.application,
    }));
  }
  // Whatever matches later is reached, if at all, through these.
  for (const element of entry.elements) if (!isHandler(element.value)) walk.layers.push({ pattern, method: entry.method, element, conditional: entry.record.conditions });
}

/** What was added earlier for requests of this kind, and what the registration itself puts in front of its handler. */
function passLayers(walk: Walk, entry: Entry, pattern: Pattern, request: RequestLine): Passed {
  let state = startState();
  const judged: Judged[] = [];
  for (const { element, conditional } of walk.layers.filter((layer) => (layer.method === 'ALL' || layer.method === entry.method) && covers(layer.pattern, pattern))) {
    const passed = passThrough([element], request, state, walk.context);
    const found = passed.judged.map((one) => ({ ...one, judgement: underConditions(one.judgement, conditional, entry.record.conditions, state) }));
    judged.push(...found);
    // What may not be there at all leaves nothing on the request that can be relied on, unless it lets nobody else past.
    if (isAlwaysThere(conditional, entry.record.conditions) || found.some((one) => isProtecting(one.judgement.guard))) state = passed.state;
  }
  const own = passThrough(entry.elements.slice(0, -1), request, state, walk.context);
  return { judged: [...judged, ...own.judged], state: own.state };
}

/** The handler of a mounted application sees a plain request. */
function handlerOf(entry: Entry, element: Element): Element {
  return entry.kind === 'mount' ? { ...element, dialect: fetchApi } : element;
}

function judgeLast(element: Element, request: RequestLine, state: Parameters<typeof judge>[2], context: JudgeContext): Judged {
  const functions = alternatives(element.value).filter((value) => value.kind === 'function');
  const answers = functions.length > 0 && functions.every((fn) => !passesOn(fn));
  return { element, judgement: answers ? handlerJudgement(element, state) : judge(element, request, state, context) };
}

/** Nothing is known of it: it may well check who is calling. */
function isOpaque(value: Value): boolean {
  return alternatives(value).some((one) => one.kind === 'unknown' || one.kind === 'param' || (one.kind === 'property' && isOpaque(one.object)));
}

function siteOfApp(app: ResultValue): { module: CallRecord['module']; start: number } {
  return { module: app.call.module, start: app.call.expr.start };
}

/** Applications that one function makes are told apart by the call of it. */
function groupOf(app: ResultValue): string {
  const made = app.call.frames.at(-1);
  const own = identityOf(siteOfApp(app));
  return made ? `${own} by ${identityOf({ module: made.module, start: made.expr.start })}` : own;
}
