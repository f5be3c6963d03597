import { walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { HARMLESS, senseOf, UNCLEAR, type Sense } from './words.ts';

const MAX_DEPTH = 6;
/** Names that say nothing of what is in them. */
const BLANK = /^(value|data|current|raw|content|contents|result|results|text|string|str|body|res|response|val|v|item|input|default|detail)$/;
/** Names of what identifies or suits somebody, and lets nobody in. */
const IDENTITY = /^(user_?names?|e-?mails?|user_?ids?|names?|roles?|themes?|locales?|languages?|lang|currency|avatar)$/i;
/** Methods that give back what they are called on, in another form. */
const SAME = /^(toString|trim|replace|replaceAll|slice|substring|substr|split|pop|shift|at|join|concat|valueOf|toLowerCase|unwrap|value|toPromise|json)$/;
const HANDS_ON = /^(stringify|String|btoa|atob|encodeURIComponent|encodeURI|escape|encrypt|encode|serialize|toJSON|compress|toRaw|unref|structuredClone|await)$/;
const MADE_HERE = /^(uuid\w*|v[1-7]|nanoid|ulid|cuid\w*|randomUUID|random\w*|now|generate(Id|ID|Uuid|UUID)|Date|getTime|uniqueId|shortid)$/;
const LOOKS_INTO = new Set(['decode', 'decoded', 'parse', 'verify', 'validate', 'is', 'has', 'check', 'count', 'tokenize', 'use', 'hash', 'mask', 'inspect', 'estimate', 'expires', 'get']);

/** What an expression's own names, and those of where its value comes from, say of it. */
export function senseOfValue(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, depth = 0): Sense {
  if (depth > MAX_DEPTH) return UNCLEAR;
  const of = (inner: Expr): Sense => senseOfValue(program, module, inner, fn, depth + 1);
  switch (expr.kind) {
    case 'literal': return HARMLESS;
    case 'ref': return ofRef(program, module, expr, fn, depth);
    case 'member': return ofMember(program, module, expr, fn, depth);
    case 'template': return expr.values.length === 0 ? HARMLESS : any(expr.values.map(of), UNCLEAR);
    case 'object': return any(expr.properties.map((property) => {
      if (property.variant === 'spread') return only(of(property.value));
      const value = of(property.value);
      if (value.kind === 'harmless' || property.variant !== 'value') return HARMLESS;
      const named = senseOf(property.key);
      return named.kind === 'credential' && !named.weak ? named : named.kind === 'harmless' ? HARMLESS : value;
    }), expr.properties.some((property) => property.variant === 'spread') ? UNCLEAR : HARMLESS);
    case 'array': return any(expr.elements.map(of), UNCLEAR);
    case 'conditional': return any([of(expr.then), of(expr.else)]);
    case 'logical': return expr.operator === '&&' ? of(expr.right) : any([of(expr.left), of(expr.right)]);
    case 'binary': return expr.operator === '+' ? any([of(expr.left), of(expr.right)]) : HARMLESS;
    case 'unary': return expr.operator === '!' || expr.operator === 'typeof' || expr.operator === 'void' || expr.operator === 'delete' ? HARMLESS : of(expr.operand);
    case 'await': case 'spread': return of(expr.value);
    case 'assign': return of(expr.value);
    case 'sequence': return expr.expressions.length > 0 ? of(expr.expressions.at(-1)!) : UNCLEAR;
    case 'call': return ofCall(program, module, expr, fn, depth);
    case 'new': return expr.callee.kind === 'ref' && expr.callee.name === 'Date' ? HARMLESS : UNCLEAR;
    default: return UNCLEAR;
  }
}

function only(sense: Sense): Sense {
  return sense.kind === 'harmless' ? UNCLEAR : sense;
}

/** A credential among several makes one of all; they are harmless when all are, or (`rest`) when nothing else is said. */
function any(senses: Sense[], rest?: Sense): Sense {
  const credential = senses.find((sense) => sense.kind === 'credential' && !sense.weak) ?? senses.find((sense) => sense.kind === 'credential');
  if (credential) return credential;
  if (rest) return senses.some((sense) => sense.kind === 'unclear') ? UNCLEAR : rest;
  return senses.every((sense) => sense.kind === 'harmless') ? HARMLESS : UNCLEAR;
}

function ofRef(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'ref' }>, fn: number, depth: number): Sense {
  if (expr.name === 'undefined' || expr.name === 'NaN' || IDENTITY.test(expr.name)) return HARMLESS;
  const binding = module.bindings[expr.binding];
  const named = expr.name === '' || BLANK.test(expr.name) ? UNCLEAR : senseOf(expr.name);
  if (!binding?.init || binding.init.kind === 'function') return named;
  const made = senseOfValue(program, module, binding.init, fn, depth + 1);
  if (named.kind === 'credential') return !binding.reassigned && made.kind === 'harmless' && !isBlankText(binding.init) ? HARMLESS : named;
  return named.kind === 'harmless' ? HARMLESS : binding.reassigned ? UNCLEAR : only(made);
}

