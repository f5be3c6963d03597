import { callersOf, nameOfFunction } from '../function-names.ts';
import { walkFunction } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { exprsAround, stmtsAround } from '../surroundings.ts';
import { secretOf } from './names.ts';

/** Functions and methods whose result can be guessed when what they are given can. */
const KEEPS = /^(floor|ceil|round|trunc|abs|pow|String|Number|parseInt|toString|toFixed|slice|substring|substr|replace|replaceAll|padStart|padEnd|charAt|at|charCodeAt|fromCharCode|join|map|from|concat|toUpperCase|toLowerCase|trim|btoa|encode|split|reverse|update|digest|getTime|valueOf|push|md5|sha1|sha256|hash|hashSync|MD5|SHA1|SHA256|hex|fill|reduce|repeat)$/;
const ARITHMETIC = /^[-+*/%|&^]$|^<<$|^>>>?$|^\*\*$/;
/** Randomness that cannot be guessed, mixed in. */
const STRONG = /\b(randomBytes|randomUUID|getRandomValues|nanoid|uuidv4|randomInt|v4|cuid|createId|cryptoRandomString)\s*\(/;

export interface Flow { name: string; what: string; at: Span }

/** What a value that is made at `site` is kept as, when that is a secret. */
export function secretMadeOf(program: ProgramView, { module, expr, fn }: CallSite, hops = 2): Flow | undefined {
  const out = outermost(module, expr);
  const text = program.text(module);
  if (!out || STRONG.test(text.slice(out.start, expr.start) + text.slice(expr.end, out.end))) return undefined;
  return ofValue(program, module, out, fn, hops, 0);
}

/** The largest expression around that is only this value in another form; nothing where it is compared or handed on. */
function outermost(module: ModuleFacts, source: Expr): Expr | undefined {
  let current = source;
  const around = exprsAround(module, source).filter((one) => one !== source && (one.end - one.start > source.end - source.start || holds(one, source)));
  for (const next of around) {
    if (next === current || !(next.start <= current.start && next.end >= current.end)) continue;
    if (!keeps(module, next, current)) break;
    current = next;
  }
  return current;
}

function holds(outer: Expr, inner: Expr): boolean {
  return outer.kind === 'await' ? outer.value === inner : false;
}

function keeps(module: ModuleFacts, outer: Expr, inner: Expr): boolean {
  switch (outer.kind) {
    case 'binary': return ARITHMETIC.test(outer.operator);
    case 'unary': return /^[-+~]$/.test(outer.operator);
    case 'template': return !outer.tag;
    case 'await': return true;
    case 'member': return outer.object === inner ? !/^(length)$/.test(outer.property) && inner.kind !== 'call' || KEEPS.test(outer.property) : outer.computed === inner;
    case 'call': {
      if (outer.callee.kind === 'call') return false;
      const name = outer.callee.kind === 'member' ? outer.callee.property : outer.callee.kind === 'ref' ? outer.callee.name : '';
      if (outer.callee === inner) return KEEPS.test(name);
      return KEEPS.test(name) && name !== 'push';
    }
    case 'function': {
      // `Array.from({ length: 6 }, () => chars[...])`
      const [only] = module.functions[outer.fn]?.body ?? [];
      return module.functions[outer.fn]?.arrow === true && only?.kind === 'return' && only.value === inner;
    }
    default: return false;
  }
}

function ofValue(program: ProgramView, module: ModuleFacts, value: Expr, fn: number, hops: number, depth: number): Flow | undefined {
  if (depth > 4) return undefined;
  const parent = exprsAround(module, value).find((one) => one !== value && one.start <= value.start && one.end >= value.end && (one.kind === 'assign' ? one.value === value : one.kind === 'object' ? one.properties.some((property) => property.value === value) : one.kind === 'logical' || one.kind === 'conditional' || one.kind === 'call' || one.kind === 'new' || one.kind === 'member' || one.kind === 'binary'));
  if (parent?.kind === 'object') {
    const property = parent.properties.find((one) => one.value === value)!;
    const what = secretOf(property.key);
    return what ? { name: property.key, what, at: property } : undefined;
  }
  if (parent?.kind === 'logical' && parent.right === value) return ofValue(program, module, parent, fn, hops, depth + 1);
  if (parent?.kind === 'assign') {
    const { target } = parent;
    const name = target.kind === 'ref' ? target.name : target.kind === 'member' ? target.property : '';
    const what = secretOf(name);
    if (what) return { name, what, at: target };
    return target.kind === 'ref' ? ofVariable(program, module, target.binding, fn, hops, depth + 1) : undefined;
  }
  const stmt = stmtsAround(module, value).find((one) => (one.kind === 'declare' && one.init === value) || (one.kind === 'return' && one.value === value));
  if (stmt?.kind === 'declare') {
    const { name } = module.bindings[stmt.binding]!;
    const what = secretOf(name);
    return what ? { name, what, at: { start: module.bindings[stmt.binding]!.start, end: module.bindings[stmt.binding]!.end } } : ofVariable(program, module, stmt.binding, fn, hops, depth + 1);
  }
  const returning = module.functions[fn];
  const inReturn = stmt?.kind === 'return' || (returning?.body.length === 1 && returning.body[0]?.kind === 'return' && returning.body[0].value === value);
  return inReturn ? ofFunction(program, module, fn, hops) : undefined;
}

/** The variable is returned, put into a field that is called after a secret, or added to. */
function ofVariable(program: ProgramView, module: ModuleFacts, binding: number, fn: number, hops: number, depth: number): Flow | undefined {
  if (fn < 0 || binding < 0 || depth > 4) return undefined;
  let found: Flow | undefined;
  let returned = false;
  const isIt = (expr: Expr | undefined): boolean => expr?.kind === 'ref' ? expr.binding === binding : expr?.kind === 'call' && expr.callee.kind === 'member' && KEEPS.test(expr.callee.property) && isIt(expr.callee.object);
  walkFunction(module, fn, {
    stmt(stmt, inside) { if (stmt.kind === 'return' && inside === fn && isIt(stmt.value)) returned = true; },
    expr(expr) {
      if (expr.kind === 'assign' && isIt(expr.value) && expr.target.kind === 'member') {
        const what = secretOf(expr.target.property);
        if (what) found ??= { name: expr.target.property, what, at: expr.target };
      }
      if (expr.kind !== 'object') return;
      for (const property of expr.properties) {
        const what = property.variant === 'value' && isIt(property.value) ? secretOf(property.key) : undefined;
        if (what) found ??= { name: property.key, what, at: property };
      }
    },
  });
  return found ?? (returned ? ofFunction(program, module, fn, hops) : undefined);
}

/** By the function's own name, else by what its callers do with it. */
function ofFunction(program: ProgramView, module: ModuleFacts, fn: number, hops: number): Flow | undefined {
  const facts = module.functions[fn];
  if (!facts) return undefined;
  const name = nameOfFunction(module, facts);
  const what = /^(get|generate|gen|create|make|new|random|build|issue|rand)/i.test(name) ? secretOf(name) : undefined;
  if (what) return { name, what, at: { start: facts.start, end: facts.start + 1 } };
  if (hops <= 0) return undefined;
  for (const site of callersOf(program, module, facts)) {
    const flow = secretMadeOf(program, site, hops - 1);
    if (flow) return flow;
  }
  return undefined;
}
