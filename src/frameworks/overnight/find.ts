import type { CallRecord, ClassFacts, Config, RouteDetail, Value } from '../../model/index.ts';
import { packageOf, type Program } from '../../link/index.ts';
import { accessOf, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { controllersOf, pathsIn, type Controller } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { listOf } from '../named.ts';
import { covers, pathsOf } from '../paths.ts';
import { PACKAGE } from './model.ts';

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'All', 'Options', 'Propfind', 'Search', 'Copy', 'Move', 'Lock', 'Unlock', 'Merge', 'Purge']);
const isOwn = (...names: string[]) => (mark: Mark): boolean => mark.package === PACKAGE && names.includes(mark.name);

/** Every method of every controller, behind what the server's application runs before it takes the controllers up. */
export function find(program: Program, config: Config): RouteDetail[] {
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const controllers = controllersOf(program, classesOf(machine), isOwn('Controller', 'ClassWrapper', 'ClassMiddleware', 'ChildControllers'));
  const children = new Map(controllers.flatMap((parent) => parent.marks.filter(isOwn('ChildControllers')).flatMap((mark) => listOf(mark.args[0]).values).map((child) => [classOf(child), parent] as const)));
  const additions = machine.records.filter((record) => record.method === 'addControllers' && packageOf(record.callee) === PACKAGE);
  const details: RouteDetail[] = [];
  for (const controller of controllers) {
    const chain = around(controller);
    const added = takingUp(chain[0]!);
    const own = chain.flatMap((one) => one.marks.filter(isOwn('ClassMiddleware'))).flatMap(elementsIn);
    const base = chain.reduce((path, one) => join(path, pathsIn(one.marks.find(isOwn('Controller'))?.args[0])[0]!), '/');
    for (const action of controller.methods) {
      const { marks } = action.decorations;
      for (const mark of marks.filter((one) => one.package === PACKAGE && VERBS.has(one.name))) {
        const elements = [...own, ...marks.filter(isOwn('Middleware')).flatMap(elementsIn)];
        const handler: Element = { value: action.fn, site: mark.site, name: `${controller.cls.cls.name}.${action.facts.name}` };
        for (const path of pathsIn(mark.args[0]).map((one) => join(base, one))) {
          const method = mark.name.toUpperCase();
          const before = [...(added ? frontOf(added, path) : []), ...elements];
          const verdict = accessOf({ request: { method, path, base: '/' }, before, handler, unknown: added ? undefined : 'no server was found that takes up its controller' }, context);
          details.push(detailOf({
            framework: 'overnight', method, path, site: mark.site, handler, own: [...elements, handler], verdict,
            group: identityOf({ module: controller.cls.module, start: controller.cls.cls.start }), application: added ? identityOf({ module: added.module, start: added.expr.start }) : 'overnight',
          }));
        }
      }
    }
  }
  return unique(details);

  /** The controllers it is part of, outermost first. */
  function around(controller: Controller): Controller[] {
    const chain = [controller];
    for (let parent = children.get(controller.cls.cls); parent && !chain.includes(parent); parent = children.get(parent.cls.cls)) chain.unshift(parent);
    return chain;
  }

  /** The call that takes a controller up: the one that lists it, or one whose list is not all known. */
  function takingUp(controller: Controller): CallRecord | undefined {
    const given = additions.map((record) => ({ record, list: listOf(record.args[0]) }));
    const listing = given.find(({ list }) => list.values.some((one) => classOf(one) === controller.cls.cls)) ?? given.find(({ list }) => list.open || list.values.length === 0 || list.values.some((one) => classOf(one) === undefined));
    return listing?.record;
  }

  function frontOf(record: CallRecord, path: string): Element[] {
    const earlier = machine.records.filter((one) => one.method === 'use' && one.order < record.order && packageOf(one.callee) === PACKAGE && (pathsOf(one.args[0]) ?? [{ text: '/' }]).some((pattern) => covers(pattern, '/', path, false)));
    const own = record.args[2] ? elementsOf(record, 2) : [];
    return [...earlier.flatMap((one) => elementsOf(one, pathsOf(one.args[0]) ? 1 : 0)), ...own];
  }
}

/** The class of an instance, or the class that is given itself. */
function classOf(value: Value): ClassFacts | undefined {
  return value.kind === 'object' ? value.cls?.cls : value.kind === 'class' ? value.cls : undefined;
}

function elementsIn(mark: Mark): Element[] {
  return mark.record ? elementsOf(mark.record, 0) : [];
}
