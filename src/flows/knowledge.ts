import { cookieWrites, type CookieWrite } from '../../rules/cookie-writes.ts';
import { signingsOf, type TokenSigning } from '../../rules/jwt-signings.ts';
import { tokenVerifications } from '../../rules/jwt-verifications.ts';
import { walkModule } from '../link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, ProgramView } from '../model/index.ts';

/** What is known of calls of the project before any handler is walked, by the call as written. */
export interface Knowledge {
  signings: Map<Expr, TokenSigning>;
  verifications: Map<Expr, string>;
  cookies: Map<Expr, CookieWrite>;
  /** Methods that schemas of Mongoose give their models and documents, by name (mongoosejs.com, Schemas: methods and statics). */
  schemaMethods: Map<string, { module: ModuleFacts; fn: FunctionFacts }[]>;
}

const known = new WeakMap<ProgramView, Knowledge>();

export function knowledgeOf(program: ProgramView): Knowledge {
  let found = known.get(program);
  if (!found) {
    found = {
      signings: new Map(signingsOf(program).map((one) => [one.site.expr, one])),
      verifications: new Map(tokenVerifications(program).filter((one) => !one.isGuard).map((one) => [one.site.expr, one.library])),
      cookies: new Map(cookieWrites(program, new Set(program.modules)).map((one) => [one.site.expr, one])),
      schemaMethods: schemaMethods(program),
    };
    known.set(program, found);
  }
  return found;
}

function schemaMethods(program: ProgramView): Knowledge['schemaMethods'] {
  const found: Knowledge['schemaMethods'] = new Map();
  const add = (name: string, module: ModuleFacts, value: Expr): void => {
    if (value.kind !== 'function' || name === '') return;
    const list = found.get(name) ?? [];
    list.push({ module, fn: module.functions[value.fn]! });
    found.set(name, list);
  };
  for (const module of program.modules) {
    if (!/\.(statics|methods)\b|\.(static|method)\(/.test(program.text(module))) continue;
    walkModule(module, {
      expr(expr) {
        if (expr.kind === 'assign' && expr.target.kind === 'member') {
          const { object, property } = expr.target;
          if (object.kind === 'member' && /^(statics|methods)$/.test(object.property)) add(property, module, expr.value);
          else if (/^(statics|methods)$/.test(property) && expr.value.kind === 'object') for (const one of expr.value.properties) add(one.key, module, one.value);
        } else if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(static|method)$/.test(expr.callee.property)) {
          const [name, value] = expr.args;
          if (name?.kind === 'literal' && typeof name.value === 'string' && value) add(name.value, module, value);
          else if (name?.kind === 'object') for (const one of name.properties) add(one.key, module, one.value);
        }
      },
    });
  }
  return found;
}
