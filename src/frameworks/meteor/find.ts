import type { CallRecord, Config, FunctionValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, lineEndAfter, literal, textOf, type Program } from '../../link/index.ts';
import { accessOf, type Element } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { nameOfValue } from '../elements.ts';
import { contextFor } from '../file-routes.ts';
import { listOf, member } from '../named.ts';
import { invocation, invoked } from './dialect.ts';
import { kindOf } from './model.ts';

/** Every method and publication that clients can call over DDP. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context = contextFor(program, config, invocation);
  return unique(program.machine.records.flatMap((record): RouteDetail[] => {
    const kind = kindOf(record);
    const [first] = record.args;
    if (!kind || !first) return [];
    if (kind === 'methods') return alternatives(first).flatMap((table) => (table.kind === 'object' ? [...table.props].flatMap(([name, fn]) => (name.startsWith('\0') ? [] : declare(record, name, fn, []))) : []));
    if (kind === 'publish') return declare(record, textOf(first) ?? '*', record.args[1], []);
    const name = textOf(member(first, 'name') ?? literal(undefined));
    return name === undefined ? [] : declare(record, name, member(first, 'run'), mixinsOf(record, first), siteOf(record));
  }));

  function declare(record: CallRecord, name: string, value: Value | undefined, before: Element[], at?: Site): RouteDetail[] {
    const fn = value && alternatives(value).find((one): one is FunctionValue => one.kind === 'function');
    if (!fn) return [];
    const site = at ?? (kindOf(record) === 'publish' ? siteOf(record) : { module: fn.module, start: fn.fn.start, end: Math.min(fn.fn.end, lineEndAfter(fn.module, fn.fn.start) ?? fn.fn.end) });
    const handler: Element = { value: invoked(fn), site, name };
    const verdict = accessOf({ request: { method: 'RPC', path: name, base: '/' }, before, handler }, context);
    return [detailOf({ framework: 'meteor', method: 'RPC', path: name, site, handler, own: [...before, handler], verdict, group: identityOf(siteOf(record)), application: 'meteor' })];
  }

  /** Mixins see the whole method: `LoggedInMixin` refuses whoever is not logged in (tunifight:loggedin-mixin). */
  function mixinsOf(record: CallRecord, options: Value): Element[] {
    return listOf(member(options, 'mixins')).values.flatMap((value): Element[] => {
      const name = nameOfValue(value);
      const element = { value: literal(true), site: siteOf(record), name };
      if (/^LoggedInMixin$/i.test(name)) return [{ ...element, given: { proves: member(options, 'checkRoles') ? 'authorization' : 'authentication', basis: 'library', reason: 'the mixin refuses whoever is not logged in' } }];
      return value.kind === 'function' && /auth|login|role|permission|restrict|secure/i.test(name) ? [{ ...element, given: { proves: 'unknown', basis: 'name', reason: `what the mixin \`${name}\` does to the method could not be followed` } }] : [];
    });
  }
}

function siteOf({ module, expr }: CallRecord): Site {
  const first = expr.args[0];
  return { module, start: expr.start, end: first && first.kind === 'literal' ? first.end : expr.callee.end };
}
