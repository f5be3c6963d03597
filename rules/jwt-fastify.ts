import { alternatives } from '../src/link/index.ts';
import type { CallSite, ProgramView } from '../src/model/index.ts';

const PACKAGES = ['@fastify/jwt', 'fastify-jwt'];

/** Where the plugin is registered, by any name it was imported under. */
export function registrations(program: ProgramView): { site: CallSite; library: string }[] {
  if (!program.modules.some((module) => module.imports.some((one) => PACKAGES.includes(one.source)))) return [];
  return program.calls().flatMap((site) => {
    const { callee, args } = site.expr;
    if (callee.kind !== 'member' || callee.property !== 'register' || !args[0]) return [];
    const plugin = alternatives(program.denote(site.module, args[0], site.fn)).find((one) => one.kind === 'external' && PACKAGES.includes(one.package));
    return plugin?.kind === 'external' ? [{ site, library: plugin.package }] : [];
  });
}
