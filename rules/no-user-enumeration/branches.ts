import { walkFunction } from '../../src/link/index.ts';
import type { CallExpr, Expr, IfStmt, ModuleFacts, ProgramView, Span, Stmt } from '../../src/model/index.ts';
import type { Reached } from '../reached.ts';
import { expressionsOf } from '../surroundings.ts';
import { answerOf, nameOf, type Answer } from './answers.ts';

/** What a branch is taken for: nobody has this name, somebody has it, or the password is not theirs. */
export interface Branch { kind: 'unknown' | 'taken' | 'wrong'; answer: Answer; test: Span; /** Where the account was looked for, or the password compared. */ asked: CallExpr }

/** Branches of a function that answer, by whether an account was found or a password was right. */
export function branchesOf(program: ProgramView, { module, fn }: Reached): Branch[] {
  const found: Branch[] = [];
  walkFunction(module, fn.id, {
    stmt(stmt, inside) {
      if (stmt.kind !== 'if') return;
      for (const { body, holds, rest } of sides(stmt)) {
        const judged = judge(program, module, stmt.test, holds, inside);
        if (!judged) continue;
        const answer = answerOf(program, module, body.length > 0 ? body : rest, inside);
        if (answer) found.push({ ...judged, answer, test: stmt.test });
      }
    },
  });
  return found;
}

function sides(stmt: IfStmt): { body: Stmt[]; holds: boolean; rest: Stmt[] }[] {
  return [{ body: stmt.then, holds: true, rest: [] }, ...(stmt.else.length > 0 ? [{ body: stmt.else, holds: false, rest: [] }] : [])];
}

interface Judged { kind: Branch['kind']; asked: CallExpr }

/** What it means that a condition holds, or does not. Two questions in one have one answer, and tell nobody apart. */
function judge(program: ProgramView, module: ModuleFacts, test: Expr, holds: boolean, fn: number): Judged | undefined {
  if (test.kind === 'unary' && test.operator === '!') return judge(program, module, test.operand, !holds, fn);
  if (test.kind === 'logical') {
    const parts = [test.left, test.right].map((side) => judge(program, module, side, holds, fn)).filter((one) => one !== undefined);
    const mixed = mentionsComparison(program, module, test) && mentionsLookup(program, module, test);
    // `!user || !user.password` is taken when there is no user; `user && ...` fails for other reasons, too.
    return mixed || (test.operator === '||') !== holds ? undefined : parts[0];
  }
  if (test.kind === 'binary') {
    const empty = emptiness(test);
    if (empty) return judgeValue(program, module, empty.value, empty.there === holds);
    return undefined;
  }
  return judgeValue(program, module, test, holds);
}

/** `user === null`, `rows.length > 0`, `isMatch === false`. */
function emptiness({ operator, left, right }: Extract<Expr, { kind: 'binary' }>): { value: Expr; there: boolean } | undefined {
  const isNothing = right.kind === 'literal' ? right.value === null || right.value === false || right.value === 0 : right.kind === 'ref' && right.name === 'undefined';
  if (/^[!=]==?$/.test(operator) && isNothing) return { value: left, there: operator.startsWith('!') };
  if (/^={2,3}$/.test(operator) && right.kind === 'literal' && right.value === true) return { value: left, there: true };
  if (operator === '>' && right.kind === 'literal' && right.value === 0) return { value: left, there: true };
  if ((operator === '<' || operator === '>=') && right.kind === 'literal' && right.value === 1) return { value: left, there: operator === '>=' };
  return undefined;
}

function judgeValue(program: ProgramView, module: ModuleFacts, value: Expr, there: boolean): Judged | undefined {
  const asked = producerOf(module, value);
  if (!asked) return undefined;
  if (isComparison(program, module, asked)) return there ? undefined : { kind: 'wrong', asked };
  if (isLookup(program, module, asked)) return { kind: there ? 'taken' : 'unknown', asked };
  return undefined;
}

