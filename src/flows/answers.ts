import { statusCodeOf } from '../guards/index.ts';
import { alternatives, entryOf, textParts } from '../link/index.ts';
import type { Expr, Place } from '../model/index.ts';
import { CAUGHT, errorOf } from './errors.ts';
import { denoteIn, placeOf, sourceOf, tokenPaths, type Frame, type Val, type Walk } from './frame.ts';
import { nameOf } from './requests.ts';
import type { Answer } from './types.ts';

const SENDS = /^(send|json|jsonp|end|sendStatus|redirect|render|sendFile|view|success|ok|created|badRequest|unauthorized|forbidden|notFound|conflict)$/;
/** Makers of a response that is sent when it is returned (Fetch, Next, Hono, SvelteKit, React Router). */
const MAKERS = /^(json|redirect|permanentRedirect|fail|error|data|createError|abort|text|html|body|newResponse|response|notFound)$/;

/** More addresses are shown as they are written. */
const MOST_TARGETS = 3;
/** In place of a status that was set and cannot be told. */
const UNKNOWN = 0;

/** What is sent holds these tokens. */
export function sent(walk: Walk, val: Val): void {
  for (const { token, path, hashed } of tokenPaths(val)) keep(token.kept, `${hashed ? 'hashed in ' : ''}the response's body${path.length > 0 ? ` (${path.join('.')})` : ''}`);
}

export function keep(kept: string[], where: string): void {
  if (!kept.includes(where)) kept.push(where);
}

/** Names of what a body holds, as far as it is written down. */
function bodyOf(walk: Walk, val: Val, expr: Expr | undefined, frame: Frame): string[] {
  if (val.fields && val.fields.size > 0 && !val.fields.has('0')) return [...val.fields.keys()];
  if (!expr || expr.kind === 'literal' || expr.kind === 'template' || (expr.kind === 'ref' && expr.name === 'undefined')) return [];
  return expr.kind === 'ref' || expr.kind === 'member' ? [sourceOf(walk, frame.module, expr, 40)] : [];
}

export function sendBody(walk: Walk, val: Val, expr: Expr | undefined, frame: Frame, place: Place, status?: number): void {
  sent(walk, val);
  const code = status ?? walk.status ?? walk.defaultStatus;
  walk.out.push({ kind: 'answer', answer: withStatus({ body: bodyOf(walk, val, expr, frame), ...(code === UNKNOWN && walk.statusAs !== undefined ? { as: walk.statusAs } : {}) }, code), place });
}

/** A status that an answer is given: its code, or how it is written where that cannot be told, or is only what holds without another one. */
function setStatus(walk: Walk, expr: Expr | undefined, frame: Frame): number {
  const binding = expr?.kind === 'ref' ? frame.module.bindings[expr.binding] : undefined;
  const written = binding?.kind === 'const' && binding.init ? binding.init : expr;
  const codeOf = (one: Expr): number | undefined => statusCodeOf(denoteIn(walk, one, frame));
  const isFallback = written?.kind === 'logical' && written.operator !== '&&' && codeOf(written.left) === undefined;
  const code = expr && !isFallback ? codeOf(expr) : undefined;
  if (code === undefined && written) walk.statusAs = sourceOf(walk, frame.module, written, 60);
  return code ?? UNKNOWN;
}

function withStatus(answer: Answer, status: number | undefined): Answer {
  return status === undefined || status === UNKNOWN ? answer : { ...answer, status };
}

/** What the handler returned is the answer, in frameworks that send it. */
export function sendReturned(walk: Walk, val: Val, expr: Expr, frame: Frame): void {
  if (val.answer) {
    sent(walk, val);
    walk.out.push({ kind: 'answer', ...val.answer });
  } else if (walk.sendsReturned && val.role !== 'response') sendBody(walk, val, expr, frame, placeOf(walk, frame.module, expr));
}

