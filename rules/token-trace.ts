import type { CallExpr, Expr, FunctionFacts, ModuleFacts, NewExpr, ProgramView, Span, Stmt } from '../src/model/index.ts';
import { childrenOf } from '../src/link/walk.ts';
import type { TokenKind } from './token-names.ts';
import { isTokenish, kindOfName, namesRefreshToken } from './token-names.ts';
import { effectsOf } from './token-effects.ts';
import type { Event, Here, Trace, Walk, Written } from './token-events.ts';
import { nameOf } from './token-events.ts';

/** How many calls deep the project's functions are followed. */
const MAX_DEPTH = 6;

/** Everything that these functions, run one after the other, and the project's functions that they call do to tokens. */
export function trace(program: ProgramView, roots: Written[]): Trace {
  const result: Trace = { events: [], visited: new Set(), words: new Set() };
  const tracer = new Tracer(program, result);
  for (const root of roots) tracer.enter(root, { module: root.module, fn: root.fn.id, chain: [], branches: [], kinds: [], label: '' });
  return result;
}

class Tracer implements Walk {
  program: ProgramView;
  result: Trace;
  stack: FunctionFacts[] = [];

  constructor(program: ProgramView, result: Trace) {
    this.program = program;
    this.result = result;
  }

  enter(target: Written, here: Here): void {
    if (this.stack.includes(target.fn) || this.stack.length > MAX_DEPTH) return;
    this.result.visited.add(target.fn);
    this.stack.push(target.fn);
    const inside: Here = { ...here, module: target.module, fn: target.fn.id, label: '' };
    for (const param of target.fn.params) {
      this.word(target.module.bindings[param.binding]?.name ?? '');
      if (param.pattern) this.statements(param.pattern, inside);
    }
    this.statements(target.fn.body, inside);
    this.stack.pop();
  }

  event(what: Event['what'], at: Span, here: Here): void {
    this.result.events.push({ what, module: here.module, at: { start: at.start, end: at.end }, chain: here.chain, branches: here.branches });
  }

  word(name: string): void {
    if (name) this.result.words.add(name);
  }

  statements(stmts: Stmt[], here: Here): void {
    stmts.forEach((stmt, i) => this.statement(stmt, here, stmts.slice(i + 1)));
  }

  statement(stmt: Stmt, here: Here, rest: Stmt[]): void {
    switch (stmt.kind) {
      case 'expr': this.expression(stmt.expr, here); break;
      case 'declare': if (stmt.init) this.declare(stmt.binding, stmt.init, here, rest); break;
      case 'return': if (stmt.value) this.expression(stmt.value, here); break;
      case 'throw': this.expression(stmt.value, here); break;
      case 'if': {
        this.expression(stmt.test, here);
        const branch = (exits: boolean): Here => ({ ...here, branches: [...here.branches, { test: stmt.test, module: here.module, exits }] });
        this.statements(stmt.then, branch(exits(stmt.then)));
        this.statements(stmt.else, branch(exits(stmt.else)));
        break;
      }
      case 'loop':
        if (stmt.init) this.statements(stmt.init, here);
        for (const one of [stmt.iterable, stmt.test, stmt.update]) if (one) this.expression(one, here);
        this.statements(stmt.body, here);
        break;
      case 'switch':
        this.expression(stmt.discriminant, here);
        for (const one of stmt.cases) this.statements(one.body, here);
        break;
      case 'try':
        this.statements(stmt.block, here);
        if (stmt.handler) this.statements(stmt.handler, { ...here, branches: [...here.branches, { module: here.module, exits: exits(stmt.handler), inCatch: true }] });
        if (stmt.finalizer) this.statements(stmt.finalizer, here);
        break;
      case 'block': this.statements(stmt.body, here); break;
      default: break;
    }
  }

  /** A nameless value that is taken apart is labelled by the names of its parts. */
  declare(binding: number, init: Expr, here: Here, rest: Stmt[]): void {
    const { name } = here.module.bindings[binding]!;
    // A function kept under a name runs when it is called, and is followed then.
    if (init.kind === 'function' || init.kind === 'class') return;
    this.word(name);
    if (name !== '') return this.expression(init, { ...here, label: name });
    const parts = new Map<string, string>();
    for (const stmt of rest) {
      if (stmt.kind !== 'declare') break;
      const from = stmt.init?.kind === 'logical' ? stmt.init.left : stmt.init;
      if (from?.kind === 'member' && from.object.kind === 'ref' && from.object.binding === binding) parts.set(from.property, here.module.bindings[stmt.binding]!.name);
    }
    const elements = elementsOf(init);
    if (elements) elements.forEach((element, i) => this.expression(element, { ...here, label: parts.get(String(i)) ?? '' }));
    else {
      const tokens = [...parts.values()].filter(isTokenish);
      this.expression(init, { ...here, label: tokens.length === 1 ? tokens[0]! : '' });
    }
  }

