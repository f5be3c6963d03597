import type { CallRecord, FunctionValue, PackageModel } from '../../model/index.ts';
import { functionsOf, packageOf, pathOf, type Program } from '../../link/index.ts';

const PACKAGES = ['http', 'https', 'http2'];
const MAKERS = new Set(['createServer', 'createSecureServer']);

function isMaker(record: CallRecord): boolean {
  return PACKAGES.includes(packageOf(record.callee) ?? '') && MAKERS.has(pathOf(record.callee).at(-1) ?? '');
}

function isListening({ method, args, receiver }: CallRecord): boolean {
  return method === 'on' && args[0]?.kind === 'literal' && args[0].value === 'request' && receiver?.kind === 'result' && isMaker(receiver.call);
}

/** What each server of the project calls for a request. */
export function listenersOf(program: Program): { fn: FunctionValue; record: CallRecord }[] {
  return program.machine.records.flatMap((record) => {
    if (!isMaker(record) && !isListening(record)) return [];
    const fn = record.args.flatMap(functionsOf)[0];
    return fn ? [{ fn, record }] : [];
  });
}

/** What is given to a server is called for requests, not while it is set up. */
export const model: PackageModel = { packages: PACKAGES, keepsCallbacks: (record) => isMaker(record) || isListening(record) };
