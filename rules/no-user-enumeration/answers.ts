import { textOf, walkStmts } from '../../src/link/index.ts';
import { statusCodeOf, statusNamed } from '../../src/guards/index.ts';
import type { CallExpr, Expr, ModuleFacts, NewExpr, ProgramView, Span, Stmt } from '../../src/model/index.ts';

/** How a branch answers its caller. `text`: what it says, as far as it is written down; '' when nothing is. */
export interface Answer extends Span { module: ModuleFacts; fn: number; status?: number; text: string; thrown: boolean }

const SENDS = /^(json|send|status|code|render|redirect|flash|throw|sendStatus|next|done|cb|callback|reject|end|fail|error|badRequest|unauthorized|notFound|forbidden|jsonp|view|back|sendError|errorResponse|failure|response)$/;
const LOGS = /^(console|log|logger|winston|debug|sentry)$/i;

/** The first answer of some statements, as they stand; `undefined` when they give none that can be read. */
export function answerOf(program: ProgramView, module: ModuleFacts, stmts: Stmt[], fn: number): Answer | undefined {
  const told = stmts.flatMap(toldBy);
  const [first] = told;
  if (!first) return undefined;
  const answer: Answer = { module, fn, start: first.start, end: first.end, text: '', thrown: first.thrown };
  const texts = new Set<string>();
  for (const { node } of told) {
    walkStmts(module, [{ kind: 'expr', start: node.start, end: node.end, expr: node }], fn, {
      expr(expr) {
        if (expr.kind === 'function' || isLog(expr)) return false;
        answer.status ??= statusIn(program, module, expr, fn);
        wordsIn(program, module, expr, fn, texts);
        return undefined;
      },
    });
  }
  answer.text = [...texts].sort().join(' | ');
  return answer;
}

interface Told extends Span { node: Expr; thrown: boolean }

function toldBy(stmt: Stmt): Told[] {
  const one = (node: Expr, thrown = false): Told[] => [{ start: node.start, end: node.end, node, thrown }];
  switch (stmt.kind) {
    case 'throw': return one(stmt.value, true);
    case 'return': return stmt.value && (stmt.value.kind === 'object' || stmt.value.kind === 'new' || isSending(stmt.value)) ? one(stmt.value) : [];
    case 'expr': return isSending(stmt.expr) || setsAnswer(stmt.expr) ? one(stmt.expr) : [];
    case 'block': return stmt.body.flatMap(toldBy);
    default: return [];
  }
}

function isSending(expr: Expr): boolean {
  if (expr.kind === 'await') return isSending(expr.value);
  if (expr.kind !== 'call' || isLog(expr)) return false;
  return SENDS.test(nameOf(expr.callee)) || (expr.callee.kind === 'member' && isSending(expr.callee.object)) || /error|response|unauthori[sz]ed|badRequest|notFound|forbidden|fail/i.test(nameOf(expr.callee));
}

/** `ctx.status = 401`, `ctx.body = { error }`. */
function setsAnswer(expr: Expr): boolean {
  return expr.kind === 'assign' && expr.target.kind === 'member' && /^(status|statusCode|body)$/.test(expr.target.property);
}

function isLog(expr: Expr): boolean {
  return expr.kind === 'call' && expr.callee.kind === 'member' && LOGS.test(nameOf(expr.callee.object));
}

function statusIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): number | undefined {
  const number = (arg: Expr | undefined): number | undefined => {
    if (!arg || !/^(literal|member|ref)$/.test(arg.kind)) return undefined;
    const code = arg.kind === 'literal' ? (typeof arg.value === 'number' ? arg.value : undefined) : statusCodeOf(program.denote(module, arg, fn)) ?? (arg.kind === 'member' && /status|http|code/i.test(nameOf(arg.object)) ? statusNamed(arg.property.replace(/^HTTP_|^STATUS_|_\d+$/g, '')) : undefined);
    return code !== undefined && code >= 200 && code < 600 ? code : undefined;
  };
  if (expr.kind === 'assign' && expr.target.kind === 'member' && /^status(Code)?$/.test(expr.target.property)) return number(expr.value);
  if (expr.kind === 'object') {
    for (const { key, value } of expr.properties) {
      if (/^(status|statusCode|code|httpStatus)$/.test(key)) return number(value) ?? (value.kind === 'literal' && typeof value.value === 'string' ? statusNamed(value.value) : undefined);
    }
  }
  if (expr.kind !== 'call' && expr.kind !== 'new') return undefined;
  return statusOfName(expr) ?? expr.args.map(number).find((code) => code !== undefined);
}

/** `new NotFoundException()`, `Boom.unauthorized()`. */
function statusOfName({ callee }: CallExpr | NewExpr): number | undefined {
  return statusNamed(nameOf(callee).replace(/^(Http|Api|throw|send|response|res)(?=[A-Z])/, '').replace(/(Http)?(Exception|Error|Response)$/, ''));
}

function wordsIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, texts: Set<string>): void {
  const add = (text: string | undefined): void => { if (text !== undefined && /[a-z]{3}/i.test(text) && !/^(error|errors|danger|message|warning|info|fail|failed|local|status|success|json|html|authentication)$/i.test(text)) texts.add(text.trim().replace(/(?<![.!])[.!]+$/, '').toLowerCase()); };
  if (expr.kind === 'literal' && typeof expr.value === 'string') add(expr.value);
  else if (expr.kind === 'template') add(expr.texts.join('…'));
  // A constant of the project: its text, or else its name.
  else if (expr.kind === 'member' && /^[A-Z][A-Z0-9_]+$/.test(expr.property) && !/status|http/i.test(nameOf(expr.object))) add(textOf(program.denote(module, expr, fn)) ?? expr.property);
  else if (expr.kind === 'ref' && expr.binding >= 0 && /^[A-Z][A-Z0-9_]{3,}$/.test(expr.name)) add(textOf(program.denote(module, expr, fn)) ?? expr.name);
}

export function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : expr.kind === 'call' ? nameOf(expr.callee) : expr.kind === 'this' ? 'this' : '';
}
