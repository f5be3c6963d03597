import type { Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { array, literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, caller, connect, join, type Element, type JudgeContext } from '../../guards/index.ts';
import { classesOf } from '../classes.ts';
import { answering, argumentOf, rejecting } from '../controller-dialects.ts';
import { controllersOf, parameterMarks } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { textsIn } from '../named.ts';
import type { ProjectFiles } from '../types.ts';
import { PACKAGES } from './model.ts';
import { settingsOf } from './settings.ts';

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options']);
const isOwn = (mark: Mark, ...names: string[]): boolean => PACKAGES.includes(mark.package) && names.includes(mark.name);

/** What a secured method asks for: schemes, any of which is enough, each with its scopes. */
type Security = { scheme: string; scopes: string[] }[];

/** Every method of every controller; none where the routes that a build made of them are part of the project. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  // The generated file registers the same routes with Express, Koa or hapi.
  if (program.modules.some((module) => module.exports.some(({ name }) => name === 'RegisterRoutes'))) return [];
  const { machine } = program;
  const context: JudgeContext = { machine, dialect: connect, config, cache: new Map() };
  const settings = settingsOf(program, files);
  const details: RouteDetail[] = [];
  for (const controller of controllersOf(program, classesOf(machine), (mark) => isOwn(mark, 'Route'))) {
    const { basePath, authentication } = settings(controller.cls.module.path);
    const uses = (marks: Mark[]): Element[] => marks.filter((mark) => isOwn(mark, 'Middlewares') && mark.record).flatMap((mark) => elementsOf(mark.record!, 0));
    for (const action of controller.methods) {
      const { marks } = action.decorations;
      const mark = marks.findLast((one) => PACKAGES.includes(one.package) && VERBS.has(one.name));
      if (!mark) continue;
      const secured = securedBy(marks) ?? securedBy(controller.marks);
      const front = [...(secured ? guardsFor(secured, authentication) : []), ...uses(controller.marks), ...uses(marks)];
      const parameters = parameterMarks(program, action);
      const handler: Element = { value: action.fn, site: mark.site, name: `${controller.cls.cls.name}.${action.facts.name}`, dialect: answering('tsoa method', (_fn, sim) => parameters.map((one) => argumentOf(one, mark.site, sim))) };
      for (const path of written(controller.mark.args[0]).flatMap((base) => written(mark.args[0]).map((own) => join(join(basePath, inForm(base)), inForm(own))))) {
        const method = mark.name.toUpperCase();
        const verdict = accessOf({ request: { method, path, base: '/' }, before: front, handler }, context);
        details.push(detailOf({ framework: 'tsoa', method, path, site: mark.site, handler, own: [...front, handler], verdict, group: identityOf({ module: controller.cls.module, start: controller.cls.cls.start }), application: `tsoa:${basePath}` }));
      }
    }
  }
  return unique(details);
}

/** Paths as written: their braces are parameters here. */
function written(value: Value | undefined): string[] {
  const texts = textsIn(value);
  return texts.length > 0 ? texts : ['/'];
}

/** `{id}` is `:id`. */
function inForm(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Decorators of a method take the place of the controller's; `@NoSecurity` takes them away (tsoa: "Authentication"). */
function securedBy(marks: Mark[]): { security: Security; site: Site } | undefined {
  if (marks.some((mark) => isOwn(mark, 'NoSecurity'))) return { security: [], site: marks[0]!.site };
  const own = marks.filter((mark) => isOwn(mark, 'Security'));
  if (own.length === 0) return undefined;
  const security = own.flatMap((mark): Security => {
    const [first, scopes] = mark.args;
    if (first?.kind === 'object') return [...first.props].map(([scheme, of]) => ({ scheme, scopes: textsIn(of) }));
    return [{ scheme: (first && textOf(first)) ?? '', scopes: textsIn(scopes) }];
  });
  return { security, site: own[0]!.site };
}

function guardsFor({ security, site }: { security: Security; site: Site }, authentication: Value | undefined): Element[] {
  if (security.length === 0) return [];
  const name = security.map(({ scheme }) => scheme).join(' or ');
  if (!authentication) return [{ value: literal(true), site, name, given: { proves: 'unknown', basis: 'name', reason: `\`${name}\` is asked for, and no \`expressAuthentication\` was found that checks it` } }];
  const elements = security.map(({ scheme, scopes }): Element => ({
    value: authentication, site, name: scheme,
    dialect: rejecting(`tsoa ${scheme} ${scopes.join()}`, (_fn) => [caller('request', 'req'), literal(scheme), array(scopes.map((scope) => literal(scope))), caller('response', 'res')]),
  }));
  return elements.length === 1 ? elements : [elements.toSorted((a, b) => scopesOf(security, a.name) - scopesOf(security, b.name))[0]!];
}

/** Of several schemes any is enough: the one that asks for the least decides. */
function scopesOf(security: Security, scheme: string): number {
  return security.find((one) => one.scheme === scheme)?.scopes.length ?? 0;
}
