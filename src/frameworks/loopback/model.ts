import type { PackageModel } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';

export const REST = ['@loopback/rest', '@loopback/openapi-v3'];
export const AUTHENTICATION = '@loopback/authentication';
export const AUTHORIZATION = '@loopback/authorization';

/** Applications are put together by a container; nothing that is given to it is run while the project is set up. */
export const model: PackageModel = { packages: [...REST, AUTHENTICATION, AUTHORIZATION], keepsCallbacks: () => true };

/** A name that some file of the project imports from a package. */
export function imports(program: Program, source: string, name?: string): boolean {
  return program.modules.some((module) => module.bindings.some((one) => one.import?.source === source && (name === undefined || one.import.name === name)));
}

/**
 * Why `@authenticate` has no effect: its component is not there, or the project's own sequence never authenticates (loopback.io,
 * "Authentication component"). `undefined` when it has.
 */
export function whyNotAuthenticated(program: Program): string | undefined {
  if (!imports(program, AUTHENTICATION, 'AuthenticationComponent')) return '`AuthenticationComponent` is not part of the application: `@authenticate` has no effect';
  const own = program.modules.filter((module) => module.classes.some((cls) => cls.implements?.some((type) => type.name === 'SequenceHandler')));
  const asks = own.some((module) => module.imports.some((one) => one.source === AUTHENTICATION));
  return own.length > 0 && !asks ? 'the sequence of the application never authenticates: `@authenticate` has no effect' : undefined;
}
