import type { Config, RouteDetail } from '../../model/index.ts';
import { packageOf, pathOf, type Program } from '../../link/index.ts';
import { accessOf, caller, connect, fetchMember, fetchOutside, normalize, type Dialect, type Element, type JudgeContext } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { headOf } from '../declaration.ts';
import { branchesOf } from '../url-branches.ts';
import { listenersOf } from './model.ts';

/** A request of Node, whose URL is taken apart by `new URL(req.url, base)` or `url.parse(req.url)`. */
const dialect: Dialect = {
  ...connect, name: 'node-http',
  member: (target, name, site, sim) => (target.what === 'input' && target.name === 'url' ? fetchMember(target, name, site, sim) : connect.member(target, name, site, sim)),
  outside(record, sim) {
    if (packageOf(record.callee) === 'url' && pathOf(record.callee).at(-1) === 'parse') return caller('input', 'url');
    return fetchOutside(record, sim);
  },
};

/** The branches of listeners as routes; a listener that asks for no path is none. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context: JudgeContext = { machine: program.machine, dialect, config, cache: new Map() };
  return unique(listenersOf(program).flatMap(({ fn, record }) => {
    const handler: Element = { value: fn, site: headOf(record), name: fn.fn.name || 'listener' };
    const application = identityOf({ module: record.module, start: record.expr.start });
    return branchesOf(program, fn).map(({ method, path: written, site }) => {
      const path = normalize(written);
      // Conditions of the code are asked of an address that a request may have.
      const verdict = accessOf({ request: { method, path: path.replace(/:\w+/g, '1').replace(/\*$/, 'x'), base: '/' }, before: [], handler }, context);
      return detailOf({ framework: 'node-http', method, path, site, handler, own: [handler], verdict, group: application, application });
    });
  }));
}
