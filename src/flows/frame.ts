import { alternatives } from '../link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, Place, ProgramView, Span, Stmt, Value } from '../model/index.ts';
import type { Answer, Gap, InputPart, Parameter, Step, Token } from './types.ts';

/** What is known of a value while a handler is walked. */
export interface Val {
  /** Where it comes from, as written. */
  origin?: { module: ModuleFacts; expr: Expr; frame: Frame };
  /** What of the framework's it is. `context`: request and response in one. */
  role?: 'request' | 'response' | 'context' | 'next';
  /** Something of the request; no name: the whole part. */
  input?: { in: InputPart; name?: string };
  tokens: Token[];
  /** A one-way function was applied to the token. */
  hashed?: boolean;
  fields?: Map<string, Val>;
  fn?: { module: ModuleFacts; fn: FunctionFacts; frame: Frame };
  /** A response that is sent once the handler returns it. */
  answer?: { answer: Answer; place: Place };
  /** Nothing comes behind the call that gave it. */
  throws?: boolean;
  /** The status that a response has been given so far. */
  status?: number;
}

/** One call of a function of the project. */
export interface Frame {
  module: ModuleFacts;
  fn: number;
  /** What variables hold, by binding. */
  env: Map<number, Val>;
  /** The handler itself: what it returns may be the answer. */
  root: boolean;
  returned: Val[];
  /** What the result is given to. */
  label: string;
  up?: Frame;
}

/** How a list of statements ends: it goes on behind it, it leaves the function in some cases or in all, or it ends the request. */
export type End = 'on' | 'maybe' | 'left' | 'final';

/** What all parts of one walk share. */
export interface Walk {
  /**
   * What an expression gives, with the steps that it takes.
   *
   * @param label what the value is given to: a variable, a property
   */
  evaluate(expr: Expr, frame: Frame, label?: string): Val;
  statements(stmts: Stmt[], frame: Frame): End;
  /** Runs a function of the project. @returns what it gives; `undefined` when it is not entered */
  enter(target: { module: ModuleFacts; fn: FunctionFacts }, args: Val[], caller: Frame, label: string, env?: Map<number, Val>): Val | undefined;
  program: ProgramView;
  /** Steps of the block that is walked now. */
  out: Step[];
  parameters: Parameter[];
  gaps: Gap[];
  tokens: Token[];
  /** Handlers of errors around this place, innermost last. */
  catchers: Catcher[];
  stack: FunctionFacts[];
  /** A status that was set on the response before the answer. */
  status?: number;
  /** That status as it is written, where it cannot be told. */
  statusAs?: string;
  /** Whether what the handler returns is sent. */
  sendsReturned: boolean;
  /** Of an answer that says nothing of it. */
  defaultStatus: number;
}

export interface Catcher { place: Place; steps: Step[]; ends: boolean; used: boolean }

export const NOTHING: Val = { tokens: [] };

export function placeOf(walk: Pick<Walk, 'program'>, module: ModuleFacts, span: Pick<Span, 'start'>): Place {
  return { file: module.path, line: walk.program.position(module, span.start).line };
}

/** Source text on one line, cut to a length. A long literal without a space may be a secret, of which a cut would leave the beginning. */
export function sourceOf(walk: Pick<Walk, 'program'>, module: ModuleFacts, span: Span, most = 80): string {
  const text = walk.program.text(module).slice(span.start, span.end).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g, '').replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/,? \)/g, ')').replace(/, \}/g, ' }').replace(/(['"`])([^'"`\s/]{24,})\1/g, '$1…$1').trim();
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Tokens anywhere in a value. */
export function tokensOf(val: Val | undefined, depth = 3): Token[] {
  if (!val) return [];
  const inside = depth > 0 && val.fields ? [...val.fields.values()].flatMap((one) => tokensOf(one, depth - 1)) : [];
  return [...new Set([...val.tokens, ...inside])];
}

/** Tokens with the path of keys that leads to each; `hashed` ones are not what the caller gets. */
export function tokenPaths(val: Val, path: string[] = []): { token: Token; path: string[]; hashed: boolean }[] {
  const own = val.tokens.map((token) => ({ token, path, hashed: val.hashed === true }));
  const inside = path.length < 4 && val.fields ? [...val.fields].flatMap(([key, one]) => tokenPaths(one, [...path, key])) : [];
  return [...own.filter((one) => !inside.some((other) => other.token === one.token)), ...inside];
}

export function merge(vals: Val[]): Val {
  const telling = vals.filter((one) => one !== NOTHING);
  if (telling.length <= 1) return telling[0] ?? NOTHING;
  const fields = new Map<string, Val>();
  for (const one of telling) for (const [key, value] of one.fields ?? []) fields.set(key, fields.has(key) ? merge([fields.get(key)!, value]) : value);
  const first = telling.find((one) => one.origin || one.answer || one.input || one.role) ?? {};
  return { ...first, tokens: [...new Set(telling.flatMap((one) => one.tokens))], ...(fields.size > 0 ? { fields } : {}) };
}

/** What an expression denotes here: parameters become what the calls on the way here gave for them. */
export function denoteIn(walk: Walk, expr: Expr, frame: Frame): Value {
  return settled(walk, walk.program.denote(frame.module, expr, frame.fn), frame);
}

/** A value whose parameters are replaced by what they were given. */
export function settled(walk: Walk, value: Value, frame: Frame, depth = 6): Value {
  if (value.kind === 'union') return { kind: 'union', values: alternatives(value).map((one) => settled(walk, one, frame, depth - 1)) };
  if (value.kind !== 'param' || depth <= 0) return value;
  for (let at: Frame | undefined = frame; at; at = at.up) {
    if (at.module !== value.module) continue;
    const binding = value.fn.params[value.index]?.binding;
    let val = binding === undefined ? undefined : at.env.get(binding);
    if (!val) continue;
    for (const key of value.path) val = val?.fields?.get(key);
    const { origin } = val ?? {};
    return origin ? settled(walk, walk.program.denote(origin.module, origin.expr, origin.frame.fn), origin.frame, depth - 1) : value;
  }
  return value;
}

/** What a variable holds here. */
export function variable(expr: Extract<Expr, { kind: 'ref' }>, frame: Frame): Val {
  for (let at: Frame | undefined = frame; at; at = at.up) {
    const val = at.module === frame.module ? at.env.get(expr.binding) : undefined;
    if (val) return val;
  }
  return NOTHING;
}

/** The fields of what was put into something are fields of it. */
export function merged(vals: Val[]): Pick<Val, 'fields'> | Record<string, never> {
  const fields = new Map(vals.flatMap((one) => [...one.fields ?? []]));
  return fields.size > 0 ? { fields } : {};
}
