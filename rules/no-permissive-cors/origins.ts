import type { ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { isVendored } from '../file-role.ts';
import { ofCallback } from './callback.ts';
import { hostileToPattern } from './hostile.ts';
import type { Library } from './libraries.ts';
import type { Permission } from './verdict.ts';

/**
 * What the value of an `origin` option lets in; `undefined`: what was meant, or it cannot be told. One of several values
 * counts only if all of them let in too much: which of them holds is decided by configuration.
 */
export function permissionOf(program: ProgramView, value: Value, library: Library): Permission | undefined {
  switch (value.kind) {
    case 'literal':
      if (value.value === true) return { kind: 'any' };
      if (value.value === '*') return { kind: 'wildcard' };
      return value.value === 'null' ? { kind: 'null' } : undefined;
    case 'regexp': {
      const example = hostileToPattern(value.source, value.flags);
      if (example === undefined) return undefined;
      return value.site ? { kind: 'pattern', example, at: value.site } : { kind: 'pattern', example };
    }
    case 'array':
      for (const element of value.elements) {
        const found = permissionOf(program, element, library);
        if (found && (found.kind !== 'wildcard' || library.listedWildcard)) return found;
      }
      return undefined;
    case 'function':
      return isFollowed(value.module) ? ofCallback(program, value, library.answers ?? 'boolean') : undefined;
    case 'union': {
      const all = value.values.map((one) => permissionOf(program, one, library));
      return all.every((one) => one !== undefined) ? all[0] : undefined;
    }
    default:
      return undefined;
  }
}

function isFollowed(module: ModuleFacts): boolean {
  return !isVendored(module.path);
}
