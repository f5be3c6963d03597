import type { Guard, Route } from '../../src/model/index.ts';
import type { RoleCheck } from './checks.ts';

const ABOUT_ROLES = /role|permission|admin|acl|rbac|scope|allow|authori[sz]e|restrict|can(?=[A-Z(]|$)|grant|privilege|policy|ability/i;

/** Whether the route turns away, in front of its handler or in the handler itself, everyone whom the check would turn away. */
export function requiresRole(route: Route, check: Pick<RoleCheck, 'roles' | 'denied'> | undefined, file: string): boolean {
  return route.guards.some((guard) => {
    if (guard.inHandler) return guard.proves === 'authorization' && guard.evidence?.file === guard.file && guard.file !== file;
    // What could not be looked into may be the very check.
    if (guard.basis === 'name' || guard.proves === 'unknown') return ABOUT_ROLES.test(guard.name);
    return guard.proves === 'ownership' || (guard.proves === 'authorization' && covers(guard, check));
  });
}

/** Who gets past the guard gets past the check. Different vocabularies (`users:write` and `admin`) cannot be compared. */
function covers(guard: Guard, check: Pick<RoleCheck, 'roles' | 'denied'> | undefined): boolean {
  const admitted = guard.roles.map(plain);
  const wanted = check?.roles.map(plain) ?? [];
  if (admitted.length === 0 || wanted.length === 0 || [...admitted, ...wanted].some((role) => role === '' || /[\d:.*]/.test(role))) return true;
  return check?.denied ? !admitted.some((role) => wanted.includes(role)) : admitted.every((role) => wanted.includes(role));
}

/** `isAdmin`, `ROLE_ADMIN` and `admin` are one. */
function plain(role: string): string {
  return role.replace(/^(is|has|role)[_-]?(?=[A-Z])/, '').replace(/^role[_-]/i, '').replace(/[\s_-]/g, '').toLowerCase();
}
