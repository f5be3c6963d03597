import type { Expr, ModuleFacts, ProgramView, Site, Value } from '../../src/model/index.ts';
import { entryOf } from '../../src/link/index.ts';
import { alternatives, textOf } from '../../src/link/values.ts';
import { childrenOf, walkFunction, walkModule } from '../../src/link/walk.ts';
import { originOf } from '../origin.ts';
import type { Option } from '../option.ts';

/** What a verification accepts: `names` are those that are known; `site` is where they are written. */
export type Accepted =
  | { kind: 'unknown' }
  | { kind: 'absent' }
  | { kind: 'list'; names: string[]; fromHeader: boolean; site?: Site };

/** Judges the value of an `algorithms` or `alg` option. `written` is its expression at the call, where there is one. */
export function acceptedBy(program: ProgramView, option: Option, written?: { module: ModuleFacts; expr: Expr; fn: number }): Accepted {
  if (option.state !== 'set') return { kind: option.state };
  const { value } = option;
  if (value.kind === 'literal' && value.value === null) return { kind: 'absent' };
  const lists = alternatives(value);
  const elements = lists.flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(alternatives) : [one]));
  const names = elements.flatMap((one) => textOf(one) ?? []);
  const site = siteOf(value, elements, written);
  const fromHeader = elements.some(isHeaderAlgorithm) || (written !== undefined && readsHeaderAlgorithm(written));
  if (names.length === 0 && !fromHeader && elements.length > 0) return { kind: 'unknown' };
  if (fromHeader && written && isCompared(written)) return { kind: 'unknown' };
  return { kind: 'list', names: [...new Set(names)], fromHeader, site };
}

/** Where the list is written: its own expression, else what its elements cover. */
function siteOf(list: Value, elements: Value[], written?: { module: ModuleFacts; expr: Expr }): Site | undefined {
  if (written) {
    const origin = originOf(written.module, written.expr);
    if (origin.kind === 'array' || origin.kind === 'literal') return { module: written.module, start: origin.start, end: origin.end };
    if (origin.kind === 'member' && list.kind !== 'array') return { module: written.module, start: written.expr.start, end: written.expr.end };
  }
  if (list.kind === 'array' && list.site) return list.site;
  const sites = elements.flatMap((one) => ('site' in one && one.site ? [one.site] : []));
  const [first] = sites;
  if (!first || sites.length < elements.length || sites.some((one) => one.module !== first.module)) return undefined;
  return { module: first.module, start: Math.min(...sites.map((one) => one.start)), end: Math.max(...sites.map((one) => one.end)) };
}

const SYMMETRIC = /^HS\d/i;
const ASYMMETRIC = /^(RS|PS|ES|EdDSA|Ed25519|Ed448|ML-DSA)/i;

export function isSymmetric(name: string): boolean {
  return SYMMETRIC.test(name);
}
export function isAsymmetric(name: string): boolean {
  return ASYMMETRIC.test(name);
}
export function isNone(name: string): boolean {
  return name.toLowerCase() === 'none';
}

/** Functions that read a token without verifying it, by package; their result, or its `header`, is the token's header. */
const READERS: Record<string, RegExp> = {
  jsonwebtoken: /^decode$/,
  jose: /^(decodeProtectedHeader|base64url\.decode)$/,
  jws: /^decode$/,
  'jwt-decode': /^(|jwtDecode|jwt_decode)$/,
  'hono/jwt': /^(decode|decodeHeader)$/,
  'fast-jwt': /^createDecoder$/,
  '@nestjs/jwt': /decode$/,
};
const HEADER = /^(protected)?header$/i;

/** `decode(token, { complete: true }).header.alg` and the like. */
function isHeaderAlgorithm(value: Value): boolean {
  if (value.kind === 'param') return value.path.length > 1 && value.path.at(-1) === 'alg' && HEADER.test(value.path.at(-2) ?? '');
  if (value.kind !== 'property' || value.name !== 'alg') return false;
  let object = value.object;
  let named = false;
  while (object.kind === 'property') {
    named ||= HEADER.test(object.name);
    object = object.object;
  }
  if (object.kind === 'param') return named;
  if (object.kind !== 'result') return false;
  let { callee } = object.call;
  if (callee.kind === 'result') callee = callee.call.callee;
  return callee.kind === 'external' && (entryOf(READERS, callee.package)?.test(callee.path.filter((part) => part !== 'default').join('.')) ?? false);
}

/** The same for a header that was taken apart by hand: `JSON.parse(atob(token.split('.')[0])).alg`. */
function readsHeaderAlgorithm({ module, expr }: { module: ModuleFacts; expr: Expr }): boolean {
  const list = originOf(module, expr);
  return (list.kind === 'array' ? list.elements : [list]).some((element) => {
    const read = originOf(module, element);
    if (read.kind !== 'member' || read.property !== 'alg') return false;
    const header = originOf(module, read.object);
    return header.kind === 'call' && textOfCallee(header.callee) === 'JSON.parse' && splitsToken(module, header, 0);
  });
}

function splitsToken(module: ModuleFacts, expr: Expr, depth: number): boolean {
  if (depth > 8) return false;
  const init = originOf(module, expr);
  if (init.kind === 'call' && init.callee.kind === 'member' && init.callee.property === 'split') {
    const [separator] = init.args;
    return separator?.kind === 'literal' && separator.value === '.';
  }
  return childrenOf(init).some((child) => splitsToken(module, child, depth + 1));
}

function textOfCallee(callee: Expr): string {
  return callee.kind === 'member' ? `${textOfCallee(callee.object)}.${callee.property}` : callee.kind === 'ref' ? callee.name : '';
}

/** The header's algorithm is held against a list or a name of the project's own before it is used. */
function isCompared({ module, fn }: { module: ModuleFacts; fn: number }): boolean {
  let compared = false;
  const visitor = {
    expr(expr: Expr): void {
      if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) {
        const sides = [expr.left, expr.right];
        if (sides.some((side) => namesAlgorithm(module, side)) && sides.some((side) => side.kind === 'literal' && typeof side.value === 'string')) compared = true;
      }
      if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(includes|indexOf|has)$/.test(expr.callee.property)) {
        const [argument] = expr.args;
        if (argument && namesAlgorithm(module, argument)) compared = true;
      }
    },
  };
  if (fn >= 0) walkFunction(module, fn, visitor);
  else walkModule(module, visitor);
  return compared;
}

function namesAlgorithm(module: ModuleFacts, expr: Expr): boolean {
  const read = originOf(module, expr);
  return read.kind === 'member' && read.property === 'alg';
}
