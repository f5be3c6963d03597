import { walkModule } from '../../src/link/index.ts';
import type { Expr, LiteralExpr, ModuleFacts, ObjectProperty, ProgramView, RefExpr, TemplateExpr } from '../../src/model/index.ts';
import { isSampleData, sideOf } from '../file-role.ts';
import { plain } from '../names.ts';
import { isStandIn } from './placeholder.ts';
import { kindOfName, type NameKind } from './secret-names.ts';
import { isChosenPassword, isGenerated, isMadeUp, isPublicMaterial, isSomethingElse } from './shape.ts';

/** A literal that is called a secret and looks like one. */
export interface NamedSecret { expr: LiteralExpr | TemplateExpr; text: string; name: string; kind: NameKind }

export interface NamedOptions { names: string[]; ignoreNames: string[]; minimumLength: number }

/** What every name that `kindOfName` knows has in it: cheaper to see than its words. */
const NAMED = /secret|key|token|pass|pwd|credential|authorization/i;

/** Literals under a secret's name: of properties, constants, parameters, class members, defaults, and what a secret is compared with. */
export function namedSecrets(program: ProgramView, module: ModuleFacts, options: NamedOptions): NamedSecret[] {
  if (isSampleData(module.path)) return [];
  const found = new Map<Expr, NamedSecret>();
  const own = new Set(options.names.map(plain));
  const ignored = new Set(options.ignoreNames.map(plain));

  const consider = (name: string, value: Expr, fallback: boolean, holder?: ObjectProperty[]): void => {
    if (!(NAMED.test(name) || (own.size > 0 && own.has(plain(name)))) || ignored.has(plain(name))) return;
    const kind = own.has(plain(name)) ? 'key' : /^authorization$/i.test(name) ? 'key' : kindOfName(name);
    if (kind === undefined) return;
    for (const { expr, text, replaces } of literalsOf(module, value)) {
      const judged = /^authorization$/i.test(name) ? text.replace(/^(Bearer|Basic|Token|ApiKey) /i, '') : text;
      if (looksSecret(kind, name, judged, fallback || replaces, options.minimumLength) && !isPublicByPlace(module, judged, holder)) {
        if (!found.has(expr)) found.set(expr, { expr, text, name, kind });
      }
    }
  };

  walkModule(module, {
    stmt(stmt) {
      if (stmt.kind !== 'declare' || !stmt.init) return;
      consider(module.bindings[stmt.binding]!.name, stmt.init, false);
    },
    expr(expr) {
      if (expr.kind === 'object') for (const property of expr.properties) { if (property.variant === 'value') consider(property.key, property.value, false, expr.properties); }
      if (expr.kind === 'assign') consider(nameOf(expr.target), expr.value, false);
      if (expr.kind === 'logical' && expr.operator !== '&&') consider(nameOf(expr.left), expr.right, true);
      if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) {
        consider(nameOf(expr.left), expr.right, false);
        consider(nameOf(expr.right), expr.left, false);
      }
      if (expr.kind === 'object') schemaDefaults(expr.properties, (name, value) => consider(name, value, true));
    },
  });
  for (const fn of module.functions) for (const param of fn.params) if (param.init) consider(module.bindings[param.binding]!.name, param.init, false);
  for (const cls of module.classes) for (const member of cls.members) if (member.value) consider(member.name, member.value, false);
  return [...found.values()];
}

/** `JWT_SECRET: z.string().default('...')`, and convict's `{ env: 'JWT_SECRET', default: '...' }`. */
function schemaDefaults(properties: ObjectProperty[], consider: (name: string, value: Expr) => void): void {
  for (const { key, value } of properties) {
    for (let call: Expr = value; call.kind === 'call' && call.callee.kind === 'member'; call = call.callee.object) {
      if (call.callee.property === 'default' && call.args[0]) consider(key, call.args[0]);
    }
  }
  const env = properties.find((one) => one.key === 'env')?.value;
  const byDefault = properties.find((one) => one.key === 'default')?.value;
  if (env?.kind === 'literal' && typeof env.value === 'string' && byDefault) consider(env.value, byDefault);
}

function nameOf(expr: Expr): string {
  if (expr.kind === 'ref') return expr.name;
  if (expr.kind === 'member') return expr.property;
  if (expr.kind === 'await') return nameOf(expr.value);
  if (expr.kind === 'call' && expr.args[0]?.kind === 'literal' && typeof expr.args[0].value === 'string') return expr.args[0].value;
  return '';
}

interface Written { expr: LiteralExpr | TemplateExpr; text: string; /** It is what is used when something else is missing. */ replaces: boolean }

function literalsOf(module: ModuleFacts, expr: Expr, replaces = false): Written[] {
  const of = (inner: Expr, instead = replaces): Written[] => literalsOf(module, inner, instead);
  switch (expr.kind) {
    case 'literal': return typeof expr.value === 'string' ? [{ expr, text: expr.value, replaces }] : [];
    case 'template': return expr.values.length === 0 && !expr.tag ? [{ expr, text: expr.texts.join(''), replaces }] : [];
    case 'logical': return expr.operator === '&&' ? of(expr.right) : [...of(expr.left), ...(expr.right.kind === 'ref' ? ofConstant(module, expr.right) : of(expr.right, true))];
    case 'conditional': return [...of(expr.then), ...of(expr.else)];
    case 'array': return expr.elements.flatMap((one) => of(one));
    default: return [];
  }
}

/** What a constant holds that is used when something else is missing. */
function ofConstant(module: ModuleFacts, ref: RefExpr): Written[] {
  const binding = module.bindings[ref.binding];
  return binding?.kind === 'const' && (binding.init?.kind === 'literal' || binding.init?.kind === 'template') ? literalsOf(module, binding.init, true) : [];
}

function looksSecret(kind: NameKind, name: string, text: string, fallback: boolean, minimumLength: number): boolean {
  if (isStandIn(text) || isPublicMaterial(text)) return false;
  if (kind === 'password') return isChosenPassword(text);
  if (isGenerated(text, minimumLength)) return true;
  if (kind !== 'signing') return false;
  if (fallback) return text.length >= 4 && plain(text) !== plain(name) && !/^[A-Z0-9_]+$/.test(text) && !/^[a-z]+:\/\//i.test(text);
  return isMadeUp(text, name) && !isSomethingElse(text);
}

/** Keys that are handed out to browsers by design: Firebase's and Google Maps', search-only keys of Algolia. */
function isPublicByPlace(module: ModuleFacts, text: string, holder: ObjectProperty[] | undefined): boolean {
  const keys = new Set(holder?.map((one) => one.key));
  if (keys.has('authDomain') || keys.has('messagingSenderId') || (keys.has('indexName') && keys.has('appId'))) return true;
  return text.startsWith('AIza') && sideOf(module) !== 'server';
}
