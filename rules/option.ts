import type { CallExpr, CallSite, NewExpr, ParamValue, ProgramView, Value } from '../src/model/index.ts';
import { alternatives } from '../src/link/values.ts';
import { callersOf } from './function-names.ts';

/** What is known of an option: its value, that it is not there, or nothing. */
export type Option = { state: 'set'; value: Value } | { state: 'absent' } | { state: 'unknown' };

const ABSENT: Option = { state: 'absent' };
const UNKNOWN: Option = { state: 'unknown' };
/** How many callers up an options parameter is followed. */
const MAX_CALLERS_UP = 3;

/** Option `name` of an options value; parameters are followed to what the callers of their function give. */
export function optionOf(program: ProgramView, options: Value, name: string, up = MAX_CALLERS_UP): Option {
  const found = alternatives(options).map((one) => optionOfOne(program, one, name, up));
  return agree(found);
}

function optionOfOne(program: ProgramView, options: Value, name: string, up: number): Option {
  switch (options.kind) {
    case 'literal':
      return options.value === undefined || options.value === null ? ABSENT : UNKNOWN;
    case 'object': {
      const value = options.props.get(name);
      if (!value) return options.open || options.cls ? UNKNOWN : ABSENT;
      return value.kind === 'literal' && value.value === undefined ? ABSENT : { state: 'set', value };
    }
    case 'param':
      return agree(argumentsFor(program, options, up).map((one) => (one ? optionOf(program, one, name, up - 1) : UNKNOWN)));
    default:
      return UNKNOWN;
  }
}

/** Options agree when they are all there or all not; a single one that differs leaves nothing certain. */
function agree(options: Option[]): Option {
  const first = options[0];
  if (!first) return UNKNOWN;
  if (options.length === 1) return first;
  if (options.every((one) => one.state === 'absent')) return ABSENT;
  const values = options.flatMap((one) => (one.state === 'set' ? [one.value] : []));
  return values.length === options.length ? { state: 'set', value: { kind: 'union', values } } : UNKNOWN;
}

/** What each known caller gives for a parameter; `undefined` for a caller whose argument cannot be told. */
function argumentsFor(program: ProgramView, param: ParamValue, up: number): (Value | undefined)[] {
  if (up <= 0) return [];
  const init = param.fn.params[param.index]?.init;
  return callersOf(program, param.module, param.fn).map((site) => {
    let value = argumentValue(program, site, param.index);
    if (value?.kind === 'literal' && value.value === undefined && init) value = program.denote(param.module, init, param.fn.id);
    for (const key of param.path) {
      const step: Option = value ? optionOf(program, value, key, up - 1) : UNKNOWN;
      value = step.state === 'set' ? step.value : step.state === 'absent' ? { kind: 'literal', value: undefined } : undefined;
    }
    return value;
  });
}

/** Value of an argument; a literal `undefined` when it is not given, `undefined` when a spread hides its position. */
export function argumentValue(program: ProgramView, site: CallSite, index: number): Value | undefined {
  const { args } = site.expr;
  if (hasSpread(site.expr, index)) return undefined;
  const arg = args[index];
  return arg ? program.denote(site.module, arg, site.fn) : { kind: 'literal', value: undefined };
}

/** A spread stands before or at this position. */
export function hasSpread(call: CallExpr | NewExpr, index: number): boolean {
  return call.args.slice(0, index + 1).some((arg) => arg.kind === 'spread');
}
