import type { CallExpr, Expr, FunctionFacts, ModuleFacts, NewExpr } from '../model/index.ts';
import { fail, respond } from './answers.ts';
import { clearCookie, setCookie, setCookieHeader } from './cookies.ts';
import { answers, apart } from './blocks.ts';
import { NOTHING, placeOf, sourceOf, variable, type Frame, type Val, type Walk } from './frame.ts';
import { knowledgeOf } from './knowledge.ts';
import { callbacks, gap, inline, step } from './notes.ts';
import { outside } from './outside.ts';
import { nameOf, readCall } from './requests.ts';
import { signed } from './tokens.ts';
import type { Step } from './types.ts';

type Call = CallExpr | NewExpr;

const TELLING = /(token|session|password|passwd|login|logout|sign_?in|sign_?out|auth|otp|2fa|mfa|api_?key|verif|credential|blacklist|revoke)/i;

/** What a call gives, with the steps that it takes: the project's own functions are walked into. */
export function call(walk: Walk, expr: Call, frame: Frame, label: string): Val {
  const { callee } = expr;
  const name = nameOf(callee);
  if (callee.kind === 'function') return enterFunction(walk, { module: frame.module, fn: frame.module.functions[callee.fn]! }, [], frame, label);
  const isChain = callee.kind === 'member' && callee.object.kind === 'call';
  const receiver = callee.kind === 'member' ? walk.evaluate(callee.object, frame, isChain ? label : '') : undefined;
  const bound = callee.kind === 'ref' ? variable(callee, frame) : undefined;
  if (bound?.role === 'next') return next(walk, expr, frame);
  if (bound?.fn) return enterBound(walk, bound.fn, values(walk, expr, frame), frame, label);
  if (isPromiseStep(receiver, callee, name)) return promise(walk, expr, name, receiver!, frame);
  if (isParallel(callee) && expr.args[0]) return walk.evaluate(expr.args[0], frame, label);
  const knowledge = knowledgeOf(walk.program);
  const cookie = knowledge.cookies.get(expr);
  const signing = knowledge.signings.get(expr);
  const args = values(walk, expr, frame);
  if (cookie && receiver?.input?.in !== 'session') {
    setCookie(walk, expr, cookie, cookie.value ? valueOfArgument(walk, expr, cookie.value, args, frame) : undefined, frame);
    return receiver ?? NOTHING;
  }
  if (/^(clearCookie|deleteCookie|removeCookie)$/.test(name) || (name === 'delete' && receiver?.input?.in === 'cookie')) {
    clearCookie(walk, expr, frame);
    return receiver ?? NOTHING;
  }
  if (/^(setHeader|append|set|header|appendHeader)$/.test(name) && setCookieHeader(walk, expr, args[1], frame)) return receiver ?? NOTHING;
  if (signing) return signed(walk, expr, signing, frame, label);
  const response = respond(walk, expr, name, receiver, args, frame);
  if (response) return response;
  const read = expr.kind === 'call' ? readCall(walk, expr, name, receiver, args, frame) : undefined;
  if (read) return { ...read, origin: { module: frame.module, expr, frame } };
  const library = knowledge.verifications.get(expr);
  if (library !== undefined) {
    step(walk, 'check', `verifies the token${expr.args[0] ? ` in ${sourceOf(walk, frame.module, expr.args[0], 40)}` : ''} (${library})`, expr, frame);
    callbacks(walk, expr, frame);
    return NOTHING;
  }
  const session = sessionCall(walk, expr, name, receiver, frame);
  if (session) return session;
  const entered = enterTargets(walk, expr, name, args, frame, label);
  if (entered) return entered;
  return outside(walk, expr, name, receiver, args, frame, label);
}

/** Arguments; functions among them are kept for whoever calls them. */
function values(walk: Walk, expr: Call, frame: Frame): Val[] {
  return expr.args.map((arg) => {
    const val = walk.evaluate(arg, frame);
    return val.origin ? val : { ...val, origin: { module: frame.module, expr: arg, frame } };
  });
}

function valueOfArgument(walk: Walk, expr: Call, value: Expr, args: Val[], frame: Frame): Val {
  const at = expr.args.indexOf(value);
  return at >= 0 ? args[at]! : walk.evaluate(value, frame);
}

function next(walk: Walk, expr: Call, frame: Frame): Val {
  const [error, user] = expr.args;
  const place = placeOf(walk, frame.module, expr);
  if (!error || error.kind === 'literal' || (error.kind === 'ref' && error.name === 'undefined')) {
    // `done(null, false)`: Passport refuses.
    if (user?.kind === 'literal' && (user.value === false || user.value === null)) walk.out.push({ kind: 'answer', answer: { body: [], error: 'refused', elsewhere: true }, place });
    return NOTHING;
  }
  const val = walk.evaluate(error, frame);
  // The framework's own error handler, outside of every `catch` here.
  const { catchers } = walk;
  walk.catchers = [];
  fail(walk, val, error, frame, place, true);
  walk.catchers = catchers;
  return NOTHING;
}

