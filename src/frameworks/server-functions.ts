import type { FunctionFacts, FunctionValue, ModuleFacts, Site } from '../model/index.ts';
import type { Program } from '../link/index.ts';

/** A function that browsers can call: the bundler puts a request in the place of its body. */
export interface ServerFunction {
  name: string;
  value: FunctionValue;
  site: Site;
  /** What it is handed to, as written: `query`, `action`. */
  wrapper: string | undefined;
}

/** Functions that begin with `'use server'`, and the exported ones of files that do. */
export function serverFunctions(program: Program, module: ModuleFacts): ServerFunction[] {
  const whole = module.directives.includes('use server');
  const exportedFunctions = new Set(whole ? module.exports.flatMap((one) => functionOf(program, module, one.name)) : []);
  return module.functions.filter((fn) => fn.directives?.includes('use server') || exportedFunctions.has(fn)).flatMap((fn): ServerFunction[] => {
    const value = program.denote(module, { kind: 'function', fn: fn.id, start: fn.start, end: fn.end }, fn.owner);
    if (value.kind !== 'function') return [];
    const holder = module.bindings.filter((one) => one.init && one.init.start <= fn.start && fn.end <= one.init.end && one.name !== '').sort((a, b) => (a.init!.end - a.init!.start) - (b.init!.end - b.init!.start))[0];
    const call = holder?.init?.kind === 'call' && holder.init.callee.kind === 'ref' ? holder.init.callee.name : undefined;
    const site: Site = holder ? { module, start: holder.start, end: holder.end } : { module, start: fn.start, end: Math.min(fn.end, fn.start + Math.max(fn.name.length, 1)) };
    return [{ name: (fn.name || holder?.name) ?? '', value, site, wrapper: call }];
  });
}

function functionOf(program: Program, module: ModuleFacts, name: string): FunctionFacts[] {
  const value = program.machine.exportOf(module.path, name);
  return value?.kind === 'function' && value.module === module ? [value.fn] : [];
}
