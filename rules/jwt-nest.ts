import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, TypeFact } from '../src/model/index.ts';
import { callsOfLibraries } from './jwt-calls.ts';
import { argumentValue, optionOf, type Option } from './option.ts';
import { returned } from './returned.ts';

const PACKAGE = '@nestjs/jwt';
const UNKNOWN: Option = { state: 'unknown' };

/** Calls of methods of a `JwtService`, wherever it comes from: made here or injected. */
export function jwtServiceCalls(program: ProgramView, method: RegExp): CallSite[] {
  const known = callsOfLibraries(program).filter(({ library, name }) => library === PACKAGE && name.startsWith('JwtService.') && method.test(name.slice('JwtService.'.length))).map(({ site }) => site);
  const seen = new Set<Expr>(known.map((site) => site.expr));
  for (const module of program.modules) {
    if (!module.imports.some((one) => one.source === PACKAGE)) continue;
    for (const site of program.calls(module)) {
      const { callee } = site.expr;
      if (seen.has(site.expr) || callee.kind !== 'member' || !method.test(callee.property)) continue;
      const type = typeOfReceiver(module, callee.object, site.fn);
      const imported = type && module.bindings[type.binding]?.import;
      if (imported?.source === PACKAGE && imported.name === 'JwtService') known.push(site);
    }
  }
  return known;
}

/** What an annotation says of a name, or of a field of the class around. */
function typeOfReceiver(module: ModuleFacts, expr: Expr, fn: number): TypeFact | undefined {
  if (expr.kind === 'ref') return module.bindings[expr.binding]?.type;
  if (expr.kind !== 'member' || expr.object.kind !== 'this') return undefined;
  for (let at: FunctionFacts | undefined = module.functions[fn]; at; at = module.functions[at.owner]) {
    if (at.cls === undefined) continue;
    const members = module.classes[at.cls]!.members;
    const field = members.find((member) => member.name === expr.property && member.variant === 'property');
    if (field?.type) return field.type;
    const make = members.find((member) => member.variant === 'constructor');
    const params = make?.fn !== undefined ? module.functions[make.fn]!.params : [];
    return params.find((param) => param.property && module.bindings[param.binding]?.name === expr.property)?.type;
  }
  return undefined;
}

/** An option of `JwtModule.register` and `registerAsync`, once for each registration. */
export function moduleOptions(program: ProgramView, name: string): Option[] {
  return callsOfLibraries(program).flatMap(({ site, library, name: called }) => {
    if (library !== PACKAGE || !called.startsWith('JwtModule.register')) return [];
    const options = argumentValue(program, site, 0);
    if (!options) return [UNKNOWN];
    if (called === 'JwtModule.register') return [optionOf(program, options, name)];
    const factory = optionOf(program, options, 'useFactory');
    if (factory.state !== 'set' || factory.value.kind !== 'function') return [UNKNOWN];
    const made = returned(program, factory.value);
    return made.length > 0 ? made.map((value) => optionOf(program, value, name)) : [UNKNOWN];
  });
}
