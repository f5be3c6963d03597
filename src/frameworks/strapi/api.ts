import type { FunctionValue, Site, Value } from '../../model/index.ts';
import { literal, object, textOf, unknown, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { invokeAside } from '../aside.ts';
import { moduleAt } from '../file-routes.ts';
import { member, method } from '../named.ts';
import { middlewareDialect, policyDialect } from './dialect.ts';
import { givenTo } from './model.ts';

/** One API of an application: the folder `src/api/<name>`. */
export interface Api { root: string; name: string }

export function exportedBy(program: Program, root: string, ...stems: string[]): Value | undefined {
  const module = moduleAt(program, root, ...stems);
  return module && (program.machine.exportOf(module.path, 'default') ?? program.machine.exportOf(module.path, '*'));
}

/** The action of `'book.find'` or `'api::book.book.find'`. */
export function actionIn(program: Program, api: Api, handler: string): FunctionValue | undefined {
  const [, other, rest] = /^api::([\w-]+)\.(.+)$/.exec(handler) ?? [];
  const parts = (rest ?? handler).split('.');
  const action = parts.pop()!;
  const value = exportedBy(program, api.root, `src/api/${other ?? api.name}/controllers/${parts.join('/')}`);
  const own = givenTo(value, 'createCoreController')?.[1] ?? value;
  if (own?.kind === 'function') return member(invokeAside(program.machine, own, [object()], siteOf(own)), action) as FunctionValue | undefined;
  const found = own && (member(own, action) ?? method(program.machine, own, action));
  return found?.kind === 'function' ? found : undefined;
}

function siteOf({ module, fn }: FunctionValue): Site {
  return { module, start: fn.start, end: fn.end };
}

/** Where `'is-owner'`, `'global::is-admin'` or `'api::book.is-owner'` is found. */
function placesOf(api: Api, kind: string, name: string): string[] {
  const [, scope, rest] = /^(global|api)::(.+)$/.exec(name) ?? [];
  if (scope === 'global') return [`src/${kind}/${rest}`];
  if (scope === 'api') return [`src/api/${rest!.split('.')[0]}/${kind}/${rest!.split('.').slice(1).join('.')}`];
  return [`src/api/${api.name}/${kind}/${name}`, `src/${kind}/${name}`];
}

/** The policy, or middleware, that an entry of a route's `config` means: a function, a name, or `{ name, config }`. */
export function elementIn(program: Program, api: Api, kind: 'policies' | 'middlewares', value: Value, site: Site): Element {
  const name = textOf(member(value, 'name') ?? value) ?? '';
  const settings = member(value, 'config') ?? object();
  const key = `${name} ${settings.kind === 'object' ? [...settings.props].map(([prop, one]) => `${prop}=${textOf(one) ?? one.kind}`).join() : ''}`;
  const found = value.kind === 'function' ? value : exportedBy(program, api.root, ...placesOf(api, kind, name));
  if (found?.kind !== 'function') {
    const reason = `the ${kind === 'policies' ? 'policy' : 'middleware'} \`${name}\` could not be followed to its definition`;
    return { value: unknown(reason), site, name, given: { proves: kind === 'policies' ? 'unknown' : 'nothing', basis: 'name', reason } };
  }
  if (kind === 'policies') return { value: found, site, name: name || found.fn.name, dialect: policyDialect(key, settings) };
  const made = value.kind === 'function' ? found : invokeAside(program.machine, found, [settings, object()], siteOf(found));
  return { value: made.kind === 'function' ? made : literal(true), site, name: name || found.fn.name, dialect: middlewareDialect };
}
