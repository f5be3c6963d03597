import type { CallRecord, PackageModel, Value } from '../../model/index.ts';
import { packageOf, pathOf, type Program } from '../../link/index.ts';
import { member } from '../named.ts';

export const PACKAGE = 'routing-controllers';
const SERVERS = ['createExpressServer', 'useExpressServer', 'createKoaServer', 'useKoaServer', 'createServer', 'useServer'];

/** One call that puts controllers on an application. */
export interface Server {
  record: CallRecord;
  /** The application that it is given; `undefined` when it makes one. */
  app: Value | undefined;
  options: Value | undefined;
  koa: boolean;
}

export function serversOf(program: Program): Server[] {
  return program.machine.records.flatMap((record): Server[] => {
    const name = pathOf(record.callee).at(-1) ?? '';
    if (packageOf(record.callee) !== PACKAGE || !SERVERS.includes(name)) return [];
    const app = name.startsWith('use') ? record.args[0] : undefined;
    return [{ record, app, options: record.args[app ? 1 : 0], koa: name.includes('Koa') }];
  });
}

/** The classes in a list of the options; `undefined` for all that are decorated (files by a pattern, or no list at all). */
export function listedClasses(options: Value | undefined, name: string): Set<unknown> | undefined {
  const given = member(options, name);
  if (given?.kind !== 'array' || given.open) return undefined;
  const classes = given.elements.flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
  return classes.length === 0 || classes.length < given.elements.length ? undefined : new Set(classes);
}

/** Options hold functions that are asked later. */
export const model: PackageModel = {
  packages: [PACKAGE],
  call: (record) => (SERVERS.includes(pathOf(record.callee).at(-1) ?? '') && pathOf(record.callee).at(-1)!.startsWith('use') ? record.args[0] : undefined),
  keepsCallbacks: () => true,
};
