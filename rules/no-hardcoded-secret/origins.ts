import { functionsOf } from '../../src/link/index.ts';
import type { ParamValue, ProgramView, Site, Value } from '../../src/model/index.ts';
import { callersByName } from '../call-index.ts';
import { returned } from '../returned.ts';
import { exprAt } from '../surroundings.ts';

/** A literal text that reaches a place, where it stands. */
export interface Origin {
  text: string;
  site: Site;
  /** It came as an argument, through this many functions. */
  hops: number;
}

const MAX_DEPTH = 8;
const MAX_HOPS = 2;
const MAX_CALLERS = 20;

/** Calls that hand on what they are given, in another encoding. */
const CONVERSION = /^(Buffer\.from|Uint8Array|Uint8Array\.from|TextEncoder\.encode|encode|toString|trim|valueOf|createSecretKey|createPrivateKey|importPKCS8|importJWK|base64url\.decode|decode|from|fromBase64|atob|btoa|String|hexToBytes|utf8ToBytes)$/;

/** Literals that a value may be made of; what is read from outside at run time has none. */
export function originsOf(program: ProgramView, value: Value, hops = 0, depth = 0): Origin[] {
  if (depth > MAX_DEPTH) return [];
  const into = (inner: Value): Origin[] => originsOf(program, inner, hops, depth + 1);
  switch (value.kind) {
    case 'literal': return typeof value.value === 'string' && value.site ? [{ text: value.value, site: value.site, hops }] : [];
    case 'union': return value.values.flatMap(into);
    case 'result': {
      const name = value.call.callee.kind === 'external' ? value.call.callee.path.at(-1) ?? '' : value.call.method;
      if (!CONVERSION.test(name)) return [];
      return (name === 'toString' || name === 'trim' || name === 'valueOf') && value.call.receiver ? into(value.call.receiver) : value.call.args[0] ? into(value.call.args[0]) : [];
    }
    case 'unknown': return value.site ? converted(program, value.site).flatMap(into) : [];
    case 'param': return fromParameter(program, value, hops, depth);
    case 'function': return returned(program, value).flatMap(into);
    default: return [];
  }
}

function converted(program: ProgramView, { module, start, end }: Site): Value[] {
  const at = exprAt(module, { start, end });
  if (!at || (at.node.kind !== 'call' && at.node.kind !== 'new') || !at.node.args[0]) return [];
  const { callee } = at.node;
  const name = callee.kind === 'ref' ? callee.name : callee.kind === 'member' && callee.object.kind === 'ref' ? `${callee.object.name}.${callee.property}` : '';
  return CONVERSION.test(name) ? [program.denote(module, at.node.args[0], at.fn)] : [];
}

function fromParameter(program: ProgramView, value: ParamValue, hops: number, depth: number): Origin[] {
  const param = value.fn.params[value.index];
  if (!param) return [];
  const found: Origin[] = [];
  if (param.init) {
    const byDefault = program.denote(value.module, param.init, value.fn.id);
    found.push(...select(program, byDefault, value.path).flatMap((one) => originsOf(program, one, hops, depth + 1)));
  }
  if (hops >= MAX_HOPS || param.rest) return found;
  for (const site of callersByName(program, value.module, value.fn).slice(0, MAX_CALLERS)) {
    const arg = site.expr.args[value.index];
    if (!arg || site.expr.args.slice(0, value.index + 1).some((one) => one.kind === 'spread')) continue;
    const given = program.denote(site.module, arg, site.fn);
    found.push(...select(program, given, value.path).flatMap((one) => originsOf(program, one, hops + 1, depth + 1)));
  }
  return found;
}

/** The properties that a path of names leads to. `[]` takes every element, `**` the next name at any depth. */
export function select(program: ProgramView, value: Value, path: readonly string[], depth = 0): Value[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (depth > MAX_DEPTH) return [];
  const into = (inner: Value, steps: readonly string[]): Value[] => select(program, inner, steps, depth + 1);
  switch (value.kind) {
    case 'union': return value.values.flatMap((one) => into(one, path));
    case 'function': return functionsOf(value).flatMap((fn) => returned(program, fn)).flatMap((one) => into(one, path));
    case 'array': return step === '[]' ? value.elements.flatMap((one) => into(one, rest)) : step === '**' ? value.elements.flatMap((one) => into(one, path)) : [];
    case 'object': {
      const own = [...value.props].filter(([key]) => !key.startsWith('\0'));
      if (step === '[]') return own.flatMap(([, one]) => into(one, rest));
      if (step === '**') return [...into(value, rest), ...own.flatMap(([, one]) => (one.kind === 'object' || one.kind === 'array' || one.kind === 'union' ? into(one, path) : []))];
      const found = value.props.get(step);
      return found ? into(found, rest) : [];
    }
    case 'param': return fromCallers(program, value, path, depth);
    default: return [];
  }
}

function fromCallers(program: ProgramView, value: ParamValue, path: readonly string[], depth: number): Value[] {
  const param = value.fn.params[value.index];
  if (!param || param.rest || path.includes('**') || path.includes('[]')) return [];
  const whole = [...value.path, ...path];
  const given = callersByName(program, value.module, value.fn).slice(0, MAX_CALLERS).flatMap((site) => (site.expr.args[value.index] ? [program.denote(site.module, site.expr.args[value.index]!, site.fn)] : []));
  if (param.init) given.push(program.denote(value.module, param.init, value.fn.id));
  return given.flatMap((one) => (one.kind === 'param' ? [] : select(program, one, whole, depth + 2)));
}
