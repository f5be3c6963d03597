import type { CallRecord, ClassFacts, Condition, ResultValue, Value } from '../../model/index.ts';
import { external, nextIdentity, resultOf, type Machine } from '../../link/index.ts';
import { connect, type Element } from '../../guards/index.ts';
import { elementsOf } from '../elements.ts';
import { covers } from '../paths.ts';
import { mountedOn, targetsIn, type Addressing, type Target } from './addresses.ts';
import type { Container } from './container.ts';
import type { Application } from './applications.ts';
import { nameOf } from './guards.ts';
import type { ModuleGraph } from './modules.ts';
import { method, resolved } from './names.ts';

/** Middleware, and the routes it stands in front of. */
export interface Layer {
  element: Element;
  /** Under which it stands there. */
  conditional: Condition[];
  /** Paths with every prefix; `exact` where what is below them is not meant. */
  on: (Target & { exact: boolean })[];
  controllers: ClassFacts[];
  except: Target[];
  exceptControllers: ClassFacts[];
}

export interface Served { method: string; path: string; controller: ClassFacts }

export function standsBefore(layer: Layer, route: Served): boolean {
  const hits = (targets: Target[], exact: (target: Target, index: number) => boolean): boolean => targets.some((one, i) => (one.method === undefined || one.method === route.method) && covers(one.pattern, '/', route.path, exact(one, i)));
  if (layer.exceptControllers.includes(route.controller) || hits(layer.except, () => true)) return false;
  return layer.controllers.includes(route.controller) || hits(layer.on, (_, i) => layer.on[i]!.exact);
}

/** `app.use(...)`, then what modules configure, those nearer to the root first (docs.nestjs.com, "Middleware"). */
export function layersOf(machine: Machine, application: Application | undefined, graph: ModuleGraph, container: Container, addressing: Addressing): Layer[] {
  const layers: Layer[] = [];
  for (const record of application?.calls.filter((one) => one.method === 'use') ?? []) {
    const paths = record.args.length > 1 && record.args[0] ? targetsIn(record.args[0]) : [];
    const on = (paths.length > 0 ? paths : [EVERYTHING]).map((one) => ({ ...one, exact: false }));
    for (const element of elementsOf(record, paths.length > 0 ? 1 : 0)) layers.push({ element: { ...element, dialect: connect }, conditional: record.conditions, on, controllers: [], except: [], exceptControllers: [] });
  }
  const modules = [...graph.modules].sort((a, b) => Number(b.global) - Number(a.global) || a.distance - b.distance);
  for (const { cls } of modules) {
    const instance = container.instance(cls);
    const configure = method(machine, instance, 'configure');
    if (!configure) continue;
    const consumer = consumerAt(configure.module, configure.fn);
    machine.stepLimit = machine.steps + 50_000;
    machine.invoke(configure, [consumer], instance, { module: cls.module, start: cls.cls.start, end: cls.cls.end });
    read(consumer, layers, { machine, container, addressing, fastify: application?.fastify ?? false });
  }
  return layers;
}

const EVERYTHING: Target = { pattern: { text: '/*' }, method: undefined };

function consumerAt(module: CallRecord['module'], { start, end }: { start: number; end: number }): ResultValue {
  const expr: CallRecord['expr'] = { kind: 'call', callee: { kind: 'literal', value: null, start, end }, args: [], start, end };
  return resultOf({ order: nextIdentity(), callee: external('@nestjs/core', ['MiddlewareConsumer']), method: '', args: [], module, expr, constructed: false, conditions: [], frames: [] }) as ResultValue;
}

interface Reading { machine: Machine; container: Container; addressing: Addressing; fastify: boolean }

/** `consumer.apply(A, B).exclude(...).forRoutes(...)`, and `.apply(...)` on what that gives. */
function read(consumer: ResultValue, layers: Layer[], reading: Reading): void {
  for (const applied of consumer.calls) {
    if (applied.method !== 'apply' || applied.result?.kind !== 'result') continue;
    const except: Value[] = [];
    let current: ResultValue | undefined = applied.result;
    while (current) {
      const next: CallRecord | undefined = current.calls.find((one) => one.method === 'exclude' || one.method === 'forRoutes');
      if (next?.method === 'exclude') except.push(...opened(next.args));
      if (next?.method === 'forRoutes') {
        for (const element of elementsOf(applied, 0)) layers.push(layer(element, opened(next.args), except, reading, next.conditions));
        if (next.result?.kind === 'result') read(next.result, layers, reading);
      }
      current = next?.method === 'exclude' && next.result?.kind === 'result' ? next.result : undefined;
    }
  }
}

const opened = (values: Value[]): Value[] => values.flatMap((one) => (one.kind === 'array' ? opened(one.elements) : [one]));

function layer(element: Element, routes: Value[], except: Value[], { machine, container, addressing, fastify }: Reading, conditions: Condition[]): Layer {
  const value = resolved(machine, element.value);
  const use = value.kind === 'class' ? method(machine, container.instance(value), 'use') : undefined;
  const classes = (values: Value[]): ClassFacts[] => values.flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
  const isObject = (one: Value): boolean => one.kind === 'object';
  return {
    element: { ...element, value: use ?? value, name: element.name || nameOf(value), dialect: connect },
    conditional: conditions,
    // A plain text is mounted: what is below it is meant too, in Express.
    on: routes.flatMap((one) => targetsIn(one).flatMap((target) => mountedOn(addressing, target, false).map((made) => ({ ...made, exact: isObject(one) || fastify })))),
    controllers: classes(routes),
    except: except.flatMap((one) => targetsIn(one).flatMap((target) => mountedOn(addressing, target, true))),
    exceptControllers: classes(except),
  };
}
