import { alternatives } from '../src/link/index.ts';
import { textOf } from '../src/link/values.ts';
import type { CallSite, ProgramView, Value } from '../src/model/index.ts';
import { argumentValue, optionOf } from './option.ts';

/**
 * What a key is, so that two uses of one can be told: the variable of the environment or the setting that has it, the text
 * itself, or what it is made of. Nothing for what cannot be told.
 */
export function keyIdentity(key: Value): string | undefined {
  const each = alternatives(key).filter((one) => !(one.kind === 'literal' && (one.value === undefined || one.value === null)));
  // `process.env.JWT_SECRET || 'secret'`: the variable is the key.
  const named = each.filter((one) => one.kind !== 'literal');
  const names = (named.length > 0 ? named : each).map(identityOfOne);
  return names.length > 0 && names.every((name) => name !== undefined) ? [...new Set(names)].sort().join('|') : undefined;
}

function identityOfOne(value: Value): string | undefined {
  switch (value.kind) {
    case 'env': return `setting ${value.name}`;
    case 'literal': return typeof value.value === 'string' && value.value !== '' ? `text ${value.value}` : undefined;
    case 'property': return settingNamed(value.name) ?? within(value.object, value.name);
    case 'param': return settingNamed(value.path.at(-1) ?? '');
    case 'result': return ofResult(value);
    default: return undefined;
  }
}

/** `c.env.JWT_SECRET`: the whole name of a setting stands there, whatever it is read from. */
function settingNamed(name: string): string | undefined {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name) ? `setting ${name}` : undefined;
}

function within(object: Value, name: string): string | undefined {
  const outer = object.kind === 'external' ? `${object.package} ${object.path.join('.')}` : identityOfOne(object);
  return outer === undefined ? undefined : `${outer}.${name}`;
}

function ofResult(value: Extract<Value, { kind: 'result' }>): string | undefined {
  const { callee, args } = value.call;
  const name = callee.kind === 'property' || callee.kind === 'builtin' ? callee.name : callee.kind === 'external' ? callee.path.at(-1) ?? '' : '';
  const [first] = args;
  // The same bytes, in another form.
  if (/(^|\.)(encode|from|createSecretKey|toString|String)$/.test(name)) return first && name !== 'toString' ? keyIdentity(first) : value.call.receiver && keyIdentity(value.call.receiver);
  const setting = first && textOf(first);
  // `config.get('JWT_SECRET')`
  if (/^(get|getOrThrow|getString|require|env)$/.test(name) && setting !== undefined) return `setting ${setting}`;
  return `made ${value.call.module.path}:${value.call.expr.start}`;
}

/** What a value is where its function is called from `site`: a parameter of that function becomes what the call gives. */
export function valueAt(program: ProgramView, value: Value, site: CallSite): Value {
  if (value.kind === 'union') {
    const values = value.values.map((one) => valueAt(program, one, site));
    return values.length === 1 ? values[0]! : { kind: 'union', values: values.flatMap(alternatives) };
  }
  if (value.kind !== 'param' || !program.targets(site.module, site.expr, site.fn).some(({ fn }) => fn === value.fn)) return value;
  const init = value.fn.params[value.index]?.init;
  let given = argumentValue(program, site, value.index);
  if (given?.kind === 'literal' && given.value === undefined && init) given = program.denote(value.module, init, value.fn.id);
  for (const key of value.path) {
    const step = given ? optionOf(program, given, key) : undefined;
    given = step?.state === 'set' ? step.value : undefined;
  }
  return given ?? value;
}
