import type { CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, isNullish, packageOf, pathOf, textOf } from '../../link/index.ts';
import { errorStatus, isNoiseName, statusCodeOf, type Simulation } from '../../guards/index.ts';

/** The decision about the caller after which code went on to work for them. */
const workedAfter = new WeakMap<Simulation, Site>();

/** Notes a call of something outside the project that is made although a credential was found missing. */
export function noteWork(sim: Simulation, record: CallRecord): void {
  if (sim.because && isWork(record)) workedAfter.set(sim, sim.because);
}

/** Whether work was done for the caller since the last decision about them. */
export function worked(sim: Simulation): boolean {
  return sim.because !== undefined && (workedAfter.get(sim) === sim.because || sim.leftOutAfter === sim.because);
}

const NEUTRAL = /^(next|next\/.*|next-intl.*|react|zod|server-only|client-only)$/;

function isWork(record: CallRecord): boolean {
  const { callee, args } = record;
  if (callee.kind === 'caller') return false;
  if (callee.kind === 'builtin') return callee.name === 'fetch';
  const label = record.method || pathOf(callee).at(-1) || '';
  if (isNoiseName(label) || NEUTRAL.test(packageOf(callee) ?? '')) return false;
  // What is asked about someone who is not there is part of finding out who is calling.
  return !args.some((arg) => isAbsent(arg, 2));
}

function isAbsent(value: Value, depth: number): boolean {
  if (value.kind === 'caller') return value.what === 'absent';
  if (depth === 0) return false;
  if (value.kind === 'array') return value.elements.some((one) => isAbsent(one, depth - 1));
  return value.kind === 'object' && value.props.size < 20 && [...value.props.values()].some((one) => isAbsent(one, depth - 1));
}

const NO = /\b(un|not[ -]?)(authori[sz]ed|authenticated)|unauthenticated|\bforbidden\b|(access|permission)s? denied|not (logged|signed) in|(log|sign)(ged|ed)? ?in (required|first|to )|must be (logged|signed|authenticated)|(no|insufficient|missing) permission|not allowed|(invalid|missing|no|expired) (session|token|api ?key|credentials)/i;

/**
 * The status that returned data stands for when it is a refusal or an error (`{ error: 'Unauthorized' }`, `{ success: false }`);
 * `undefined` for any other.
 */
export function refusalStatus(value: Value): number | undefined {
  return alternatives(value).map(statusOfOne).find((status) => status !== undefined);
}

function statusOfOne(value: Value): number | undefined {
  if (value.kind === 'result' || value.kind === 'property') return errorStatus(value);
  if (value.kind === 'literal' && typeof value.value === 'string') return NO.test(value.value) ? 401 : undefined;
  if (value.kind !== 'object') return undefined;
  for (const name of ['status', 'statusCode', 'code']) {
    const status = statusCodeOf(value.props.get(name));
    if (status !== undefined && status >= 400 && status < 600) return status;
  }
  if ([...value.props].some(([name, member]) => MESSAGE.test(name) && saysNo(member, 2))) return 401;
  if (['error', 'errors', 'serverError', 'formError'].some((name) => isGiven(value.props.get(name)))) return 400;
  return ['success', 'ok'].some((name) => isFalse(value.props.get(name))) ? 400 : undefined;
}

const MESSAGE = /^(error|errors|message|reason|code|status|statusText|serverError|formError|formErrors|_form|title|detail)$/;

function saysNo(value: Value, depth: number): boolean {
  return alternatives(value).some((one) => {
    if (depth > 0 && one.kind === 'object') return [...one.props].some(([name, member]) => MESSAGE.test(name) && saysNo(member, depth - 1));
    if (depth > 0 && one.kind === 'array') return one.elements.some((member) => saysNo(member, depth - 1));
    return NO.test(textOf(one) ?? '');
  });
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && isNullish(value) !== true && !isFalse(value) && !(value.kind === 'array' && value.elements.length === 0);
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'literal' && value.value === false;
}

/** Nothing at all: what a function gives that has stopped early. */
export function isEmpty(value: Value): boolean {
  if (value.kind === 'literal') return !value.value;
  if (value.kind === 'array') return value.elements.length === 0 && value.open !== true;
  if (value.kind === 'object') return value.props.size === 0 && value.open !== true && value.rest === undefined;
  // Nothing, returned where a credential was found missing.
  return value.kind === 'caller' && value.what === 'absent' && value.name === 'credential';
}
