/** Works out every entry point of a code base, what must be true of its caller, and where that is not enough. */
export { analyze } from './analyze.ts';
export { ConfigError } from './project/config-error.ts';
export type * from './model/index.ts';
