import { guardsAt, isCalledWithRequests, replaceNode } from '../guards.ts';
import { ts } from '../source.ts';
import type { Files, Transformation } from '../transformation.ts';
import type { Route } from '../../../src/model/index.ts';

/** Each guard that is an argument, written another way. */
function wrapping(name: string, wrap: (guard: string, framework: string) => string | undefined, before = ''): Transformation {
  return {
    name,
    apply(files: Files, routes: Route[]) {
      let changed = files;
      const touched = new Set<string>();
      for (const { guard, framework, path, node } of guardsAt(files, routes)) {
        const made = isCalledWithRequests(framework) && isValue(node) ? wrap(node.getText(), framework) : undefined;
        if (made === undefined) continue;
        changed = replaceNode(changed, files, path, node, made);
        touched.add(path);
        void guard;
      }
      if (before) for (const path of touched) changed = new Map(changed).set(path, `${changed.get(path)!}\n${before}`);
      return changed === files ? undefined : changed;
    },
  };
}

/** A name or a call as an argument, in an array or as a hook's value. */
function isValue(node: ts.Node): boolean {
  return (ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isPropertyAccessExpression(node))
    && ((ts.isCallExpression(node.parent) && node.parent.expression !== node) || ts.isArrayLiteralExpression(node.parent) || (ts.isPropertyAssignment(node.parent) && node.parent.initializer === node));
}

const ARITY: Record<string, string> = { express: 'req, res, next', polka: 'req, res, next', restify: 'req, res, next', koa: 'ctx, next', hono: 'c, next' };

export const passThroughRest = wrapping('pass-through-rest', (guard, framework) => (framework in ARITY ? `(...given) => (${guard})(...given)` : undefined));
export const passThrough = wrapping('pass-through', (guard, framework) => (framework in ARITY ? `(${ARITY[framework]!}) => (${guard})(${ARITY[framework]!})` : undefined));
export const passThroughAsync = wrapping('pass-through-async', (guard, framework) => (framework in ARITY ? `async (${ARITY[framework]!}) => { const passed = await (${guard})(${ARITY[framework]!}); return passed; }` : undefined));
export const bound = wrapping('bind', (guard, framework) => (framework in ARITY ? `(${guard}).bind(null)` : undefined));
export const asyncHandlers = wrapping('async-handler', (guard, framework) => (ARITY[framework] === 'req, res, next' ? `handledAsync(${guard})` : undefined),
  'function handledAsync(fn) { return (req, res, next) => { Promise.resolve(fn(req, res, next)).catch(next); }; }\n');
export const inArray = wrapping('array-of-guards', (guard, framework) => (framework === 'express' ? `[${guard}]` : undefined));
