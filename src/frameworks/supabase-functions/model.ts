import type { CallRecord, PackageModel } from '../../model/index.ts';
import { external, packageOf, pathOf } from '../../link/index.ts';

/** `supabase/functions/<name>/index.ts`; folders that begin with `_` or `.` hold shared code. */
export const FUNCTION = /^(.*?)supabase\/functions\/([^/_.][^/]*)\/(?:index|main)\.[cm]?[jt]sx?$/;

/** `Deno.serve(handler)`, or `serve(handler)` of the standard library. */
export function serves(record: CallRecord): boolean {
  const name = packageOf(record.callee);
  return (name === 'deno' || name === '@std/http' || name?.startsWith('@std/http/') === true) && pathOf(record.callee).at(-1) === 'serve';
}

/** In these folders, `Deno` is the runtime's; elsewhere it is a global like others. */
export const model: PackageModel = {
  packages: ['deno', '@std/http'],
  ambient: (name, file) => (name === 'Deno' && /(^|\/)supabase\/functions\//.test(file) ? external('deno') : undefined),
  call(record) {
    const [name] = record.args;
    return packageOf(record.callee) === 'deno' && pathOf(record.callee).join('.') === 'env.get' && name?.kind === 'literal' ? { kind: 'env', name: String(name.value) } : undefined;
  },
  keepsCallbacks: serves,
};
