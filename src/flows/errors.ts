import { statusCodeOf, statusNamed, statusOf } from '../guards/index.ts';
import { alternatives, packageOf, pathOf } from '../link/index.ts';
import type { ClassValue, Expr, Value } from '../model/index.ts';
import { denoteIn, settled, variable, type Frame, type Val, type Walk } from './frame.ts';
import { nameOf } from './requests.ts';

const STATUS = /^(status|statusCode|httpStatus|httpCode|status_code|code)$/;
const MAX_BASES = 5;
/** What is said of an error that is handed on as it came. */
export const CAUGHT = 'the error that was caught';

/** What an error that is thrown here is called, and the status that it carries. */
export function errorOf(walk: Walk, val: Val, expr: Expr, frame: Frame): { name: string; status?: number } {
  const at = val.origin ?? { module: frame.module, expr, frame };
  const { expr: written } = at;
  if (written.kind === 'ref' && at.module.bindings[written.binding]?.kind === 'catch') return { name: CAUGHT };
  const name = written.kind === 'new' || written.kind === 'call' ? nameOf(written) : written.kind === 'ref' ? written.name : 'an error';
  const value = settled(walk, walk.program.denote(at.module, written, at.frame.fn), at.frame);
  const given = written.kind === 'new' || written.kind === 'call' ? written.args.map((arg) => ({ expr: arg, frame: at.frame })) : [];
  const found = [...new Set(alternatives(value).map((one) => statusOfError(walk, one, given, at.frame)))];
  return found.length === 1 && found[0] !== undefined ? { name, status: found[0] } : { name };
}

interface Given { expr: Expr; frame: Frame }

function statusOfError(walk: Walk, value: Value, given: Given[], frame: Frame): number | undefined {
  if (value.kind === 'object') {
    for (const [key, prop] of value.props) {
      const code = STATUS.test(key) ? inRange(statusCodeOf(settled(walk, prop, frame))) : undefined;
      if (code !== undefined) return code;
    }
    return (value.cls && ofClass(walk, value.cls, given, frame)) ?? (value.cls && inOptions(walk, given[0])) ?? statusOf(value);
  }
  const own = statusOf(value);
  if (own !== undefined) return own;
  return value.kind === 'result' ? namedStatus(pathOf(value).at(-1) ?? value.call.method) : undefined;
}

function namedStatus(name: string): number | undefined {
  return statusNamed(name.replace(/(Http)?(Exception|Error)$/, '').replace(/([a-z])([A-Z])/g, '$1_$2'));
}

function inRange(code: number | undefined): number | undefined {
  return code !== undefined && code >= 100 && code < 600 ? code : undefined;
}

/** `new APIError({ message, status: 401 })`, also where the object has a name. */
function inOptions(walk: Walk, first: Given | undefined): number | undefined {
  if (!first) return undefined;
  const fields = first.expr.kind === 'object' ? first.expr.properties.map((one) => ({ key: one.key, expr: one.value, frame: first.frame }))
    : first.expr.kind === 'ref' ? [...variable(first.expr, first.frame).fields ?? []].flatMap(([key, { origin }]) => (origin ? [{ key, ...origin }] : [])) : [];
  const codes = fields.filter((one) => STATUS.test(one.key)).map((one) => inRange(statusCodeOf(denoteIn(walk, one.expr, one.frame))));
  return codes.length === 1 ? codes[0] : undefined;
}

/** The status that a class of the project gives its errors, by what its constructor keeps and what it hands to the class above. */
function ofClass(walk: Walk, { module, cls }: Pick<ClassValue, 'module' | 'cls'>, given: Given[], frame: Frame, depth = 0): number | undefined {
  if (depth > MAX_BASES) return undefined;
  const member = cls.members.find((one) => one.value && STATUS.test(one.name));
  const constant = member?.value && inRange(statusCodeOf(walk.program.denote(module, member.value, -1)));
  if (constant !== undefined) return constant;
  const made = cls.members.find((one) => one.variant === 'constructor')?.fn;
  const fn = made === undefined ? undefined : module.functions[made];
  const valueOf = (expr: Expr): Given => {
    const index = fn && expr.kind === 'ref' ? fn.params.findIndex((param) => param.binding === expr.binding) : -1;
    if (index < 0) return { expr, frame: { ...frame, module, fn: fn?.id ?? -1 } };
    const init = fn!.params[index]!.init;
    return given[index] ?? (init ? { expr: init, frame: { ...frame, module, fn: fn!.id } } : { expr, frame: { ...frame, module, fn: fn!.id } });
  };
  const codeOf = (one: Given): number | undefined => inRange(statusCodeOf(settled(walk, walk.program.denote(one.frame.module, one.expr, one.frame.fn), one.frame)));
  for (const [i, param] of (fn?.params ?? []).entries()) {
    if (param.property && STATUS.test(module.bindings[param.binding]?.name ?? '') && (given[i] || param.init)) return codeOf(given[i] ?? { expr: param.init!, frame: { ...frame, module, fn: fn!.id } });
  }
  let passed = given;
  for (const stmt of fn?.body ?? []) {
    if (stmt.kind !== 'expr') continue;
    const { expr } = stmt;
    if (expr.kind === 'assign' && expr.target.kind === 'member' && expr.target.object.kind === 'this' && STATUS.test(expr.target.property)) {
      const code = codeOf(valueOf(expr.value));
      if (code !== undefined) return code;
    }
    if (expr.kind === 'call' && expr.callee.kind === 'super') passed = expr.args.map(valueOf);
  }
  if (!cls.extends) return undefined;
  const base = walk.program.denote(module, cls.extends, -1);
  if (base.kind === 'class') return ofClass(walk, base, passed, frame, depth + 1);
  if (base.kind !== 'external') return undefined;
  const name = pathOf(base).at(-1) ?? '';
  if (name === 'HttpException' && passed[1]) return codeOf(passed[1]);
  return /^(@nestjs\/|http-errors|@hapi\/boom|routing-controllers|hono\/|@feathersjs\/errors)/.test(packageOf(base) ?? '') ? namedStatus(name) ?? (passed[0] && codeOf(passed[0])) : undefined;
}
