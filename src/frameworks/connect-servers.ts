import type { CallRecord, Config, ResultValue, RouteDetail, Value } from '../model/index.ts';
import { alternatives, entryOf, packageOf, type Program } from '../link/index.ts';
import { accessOf, join, unwrap, type Dialect, type Element, type JudgeContext } from '../guards/index.ts';
import { headOf } from './declaration.ts';
import { detailOf, identityOf, unique } from './detail.ts';
import { elementsOf } from './elements.ts';
import { covers, pathsOf, type Pattern } from './paths.ts';
import { whyUnmounted } from './unmounted.ts';

/** A router of `(req, res, next)` whose applications are told apart by what made them. */
export interface ConnectServer {
  name: string;
  dialect: Dialect;
  kindOf(value: Value): 'app' | 'router' | undefined;
  /** Where an application is mounted that the project does not mount itself. Default: the root. */
  base?(app: ResultValue): string;
  /** Methods that register a handler, and the verb that each stands for. */
  verbs: Record<string, string>;
  /** Methods that put something in front of handlers. */
  layers: string[];
  /** Paths in a registration's first argument. */
  paths?(value: Value | undefined): Pattern[] | undefined;
  /** What is put in front protects only what is registered after it. */
  ordered(app: ResultValue): boolean;
  /** Routers that a call takes up, and the prefix under which. */
  mounts?(record: CallRecord): { router: Value; prefix: string; onto: Value | undefined } | undefined;
}

interface Layer { pattern: Pattern; prefix: string; base: string; element: Element; order: number }

const TRANSPARENT = /async|await|catch|promis|try|safe|error|transaction|metric|trace/i;

/** Why it is not known what a handler asks: code of a package that is not known is put around it, and may well ask first. */
function whyWrapped({ value, name }: Element): string | undefined {
  const wrapped = alternatives(value).find((one): one is ResultValue => one.kind === 'result' && one.call.args.some((arg) => arg.kind === 'function') && !unwrap(one) && !TRANSPARENT.test(name));
  return wrapped && `\`${name}\` of \`${packageOf(wrapped) ?? 'another package'}\` is put around the handler, and what it asks of callers is not known`;
}

/** Every route of every application, and of routers that nobody mounts. */
export function findRoutes(program: Program, config: Config, server: ConnectServer): RouteDetail[] {
  const records = program.machine.records;
  const context: JudgeContext = { machine: program.machine, dialect: server.dialect, config, cache: new Map() };
  const isRouter = (value: Value): value is ResultValue => value.kind === 'result' && server.kindOf(value) !== undefined;
  const paths = server.paths ?? pathsOf;
  const routers = [...new Set([...program.machine.given, ...records.map((record) => record.result)].filter((value): value is ResultValue => value !== undefined && isRouter(value)))];
  const taken = records.flatMap((record) => {
    const mount = server.mounts?.(record);
    return mount && isRouter(mount.router) ? [{ ...mount, router: mount.router, order: record.order }] : [];
  });
  const inside = new Set<Value>([...taken.map((one) => one.router), ...routers.flatMap((router) => router.calls.filter((record) => server.layers.includes(record.method)).flatMap((record) => record.args).flatMap(alternatives).filter((one) => one !== router && isRouter(one)))]);
  const details: RouteDetail[] = [];
  for (const root of routers.filter((one) => !inside.has(one))) {
    const unmounted = server.kindOf(root) === 'router' ? whyUnmounted(program, root, records) : undefined;
    enter(root, server.base?.(root) ?? '/', [], identityOf({ module: root.call.module, start: root.call.expr.start }), unmounted, []);
  }
  return unique(details);

  function enter(router: ResultValue, prefix: string, inherited: Layer[], application: string, unknown: string | undefined, around: ResultValue[]): void {
    if (around.includes(router) || around.length > 8) return;
    const own = router.calls.filter((record) => server.layers.includes(record.method)).flatMap((record): Layer[] => {
      const given = paths(record.args[0]);
      return (given ?? [{ text: '/' }]).flatMap((pattern) => elementsOf(record, given ? 1 : 0).filter((element) => !isRouter(element.value)).map((element): Layer => ({ pattern, prefix, base: join(prefix, pattern.text), element, order: record.order })));
    });
    const ordered = server.ordered(router);
    const inFront = (order: number): Layer[] => [...inherited, ...own.filter((layer) => !ordered || layer.order < order)];
    for (const record of router.calls) {
      if (server.layers.includes(record.method)) {
        const given = paths(record.args[0]);
        for (const sub of record.args.flatMap(alternatives).filter(isRouter)) enter(sub, join(prefix, given?.[0]?.text ?? '/'), inFront(record.order + 1), application, unknown, [...around, router]);
        continue;
      }
      const verb = entryOf(server.verbs, record.method);
      const patterns = verb === undefined ? undefined : paths(record.args[0]);
      if (verb === undefined || !patterns) continue;
      const elements = elementsOf(record, 1);
      const handler = elements.at(-1);
      if (!handler) continue;
      for (const pattern of patterns) {
        const path = join(prefix, pattern.text);
        const layers = inFront(record.order).filter((layer) => covers(layer.pattern, layer.prefix, path, false)).map(({ element, base }) => ({ ...element, base }));
        const before = [...layers, ...elements.slice(0, -1)];
        const verdict = accessOf({ request: { method: verb, path, base: prefix }, before, handler, unknown: unknown ?? whyWrapped(handler) }, context);
        details.push(detailOf({ framework: server.name, method: verb, path, site: headOf(record), handler, own: elements, verdict, group: identityOf({ module: router.call.module, start: router.call.expr.start }), application }));
      }
    }
    for (const mount of taken) {
      if (mount.onto === router) enter(mount.router, join(prefix, mount.prefix), inFront(mount.order), application, unknown, [...around, router]);
    }
  }
}
