import type { Condition, Config, ResultValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import { accessOf, namesIn, type Dialect, type Element, type JudgeContext, type RequestLine } from '../../guards/index.ts';
import { isAlwaysThere } from '../conditional.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { whyUnmounted } from '../unmounted.ts';
import { authElements, settingOf, withDefault, type AuthOption, type Setting } from './auth.ts';
import { dialectOf, type Surroundings } from './dialect.ts';
import { rootOf, viewOf } from './model.ts';
import type { Declaration } from './routes.ts';
import { extensionsFor, isMade, serversOf, type Default, type Servers } from './servers.ts';

interface Dialects { handler: Dialect; step: Dialect; scheme: Dialect }

interface Search { program: Program; servers: Servers; contexts: Map<ResultValue, { context: JudgeContext; dialects: Dialects }>; config: Config }

/** The routes of every server of the project, and of plugins that nobody is seen to register. */
export function find(program: Program, config: Config): RouteDetail[] {
  const servers = serversOf(program);
  const search: Search = { program, servers, contexts: new Map(), config };
  return unique(servers.declarations.flatMap((declaration) => declaration.paths.flatMap((path) => declaration.methods.map((method) => detail(search, declaration, { method, path, base: '/' })))));
}

function contextFor({ program, servers, contexts, config }: Search, root: ResultValue): { context: JudgeContext; dialects: Dialects } {
  let known = contexts.get(root);
  if (!known) {
    const surroundings: Surroundings = { server: root, decorations: servers.decorations };
    const dialects: Dialects = { handler: dialectOf('handler', surroundings), step: dialectOf('step', surroundings), scheme: dialectOf('scheme', surroundings) };
    known = { dialects, context: { machine: program.machine, dialect: dialects.handler, config, cache: new Map() } };
    contexts.set(root, known);
  }
  return known;
}

function detail(search: Search, declaration: Declaration, request: RequestLine): RouteDetail {
  const { servers, program } = search;
  const root = rootOf(declaration.server);
  const { context, dialects } = contextFor(search, root);
  const auth = authOf(search, declaration);
  const { authenticate, authorize } = auth.option ? authElements(auth.option, servers, request, context, dialects.scheme) : { authenticate: [], authorize: [] };
  const handler = handlerOf(declaration);
  // What a handler asks of someone who has just come from where they log in is no condition for coming.
  const judged = authenticate.some((one) => one.given?.startsLogin) ? undefined : handler;
  const steps = (event: string): Element[] => [
    ...extensionsFor(servers, event, declaration).map((one) => step(one.method, { module: one.record.module, start: one.record.expr.start, end: one.record.expr.end }, event, dialects)),
    ...ownExtensions(declaration, event).map((method) => step(method, declaration.site, event, dialects)),
  ];
  const pre = preOf(declaration).map((method) => step(method, 'site' in method && method.site ? method.site : declaration.site, 'pre', dialects));
  // Where there may be no credentials, what is done with them refuses nobody for having none.
  const credentialSteps = auth.option && (auth.option.mode ?? 'required') === 'required' ? steps('onCredentials') : [];
  const before = [...steps('onRequest'), ...steps('onPreAuth'), ...authenticate, ...credentialSteps, ...authorize, ...steps('onPostAuth'), ...steps('onPreHandler'), ...pre];
  const view = viewOf(declaration.server);
  return detailOf({
    framework: 'hapi', method: request.method, path: request.path, site: declaration.site, handler, own: [...pre, ...(handler ? [handler] : [])],
    verdict: accessOf({ request, before, handler: judged, unknown: auth.unknown }, context),
    group: view ? groupOf(view.plugin) : identityOf(siteOf(root)), application: isMade(declaration.server, program) || view ? identityOf(siteOf(root)) : 'a server that is not known',
  });
}

function siteOf(root: ResultValue): { module: Site['module']; start: number } {
  return { module: root.call.module, start: root.call.expr.start };
}

function groupOf(plugin: Value): string {
  if (plugin.kind === 'function') return identityOf({ module: plugin.module, start: plugin.fn.start });
  if (plugin.kind === 'object' && plugin.site) return identityOf(plugin.site);
  const run = plugin.kind === 'object' ? plugin.props.get('register') : undefined;
  return run?.kind === 'function' ? identityOf({ module: run.module, start: run.fn.start }) : 'a plugin';
}

interface Resolved { option?: AuthOption; unknown?: string }

/** Who is asked for: by the route itself, by the server's settings for all routes, or by the default strategy. */
function authOf(search: Search, { options, server, site, record }: Declaration): Resolved {
  const { servers, program } = search;
  const root = rootOf(server);
  const made = isMade(root, program);
  const open = options && options.kind !== 'object' ? 'its `options` could not be resolved' : undefined;
  const own = settingOf(options?.kind === 'object' ? options.props.get('auth') : undefined, site);
  const setting = own.kind === 'missing' ? settingOf(routesIn(root), site) : own;
  const defaults = servers.defaults.filter((one) => !made || one.root === root);
  const base = defaults.map((one) => ({ one, setting: settingOf(one.setting, { module: one.record.module, start: one.record.expr.start, end: one.record.expr.end }) })).find(({ setting: said }) => said.kind === 'option');
  const baseOption = base?.setting.kind === 'option' ? base.setting.option : undefined;
  if (setting.kind === 'off') return {};
  if (setting.kind === 'unknown') return { unknown: setting.reason };
  if (setting.kind === 'option') return { option: withDefault(setting.option, baseOption) };
  if (open) return { unknown: open };
  if (options?.kind === 'object' && options.open && !options.props.has('auth')) return { unknown: 'not all of its `options` could be resolved' };
  return fromDefault(search, server, made, base && { one: base.one, setting: base.setting }, record.conditions);
}

function fromDefault({ program, servers }: Search, server: ResultValue, made: boolean, base: { one: Default; setting: Setting } | undefined, conditions: Condition[]): Resolved {
  const root = rootOf(server);
  if (!made) return { unknown: whyUnmounted(program, root, program.machine.records).replace('router', 'server') };
  if (base?.setting.kind === 'option') {
    const conditional = base.one.record.conditions.filter((one) => !isAlwaysThere([one], conditions));
    const switches = conditional.map(({ test }) => namesIn(test));
    // Where the server is made, there is no caller: what it asks is how it was installed. Elsewhere than in production says nothing of it.
    if (switches.some((name) => name === '' || /node_?env|debug|dev(elopment)?(?![a-z])|test|mock/i.test(name))) return { unknown: 'the default strategy is set only under a condition' };
    return { option: switches.length > 0 ? { ...base.setting.option, unless: switches } : base.setting.option };
  }
  if (servers.defaults.some((one) => one.root !== root && program.machine.given.includes(one.root))) return { unknown: 'a default strategy is set by a plugin that nobody is seen to register' };
  return {};
}

/** `new Hapi.Server({ routes: { auth } })`. */
function routesIn(root: ResultValue): Value | undefined {
  const routes = root.call.args.map((arg) => (arg.kind === 'object' ? arg.props.get('routes') : undefined)).find((one) => one !== undefined);
  return routes?.kind === 'object' ? routes.props.get('auth') : undefined;
}

function handlerOf({ handler, site }: Declaration): Element | undefined {
  if (!handler || !alternatives(handler).some((one) => one.kind === 'function')) return undefined;
  return { value: handler, site: handler.kind === 'function' ? { module: handler.module, start: handler.fn.start, end: handler.fn.end } : site, name: nameOfValue(handler) };
}

function step(method: Value, site: Site, event: string, dialects: Dialects): Element {
  return { value: method, site, name: nameOfValue(method) || event, dialect: dialects.step };
}

/** `pre: [method, { method, assign }, [parallel, methods]]`. */
function preOf({ options }: Declaration): Value[] {
  const pre = options?.kind === 'object' ? options.props.get('pre') : undefined;
  const opened = (value: Value): Value[] => alternatives(value).flatMap((one) => {
    if (one.kind === 'array') return one.elements.flatMap(opened);
    if (one.kind !== 'object' || one.cls) return [one];
    const fails = one.props.get('failAction');
    // What fails without a consequence refuses nobody.
    if (fails?.kind === 'literal' && (fails.value === 'log' || fails.value === 'ignore')) return [];
    return [one.props.get('method') ?? one];
  });
  return pre ? opened(pre).filter((one) => one.kind !== 'literal') : [];
}

function ownExtensions({ options }: Declaration, event: string): Value[] {
  const all = options?.kind === 'object' ? options.props.get('ext') : undefined;
  const mine = all?.kind === 'object' ? all.props.get(event) : undefined;
  return mine ? (mine.kind === 'array' ? mine.elements : [mine]).map((one) => (one.kind === 'object' ? one.props.get('method') ?? one : one)) : [];
}