/** `res.status(401).json({})`, `reply.code(401).send()`, `c.json({}, 401)`, `NextResponse.json({}, { status: 401 })`, `redirect('/')`. */
export function respond(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, name: string, receiver: Val | undefined, args: Val[], frame: Frame): Val | undefined {
  const place = placeOf(walk, frame.module, expr.kind === 'call' && expr.callee.kind === 'member' ? { start: expr.callee.propertyStart } : expr);
  const code = (arg: Expr | undefined): number | undefined => (arg ? statusCodeOf(denoteIn(walk, arg, frame)) : undefined);
  if (receiver?.answer) return name === 'code' || name === 'status' ? { ...receiver, answer: { ...receiver.answer, answer: withStatus(receiver.answer.answer, code(expr.args[0])) } } : receiver;
  if (receiver?.role === 'response') {
    if (/^(status|code|writeHead)$/.test(name)) {
      // A status that cannot be told is none, rather than that of an answer that says nothing of it.
      walk.status = setStatus(walk, expr.args[0], frame);
      return { ...receiver, status: walk.status };
    }
    if (name === 'response') return { tokens: [], answer: { answer: withStatus({ body: bodyOf(walk, args[0] ?? { tokens: [] }, expr.args[0], frame) }, 200), place } };
    if (!SENDS.test(name)) return undefined;
    if (name === 'redirect') {
      const status = expr.args.length > 1 ? code(expr.args[0]) : undefined;
      walk.out.push({ kind: 'answer', answer: { status: status ?? (receiver.status || 302), body: [], redirect: target(walk, expr.args.at(-1), frame) }, place });
    } else if (name === 'sendStatus') walk.out.push({ kind: 'answer', answer: withStatus({ body: [] }, code(expr.args[0])), place });
    else sendBody(walk, args[0] ?? { tokens: [] }, expr.args[0], frame, place, receiver.status ?? entryOf(NAMED, name) ?? walk.status);
    return { tokens: [], role: 'response' };
  }
  if (receiver?.role === 'context' && name === 'throw') {
    endWith(walk, withStatus({ body: [], error: 'an error' }, code(expr.args[0])), place);
    return { tokens: [], throws: true };
  }
  const base = expr.callee.kind === 'member' ? nameOf(expr.callee.object) : '';
  const isMaker = (receiver?.role === 'context' && MAKERS.test(name)) || /^(Next)?Response$/.test(base) || (expr.kind === 'new' && /^(Next)?Response$/.test(name)) || (expr.callee.kind === 'ref' && MAKERS.test(name) && isOfFramework(walk, expr, frame));
  return isMaker ? made(walk, expr, name, args, frame, place) : undefined;
}

const NAMED: Record<string, number> = { badRequest: 400, unauthorized: 401, forbidden: 403, notFound: 404, conflict: 409, created: 201 };

function isOfFramework(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, frame: Frame): boolean {
  const callee = walk.program.denote(frame.module, expr.callee, frame.fn);
  return (callee.kind === 'external' && /^(next|@sveltejs\/kit|react-router|@remix-run\/|h3|nitropack|hono|@tanstack\/|solid-start|@solidjs|astro|elysia|#imports)/.test(callee.package)) || callee.kind === 'builtin';
}

function made(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, name: string, args: Val[], frame: Frame, place: Place): Val {
  const [first, second] = expr.args;
  const number = (arg: Expr | undefined): number | undefined => (arg ? statusCodeOf(denoteIn(walk, arg, frame)) : undefined);
  if (/redirect/i.test(name)) {
    const status = number(second) ?? number(first);
    return { tokens: [], answer: { answer: { status: status ?? 302, body: [], redirect: target(walk, status !== undefined && number(first) === status ? second : first, frame) }, place } };
  }
  if (/^(fail|error|createError|abort)$/.test(name)) {
    const option = first?.kind === 'object' ? first.properties.find((one) => /^status(Code)?$/.test(one.key))?.value : first;
    return { tokens: [], answer: { answer: withStatus({ body: [], ...(name === 'fail' ? {} : { error: name }) }, number(option)), place } };
  }
  const options = second?.kind === 'object' ? second.properties.find((one) => one.key === 'status')?.value : second;
  const status = name === 'notFound' ? 404 : number(options) ?? walk.status ?? (options ? undefined : 200);
  return { tokens: args[0]?.tokens ?? [], ...(args[0]?.fields ? { fields: args[0].fields } : {}), answer: { answer: withStatus({ body: bodyOf(walk, args[0] ?? { tokens: [] }, first, frame) }, status), place } };
}

function target(walk: Walk, expr: Expr | undefined, frame: Frame): string {
  if (!expr) return '';
  const texts = new Set(alternatives(denoteIn(walk, expr, frame)).map((one) => {
    const parts = textParts(one);
    // What follows the path may be anything, a token among it.
    return parts.every((part) => part === null) ? undefined : parts.map((part) => part ?? '…').join('').replace(/\?.*$/s, '?…');
  }));
  return texts.has(undefined) || texts.size > MOST_TARGETS ? sourceOf(walk, frame.module, expr, 60) : [...texts].join(' or ');
}

/** What is thrown, or handed to `next`: the answer of an error, or the way to the `catch` around it. */
export function fail(walk: Walk, val: Val, expr: Expr, frame: Frame, place: Place, handed = false): void {
  const { name, status } = errorOf(walk, val, expr, frame);
  endWith(walk, val.answer?.answer ?? withStatus({ body: [], error: name, ...(handed ? { handed } : {}) }, status), place);
}

export function endWith(walk: Walk, answer: Answer, place: Place): void {
  const catcher = walk.catchers.at(-1);
  if (!catcher) {
    walk.out.push({ kind: 'answer', answer, place });
    return;
  }
  catcher.used = true;
  // What the handler does in any case is said here; what hangs on the error, once, behind the block.
  if ((catcher.ends || catcher.steps.at(-1)?.kind === 'answer') && catcher.steps.length > 0 && catcher.steps.every((one) => one.kind !== 'branch')) walk.out.push(...catcher.steps.map((one) => (one.kind === 'answer' && one.answer.error === CAUGHT ? { ...one, answer, place } : one)));
  else walk.out.push({ kind: 'caught', text: answer.error ?? 'an error', by: catcher.place, place });
}
