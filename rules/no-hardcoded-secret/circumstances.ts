import { walkStmts } from '../../src/link/index.ts';
import type { Expr, LogicalExpr, ModuleFacts, ProgramView, Span, Stmt } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';
import { exprAt, expressionsOf, exprsAround, namesAround, statementsOf, stmtsAround } from '../surroundings.ts';

/** The environment variable that a literal stands in for when it is not set, and the expression that says so. */
export interface Fallback { env: string; expr: LogicalExpr }

export function fallbackOf(program: ProgramView, module: ModuleFacts, span: Span): Fallback | undefined {
  for (const expr of exprsAround(module, span)) {
    if (expr.kind === 'function' || expr.kind === 'class') break;
    if (expr.kind !== 'logical' || expr.right.start > span.start || expr.right.end < span.end) continue;
    const env = environmentOf(program, module, expr);
    if (env !== undefined) return { env, expr };
  }
  // Through a constant of its own: `process.env.JWT_SECRET || DEFAULT_SECRET`.
  const constant = module.bindings.findIndex(({ init }) => init?.start === span.start && init.end === span.end);
  if (constant < 0) return undefined;
  for (const expr of expressionsOf(module)) {
    if (expr.kind !== 'logical' || expr.right.kind !== 'ref' || expr.right.binding !== constant) continue;
    const env = environmentOf(program, module, expr);
    if (env !== undefined) return { env, expr };
  }
  return undefined;
}

function environmentOf(program: ProgramView, module: ModuleFacts, expr: LogicalExpr): string | undefined {
  if (expr.operator === '&&') return undefined;
  const value = program.denote(module, expr.left, exprAt(module, expr)?.fn ?? -1);
  const env = (value.kind === 'union' ? value.values : [value]).find((one) => one.kind === 'env');
  if (env?.kind === 'env') return env.name;
  const asked = expr.left.kind === 'call' && expr.left.callee.kind === 'member' && expr.left.args[0]?.kind === 'literal' ? expr.left.args[0].value : undefined;
  return typeof asked === 'string' && /^[A-Z][A-Z0-9_]+$/.test(asked) ? asked : undefined;
}

const MADE_UP = /^(placeholders?|examples?|samples?|mocks?|mocked|fakes?|dummy|dummies|weak|insecure|unsafe|forbidden|banned|denied|blacklist|blocklist|blacklisted|leaked|compromised|common|redacted|fixtures?|stubs?)$/;

/** It stands in a list of what is made up, or of what is to be refused: `PLACEHOLDER_SECRETS`, `exampleUser`. */
export function isListedAsMadeUp(module: ModuleFacts, span: Span): boolean {
  return namesAround(module, span).some(({ name }) => wordsOf(name).some((word) => MADE_UP.test(word)));
}

/** Whether production can get to a literal: `development` and `test` when only they can. */
export function stageOf(program: ProgramView, module: ModuleFacts, span: Span): 'production' | 'development' | 'test' {
  for (const { name } of namesAround(module, span).slice(1)) {
    const stage = namedStage(name);
    if (stage) return stage;
  }
  const file = /(^|\/)(?:config|configs|environments?|env|settings)\/(?:[^/]*[.-])?([a-z]+)\.[cm]?[jt]s$/i.exec(module.path)?.[2] ?? /(^|\/)environment\.([a-z]+)\.ts$/.exec(module.path)?.[2];
  const ofFile = file === undefined ? undefined : namedStage(file);
  if (ofFile) return ofFile;
  const text = program.text(module);
  const branches = [...exprsAround(module, span).flatMap(branchOf(span)), ...stmtsAround(module, span).flatMap(branchOf(span))];
  for (const { test, holds } of branches) {
    const source = text.slice(test.start, test.end);
    const stage = stageOfTest(source, holds);
    if (stage) return stage;
  }
  return 'production';
}

function namedStage(name: string): 'development' | 'test' | undefined {
  if (/^(test|tests|testing|ci|e2e)$/i.test(name)) return 'test';
  return /^(dev|development|local|localhost|debug)$/i.test(name) ? 'development' : undefined;
}

function branchOf(span: Span): (node: Expr | Stmt) => { test: Expr; holds: boolean }[] {
  const within = (parts: Span[]): boolean => parts.some((part) => part.start <= span.start && part.end >= span.end);
  return (node) => {
    if (node.kind === 'conditional') return within([node.then]) ? [{ test: node.test, holds: true }] : within([node.else]) ? [{ test: node.test, holds: false }] : [];
    if (node.kind === 'if') return within(node.then) ? [{ test: node.test, holds: true }] : within(node.else) ? [{ test: node.test, holds: false }] : [];
    if (node.kind === 'logical' && node.operator === '&&' && within([node.right])) return [{ test: node.left, holds: true }];
    return [];
  };
}

const PRODUCTION = /\b(is_?|in_?|on_?)?prod(uction)?(_?(mode|env))?\b/i;
const DEVELOPMENT = /NODE_ENV|APP_ENV|\b(is_?|in_?|on_?)?(dev(elopment)?|test(ing)?|local|demo)(_?(mode|env))?\b|__DEV__|\b(VITEST|JEST_WORKER_ID|CI)\b/i;

/** What a condition that does (or does not) hold says of where the code runs. */
function stageOfTest(condition: string, holds: boolean): 'development' | 'test' | undefined {
  const source = condition.replace(/!==?\s*(undefined|null|''|"")/g, '');
  const negated = /!==?|(^|[^=])!\s*[\w(]/.test(source);
  if (PRODUCTION.test(source)) return holds === negated ? 'development' : undefined;
  if (!DEVELOPMENT.test(source) || holds === negated) return undefined;
  return /test|jest|\bCI\b/i.test(source) && !/dev/i.test(source) ? 'test' : 'development';
}

/** The program refuses to run with the literal: it throws or exits when the variable is missing, or still holds the literal. */
export function isRefused(program: ProgramView, module: ModuleFacts, span: Span, text: string, fallback: Fallback): boolean {
  const source = program.text(module);
  const names = [fallback.env, ...[span, fallback.expr].flatMap((one) => namesAround(module, one).slice(0, 1).map(({ name }) => name))];
  return statementsOf(module).some((stmt) => {
    if (stmt.kind !== 'if' || !stops(module, stmt.then)) return false;
    const test = source.slice(stmt.test.start, stmt.test.end);
    if (text.length >= 4 && test.includes(text)) return true;
    return names.some((name) => new RegExp(`!\\s*[\\w.]*\\b${escape(name)}\\b(?!\\s*[.(])|\\b${escape(name)}\\s*={2,3}\\s*(undefined|null|''|"")|={2,3}\\s*${escape(name)}\\b`).test(test));
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function stops(module: ModuleFacts, stmts: Stmt[]): boolean {
  let found = false;
  walkStmts(module, stmts, -1, {
    stmt(stmt) { if (stmt.kind === 'throw') found = true; },
    expr(expr) { if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'exit') found = true; },
  });
  return found;
}
