import type { Config, RouteDetail, Value } from '../../model/index.ts';
import { textOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { answering, argumentOf } from '../controller-dialects.ts';
import { controllersOf, parameterMarks, pathsIn, type Controller } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { placeOn } from '../endpoint.ts';
import { member } from '../named.ts';
import { asMiddleware, authorized, requiredUser, usesBefore } from './guards.ts';
import { listedClasses, PACKAGE, serversOf, type Server } from './model.ts';

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All', 'Options']);

/** Every action of every controller that an application takes up. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const classes = classesOf(machine);
  const own = (...names: string[]) => (mark: Mark): boolean => mark.package === PACKAGE && names.includes(mark.name);
  const controllers = controllersOf(program, classes, own('Controller', 'JsonController'));
  const middlewares = controllersOf(program, classes, own('Middleware'));
  const servers = serversOf(program);
  const details: RouteDetail[] = [];
  for (const server of servers.length > 0 ? servers : [undefined]) {
    const listed = listedClasses(server?.options, 'controllers');
    for (const controller of controllers) if (!listed || listed.has(controller.cls.cls)) details.push(...routesOf(controller, server));
  }
  return unique(details);

  function routesOf(controller: Controller, server: Server | undefined): RouteDetail[] {
    return controller.methods.flatMap((action) => {
      const { marks } = action.decorations;
      const mark = marks.findLast((one) => one.package === PACKAGE && (VERBS.has(one.name) || one.name === 'Method'));
      if (!mark) return [];
      const [first, second] = mark.args;
      const verb = (mark.name === 'Method' ? first && textOf(first) : mark.name)?.toUpperCase() ?? 'ALL';
      const own = mark.name === 'Method' ? second : first;
      const { site } = mark;
      const parameters = parameterMarks(program, action);
      const required = parameters.some((one) => one?.name === 'CurrentUser' && textOf(member(one.args[0], 'required') ?? { kind: 'literal', value: undefined }) === 'true');
      const uses = [...usesBefore(machine, controller.marks), ...usesBefore(machine, marks)];
      const before = [...globalsOf(server), ...uses, ...authorized([...controller.marks, ...marks], server?.options), ...requiredUser(required, server?.options, site)];
      const handler: Element = { value: action.fn, site, name: `${controller.cls.cls.name}.${action.facts.name}`, dialect: answering('routing-controllers action', (_fn, sim) => parameters.map((one) => argumentOf(one, site, sim))) };
      const unknown = !server ? 'no application was found that takes up its controller' : server.koa && uses.length > 0 ? 'middleware of Koa in front of controllers is not followed' : undefined;
      const group = identityOf({ module: controller.cls.module, start: controller.cls.cls.start });
      return prefixesOf(server, controller).flatMap((prefix) => pathsIn(own).map((path) => {
        const full = join(prefix, path);
        const given = server?.koa ? before.filter((one) => !uses.includes(one)) : before;
        const verdict = accessOf({ request: { method: verb, path: full, base: '/' }, before: given, handler, unknown }, context);
        return detailOf({ framework: 'routing-controllers', method: verb, path: full, site, handler, own: [...given, handler], verdict, group, application: server ? identityOf({ module: server.record.module, start: server.record.expr.start }) : 'routing-controllers' });
      }));
    });
  }

  function prefixesOf(server: Server | undefined, controller: Controller): string[] {
    const base = pathsIn(member(server?.options, 'routePrefix'))[0]!;
    const mount = server && placeOn(server.app, server.record, base, program)?.path;
    return pathsIn(controller.mark.args[0]).map((path) => join(mount ?? base, path));
  }

  /** What the application runs in front of all controllers. */
  function globalsOf(server: Server | undefined): Element[] {
    if (!server || server.koa) return [];
    const front = placeOn(server.app, server.record, '/', program)?.front ?? [];
    const listed = listedClasses(server.options, 'middlewares');
    const before = middlewares.filter(({ cls, mark }) => (!listed || listed.has(cls.cls)) && textOf(member(mark.args[0], 'type') ?? NONE) === 'before');
    const priority = ({ mark }: Controller): number => Number(textOf(member(mark.args[0], 'priority') ?? NONE) ?? 0);
    return [...front, ...before.sort((a, b) => priority(b) - priority(a)).map(({ cls, mark }) => asMiddleware(machine, { value: cls, site: mark.site, name: cls.cls.name }))];
  }
}

const NONE: Value = { kind: 'literal', value: undefined };
