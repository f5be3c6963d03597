import { contentOf, walkModule } from '../src/link/index.ts';
import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView } from '../src/model/index.ts';
import { callIndex } from './call-index.ts';

const known = new WeakMap<object, Map<number, string>>();

/**
 * The name that a function goes by: its own, or that of the variable, property or member that it is given to, also
 * where a wrapper stands between them (`exports.refresh = asyncHandler(async (req, res) => {})`). '' for none.
 */
export function nameOfFunction(module: ModuleFacts, fn: FunctionFacts): string {
  let names = known.get(contentOf(module));
  if (!names) known.set(contentOf(module), (names = namesIn(module)));
  return fn.name || (names.get(fn.id) ?? '');
}

function namesIn(module: ModuleFacts): Map<number, string> {
  const names = new Map<number, string>();
  const give = (value: Expr | undefined, name: string): void => {
    if (!value || name === '') return;
    if (value.kind === 'function') { if (!names.has(value.fn)) names.set(value.fn, name); }
    else if (value.kind === 'call') give(value.args.find((arg) => arg.kind === 'function'), name);
  };
  for (const binding of module.bindings) give(binding.init, binding.name);
  for (const cls of module.classes) {
    for (const member of cls.members) {
      if (member.fn !== undefined) names.set(member.fn, member.name);
      give(member.value, member.name);
    }
  }
  walkModule(module, {
    expr(expr) {
      if (expr.kind === 'assign') give(expr.value, expr.target.kind === 'ref' ? expr.target.name : expr.target.kind === 'member' ? expr.target.property : '');
      else if (expr.kind === 'object') for (const property of expr.properties) give(property.value, property.key);
    },
  });
  return names;
}

/** Calls of a function of the project under the name it goes by. Much cheaper than asking of every call whom it calls. */
export function callersOf(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): CallSite[] {
  const name = nameOfFunction(module, fn);
  if (name === '') return [];
  return (callIndex(program).get(name) ?? []).filter((site) => program.targets(site.module, site.expr, site.fn).some((target) => target.fn === fn));
}
