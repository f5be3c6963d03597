import type { ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';

export type SessionKind = 'stored' | 'sealed' | 'unknown';

/** The browser has an id, and the server what belongs to it: whoever gave the browser its id shares the session. */
const STORED = /^(express-session|@fastify\/session|fastify-session|koa-generic-session|koa-redis-session|connect-(redis|mongo|pg-simple|session-sequelize)|session-file-store|express-mysql-session)$/;
/** The cookie is the session, sealed or signed: there is no id to be fixed. koa-session is one as long as it has no store. */
const SEALED = /^(cookie-session|@fastify\/secure-session|fastify-secure-session|iron-session|koa-session|next-auth|@auth\/.+|@hapi\/(cookie|yar)|@remix-run\/.+|remix-auth|client-sessions)$/;

const known = new WeakMap<ProgramView, { folder: string[]; kind: SessionKind }[]>();

/** What kind of session the code at this place works with: told by the session library that is imported nearest to it. */
export function sessionKindAt(program: ProgramView, module: ModuleFacts): SessionKind {
  let imports = known.get(program);
  if (!imports) known.set(program, (imports = importsOf(program)));
  const folder = folderOf(module);
  let best: { shared: number; kind: SessionKind } | undefined;
  for (const one of imports) {
    const shared = sharedLength(folder, one.folder);
    if (!best || shared > best.shared || (shared === best.shared && one.kind === 'stored')) best = { shared, kind: one.kind };
  }
  return best?.kind ?? 'unknown';
}

function importsOf(program: ProgramView): { folder: string[]; kind: SessionKind }[] {
  return program.modules.filter((module) => !isTestOrExample(module.path)).flatMap((module) => module.imports.filter((one) => !one.typeOnly).flatMap(({ source }) => {
    const kind = STORED.test(source) ? ('stored' as const) : SEALED.test(source) ? ('sealed' as const) : undefined;
    return kind ? [{ folder: folderOf(module), kind }] : [];
  }));
}

function folderOf(module: ModuleFacts): string[] {
  return module.path.split('/').slice(0, -1);
}

function sharedLength(one: string[], other: string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
