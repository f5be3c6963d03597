import { registerChains } from './chains.ts';
import { registerClasses } from './classes.ts';
import { ts } from './compiler.ts';
import { registerDeclarations } from './declarations.ts';
import { registerFunctions } from './functions.ts';
import { registerJsx } from './jsx.ts';
import { registerLiterals } from './literals.ts';
import { registerLoops } from './loops.ts';
import type { Grammar } from './lowering.ts';
import { registerModules } from './modules.ts';
import { registerOperators } from './operators.ts';
import { registerStatements } from './statements.ts';

let grammar: Grammar | undefined;

/** How every kind of node is lowered. The compiler must be loaded. */
export function theGrammar(): Grammar {
  if (grammar !== undefined) return grammar;
  const count = ts.SyntaxKind.Count;
  const built: Grammar = { expressions: new Array(count).fill(undefined), statements: new Array(count).fill(undefined) };
  for (const register of [
    registerOperators, registerChains, registerLiterals, registerFunctions, registerClasses, registerJsx,
    registerStatements, registerLoops, registerDeclarations, registerModules,
  ]) register(built, ts.SyntaxKind);
  grammar = built;
  return built;
}
