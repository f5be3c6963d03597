import type { ProjectFiles } from '../types.ts';
import type { Registration } from './registrations.ts';

const UNPREFIXED = 14;
const ALWAYS = 15;

/** By the version of the router that the registration's package depends on; the newest where that is not said. */
export function rootOnly(files: ProjectFiles): (registration: Registration, prefix: string) => boolean {
  return ({ record }, prefix) => {
    const dependencies = files.dependencies(record.module.path);
    const range = dependencies.get('@koa/router') ?? dependencies.get('koa-router') ?? '';
    const major = Number(/\d+/.exec(range)?.[0] ?? ALWAYS);
    return major >= ALWAYS || (major >= UNPREFIXED && prefix === '');
  };
}
