export { link, pathOf, positionOf, type LinkInput, type Program } from './program.ts';
export { packageOf, resultOf } from './calls.ts';
export type { Domain } from './domain.ts';
export { Exhausted, Settled, siteOf, Thrown } from './domain.ts';
export type { Machine } from './machine.ts';
export { rejected, rejection, resolved, settle } from './promises.ts';
export { ancestry } from './members.ts';
export * from './values.ts';
export * from './walk.ts';
