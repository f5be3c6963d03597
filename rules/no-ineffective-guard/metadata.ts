import type { CallSite, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { textOf } from '../../src/link/index.ts';
import { callIndex } from '../call-index.ts';

/** Metadata that sounds like a demand on the caller, and that no guard of the project reads. */
export interface UnreadMetadata { module: ModuleFacts; span: Span; key: string }

const READS = ['get', 'getAll', 'getAllAndOverride', 'getAllAndMerge', 'getMetadata', 'getOwnMetadata', 'hasMetadata'];
const DEMANDS = /role|permission|auth|scope|admin|acl|polic|guard|login/i;
const ALLOWS = /public|allow|skip|optional|anonymous|no_?auth|open/i;

/** `SetMetadata('roles', roles)` where no `reflector.get('roles', ...)` is (NestJS documentation, "Reflection and metadata"). */
export function unreadMetadata(program: ProgramView, modules: ModuleFacts[]): UnreadMetadata[] {
  const index = callIndex(program);
  const sites = (index.get('SetMetadata') ?? []).filter(({ module }) => module.imports.some((one) => one.source === '@nestjs/common'));
  if (sites.length === 0) return [];
  const read = new Set<string>();
  for (const site of READS.flatMap((name) => index.get(name) ?? [])) {
    if (!isReflection(site)) continue;
    const key = keyOf(program, site, site.expr.args[0]);
    // What is read under a name that is not known may be any of them.
    if (key === undefined) return [];
    read.add(key);
  }
  return sites.flatMap((site): UnreadMetadata[] => {
    const key = keyOf(program, site, site.expr.args[0]);
    if (key === undefined || read.has(key) || !DEMANDS.test(key) || ALLOWS.test(key) || !modules.includes(site.module)) return [];
    return [{ module: site.module, span: site.expr, key }];
  });
}

function isReflection({ expr }: CallSite): boolean {
  const on = expr.callee.kind === 'member' ? expr.callee.object : undefined;
  const name = on?.kind === 'member' ? on.property : on?.kind === 'ref' ? on.name : '';
  return /reflect/i.test(name);
}

function keyOf(program: ProgramView, { module, fn }: CallSite, expr: Expr | undefined): string | undefined {
  return expr && textOf(program.denote(module, expr, fn));
}
