import type { ts as TypeScript } from 'ts-morph';
import type { Expr, ObjectExpr, Stmt } from '../model/index.ts';
import type { Lowering } from './lowering.ts';
import { identifierText, keyText } from './names.ts';

/**
 * An enum is declared with an object of its members, without the reverse mapping. Members see each other by their bare
 * names. Gives the enum's binding.
 */
export function lowerEnum(lowering: Lowering, node: TypeScript.EnumDeclaration, out: Stmt[]): number {
  const { scopes } = lowering;
  const start = lowering.start(node);
  const name = identifierText(node.name);
  const binding = scopes.declare(name, 'enum', lowering.owner, lowering.start(node.name), node.name.end, false);
  const init: ObjectExpr = { kind: 'object', start, end: node.end, properties: [] };
  scopes.open(false);
  let next: number | undefined = 0;
  for (const member of node.members) {
    const key = keyText(member.name);
    const value: Expr = memberValue(lowering, member, next);
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined;
    const at = lowering.start(member);
    init.properties.push({ variant: 'value', start: at, end: member.end, key, value });
    if (key !== '') scopes.bindings[scopes.declare(key, 'const', lowering.owner, at, member.end, true)]!.init ??= value;
  }
  scopes.close();
  const declared = scopes.bindings[binding]!;
  // Declarations of one enum merge.
  if (declared.init?.kind === 'object') declared.init.properties.push(...init.properties);
  else declared.init = init;
  out.push({ kind: 'declare', start, end: node.end, binding, init: declared.init });
  return binding;
}

function memberValue(lowering: Lowering, member: TypeScript.EnumMember, next: number | undefined): Expr {
  if (member.initializer !== undefined) return lowering.expression(member.initializer);
  const start = lowering.start(member);
  if (next === undefined) return { kind: 'unknown', start, end: member.end, syntax: 'enum-member', children: [] };
  return { kind: 'literal', start, end: member.end, value: next };
}
