import { alternatives, packageOf, pathOf } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { expressionsOf } from '../surroundings.ts';
import { optionOf } from '../option.ts';

/** Session libraries that keep sessions in the memory of the process unless they are given a store (their documentation says so). */
const IN_MEMORY = ['express-session', '@fastify/session', 'fastify-session', 'koa-generic-session'];

export interface MemorySession { site: CallSite; at: Expr; library: string }

/** Set-ups of a session whose store is the memory of the process. */
export function memorySessions(program: ProgramView): MemorySession[] {
  const found: MemorySession[] = [];
  for (const { site, package: library, path } of program.callsOf(IN_MEMORY)) {
    if (path.length > 0 && path.at(-1) !== 'default') continue;
    add(found, program, site, library, site.expr.args[0]);
  }
  if (program.modules.some((module) => module.imports.some(({ source }) => /^(@fastify\/session|fastify-session)$/.test(source)))) {
    for (const site of program.calls()) {
      const { callee, args } = site.expr;
      if (callee.kind !== 'member' || callee.property !== 'register' || !args[0]) continue;
      const plugin = program.denote(site.module, args[0], site.fn);
      const library = packageOf(plugin);
      if (library && IN_MEMORY.includes(library) && !['MemoryStore', 'Store'].includes(pathOf(plugin).at(-1) ?? '')) add(found, program, site, library, args[1]);
    }
  }
  return found;
}

function add(found: MemorySession[], program: ProgramView, site: CallSite, library: string, options: Expr | undefined): void {
  const value: Value = options ? program.denote(site.module, options, site.fn) : { kind: 'literal', value: undefined };
  const store = optionOf(program, value, 'store');
  if (store.state === 'absent' ? !setsStore(site.module) : store.state === 'set' && alternatives(store.value).every(isMemoryStore)) found.push({ site, at: site.expr.callee, library });
}

/** `if (production) options.store = ...` */
function setsStore(module: ModuleFacts): boolean {
  return expressionsOf(module).some((expr) => (expr.kind === 'assign' && expr.target.kind === 'member' && expr.target.property === 'store'));
}

function isMemoryStore(value: Value): boolean {
  const from = value.kind === 'result' ? value.call.callee : undefined;
  return from !== undefined && IN_MEMORY.includes(packageOf(from) ?? '') && pathOf(from).at(-1) === 'MemoryStore';
}
