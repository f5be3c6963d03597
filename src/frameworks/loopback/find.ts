import type { Config, RouteDetail } from '../../model/index.ts';
import { entryOf, textOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { answering, argumentOf } from '../controller-dialects.ts';
import { classesWithRoutes, parameterMarks } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { injectionsOf } from '../injections.ts';
import { member } from '../named.ts';
import { guardsOf } from './guards.ts';
import { injected, standsFor } from './injected.ts';
import { REST } from './model.ts';

const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE', head: 'HEAD' };
const isRoute = (mark: Mark): boolean => REST.includes(mark.package) && (mark.name in VERBS || mark.name === 'operation');

/** Every operation of every controller. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const classes = classesOf(machine);
  const guards = guardsOf(program, classes);
  const root = machine.records.filter((record) => record.method === 'basePath').map((record) => record.args[0] && textOf(record.args[0])).find((path) => path !== undefined) ?? '/';
  const details: RouteDetail[] = [];
  for (const controller of classesWithRoutes(program, classes, isRoute)) {
    const api = controller.marks.find((mark) => REST.includes(mark.package) && mark.name === 'api');
    const base = textOf(member(api?.args[0], 'basePath') ?? { kind: 'literal', value: '/' }) ?? '/';
    for (const cls of classes.lineage(controller.cls)) for (const { name, token } of injectionsOf(machine, cls)) if (injected(token)) controller.instance.props.set(name, token);
    for (const action of controller.methods) {
      const mark = action.decorations.marks.findLast(isRoute);
      if (!mark) continue;
      const [verb, written] = mark.name === 'operation' ? mark.args.map(textOf) : [entryOf(VERBS, mark.name), mark.args[0] && textOf(mark.args[0])];
      if (verb === undefined || written === undefined) continue;
      const before = guards(action.decorations.marks, controller.marks);
      const parameters = parameterMarks(program, action).map((one) => {
        const key = one?.name === 'inject' ? injected(one.args[0]) : undefined;
        return one && key ? { ...one, name: key } : one;
      });
      const dialect = answering('loopback operation', (_fn, sim) => parameters.map((one) => argumentOf(one, mark.site, sim)));
      const handler: Element = { value: action.fn, site: mark.site, name: `${controller.cls.cls.name}.${action.facts.name}`, dialect: { ...dialect, stands: (value, sim) => standsFor(value, mark.site, sim) } };
      const method = verb.toUpperCase();
      const path = join(join(root, base), written.replace(/\{(\w+)\}/g, ':$1'));
      const verdict = accessOf({ request: { method, path, base: '/' }, before, handler }, context);
      details.push(detailOf({ framework: 'loopback', method, path, site: mark.site, handler, own: [...before, handler], verdict, group: identityOf({ module: controller.cls.module, start: controller.cls.cls.start }), application: 'loopback' }));
    }
  }
  return unique(details);
}
