import { contentOf, walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { credentialSense } from '../credential-words.ts';

/** The outermost function around, or the function itself when it is at the top. */
export function outermost(module: ModuleFacts, fn: number): number {
  let at = fn;
  while (at >= 0 && module.functions[at]!.owner >= 0) at = module.functions[at]!.owner;
  return at;
}

const members = new WeakMap<object, Map<number, Map<string, { read: string[]; removed: boolean }>>>();

/**
 * What of an object the code around reads that is a credential: `password`, where `req.body` is logged in a function that has
 * `const { email, password } = req.body`. `undefined` when nothing is, or when the function takes it out.
 */
export function credentialIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): string | undefined {
  const top = outermost(module, fn);
  if (top < 0) return undefined;
  let functions = members.get(contentOf(module));
  if (!functions) members.set(contentOf(module), (functions = new Map()));
  let objects = functions.get(top);
  if (!objects) functions.set(top, (objects = membersRead(program, module, top)));
  const found = objects.get(sourceOf(program, module, expr));
  return found && !found.removed ? found.read[0] : undefined;
}

function membersRead(program: ProgramView, module: ModuleFacts, top: number): Map<string, { read: string[]; removed: boolean }> {
  const objects = new Map<string, { read: string[]; removed: boolean }>();
  const entry = (expr: Expr): { read: string[]; removed: boolean } => {
    const key = sourceOf(program, module, expr);
    let one = objects.get(key);
    if (!one) objects.set(key, (one = { read: [], removed: false }));
    return one;
  };
  walkFunction(module, top, {
    expr(expr) {
      const target = expr.kind === 'unary' && expr.operator === 'delete' ? expr.operand : expr.kind === 'assign' && !copies(expr.value) ? expr.target : undefined;
      if (target?.kind === 'member' && credentialSense(target.property)) {
        entry(target.object).removed = true;
        return expr.kind !== 'unary';
      }
      if (expr.kind !== 'member') return undefined;
      const sense = credentialSense(expr.property);
      if (sense && expr.property !== '') entry(expr.object).read.push(expr.property);
      return undefined;
    },
  });
  return objects;
}

/** A value that is as telling as the one it takes the place of. */
function copies(expr: Expr): boolean {
  return expr.kind !== 'literal' && !(expr.kind === 'ref' && expr.name === 'undefined');
}

/** An expression as written, without white space; a name that destructuring gave to nobody stands for what was taken apart. */
function sourceOf(program: ProgramView, module: ModuleFacts, expr: Expr): string {
  let at = expr;
  for (let i = 0; i < 5; i++) {
    const init: Expr | undefined = at.kind === 'ref' && at.name === '' ? module.bindings[at.binding]?.init : undefined;
    if (!init) break;
    at = init;
  }
  while (at.kind === 'await') at = at.value;
  return program.text(module).slice(at.start, at.end).replace(/\?\./g, '.').replace(/\s+/g, '');
}
