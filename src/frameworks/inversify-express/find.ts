import type { CallRecord, Config, RouteDetail } from '../../model/index.ts';
import { alternatives, entryOf, packageOf, pathOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { argumentOf } from '../controller-dialects.ts';
import { controllersOf, parameterMarks, pathsIn } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { placeOn } from '../endpoint.ts';
import { member, method } from '../named.ts';
import { covers, pathsOf } from '../paths.ts';
import { containerOf } from './container.ts';
import { activating, handling, middleware } from './dialects.ts';
import { applicationIn, CORE, UTILS } from './model.ts';

const UTILS_VERBS: Record<string, string> = { httpGet: 'GET', httpPost: 'POST', httpPut: 'PUT', httpPatch: 'PATCH', httpDelete: 'DELETE', httpHead: 'HEAD', httpOptions: 'OPTIONS', all: 'ALL' };
const CORE_VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All']);

/** Every method of every controller. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const classes = classesOf(machine);
  const controllers = controllersOf(program, classes, (mark) => (mark.package === UTILS && mark.name === 'controller') || (CORE.includes(mark.package) && mark.name === 'Controller'));
  const container = containerOf(program, classes);
  const server = machine.records.find((record) => record.constructed && [UTILS, ...CORE].includes(packageOf(record.callee) ?? '') && /^Inversify.*(Server|Adapter)$/.test(pathOf(record.callee).at(-1) ?? ''));
  const unknown = server ? undefined : 'no server was found that takes up its controller';
  const details: RouteDetail[] = [];
  for (const controller of controllers) {
    const instance = container.instance(controller.cls);
    const prefixes = pathsIn(member(controller.mark.args[0], 'path') ?? controller.mark.args[0]).map((path) => join(rootOf(server), path));
    for (const action of classes.methods(controller.cls, instance)) {
      const { marks } = action.decorations;
      const mark = marks.findLast((one) => (one.package === UTILS && (one.name in UTILS_VERBS || one.name === 'httpMethod')) || (CORE.includes(one.package) && CORE_VERBS.has(one.name)));
      if (!mark) continue;
      const named = mark.name === 'httpMethod' ? 1 : 0;
      const verb = entryOf(UTILS_VERBS, mark.name) ?? (named ? pathsIn(mark.args[0])[0]!.slice(1) : mark.name).toUpperCase();
      const elements = [...around(controller.mark, 1), ...guards(controller.marks), ...around(mark, named + 1), ...guards(marks)];
      const parameters = parameterMarks(program, action);
      const plain = parameters.every((one) => one === undefined);
      const dialect = handling((_fn, sim) => (plain ? connect.arguments(action.fn) ?? [] : parameters.map((one) => argumentOf(one?.name === 'principal' ? { ...one, name: 'user' } : one, mark.site, sim))));
      const handler: Element = { value: action.fn, site: mark.site, name: `${controller.cls.cls.name}.${action.facts.name}`, dialect };
      for (const path of prefixes.flatMap((prefix) => pathsIn(mark.args[named]).map((own) => join(prefix, own)))) {
        const before = [...frontOf(server, path), ...elements];
        const verdict = accessOf({ request: { method: verb, path, base: '/' }, before, handler, unknown }, context);
        details.push(detailOf({
          framework: 'inversify-express', method: verb, path, site: mark.site, handler, own: [...elements, handler], verdict,
          group: identityOf({ module: controller.cls.module, start: controller.cls.cls.start }), application: server ? identityOf({ module: server.module, start: server.expr.start }) : 'inversify-express',
        }));
      }
    }
  }
  return unique(details);

  /** What a decorator's arguments after its path put in front; InversifyJS 7 has decorators of their own for that. */
  function around(mark: Mark, from: number): Element[] {
    return mark.record && mark.package === UTILS ? elementsOf(mark.record, from).map(asMiddleware) : [];
  }

  function guards(marks: Mark[]): Element[] {
    return marks.filter((one) => CORE.includes(one.package) && (one.name === 'UseGuard' || one.name === 'ApplyMiddleware') && one.record).flatMap((mark) => elementsOf(mark.record!, 0).map((element) => {
      if (mark.name === 'ApplyMiddleware') return asMiddleware(element);
      const given = container.give(element.value);
      const activate = given && method(machine, given, 'activate');
      return activate ? { ...element, value: activate, dialect: activating } : element;
    }));
  }

  /** Middleware is a function, or an identifier of what the container holds: a function, or an instance with `handler`. */
  function asMiddleware(element: Element): Element {
    const { value } = element;
    if (alternatives(value).some((one) => one.kind === 'function')) return { ...element, dialect: middleware };
    // `container.get(X)`, written where the decorator stands.
    const asked = value.kind === 'result' && value.call.method === 'get' ? value.call.args[0] : undefined;
    const given = container.give(asked ?? value);
    if (!given) return element;
    const name = given.kind === 'object' && given.cls ? given.cls.cls.name : element.name;
    const handler = given.kind === 'object' ? method(machine, given, 'handler') ?? method(machine, given, 'execute') : undefined;
    return { ...element, value: handler ?? given, name, dialect: middleware };
  }

  /** What the application runs in front of the controllers. */
  function frontOf(record: CallRecord | undefined, path: string): Element[] {
    if (!record) return [];
    const given = record.args[3] ? placeOn(record.args[3], record, '/', program)?.front ?? [] : [];
    const configs = machine.records.flatMap((one) => (one.method === 'setConfig' ? applicationIn(one) ?? [] : []));
    const uses = configs.flatMap((app) => app.calls).filter((one) => one.method === 'use' && (pathsOf(one.args[0]) ?? [{ text: '/' }]).some((pattern) => covers(pattern, '/', path, false)));
    return [...given, ...uses.flatMap((one) => elementsOf(one, pathsOf(one.args[0]) ? 1 : 0))];
  }
}

function rootOf(server: CallRecord | undefined): string {
  const root = server && server.args.map((arg) => member(arg, 'rootPath')).find((one) => one !== undefined);
  return root ? pathsIn(root)[0]! : '/';
}
