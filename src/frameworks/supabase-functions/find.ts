import type { CallRecord, Config, RouteDetail, Site, Value } from '../../model/index.ts';
import { functionsOf, literal, packageOf, pathOf, type Program } from '../../link/index.ts';
import { accessOf, fetchApi, fetchOutside, type Dialect, type Element } from '../../guards/index.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor, exported } from '../file-routes.ts';
import { member } from '../named.ts';
import type { ProjectFiles } from '../types.ts';
import { FUNCTION, serves } from './model.ts';

const dialect: Dialect = {
  ...fetchApi, name: 'supabase function',
  outside(record, sim) {
    const [name] = record.args;
    if (packageOf(record.callee) === 'deno' && pathOf(record.callee).join('.') === 'env.get') return { kind: 'env', name: name?.kind === 'literal' ? String(name.value) : '' };
    return fetchOutside(record, sim);
  },
};

/** Every edge function, at the address that the platform gives it. */
export function find(program: Program, config: Config, files: ProjectFiles): RouteDetail[] {
  const context = contextFor(program, config, dialect);
  const settings = files.documents((file) => file === 'config.toml');
  return unique(program.modules.flatMap((module): RouteDetail[] => {
    const found = FUNCTION.exec(module.path);
    if (!found) return [];
    const [, root = '', name = ''] = found;
    // Nobody imports it: it runs when it is asked.
    const made = member(program.machine.exportOf(module.path, 'default'), 'fetch');
    const record = program.machine.records.find((one) => serves(one) && (one.module === module || one.frames.some((frame) => frame.module === module)));
    const value = record ? handlerOf(record) : made;
    const fn = value && functionsOf(value)[0];
    if (!value || !fn) return [];
    const site = record ? siteOf(record, module.path) : (exported(program, module, 'default')?.site ?? { module, start: 0, end: 0 });
    const handler: Element = { value, site, name };
    const path = `/functions/v1/${name}`;
    const verdict = accessOf({ request: { method: 'ALL', path, base: '/' }, before: [tokenCheck(settings.includes(`${root}supabase/config.toml`) ? files.read(`${root}supabase/config.toml`) : undefined, name, site)], handler }, context);
    return [detailOf({ framework: 'supabase-functions', method: 'ALL', path, site, handler, own: [handler], verdict, group: `${root}supabase/functions`, application: `${root}supabase/functions` })];
  }));
}

function handlerOf(record: CallRecord): Value | undefined {
  return record.args.findLast((arg) => functionsOf(arg).length > 0) ?? record.args.map((arg) => member(arg, 'handler')).find((one) => one !== undefined);
}

function siteOf(record: CallRecord, path: string): Site {
  const frame = record.module.path === path ? record : record.frames.findLast((one) => one.module.path === path) ?? record;
  return { module: frame.module, start: frame.expr.start, end: frame.expr.callee.end };
}

/**
 * The platform's own check of a token, which `verify_jwt` turns off. It is no proof of a user: the anonymous key is a token of the
 * project, too, and part of every client (supabase.com/docs/guides/functions/auth).
 */
function tokenCheck(settings: string | undefined, name: string, site: Site): Element {
  const section = new RegExp(`^\\[functions\\.["']?${name.replace(/[^\w-]/g, '\\$&')}["']?\\]([^[]*)`, 'm').exec((settings ?? '').replaceAll('\r', ''));
  const off = section !== null && /^[ \t]*verify_jwt\s*=\s*false\b/m.test(section[1]!);
  const reason = off ? '`verify_jwt` is off: the platform asks for no token' : 'the platform takes any token of the project (`verify_jwt`), and the anonymous key, which every client has, is one';
  return { value: literal(true), site, name: 'verify_jwt', given: { proves: 'nothing', basis: 'library', reason } };
}