/** The call that a value comes from: `user` of `const [user] = await find(...)`, of `find(...).then((user) => ...)`, of `find(..., (err, user) => ...)`. */
export function producerOf(module: ModuleFacts, value: Expr, depth = 0): CallExpr | undefined {
  if (depth > 8) return undefined;
  switch (value.kind) {
    case 'await': return producerOf(module, value.value, depth + 1);
    case 'member': return /^(length|rows|rowCount|\d*|data|user|recordset|first|id|_id|email|exists)$/.test(value.property) ? producerOf(module, value.object, depth + 1) : undefined;
    case 'call': return value;
    case 'ref': {
      const binding = module.bindings[value.binding];
      if (!binding) return undefined;
      if (binding.init) return binding.reassigned && binding.kind !== 'let' ? undefined : producerOf(module, binding.init, depth + 1);
      if (binding.kind === 'param') return callbackOf(module, value.binding);
      return assignedOnce(module, value.binding, depth);
    }
    default: return undefined;
  }
}

/** `let user; ... user = await find(...)`. */
function assignedOnce(module: ModuleFacts, binding: number, depth: number): CallExpr | undefined {
  const values = expressionsOf(module).flatMap((expr) => (expr.kind === 'assign' && expr.target.kind === 'ref' && expr.target.binding === binding ? [expr.value] : []));
  return values.length === 1 ? producerOf(module, values[0]!, depth + 1) : undefined;
}

function callbackOf(module: ModuleFacts, binding: number): CallExpr | undefined {
  const fn = module.functions.find((one) => one.params.some((param) => param.binding === binding));
  const call = fn && expressionsOf(module).find((expr): expr is CallExpr => expr.kind === 'call' && expr.args.some((arg) => arg.kind === 'function' && arg.fn === fn.id));
  if (!call) return undefined;
  return call.callee.kind === 'member' && call.callee.property === 'then' && call.callee.object.kind === 'call' ? call.callee.object : call;
}

const FINDS = /^(find|get|fetch|load|lookup|select|query|execute|first|search|exists|retrieve|one|oneOrNone|check|where|raw|run|all|exec|lean|is[A-Z]\w*(taken|exist))/i;
const BY_NAME = /e-?_?mail|user_?name|\blogin\b|phone|mobile|identifier|nick_?name/i;
const BY_SECRET = /token|otp|\bcode\b|\bhash\b|jwt|session|verify|cookie|rate/i;

/** A search for an account by what its owner is called, rather than by a secret or by its id. */
function isLookup(program: ProgramView, module: ModuleFacts, call: CallExpr): boolean {
  if (!FINDS.test(nameOf(call.callee)) && !(call.callee.kind === 'member' && call.callee.object.kind === 'call')) return false;
  // What is selected is not what is searched by.
  const text = headOf(program, module, call).replace(/\b(select|attributes|include|projection|columns|with)\s*:\s*(\{[^{}]*\}|\[[^[\]]*\])/g, '');
  return BY_NAME.test(text) && !BY_SECRET.test(text) && /find|get|fetch|load|lookup|select|query|first|search|exist|retrieve|one|execute|where|check/i.test(text);
}

/** The call without functions that it is given. */
function headOf(program: ProgramView, module: ModuleFacts, call: CallExpr): string {
  const callback = call.args.find((arg) => arg.kind === 'function' && module.functions[arg.fn]!.body.length > 1);
  return program.text(module).slice(call.start, callback ? callback.start : call.end);
}

/** `bcrypt.compare(password, user.password)`, `user.matchPassword(password)`. */
export function isComparison(program: ProgramView, module: ModuleFacts, call: CallExpr): boolean {
  const name = nameOf(call.callee);
  return /compare|verify|check|match|valid|authenticate|correct/i.test(name) && /pass|pwd|hash/i.test(headOf(program, module, call)) && !/jwt|token|email/i.test(headOf(program, module, call).slice(0, 60));
}

function mentionsComparison(program: ProgramView, module: ModuleFacts, test: Expr): boolean {
  return leaves(test).some((leaf) => { const call = producerOf(module, leaf); return call !== undefined && isComparison(program, module, call); });
}

function mentionsLookup(program: ProgramView, module: ModuleFacts, test: Expr): boolean {
  return leaves(test).some((leaf) => { const call = producerOf(module, leaf); return call !== undefined && isLookup(program, module, call); });
}

function leaves(test: Expr): Expr[] {
  if (test.kind === 'logical') return [...leaves(test.left), ...leaves(test.right)];
  return test.kind === 'unary' ? leaves(test.operand) : test.kind === 'binary' ? [test.left] : [test];
}
