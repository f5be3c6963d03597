import { textOf } from '../../src/link/index.ts';
import type { CallExpr, Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { exprsAround } from '../surroundings.ts';
import { senseOf, type Sense } from './words.ts';

const LOGIN = /(^|[^a-z])(log-?_?in|sign-?_?in|sign-?_?up|authenticate|register|google-?login|auth\/token|oauth\/token)([^a-z]|$)/i;

/**
 * Whether the whole answer to a login is stored under a key, and the project takes a credential out of what has the key's
 * name: `localStorage.setItem('userInfo', JSON.stringify(data))`, and elsewhere `userInfo.token`.
 */
export function storesLoginResult(program: ProgramView, module: ModuleFacts, value: Expr, fn: number, keys: string[]): Sense | undefined {
  if (keys.length === 0 || !comesFromLogin(program, module, value, fn, 0)) return undefined;
  for (const key of keys) {
    const name = wordsOf(key).at(-1) === undefined ? '' : key.replace(/^.*[.:@/-]/, '');
    if (!/^\w+$/.test(name)) continue;
    const read = new RegExp(`\\b${name}\\??\\.(\\w*(?:token|jwt)\\w*)\\b`, 'i');
    for (const one of program.modules) {
      const found = read.exec(program.text(one))?.[1];
      const sense = found === undefined ? undefined : senseOf(found);
      if (sense?.kind === 'credential') return sense;
    }
  }
  return undefined;
}

/** The value is all that a login call answers, or the body of its answer. */
function comesFromLogin(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, depth: number): boolean {
  if (depth > 8) return false;
  const of = (inner: Expr): boolean => comesFromLogin(program, module, inner, fn, depth + 1);
  switch (expr.kind) {
    case 'await': return of(expr.value);
    case 'member': return /^(data|body|result|payload|json)$/.test(expr.property) && of(expr.object);
    case 'ref': {
      const binding = module.bindings[expr.binding];
      if (binding?.init) return of(binding.init);
      return binding?.kind === 'param' ? ofParameter(program, module, expr.binding, fn, depth) : false;
    }
    case 'call': {
      if (expr.callee.kind === 'member' && /^(stringify|json|unwrap|then)$/.test(expr.callee.property)) return of(expr.callee.property === 'stringify' && expr.args[0] ? expr.args[0] : expr.callee.object);
      return isLogin(program, module, expr, fn);
    }
    default: return false;
  }
}

/** The parameter of a callback that is given the answer: `login(...).then((res) => ...)`. */
function ofParameter(program: ProgramView, module: ModuleFacts, binding: number, fn: number, depth: number): boolean {
  const owner = module.functions.find((one) => one.params.some((param) => param.binding === binding));
  if (!owner) return false;
  const call = exprsAround(module, owner).find((one): one is CallExpr => one.kind === 'call' && one.args.some((arg) => arg.kind === 'function' && arg.fn === owner.id));
  return call?.callee.kind === 'member' && /^(then|subscribe|tap|map)$/.test(call.callee.property) && comesFromLogin(program, module, call.callee.object, fn, depth + 1);
}

function isLogin(program: ProgramView, module: ModuleFacts, call: CallExpr, fn: number): boolean {
  const name = call.callee.kind === 'ref' ? call.callee.name : call.callee.kind === 'member' ? call.callee.property : '';
  if (LOGIN.test(wordsOf(name).join('-'))) return true;
  const [first] = call.args;
  if (!first) return false;
  const value = program.denote(module, first, fn);
  const url = textOf(value) ?? (value.kind === 'text' ? value.parts.map((part) => part ?? '').join('') : '');
  return LOGIN.test(url);
}
