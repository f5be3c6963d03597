import type { Case } from './cases.ts';

/** What a failure is, without what differs from input to input. */
export function signature(problem: string): string {
  const lines = problem.split('\n');
  const frame = lines.find((line) => /^\s+at /.test(line))?.replace(/\(.*[\\/]|\)|:\d+:\d+/g, '') ?? '';
  return `${lines[0]!.replace(/\d+/g, '0').replace(/"[^"]*"/g, '""').slice(0, 60)}${frame}`;
}

/**
 * A smaller case that fails in the same way: fewer files, then fewer lines, then fewer characters (delta debugging, Zeller 1999).
 *
 * @param fails whether a case fails in that way
 * @param until when to stop, in milliseconds since 1970
 */
export async function minimised(one: Case, fails: (one: Case) => Promise<boolean>, until: number): Promise<Case> {
  let best = one;
  const attempt = async (files: Case['files']): Promise<boolean> => {
    if (Date.now() > until) return false;
    const smaller = { ...best, files };
    if (!await fails(smaller)) return false;
    best = smaller;
    return true;
  };
  for (const file of Object.keys(one.files)) {
    const { [file]: _, ...rest } = best.files;
    if (Object.keys(rest).length > 0) await attempt(rest);
  }
  for (const unit of [/(?<=\n)/, /(?<=[\s;,(){}])/, /(?=[^])/u]) {
    for (const file of Object.keys(best.files)) {
      let parts = best.files[file]!.split(unit);
      if (parts.length > 4000) continue;
      for (let size = Math.ceil(parts.length / 2); size >= 1 && Date.now() < until; size = size === 1 ? 0 : Math.ceil(size / 2)) {
        for (let at = 0; at < parts.length;) {
          const rest = [...parts.slice(0, at), ...parts.slice(at + size)];
          if (await attempt({ ...best.files, [file]: rest.join('') })) parts = rest;
          else at += size;
        }
      }
    }
  }
  return best;
}
