import type { Scope, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { ambient } from './modules.ts';
import { array, literal, UNDEFINED, union, unknown } from './values.ts';

/** What is assigned to names that nothing declares, by file and name: sloppy code makes globals of them (ECMA-262, PutValue). */
const undeclared = new WeakMap<Machine, Map<string, Value>>();

/** `checkUser = (req, res, next) => { ... }`, without a declaration of `checkUser`. */
export function assignUndeclared(m: Machine, name: string, value: Value, scope: Scope): void {
  // What one request leaves behind is nothing of the set-up.
  if (m.domain) return;
  let known = undeclared.get(m);
  if (!known) undeclared.set(m, (known = new Map()));
  const key = `${scope.module.path}#${name}`;
  const before = known.get(key);
  known.set(key, before && m.branches > 0 ? union([before, value]) : value);
}

/** Names that the language and the host provide. Everything not listed is a builtin of its own name. */
export function globalValue(m: Machine, name: string, scope: Scope): Value {
  switch (name) {
    case 'undefined': return UNDEFINED;
    case 'NaN': return literal(NaN);
    case 'Infinity': return literal(Infinity);
    case 'globalThis': case 'global': case 'window': case 'self': return { kind: 'builtin', name: 'globalThis' };
    case 'module': return m.state(scope.module.path)?.module ?? unknown('module');
    case 'exports': return m.state(scope.module.path)?.exports ?? unknown('exports');
    case '__dirname': return literal(absolute(folderOf(scope.module.path)));
    case '__filename': return literal(absolute(scope.module.path));
    case 'arguments': {
      for (let s: Scope | undefined = scope; s; s = s.parent) if (s.args) return array(s.args);
      return unknown('arguments');
    }
    default: return undeclared.get(m)?.get(`${scope.module.path}#${name}`) ?? ambient(m, name, scope.module.path) ?? { kind: 'builtin', name };
  }
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** A path of the project as code at run time would have it: the root of the project is `/`. */
export function absolute(path: string): string {
  return path === '.' ? '/' : `/${path}`;
}
