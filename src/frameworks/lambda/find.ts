import type { Config, ModuleFacts, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, lineEndAfter, type Program } from '../../link/index.ts';
import { accessOf, type Element } from '../../guards/index.ts';
import { deploymentFiles, folderOf } from '../deployment.ts';
import { detailOf, unique } from '../detail.ts';
import { elementsOf } from '../elements.ts';
import { contextFor, exported, moduleAt, siteOfExport, whyUnresolved } from '../file-routes.ts';
import { method } from '../named.ts';
import type { ProjectFiles } from '../types.ts';
import { authorizing, before, handling } from './event.ts';
import { middyOf, wrapsApplication } from './model.ts';
import { deployedBySam } from './sam-template.ts';
import { deployedByServerless } from './serverless-yml.ts';
import type { GatewayCheck } from './types.ts';

/** Every way to a function that a deployment describes and whose source is in the project. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, handling);
  return unique(deploymentFiles(files).flatMap((file) => [...deployedByServerless(files, file), ...deployedBySam(files, file)]).flatMap((deployed): RouteDetail[] => {
    const source = sourceOf(deployed.handler);
    const found = source && exported(program, source.module, source.name);
    if (!found || alternatives(found.value).every(wrapsApplication)) return [];
    const { layers, handler } = opened(found);
    const request = { method: deployed.method, path: deployed.path, base: '/' };
    const front = [...deployed.checks.map((check) => elementOf(check, source.module)), ...layers];
    const verdict = accessOf({ request, before: front, handler, unknown: whyUnresolved(handler) }, context);
    return [detailOf({ framework: 'lambda', method: deployed.method, path: deployed.path, site: siteFor(source, handler), handler, own: [...layers, handler], verdict, group: deployed.file, application: deployed.file })];
  }));

  /** The module and export of `src/file.export`; what is built to `dist` is written in `src`. */
  function sourceOf(handler: string): { module: ModuleFacts; name: string } | undefined {
    const dot = handler.lastIndexOf('.');
    if (dot < 0) return undefined;
    const [stem, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
    const built = /(^|\/)(dist|build|lib|\.build|out)\//;
    const module = moduleAt(program, '', stem, ...(built.test(stem) ? [stem.replace(built, '$1src/'), stem.replace(built, '$1')] : []), `${folderOf(stem)}src/${stem.slice(folderOf(stem).length)}`);
    return module && { module, name };
  }

  /** Where the export is written; of `module.exports.name = ...`, its function. */
  function siteFor({ module, name }: { module: ModuleFacts; name: string }, handler: Element): Site {
    if (module.exports.some((one) => one.name === name)) return siteOfExport(module, name);
    const fn = alternatives(handler.value).find((one) => one.kind === 'function');
    return fn?.kind === 'function' ? { module: fn.module, start: fn.fn.start, end: Math.min(fn.fn.end, lineEndAfter(fn.module, fn.fn.start) ?? fn.fn.end) } : siteOfExport(module, name);
  }

  function elementOf(check: GatewayCheck, module: ModuleFacts): Element {
    const source = check.handler === undefined ? undefined : sourceOf(check.handler);
    const fn = source && exported(program, source.module, source.name);
    if (fn && alternatives(fn.value).some((one) => one.kind === 'function')) return { ...fn, name: check.name, dialect: authorizing };
    return { value: { kind: 'literal', value: true }, site: { module, start: 0, end: 0 }, name: check.name, given: check.given };
  }

  /** Middleware in front of a handler that Middy wraps. */
  function opened(found: Element): { layers: Element[]; handler: Element } {
    const middy = alternatives(found.value).map(middyOf).find((one) => one !== undefined);
    if (!middy) return { layers: [], handler: found };
    const inner: Value = middy.calls.find((record) => record.method === 'handler')?.args[0] ?? middy.call.args[0] ?? found.value;
    const layers = middy.calls.filter((record) => record.method === 'use' || record.method === 'before').flatMap((record) => elementsOf(record, 0)).map((element): Element => {
      const fn = element.value.kind === 'object' ? method(program.machine, element.value, 'before') : element.value;
      if (!fn) return { ...element, given: { proves: 'nothing', basis: 'body' } };
      return { ...element, value: fn, dialect: before };
    });
    return { layers, handler: { ...found, value: inner } };
  }
}
