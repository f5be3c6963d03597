import { packageOf } from '../link/index.ts';
import type { FunctionFacts, FunctionValue, ModuleFacts, ProgramView, Value } from '../model/index.ts';
import { apart } from './blocks.ts';
import { placeOf, type Frame, type Val, type Walk } from './frame.ts';
import { bindHandler } from './requests.ts';
import { run } from './statements.ts';
import type { ErrorHandler } from './types.ts';

/** What registers an error handler, by package: its method, and how many parameters tell one from other handlers. */
const REGISTERS: { package: RegExp; method: string; parameters?: number; framework: string }[] = [
  { package: /^(express\d?|connect|restify|router|@overnightjs\/core)$/, method: 'use', parameters: 4, framework: 'express' },
  { package: /^fastify$/, method: 'setErrorHandler', framework: 'fastify' },
  { package: /^(hono|@hono\/zod-openapi)$/, method: 'onError', framework: 'hono' },
];

/**
 * The project's own functions that answer for errors which nobody catches, in the order in which they are registered, and how each
 * of them may end. Which error leads to which end is not worked out.
 */
export function errorHandlers(program: ProgramView, startWalk: () => Walk): ErrorHandler[] {
  const found = new Map<FunctionFacts, ErrorHandler>();
  for (const { method, receiver, args } of program.records().toSorted((a, b) => a.order - b.order)) {
    const package_ = receiver && packageOf(receiver);
    const registers = package_ === undefined ? undefined : REGISTERS.find((one) => one.method === method && one.package.test(package_));
    if (!registers) continue;
    for (const { module, fn } of args.flatMap(functionsIn)) {
      if (found.has(fn) || (registers.parameters !== undefined && fn.params.length !== registers.parameters)) continue;
      found.set(fn, handlerOf(startWalk(), module, fn, registers.framework));
    }
  }
  return [...found.values()];
}

function functionsIn(value: Value): FunctionValue[] {
  return value.kind === 'function' ? [value] : value.kind === 'array' ? value.elements.flatMap(functionsIn) : [];
}

function handlerOf(walk: Walk, module: ModuleFacts, fn: FunctionFacts, framework: string): ErrorHandler {
  const env = new Map<number, Val>();
  const [, ...behind] = fn.params;
  bindHandler(env, module, { ...fn, params: behind }, framework, 'GET');
  walk.sendsReturned = framework !== 'express';
  walk.defaultStatus = framework === 'express' ? 200 : 500;
  const frame: Frame = { module, fn: fn.id, env, root: true, returned: [], label: '' };
  const { steps } = apart(walk, () => run(walk, { fn }, frame));
  return { name: fn.name ?? '', place: placeOf(walk, module, fn), steps };
}
