import type { CallRecord, Expr, FunctionValue, ModuleFacts, ResultValue } from '../../model/index.ts';
import { functionsOf, walkFunction, walkModule, type Program } from '../../link/index.ts';
import { isUpgrade } from './model.ts';

/** A listener of upgrades that hands sockets to a server of WebSockets, and the path for which it does. */
export interface Upgrade { record: CallRecord; fn: FunctionValue; path: string | undefined }

/** The listeners through which sockets come to a server. */
export function upgradesTo(program: Program, server: ResultValue): Upgrade[] {
  return program.machine.records.filter(isUpgrade).flatMap((record) => {
    const fn = record.args.slice(1).flatMap(functionsOf)[0];
    if (!fn) return [];
    const found = handover(program, fn, server, 0);
    return found ? [{ record, fn, path: found.path }] : [];
  });
}

/** Where a function, or one that it calls, hands a socket to the server. */
function handover(program: Program, fn: FunctionValue, server: ResultValue, depth: number): { path: string | undefined } | undefined {
  let found: { path: string | undefined } | undefined;
  const calls: Expr[] = [];
  walkFunction(fn.module, fn.fn.id, {
    expr(expr, inside) {
      if (found || expr.kind !== 'call') return;
      if (expr.callee.kind === 'member' && expr.callee.property === 'handleUpgrade') {
        if (refersTo(program, fn, expr.callee.object, inside, server)) found = { path: pathAround(fn.module, expr.start) };
      } else calls.push(expr.callee);
    },
  });
  if (found || depth > 1) return found;
  for (const callee of calls) {
    for (const target of functionsOf(program.denote(fn.module, callee, fn.fn.id))) {
      const inner = target.fn === fn.fn ? undefined : handover(program, target, server, depth + 1);
      if (inner) return { path: inner.path ?? pathAround(fn.module, callee.start) };
    }
  }
  return undefined;
}

/** The variable is looked for in the closure first: a function that sets up one server may be called for several. */
function refersTo(program: Program, fn: FunctionValue, expr: Expr, inside: number, server: ResultValue): boolean {
  if (expr.kind === 'ref' && expr.binding >= 0) {
    for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) {
      const value = scope.values.get(fn.module.bindings[expr.binding]!);
      if (value) return value === server;
    }
  }
  if (expr.kind === 'member' && expr.object.kind === 'this') {
    for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) {
      if (scope.self?.kind === 'object') return scope.self.props.get(expr.property) === server;
    }
  }
  return program.denote(fn.module, expr, inside) === server;
}

/** The path that the nearest condition around a place compares with: `if (pathname === '/chat')`. */
function pathAround(module: ModuleFacts, offset: number): string | undefined {
  let path: string | undefined;
  walkModule(module, {
    stmt(stmt) {
      if (stmt.kind !== 'if' || stmt.then.length === 0 || stmt.then[0]!.start > offset || stmt.then.at(-1)!.end < offset) return;
      path = comparedPath(stmt.test) ?? path;
    },
  });
  return path;
}

function comparedPath(test: Expr): string | undefined {
  if (test.kind === 'logical') return comparedPath(test.left) ?? comparedPath(test.right);
  if (test.kind === 'binary' && (test.operator === '===' || test.operator === '==')) {
    for (const side of [test.left, test.right]) if (side.kind === 'literal' && typeof side.value === 'string' && side.value.startsWith('/')) return side.value;
  }
  const [arg] = test.kind === 'call' ? test.args : [];
  if (test.kind === 'call' && test.callee.kind === 'member' && test.callee.property === 'startsWith' && arg?.kind === 'literal' && typeof arg.value === 'string' && arg.value.startsWith('/')) return `${arg.value.replace(/\/$/, '')}/*`;
  return undefined;
}