function enterFunction(walk: Walk, target: { module: ModuleFacts; fn: FunctionFacts }, args: Val[], frame: Frame, label: string): Val {
  return walk.enter(target, args, frame, label, frame.module === target.module ? frame.env : undefined) ?? NOTHING;
}

function enterBound(walk: Walk, fn: NonNullable<Val['fn']>, args: Val[], frame: Frame, label: string): Val {
  return walk.enter(fn, args, { ...frame, up: fn.frame }, label, fn.frame.env) ?? NOTHING;
}

function enterTargets(walk: Walk, expr: Call, name: string, args: Val[], frame: Frame, label: string): Val | undefined {
  let targets: { module: ModuleFacts; fn: FunctionFacts }[] = expr.kind === 'new' ? [] : walk.program.targets(frame.module, expr, frame.fn);
  if (targets.length === 0 && expr.callee.kind === 'member') {
    targets = schemaMethods(walk, expr.callee.object, name, frame);
  }
  const [first] = targets;
  if (!first) return undefined;
  if (targets.length > 1) gap(walk, `${sourceOf(walk, frame.module, expr.callee, 60)} may be one of ${targets.length} functions; the one in ${first.module.path} is shown`, expr, frame);
  const result = walk.enter(first, args, frame, label);
  if (!result) {
    if (TELLING.test(name)) gap(walk, `${sourceOf(walk, frame.module, expr.callee, 60)}: too deep, or it calls itself`, expr, frame);
    return NOTHING;
  }
  return result;
}

/** The method of a Mongoose schema that a call means: the only one of that name, or the one beside the model it is called on. */
function schemaMethods(walk: Walk, object: Expr, name: string, frame: Frame): { module: ModuleFacts; fn: FunctionFacts }[] {
  const methods = knowledgeOf(walk.program).schemaMethods.get(name) ?? [];
  if (methods.length < 2) return methods;
  const model = walk.program.denote(frame.module, object, frame.fn);
  return model.kind === 'result' ? methods.filter((one) => one.module === model.call.module) : [];
}

/** `req.login(user)`, `req.logout()`, `req.session.regenerate()`, `session.destroy()`. */
function sessionCall(walk: Walk, expr: Call, name: string, receiver: Val | undefined, frame: Frame): Val | undefined {
  const ofRequest = receiver?.role === 'request' || receiver?.role === 'context';
  if (ofRequest && /^log(in|In|out|Out)$/.test(name)) step(walk, 'session', `${/in/i.test(name) ? 'logs the user in to' : 'ends'} the session (${sourceOf(walk, frame.module, expr.callee, 40)})`, expr, frame);
  else if (receiver?.input?.in === 'session' && /^(regenerate|destroy|save|set|delete|unset|clear)$/.test(name)) step(walk, 'session', { regenerate: 'makes a new session id', destroy: 'ends the session', save: 'saves the session' }[name] ?? `${name === 'set' ? 'sets' : 'removes'} a value of the session`, expr, frame);
  else if (/^(commitSession|destroySession)$/.test(name)) step(walk, 'session', name === 'commitSession' ? 'writes the session into its cookie' : 'ends the session, with its cookie', expr, frame);
  else return undefined;
  callbacks(walk, expr, frame);
  return NOTHING;
}

function isPromiseStep(receiver: Val | undefined, callee: Expr, name: string): boolean {
  return receiver !== undefined && callee.kind === 'member' && /^(then|catch|finally)$/.test(name);
}

/** `find().then((user) => ...).catch((error) => ...)`. */
function promise(walk: Walk, expr: Call, name: string, receiver: Val, frame: Frame): Val {
  const [first] = expr.args;
  const failing = name === 'catch' ? first : expr.args[1];
  let result: Val = receiver;
  if (name !== 'catch' && first) {
    if (first.kind === 'function') result = inline(walk, frame, first, [receiver]).returned.find((one) => one !== NOTHING) ?? NOTHING;
    else walk.evaluate(first, frame);
  }
  if (failing?.kind === 'function') {
    const { steps } = apart(walk, () => inline(walk, frame, failing, []));
    if (steps.length > 0) behindFailure(walk, { kind: 'branch', when: `the call of line ${placeOf(walk, frame.module, expr).line} fails (caught)`, then: steps, else: [], stops: answers(steps), place: placeOf(walk, frame.module, failing) });
  }
  return result;
}

/** Behind the answer nothing would be read: the case stands in front of it. */
function behindFailure(walk: Walk, branch: Step): void {
  const last = walk.out.at(-1);
  if (last?.kind === 'answer') walk.out.splice(-1, 0, branch);
  else walk.out.push(branch);
}

function isParallel(callee: Expr): boolean {
  return callee.kind === 'member' && /^(all|allSettled|resolve)$/.test(callee.property) && nameOf(callee.object) === 'Promise';
}
