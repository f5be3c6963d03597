import { textOf } from '../../src/link/index.ts';
import type { CallExpr, Expr, ModuleFacts, ObjectExpr, ProgramView } from '../../src/model/index.ts';
import { isChosenPassword, type Constraint } from './constraints.ts';

/** Names that schema libraries are imported under, and the packages themselves (zod, Yup, Joi, Valibot, TypeBox, Elysia, VineJS). */
const ROOT = /^(z|zod|yup|joi|v|valibot|t|type|vine|string|s)$/i;
const SIZES = /^(min|max|length|minLength|maxLength|between|nonempty|regex|matches|pattern|String|string|pipe|isLength|isStrongPassword)$/;

/** The name of a schema that says what it is for: `passwordSchema`, `PasswordValidation`. */
export function isPasswordSchemaName(name: string): boolean {
  return /^_?((new|user|strong|base|valid)_?)?passwo?r?d_?(schema|validator|validation|rules?|field|type|zod)$/i.test(name) || isChosenPassword(name);
}

/** What an expression that is given to a password's name asks of it; `undefined` when it is no schema that can be read. */
export function constraintOf(program: ProgramView, module: ModuleFacts, name: string, value: Expr): Constraint | undefined {
  if (value.kind === 'object') return ofObject(program, module, name, value);
  if (value.kind !== 'call') return undefined;
  const calls = chainOf(value);
  const root = calls[0]?.callee;
  const rootName = root?.kind === 'ref' ? root.name : root?.kind === 'member' && root.object.kind === 'ref' ? root.object.name : '';
  if (!ROOT.test(rootName)) return undefined;
  return ofCalls(program, module, name, calls);
}

/** `check('password').isLength({ min: 6 })` of express-validator. */
export function constraintOfValidator(program: ProgramView, module: ModuleFacts, call: CallExpr): Constraint | undefined {
  const calls = chainOf(call);
  const first = calls[0];
  const field = first?.args[0];
  if (!first || first.callee.kind !== 'ref' || !/^(body|check|checkBody)$/.test(first.callee.name) || field?.kind !== 'literal' || !isChosenPassword(String(field.value).split('.').at(-1)!)) return undefined;
  return ofCalls(program, module, String(field.value), calls.slice(1));
}

/** The calls of a chain, the first one made first: `z.string()`, then `.min(8)`. */
function chainOf(call: CallExpr): CallExpr[] {
  const calls: CallExpr[] = [];
  let at: Expr = call;
  while (at.kind === 'call' || at.kind === 'member') {
    if (at.kind === 'call') {
      calls.unshift(at);
      at = at.callee;
    } else at = at.object;
  }
  return calls;
}

function ofCalls(program: ProgramView, module: ModuleFacts, name: string, calls: CallExpr[]): Constraint | undefined {
  let found: Constraint | undefined;
  const add = (part: Partial<Constraint>, at: Expr): void => {
    found = { module, start: at.start, end: at.end, name, ...found, ...part };
    if (part.least !== undefined && (found.least === part.least)) { found.start = at.start; found.end = at.end; }
  };
  for (const call of calls) {
    const method = call.callee.kind === 'member' ? call.callee.property : call.callee.kind === 'ref' ? call.callee.name : '';
    if (!SIZES.test(method)) {
      if (OWN_CHECK.test(method) && mayAskForMore(program, module, call)) return undefined;
      continue;
    }
    const [first, second] = call.args;
    switch (method) {
      case 'min': case 'minLength': { const n = numberOf(program, module, first); if (n === undefined) return undefined; if (n > (found?.least ?? -1)) add({ least: n }, first!); break; }
      case 'max': case 'maxLength': { const n = numberOf(program, module, first); if (n !== undefined) add({ most: n }, found?.least === undefined ? first! : { ...first!, start: found.start, end: found.end }); break; }
      case 'nonempty': add({ least: Math.max(1, found?.least ?? 0) }, call); break;
      case 'regex': case 'matches': case 'pattern': {
        const n = first?.kind === 'regexp' ? leastOfRegExp(first.source) : undefined;
        if (first?.kind !== 'regexp') return undefined;
        if (n !== undefined && n > (found?.least ?? -1)) add({ least: n }, first);
        break;
      }
      case 'isLength': case 'String': case 'isStrongPassword': {
        const inner = first?.kind === 'object' ? sizesOf(program, module, first, method === 'String' ? 'minLength' : method === 'isLength' ? 'min' : 'minLength', method === 'isLength' ? 'max' : 'maxLength') : undefined;
        if (inner) add(inner.part, inner.at);
        else if (method === 'isStrongPassword' && !first) add({ least: 8 }, call);
        break;
      }
      case 'pipe': {
        for (const arg of call.args) if (arg.kind === 'call') { const inner = ofCalls(program, module, name, chainOf(arg)); if (inner?.least !== undefined) add({ least: inner.least }, { ...arg, start: inner.start, end: inner.end }); }
        if (call.args.some((arg) => arg.kind === 'call' && /^(check|rawCheck|custom|regex|strongPassword)$/.test(arg.callee.kind === 'member' ? arg.callee.property : ''))) return undefined;
        break;
      }
      default: if (second && method === 'between') add({ least: numberOf(program, module, first) ?? 0 }, call);
    }
  }
  return found;
}