/** `let token = ''`: a start, not the value. */
function isBlankText(expr: Expr): boolean {
  return expr.kind === 'literal' && (expr.value === '' || expr.value === null);
}

function ofMember(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'member' }>, fn: number, depth: number): Sense {
  const of = (inner: Expr): Sense => senseOfValue(program, module, inner, fn, depth + 1);
  if (expr.property === '' || /^\d+$/.test(expr.property)) return expr.computed?.kind === 'literal' ? only(of(expr.object)) : UNCLEAR;
  if (expr.property === 'length' || expr.property === 'size' || IDENTITY.test(expr.property)) return HARMLESS;
  if (BLANK.test(expr.property)) return only(of(expr.object));
  return senseOf(expr.property);
}

function ofCall(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'call' }>, fn: number, depth: number): Sense {
  const of = (inner: Expr): Sense => senseOfValue(program, module, inner, fn, depth + 1);
  const { callee, args } = expr;
  const name = callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '';
  if (HANDS_ON.test(name) && args[0]) return of(args[0]);
  if (callee.kind === 'member' && SAME.test(name)) return only(of(callee.object));
  if (MADE_HERE.test(name)) return HARMLESS;
  if (/^(get|getItem|header|param|query|read)$/.test(name) && args[0]?.kind === 'literal' && typeof args[0].value === 'string') return senseOf(args[0].value);
  const words = wordsOf(name);
  if (words.length > 1 && words[0] === 'get') return senseOf(words.slice(1).join('_'));
  if (words.some((word) => LOOKS_INTO.has(word))) return UNCLEAR;
  const named = words.length > 1 ? senseOf(words.slice(1).join('_')) : UNCLEAR;
  return named.kind === 'credential' && /^(create|generate|sign|issue|fetch|obtain|acquire|request|exchange|refresh|renew|make|build|load)$/.test(words[0]!) ? named : UNCLEAR;
}

/**
 * Whether the function around reads a credential out of the very object that is stored: `if (res.data.accessToken)
 * store(JSON.stringify(res.data))`.
 */
export function holdsCredential(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): Sense | undefined {
  const stored = wholeOf(expr);
  if (!stored || fn < 0) return undefined;
  const text = program.text(module);
  const source = (span: Expr): string => text.slice(span.start, span.end).replace(/\?\./g, '.').replace(/\s+/g, '');
  const wanted = source(stored);
  let found: Sense | undefined;
  walkFunction(module, fn, { expr(inner) {
    if (found || inner.kind !== 'member' || inner.property === '' || source(inner.object) !== wanted) return;
    const sense = senseOf(inner.property);
    if (sense.kind === 'credential' && !sense.weak) found = sense;
  } });
  return found;
}

function wholeOf(expr: Expr): Expr | undefined {
  if (expr.kind === 'call' && expr.args[0] && expr.callee.kind === 'member' && expr.callee.property === 'stringify') return wholeOf(expr.args[0]);
  if (expr.kind === 'await') return wholeOf(expr.value);
  return expr.kind === 'ref' || expr.kind === 'member' ? expr : undefined;
}
