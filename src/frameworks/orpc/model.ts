import type { PackageModel, ResultValue, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

const SERVER = '@orpc/server';
const PACKAGES = [SERVER, '@orpc/openapi', '@orpc/contract', '@orpc/experimental-publisher', '@orpc/hono', '@orpc/trpc'];

/** One link of a chain of a builder: a call, or a name that leads to a part of a contract. */
export type Link = { step: string; result: ResultValue } | { key: string };

/** A chain from `os` or `implement(contract)`: its links in order, and the contract. */
export interface Chain { links: Link[]; contract?: Value | undefined }

/** The chain that made a value; `undefined` for what does not come from a builder. */
export function chainOf(value: Value): Chain | undefined {
  if (packageOf(value) !== SERVER) return undefined;
  const links: Link[] = [];
  let current: Value = value;
  for (let length = 0; length < 200; length++) {
    if (current.kind === 'external') {
      const [root, ...rest] = current.path;
      return root === 'os' ? { links: [...rest.map((key) => ({ key })), ...links] } : undefined;
    }
    if (current.kind === 'property') {
      links.unshift({ key: current.name });
      current = current.object;
    } else if (current.kind === 'result') {
      const { callee, args } = current.call;
      if (callee.kind === 'external') {
        const [root, ...rest] = callee.path;
        if (root === 'implement' && rest.length === 0) return { links, contract: args[0] };
        if (root !== 'os') return undefined;
        return { links: [...rest.slice(0, -1).map((key) => ({ key })), { step: rest.at(-1) ?? '', result: current }, ...links] };
      }
      if (callee.kind !== 'property') return undefined;
      links.unshift({ step: callee.name, result: current });
      current = callee.object;
    } else return undefined;
  }
  return undefined;
}

/** The last call of a method in a chain. */
export function stepIn(chain: Chain | undefined, step: string): ResultValue | undefined {
  const link = chain?.links.findLast((one) => 'step' in one && one.step === step);
  return link && 'step' in link ? link.result : undefined;
}

/** `...handler(fn)` in a chain, whatever is still said of the procedure afterwards: by it, one procedure is told from others. */
export function handlerStep(value: Value): ResultValue | undefined {
  return value.kind === 'result' ? stepIn(chainOf(value), 'handler') : undefined;
}

/** `lazy(() => import('./routes'))`, on a builder or by itself. */
export function isLazy(value: Value): boolean {
  if (value.kind !== 'result' || packageOf(value) !== SERVER) return false;
  const path = pathOf(value.call.callee);
  return path.at(-1) === 'lazy';
}

/** A handler that answers requests with a router: `new RPCHandler(router)`. */
export function isServer(value: Value | undefined): value is ResultValue {
  if (value?.kind !== 'result' || !value.call.constructed) return false;
  const { callee } = value.call;
  return callee.kind === 'external' && callee.package.startsWith('@orpc/') && /Handler$/.test(callee.path.at(-1) ?? '');
}

/** What calls of oRPC mean while the project is set up: nothing runs yet, and late modules are there. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    if (packageOf(record.callee) !== SERVER || pathOf(record.callee).at(-1) !== 'lazy' || !record.args[0]) return undefined;
    const made = host.result(record);
    if (made.kind === 'result') made.props.set('loaded', host.invoke(record.args[0], []));
    return made;
  },
  keepsCallbacks: (record) => packageOf(record.callee)?.startsWith('@orpc/') === true,
};
