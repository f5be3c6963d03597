import { childrenOf, walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import { originOf } from '../origin.ts';

/** A header field of a token that was not verified, out of which a key is chosen. */
export interface HeaderKey { module: ModuleFacts; at: Expr; field: string; use: Expr }

/** Fields that hold a key, or say where it is (RFC 7515 section 4.1). */
const KEY_FIELD = /^(jku|x5u|jwk|x5c)$/;
/** Where a text of the sender's must not become part of a path, an address or a statement. */
const PLACES = /^(readFile|readFileSync|createReadStream|join|resolve|fetch|get|post|request|URL|query|execute|raw|exec|execSync|require|\$queryRawUnsafe|\$executeRawUnsafe)$/;
const READERS: Record<string, RegExp> = { jsonwebtoken: /^decode$/, jws: /^decode$/, jose: /^decodeProtectedHeader$/, 'jwt-decode': /^(jwtDecode|jwt_decode)?$/, 'hono/jwt': /^(decode|decodeHeader)$/ };

/** Keys of `jku`, `x5u`, `jwk` and `x5c`, and `kid` in paths and addresses, where nothing holds the field against a list. */
export function headerKeys(program: ProgramView): HeaderKey[] {
  const readers = new Set<Expr>();
  const modules = new Set<ModuleFacts>();
  const callbacks = new Set<string>();
  for (const { site, library, name } of callsOfLibraries(program)) {
    if (READERS[library]?.test(name)) {
      readers.add(site.expr);
      modules.add(site.module);
    }
    const key = library === 'jsonwebtoken' && name === 'verify' ? site.expr.args[1] : undefined;
    const given = key && originOf(site.module, key);
    const fn = given?.kind === 'function' ? given.fn : key?.kind === 'ref' ? site.module.functions.find((one) => one.name === key.name)?.id : undefined;
    if (fn !== undefined) {
      callbacks.add(`${site.module.path}:${fn}`);
      modules.add(site.module);
    }
  }
  return [...modules].flatMap((module) => keysIn(module, readers, callbacks));
}

function keysIn(module: ModuleFacts, readers: Set<Expr>, callbacks: Set<string>): HeaderKey[] {
  const params = new Set(module.functions.flatMap((fn) => (callbacks.has(`${module.path}:${fn.id}`) && fn.params[0] ? [fn.params[0].binding] : [])));
  const isHeader = (expr: Expr): boolean => {
    const origin = originOf(module, expr);
    if (origin.kind === 'ref') return params.has(origin.binding);
    if (origin.kind === 'call') return readers.has(origin);
    return origin.kind === 'member' && origin.property === 'header' && isHeader(origin.object);
  };
  const fieldOf = (expr: Expr): string | undefined => {
    const read = originOf(module, expr);
    return read.kind === 'member' && (KEY_FIELD.test(read.property) || read.property === 'kid') && isHeader(read.object) ? read.property : undefined;
  };
  const within = (expr: Expr, depth = 0): { at: Expr; field: string } | undefined => {
    const field = fieldOf(expr);
    if (field) return { at: expr, field };
    const origin = originOf(module, expr);
    if (depth >= 6 || !/^(template|binary|new|array|logical|call|member)$/.test(origin.kind)) return undefined;
    for (const child of childrenOf(origin)) {
      const found = within(child, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  const compared = new Set<string>();
  const found: HeaderKey[] = [];
  walkModule(module, {
    expr(expr) {
      if (expr.kind === 'binary' && /^([!=]==?|in)$/.test(expr.operator)) {
        const other = [expr.left, expr.right].find((side) => fieldOf(side) === undefined);
        if (other && !(other.kind === 'literal' && other.value === null) && !(other.kind === 'ref' && other.name === 'undefined')) for (const side of [expr.left, expr.right]) compared.add(fieldOf(side) ?? '');
      }
      if (expr.kind !== 'call' && expr.kind !== 'new') return;
      const { callee } = expr;
      const name = callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : '';
      if (/^(includes|has|indexOf|test|startsWith|some|find|safeParse|parse)$|valid|allow|trust|check|assert/i.test(name)) {
        for (const arg of [...expr.args, ...(callee.kind === 'member' ? [callee.object] : [])]) compared.add(within(arg)?.field ?? '');
        return;
      }
      if (readers.has(expr)) return;
      for (const arg of expr.args) {
        const read = within(arg);
        if (!read) continue;
        if (KEY_FIELD.test(read.field) ? !/^(log|info|debug|warn|error)$/.test(name) : PLACES.test(name) && isPartOfText(module, arg)) found.push({ module, at: read.at, field: read.field, use: expr });
      }
    },
  });
  const seen = new Set<number>();
  return found.filter((one) => !compared.has(one.field) && !seen.has(one.at.start) && seen.add(one.at.start));
}

/** `dir + kid`, not `keys.get(kid)`. */
function isPartOfText(module: ModuleFacts, arg: Expr): boolean {
  const origin = originOf(module, arg);
  return origin.kind === 'template' || (origin.kind === 'binary' && origin.operator === '+') || (origin.kind === 'call' && origin.callee.kind === 'member' && /^(join|resolve)$/.test(origin.callee.property));
}
