import type { Expr, ModuleFacts, ResultValue, Value } from '../model/index.ts';
import { alternatives, isAbsent, packageOf, walkModule, type Program } from '../link/index.ts';

/** Applications of a framework in which any application can be part of another one. */
export interface Servable {
  /** The application that a value is (or is a view of). */
  appOf(value: Value): ResultValue | undefined;
  /** Members by which code asks an application for an answer: `app.fetch`. */
  asks: Set<string>;
  /** Packages that look at an application without serving it. */
  onlyLooks: RegExp;
}

/**
 * Applications that are seen to be served: exported as a module's default, by itself or as an object with `fetch` (Workers,
 * Bun, Deno), handed to code outside (`serve(app)`, `handle(app)`), or asked for an answer in the project's own code.
 */
export function servedApps(program: Program, { appOf, asks, onlyLooks }: Servable): Set<ResultValue> {
  const served = new Set<ResultValue>();
  const add = (value: Value | undefined, depth = 1): void => {
    for (const one of value ? alternatives(value) : []) {
      const app = appOf(one);
      if (app) served.add(app);
      else if (one.kind === 'property') add(one.object, 0);
      else if (one.kind === 'object' && depth > 0) one.props.forEach((inner) => add(inner, depth - 1));
    }
  };
  for (const record of program.machine.records) {
    if ((record.receiver && appOf(record.receiver)) || onlyLooks.test(packageOf(record.callee) ?? '')) continue;
    record.args.forEach((arg) => add(arg));
  }
  for (const module of program.modules) {
    // Modules that were not run have set up no application.
    if (!program.machine.modules.has(module.path)) continue;
    for (const name of ['default', 'export=', 'fetch']) if (module.exports.some((one) => one.name === name)) add(program.machine.exportOf(module.path, name));
    if (isAbsent(module, () => isNotAsked(module, asks))) continue;
    walkModule(module, { expr(expr, fn) { const app = asked(expr, asks); if (app) add(program.denote(module, app, fn), 0); } });
  }
  return served;
}

function isNotAsked(module: ModuleFacts, asks: Set<string>): boolean {
  let found = false;
  walkModule(module, { expr(expr) { found ||= asked(expr, asks) !== undefined; } });
  return !found;
}

/** `app` in `app.fetch`. */
function asked(expr: Expr, asks: Set<string>): Expr | undefined {
  return expr.kind === 'member' && asks.has(expr.property) && (expr.object.kind === 'ref' || expr.object.kind === 'member') ? expr.object : undefined;
}