const OWN_CHECK = /^(refine|superRefine|test|custom|check|transform|rawCheck|external)$/;

/** Only a check that stands here, and looks at characters rather than at how many there are, leaves the length as it is. */
function mayAskForMore(program: ProgramView, module: ModuleFacts, call: CallExpr): boolean {
  const inline = call.args.find((arg) => arg.kind === 'function');
  return !inline || /length|\{\d|zxcvbn|score|strength|valid|min/i.test(program.text(module).slice(inline.start, inline.end));
}

/** `{ type: 'string', minLength: 6 }` of JSON Schema, `{ type: String, minlength: [6, '...'] }` of Mongoose, `{ validate: { len: [6, 20] } }` of Sequelize. */
function ofObject(program: ProgramView, module: ModuleFacts, name: string, object: ObjectExpr): Constraint | undefined {
  const validate = object.properties.find((one) => one.key === 'validate')?.value;
  if (validate?.kind === 'object') {
    const len = validate.properties.find((one) => one.key === 'len');
    const [least] = len?.value.kind === 'array' ? len.value.elements : [];
    const n = numberOf(program, module, least);
    if (len && n !== undefined) return { module, start: len.start, end: len.end, least: n, name };
  }
  const found = sizesOf(program, module, object, 'minLength', 'maxLength') ?? sizesOf(program, module, object, 'minlength', 'maxlength');
  return found && { module, start: found.at.start, end: found.at.end, name, ...found.part };
}

function sizesOf(program: ProgramView, module: ModuleFacts, object: ObjectExpr, min: string, max: string): { part: Partial<Constraint>; at: Expr } | undefined {
  const least = object.properties.find((one) => one.key === min);
  const most = object.properties.find((one) => one.key === max);
  const part: Partial<Constraint> = {};
  const n = numberOf(program, module, firstOf(least?.value));
  const m = numberOf(program, module, firstOf(most?.value));
  if (least && n === undefined) return undefined;
  if (n !== undefined) part.least = n;
  if (m !== undefined) part.most = m;
  const at = least?.value ?? most?.value;
  return at && (n !== undefined || m !== undefined) ? { part, at } : undefined;
}

function firstOf(value: Expr | undefined): Expr | undefined {
  return value?.kind === 'array' ? value.elements[0] : value;
}

export function numberOf(program: ProgramView, module: ModuleFacts, expr: Expr | undefined): number | undefined {
  if (!expr) return undefined;
  if (expr.kind === 'literal') return typeof expr.value === 'number' ? expr.value : undefined;
  const text = expr.kind === 'ref' || expr.kind === 'member' ? textOf(program.denote(module, expr)) : undefined;
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The least length that a pattern asks for with a quantifier for the whole: `^(?=.*\d).{6,}$`. */
export function leastOfRegExp(source: string): number | undefined {
  const quantifier = /\{(\d+)(?:,(\d*))?\}\$?\)?$/.exec(source) ?? /^\^?\(\?=\.\{(\d+),/.exec(source);
  return quantifier && source.startsWith('^') ? Number(quantifier[1]) : undefined;
}
