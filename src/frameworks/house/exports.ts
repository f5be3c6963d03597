import type { CallExpr, ClassFacts, HouseFramework, ModuleFacts } from '../../model/index.ts';
import { array, walkFunction, type Program } from '../../link/index.ts';
import { exported, exportNames, siteOfExport } from '../file-routes.ts';
import type { Declaration, Written } from './declaration.ts';

/** Files that are routes by what they export. */
export function declaredByExports(program: Program, framework: HouseFramework, modules: ModuleFacts[]): Declaration[] {
  const name = framework.export!;
  return modules.filter((module) => module.exports.length > 0 && exportNames(program, module).includes(name)).map((module): Declaration => {
    const head = siteOfExport(module, name);
    return {
      framework, module, file: module.path, head, span: { module, start: 0, end: module.length }, name, args: { list: [] },
      decorator: () => undefined, exported: exportsOf(program, module), runs: [], group: `${framework.name}:${module.path.replace(/[^/]*$/, '')}`,
    };
  });
}

/** What a file exports, by name; `super`: the arguments that the class it exports by default hands to the class it extends. */
export function exportsOf(program: Program, module: ModuleFacts): (name: string) => Written | undefined {
  return (name) => {
    if (name === 'super') return argumentsOfSuper(program, module);
    const found = exported(program, module, name);
    const fact = module.exports.find((one) => one.name === name);
    const expr = fact?.value ?? (fact?.binding === undefined ? undefined : module.bindings[fact.binding]?.init);
    return found && { value: found.value, site: found.site, expr };
  };
}

function argumentsOfSuper(program: Program, module: ModuleFacts): Written | undefined {
  const cls = defaultClass(program, module);
  const fn = cls?.members.find((one) => one.variant === 'constructor')?.fn;
  if (!cls || fn === undefined) return undefined;
  const calls: CallExpr[] = [];
  walkFunction(module, fn, { expr(expr) { if (expr.kind === 'call' && expr.callee.kind === 'super') calls.push(expr); } });
  const call = calls[0];
  return call && { value: array(call.args.map((arg) => program.denote(module, arg, fn))), site: { module, start: call.start, end: call.callee.end } };
}

function defaultClass(program: Program, module: ModuleFacts): ClassFacts | undefined {
  const value = program.machine.exportOf(module.path, 'default');
  return value?.kind === 'class' && value.module === module ? value.cls : undefined;
}
