import type { CallRecord, Config, FunctionValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, functionsOf, literal, packageOf, pathOf, textOf, walkFunction, type Program } from '../../link/index.ts';
import { accessOf, connect, type Element } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { detailOf, unique } from '../detail.ts';
import { contextFor, whyUnresolved } from '../file-routes.ts';
import { member, namedOf } from '../named.ts';
import { calling } from './dialect.ts';
import { isFirstGeneration, kindOf, optionsOf } from './model.ts';

/** Every callable and every HTTP function that is deployed under a name: exported, or kept in something that is. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, connect);
  const names = exportedAs(program);
  return unique(program.machine.records.flatMap((record): RouteDetail[] => {
    const kind = kindOf(record);
    const name = kind && record.result && names.get(record.result);
    const value = record.args.at(-1);
    if (!kind || name === undefined || !value) return [];
    const fn = functionsOf(value)[0];
    if (kind === 'onRequest' && (!fn || handsOn(program, fn))) return [];
    const [method, path] = kind === 'onCall' ? ['RPC', name] : ['ALL', `/${name}`];
    const site = siteOf(record, name);
    const handler: Element = { value, site, name, ...(kind === 'onCall' && fn ? { dialect: calling(isFirstGeneration(record, fn)) } : {}) };
    const verdict = accessOf({ request: { method, path, base: '/' }, before: platformChecks(record, site), handler, unknown: whyUnresolved(handler) }, context);
    return [detailOf({ framework: 'firebase-functions', method, path, site, handler, own: [handler], verdict, group: record.module.path, application: 'firebase-functions' })];
  }));
}

/** The names under which functions are exported; groups of them are joined by a hyphen, as the platform does. */
function exportedAs(program: Program): Map<Value, string> {
  const names = new Map<Value, string>();
  const keep = (value: Value | undefined, name: string, depth: number): void => {
    for (const one of value ? alternatives(value) : []) {
      if (one.kind === 'result' && !names.has(one)) names.set(one, name);
      if (one.kind === 'object' && depth > 0 && one.cls === undefined) one.props.forEach((inner, key) => { if (!key.startsWith('\0')) keep(inner, name === '' ? key : `${name}-${key}`, depth - 1); });
    }
  };
  const imported = new Set(program.modules.flatMap((module) => module.imports.flatMap((one) => { const target = program.machine.host.resolve(module.path, one.source); return target?.kind === 'file' ? [target.file] : []; })));
  // Names of the outermost module count: inside, functions may be called otherwise.
  for (const module of [...program.modules].sort((a, b) => Number(imported.has(a.path)) - Number(imported.has(b.path)))) {
    if (!program.machine.modules.has(module.path)) continue;
    keep(program.machine.exportOf(module.path, '*'), '', 3);
    for (const one of module.exports) if (one.name === 'export=' || one.name === 'default') keep(program.machine.exportOf(module.path, one.name), one.name === 'default' ? 'default' : '', 3);
  }
  return names;
}

/** What the platform itself asks: a policy for who is signed in, or the right to invoke. `enforceAppCheck` says nothing of who is calling. */
function platformChecks(record: CallRecord, site: Site): Element[] {
  const options = optionsOf(record);
  const policy = member(options, 'authPolicy');
  const invoker = member(options, 'invoker');
  const checks: Element[] = [];
  if (policy) {
    const named = namedOf(policy);
    const claim = named?.args[0] && textOf(named.args[0]);
    if (named?.name === 'isSignedIn') checks.push({ value: literal(true), site, name: 'authPolicy', given: { proves: 'authentication', basis: 'library', reason: 'the platform refuses whoever is not signed in' } });
    else if (named?.name === 'hasClaim') checks.push({ value: literal(true), site, name: 'authPolicy', given: { proves: 'authorization', basis: 'library', roles: claim === undefined ? [] : [claim], reason: 'the platform asks for a claim' } });
    else checks.push({ value: literal(true), site, name: 'authPolicy', given: { proves: 'unknown', basis: 'name', reason: 'what `authPolicy` asks for could not be worked out' } });
  }
  const who = invoker && textOf(invoker);
  if (who !== undefined && who !== 'public') checks.push({ value: literal(true), site, name: 'invoker', given: { proves: 'authentication', basis: 'library', reason: `only \`${who}\` may invoke it` } });
  return checks;
}

/** All it does is to hand the request to an application, whose routes are its own. */
function handsOn(program: Program, { module, fn }: FunctionValue): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    expr(expr, inside) {
      if (found || expr.kind !== 'call' || expr.args.length < 2 || expr.callee.kind === 'member') return;
      const callee = program.denote(module, expr.callee, inside);
      found = callee.kind === 'result' && /^(express|koa|fastify|@nestjs\/core|hono|next|apollo-server-.*|connect)$/.test(packageOf(callee) ?? '') && pathOf(callee).length < 2;
    },
  });
  return found;
}

/** Where the function is declared: the call, or that of a function of the project that makes it. */
function siteOf(record: CallRecord, name: string): Site {
  const outer = record.frames.find((frame) => frame.module.exports.some((one) => one.name === name) || frame.args.some((arg) => functionsOf(arg).length > 0));
  return headOf(outer ? { ...record, module: outer.module, expr: outer.expr, frames: [] } : record);
}