  expression(expr: Expr, here: Here): void {
    switch (expr.kind) {
      case 'function': {
        const fn = here.module.functions[expr.fn]!;
        this.result.visited.add(fn);
        for (const param of fn.params) if (param.pattern) this.statements(param.pattern, { ...here, fn: fn.id, label: '' });
        return this.statements(fn.body, { ...here, fn: fn.id, label: '' });
      }
      case 'ref': return this.word(expr.name);
      case 'literal': return this.word(typeof expr.value === 'string' && expr.value.length < 200 ? expr.value : '');
      case 'call': case 'new': return this.call(expr, here);
      case 'object':
        for (const property of expr.properties) {
          this.word(property.key);
          if (property.value.kind !== 'function') this.expression(property.value, property.key ? { ...here, label: property.key } : here);
        }
        return;
      case 'assign': return this.assign(expr.target, expr.value, here);
      case 'unary':
        if (/^(delete|\+\+|--)$/.test(expr.operator) && isTokenish(this.text(here.module, expr.operand))) this.event('invalidate', expr, here);
        return this.expression(expr.operand, here);
      case 'conditional':
        this.expression(expr.test, { ...here, label: '' });
        this.expression(expr.then, here);
        return this.expression(expr.else, here);
      case 'await': return this.expression(expr.value, here);
      case 'template':
        effectsOf.text(this, expr.texts.join('?'), expr, here);
        break;
      case 'binary':
        if (/^[!=]==?$/.test(expr.operator) && namesRefreshToken(nameOf(expr.left)) && namesRefreshToken(nameOf(expr.right))) this.event('lookup', expr, here);
        break;
      case 'member':
        this.word(expr.property);
        if (expr.object.kind === 'call') return this.expression(expr.object, here);
        break;
      default: break;
    }
    for (const child of childrenOf(expr)) this.expression(child, expr.kind === 'logical' ? here : { ...here, label: '' });
  }

  /** What the project keeps is changed: a token field of a record, a list of tokens outside the function. */
  assign(target: Expr, value: Expr, here: Here): void {
    const name = nameOf(target);
    this.word(name);
    if (target.kind === 'member') {
      const root = rootOf(target);
      const kept = !/^(req|request|res|response|reply|ctx|c|context|module|exports|process|window|headers?|options?|payload|data|result|body|tokens?|out|output|ret)$/.test(root) && !(root === 'this' && target.object.kind === 'this' && !isTokenish(name));
      if (kept && /token|refresh|revoked?|used|valid|hash|jti|version|family|session|replaced|expires?|active|blacklist/i.test(name)) this.event('invalidate', target, here);
    } else if (target.kind === 'ref' && /(token|session)s(list|store|array)?$/i.test(name) && target.binding >= 0 && here.module.bindings[target.binding]!.owner === -1) this.event('invalidate', target, here);
    this.expression(target.kind === 'member' ? target.object : target, { ...here, label: '' });
    if (value.kind !== 'function') this.expression(value, { ...here, label: name });
  }

  call(expr: CallExpr | NewExpr, here: Here): void {
    const inner = { ...here, label: '' };
    this.word(nameOf(expr.callee));
    // `randomBytes(40).toString('hex')` is given to the same name.
    if (expr.callee.kind === 'member') this.expression(expr.callee.object, expr.callee.object.kind === 'call' ? here : inner);
    else if (expr.callee.kind === 'function') return this.expression(expr.callee, here);
    const parallel = elementsOf(expr);
    if (parallel) { parallel.forEach((one) => this.expression(one, here)); return; }
    for (const arg of expr.args) this.expression(arg, inner);
    effectsOf.call(this, expr, here);
  }

  text(module: ModuleFacts, span: Span): string {
    return this.program.text(module).slice(span.start, span.end);
  }

  /** What the names on the way here say that a token made now is for. */
  kind(here: Here, ...names: string[]): TokenKind | undefined {
    for (const name of [here.label, ...names]) {
      const kind = kindOfName(name);
      if (kind) return kind;
    }
    for (const kind of [...here.kinds].reverse()) if (kind) return kind;
    return undefined;
  }
}

/** The parts of `Promise.all([...])` and of an array. */
function elementsOf(expr: Expr): Expr[] | undefined {
  if (expr.kind === 'await') return elementsOf(expr.value);
  if (expr.kind === 'array') return expr.elements;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || !/^(all|allSettled)$/.test(expr.callee.property)) return undefined;
  const [list] = expr.args;
  return nameOf(expr.callee.object) === 'Promise' && list?.kind === 'array' ? list.elements : undefined;
}

function rootOf(expr: Expr): string {
  return expr.kind === 'member' ? rootOf(expr.object) : expr.kind === 'ref' ? expr.name : expr.kind;
}

/** The block ends in a `return` or `throw`. */
function exits(stmts: Stmt[]): boolean {
  const last = stmts.at(-1);
  if (!last) return false;
  if (last.kind === 'return' || last.kind === 'throw') return true;
  if (last.kind === 'block') return exits(last.body);
  return last.kind === 'if' && exits(last.then) && exits(last.else);
}
