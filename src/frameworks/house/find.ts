import type { Access, Config, Diagnostic, HouseFramework, ModuleFacts, RouteDetail } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import { accessOf, connect, join, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor } from '../file-routes.ts';
import { declaredByCalls } from './calls.ts';
import type { Declaration } from './declaration.ts';
import { declaredByDecorators } from './decorators.ts';
import { dialectsOf } from './dialects.ts';
import { declaredByExports } from './exports.ts';
import { alsoFound, both, type Draft } from './merge.ts';
import { guardsOf, handlerOf, keysIn, methodsOf, pathsIn, withThis } from './parts.ts';
import { requirementsOf } from './requirements.ts';

/** What the descriptions in the configuration come to. */
export interface Described {
  routes: RouteDetail[];
  /** Routes of other frameworks that these stand in the place of. */
  replaced: Set<RouteDetail>;
  diagnostics: Diagnostic[];
}

/** Files as the configuration sees them. */
export interface ConfiguredFiles {
  fromConfig(file: string): string;
  fits(file: string, patterns: string[]): boolean;
}

/**
 * Entry points of the frameworks that the user describes.
 *
 * @param found what the other frameworks have found
 */
export function findDescribed(program: Program, config: Config, files: ConfiguredFiles, found: RouteDetail[]): Described {
  const described: Described = { routes: [], replaced: new Set(), diagnostics: [] };
  if (config.frameworks.length === 0) return described;
  const context = contextFor(program, config, connect);
  const classes = classesOf(program.machine);
  const drafts = config.frameworks.map((framework, i) => {
    const modules = framework.files ? program.modules.filter((module) => files.fits(module.path, framework.files!)) : program.modules;
    const declarations = framework.call ? declaredByCalls(program, framework, modules, classes)
      : framework.decorator ? declaredByDecorators(program, framework, modules, classes)
      : declaredByExports(program, framework, modules);
    const own = declarations.flatMap((one) => draftsOf({ ...one, file: files.fromConfig(one.module.path) }, program));
    if (own.length === 0) described.diagnostics.push({ kind: 'config', message: `${titleOf(framework, i)} matches no route: ${whyNone(framework, modules, declarations.length)}.` });
    return own;
  }).flat();
  for (const [draft, others] of alsoFound(drafts, found)) {
    others.forEach((other) => described.replaced.add(other));
    described.routes.push(...routesOf(draft, others, program, context));
  }
  described.routes = unique(described.routes);
  return described;
}

function titleOf({ name }: HouseFramework, index: number): string {
  return `The description of the framework \`${name}\` (frameworks[${index}])`;
}

function whyNone({ files, call, decorator, export: exported }: HouseFramework, modules: ModuleFacts[], declarations: number): string {
  if (files && modules.length === 0) return `no analysed file matches its \`files\``;
  const what = call ? `call of ${call.map((one) => `\`${one}\``).join(', ')}` : decorator ? `method with ${decorator.map((one) => `\`@${one}\``).join(', ')}` : `export \`${exported}\``;
  return declarations === 0 ? `no ${what} was found` : `no ${what} has a path and a handler where it says`;
}

function draftsOf(declaration: Declaration, program: Program): Draft[] {
  const paths = pathsIn(declaration, program);
  if (!paths) return [];
  return keysIn(declaration, program).flatMap((one) => methodsOf(one, program).flatMap((method) => {
    const handler = handlerOf(one, program, method);
    return paths.map((path): Draft => ({ declaration: one, method, path, full: join(one.framework.prefix ?? '/', path), handler }));
  }));
}

/** The routes of one draft: one, or one for each place at which another framework has found it. */
function routesOf(draft: Draft, others: RouteDetail[], program: Program, context: JudgeContext): RouteDetail[] {
  const { declaration, method, full, handler } = draft;
  const { framework, args } = declaration;
  const dialects = dialectsOf(framework.dialect, declaration.handler !== undefined);
  const judged = handler && { ...handler, value: framework.dialect === 'operation' ? withThis(handler.value) : handler.value, dialect: dialects.handler };
  const guards = guardsOf(declaration, program, method).map((element) => ({ ...element, dialect: dialects.guard }));
  const declare = (path: string, other?: RouteDetail): RouteDetail => {
    const before = [...requirementsOf(declaration, { method, path }, program.machine), ...guards];
    const own = accessOf({ request: { method, path, base: '/' }, before, handler: judged, unknown: handler ? undefined : args.open }, context);
    const detail = detailOf({
      framework: framework.name, method, path, site: declaration.head, handler: judged, own: [...before, ...(judged ? [judged] : [])], verdict: other ? both(other, own) : own,
      group: declaration.group, application: other?.application ?? framework.name, ...(other ? { mounts: other.route.mounts } : {}),
    });
    const out = detail.route.access === 'public' ? before.find((one) => one.given?.proves === 'nothing') : undefined;
    if (out) detail.route.publicBy = `metadata: ${out.name}`;
    return detail;
  };
  if (others.length === 0) return [declare(full)];
  return framework.prefix === undefined ? others.map((other) => declare(other.route.path, other)) : [declare(full, leastProtected(others))];
}

const RANK: Access[] = ['public', 'unknown', 'authenticated', 'authorized'];

/** Of several places under one address, the one that asks least. */
function leastProtected(others: RouteDetail[]): RouteDetail {
  return others.toSorted((a, b) => RANK.indexOf(a.route.access) - RANK.indexOf(b.route.access))[0]!;
}
