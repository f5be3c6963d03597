import { unwrapped } from '../../rules/unwrapped.ts';
import { statusCodeOf } from '../guards/index.ts';
import type { Expr, FunctionFacts, Guard, ModuleFacts, ProgramView, RouteDetail } from '../model/index.ts';
import { answers, apart } from './blocks.ts';
import { evaluate } from './expressions.ts';
import { sourceOf, type Frame, type Val, type Walk } from './frame.ts';
import { TITLES } from './kinds.ts';
import { bindHandler, nameOf, noteBound } from './requests.ts';
import { enter, run, statements } from './statements.ts';
import { askStrategy, strategyNames } from './strategies.ts';
import type { Answer, Flow, FlowKind, Step } from './types.ts';

/** Frameworks whose handlers answer by calling something: what they return is sent nowhere. */
const CALLS_TO_ANSWER = /^(express|express-openapi|koa|polka|restify|node-http|sails|overnight|adonisjs)$/;

const REFUSES = /^(authentication|authorization|ownership|signature|shared-secret|csrf|rate-limit)$/;

export function startWalk(program: ProgramView): Walk {
  const walk: Walk = {
    evaluate: (expr, frame, label) => evaluate(walk, expr, frame, label),
    statements: (stmts, frame) => statements(walk, stmts, frame),
    enter: (target, args, caller, label, env) => enter(walk, target, args, caller, label, env),
    program, out: [], parameters: [], gaps: [], tokens: [], catchers: [], stack: [], sendsReturned: false, defaultStatus: 200,
  };
  return walk;
}

/** The flow of one route: what stands in front of its handler, and what the handler does. */
export function flowOf(program: ProgramView, detail: RouteDetail, kind: FlowKind): Flow {
  const { route } = detail;
  const walk = startWalk(program);
  for (const guard of detail.passed) if (!guard.inHandler) guardStep(walk, guard, detail);
  walk.sendsReturned = !CALLS_TO_ANSWER.test(route.framework);
  const written = detail.handlers.flatMap((one) => unwrapped(one));
  for (const { module, fn } of written) {
    walk.defaultStatus = statusByDecorator(program, module, fn) ?? (route.framework === 'nestjs' && route.method === 'POST' ? 201 : 200);
    const env = new Map<number, Val>();
    bindHandler(env, module, fn, route.framework, route.method);
    const frame: Frame = { module, fn: fn.id, env, root: true, returned: [], label: '' };
    noteBound(walk, frame, fn);
    run(walk, { fn }, frame);
    if (walk.sendsReturned && !answers(walk.out)) walk.out.push({ kind: 'answer', answer: { status: walk.defaultStatus, body: [] }, place: { file: module.path, line: program.position(module, fn.start).line } });
  }
  const { handler } = route;
  const place = { file: route.file, line: route.line };
  if (written.length === 0) walk.gaps.push({ text: `the handler${handler?.name ? ` ${handler.name}` : ''} is no function of this project`, place });
  return {
    kind, route, title: `${TITLES[kind]}: ${route.method} ${route.path}`, parameters: walk.parameters, steps: walk.out, tokens: walk.tokens, cookies: cookiesIn(walk.out), gaps: walk.gaps,
    ...(handler ? { handler: { name: handler.name, place: { file: handler.file, line: handler.line } } } : {}),
  };
}

/** A check that stands in front of routes, walked by itself. */
export function flowOfGuard(program: ProgramView, guard: Guard, kind: FlowKind, title: string): Flow {
  const walk = startWalk(program);
  const place = { file: guard.file, line: guard.line };
  const found = functionAt(program, guard);
  if (found) walkGuard(walk, found.module, found.fn, 'express', 'GET');
  else walk.gaps.push({ text: `${guard.name} is no function of this project`, place });
  return { kind, title, handler: { name: guard.name, place }, parameters: walk.parameters, steps: walk.out, tokens: walk.tokens, cookies: cookiesIn(walk.out), gaps: walk.gaps };
}

/** The element as one step, with the ways in which it refuses. */
function guardStep(walk: Walk, guard: Guard, { route }: RouteDetail): void {
  const written = writtenAt(walk.program, guard);
  const wrapped = written?.expr.kind === 'call' ? written.expr.args.find((arg) => arg.kind === 'function') : undefined;
  const found = written && wrapped?.kind === 'function' ? { module: written.module, fn: written.module.functions[wrapped.fn]! } : functionAt(walk.program, guard);
  // Express runs a function of four parameters for errors only.
  if (found?.fn.params.length === 4 && /^(express|express-openapi|polka|restify|overnight)$/.test(route.framework)) return;
  const place = { file: guard.appliedAt.file, line: guard.appliedAt.line };
  const seen = { parameters: walk.parameters.length, gaps: walk.gaps.length };
  const { steps } = apart(walk, () => {
    if (found) return walkGuard(walk, found.module, found.fn, route.framework, route.method);
    const asked = written ? strategyNames(walk, written.expr, written) : strategiesOfClass(walk, guard);
    for (const name of asked) askStrategy(walk, name, { module: written?.module ?? walk.program.module(guard.file)!, fn: written?.fn ?? -1, env: new Map(), root: false, returned: [], label: '' });
  });
  const inner = pruned(steps, (guard.proves === 'nothing' || guard.proves === 'unknown') && !guard.startsLogin);
  if (guard.proves === 'nothing' && inner.length === 0 && !guard.startsLogin) {
    // It has no part in the flow, nor what it reads.
    walk.parameters.length = seen.parameters;
    walk.gaps.length = seen.gaps;
    return;
  }
  const name = written && !wrapped ? sourceOf(walk, written.module, written.expr, 50) : guard.name;
  // What a package does before it asks the project's own function, it does not say.
  if ((REFUSES.test(guard.proves) || guard.startsLogin) && (!found || !inner.some(refuses))) inner.unshift({ kind: 'branch', when: `${guard.name || 'it'} refuses`, then: [{ kind: 'answer', answer: { body: [], error: 'refused', elsewhere: true }, place }], else: [], stops: true, place });
  walk.out.push({ kind: 'guard', name, proves: guard.startsLogin ? 'login' : guard.proves, steps: inner, unless: guard.unless ?? [], place });
}

/** A guard as it is written where it is put in front of the route: `auth('manageUsers')`. */
function writtenAt(program: ProgramView, { appliedAt }: Guard): { module: ModuleFacts; expr: Expr; fn: number } | undefined {
  const module = program.module(appliedAt.file);
  const start = module && (module.lineStarts[appliedAt.line - 1] ?? 0) + appliedAt.column - 1;
  const here = module?.lineStarts ? program.calls(module).filter(({ expr }) => expr.start === start) : [];
  const call = here[0];
  if (!module || !call) return undefined;
  // A decorator holds what it applies: `@UseGuards(AuthGuard('jwt'))`.
  const inner = /^(UseGuards|UseBefore|use)$/.test(nameOf(call.expr)) ? call.expr.args[0] : call.expr;
  return inner && inner.kind === 'call' ? { module, expr: inner, fn: call.fn } : undefined;
}

function refuses(step: Step): boolean {
  if (step.kind === 'answer') return step.answer.error !== undefined || (step.answer.status ?? 0) >= 400 || step.answer.redirect !== undefined;
  return step.kind === 'branch' && (step.then.some(refuses) || step.else.some(refuses));
}

/** An element that turns nobody away from this route may still refuse what is sent. */
function isOfValidation({ status, handed }: Answer): boolean {
  return status === undefined ? handed === true : status >= 400 && status !== 401 && status !== 403;
}

/** Of an element in front: the ways in which it refuses, and what it checks. Of one that is no guard, only refusals with a status of their own. */
function pruned(steps: Step[], isNoGuard: boolean): Step[] {
  return steps.flatMap((step): Step[] => {
    if (step.kind === 'check' || step.kind === 'caught') return isNoGuard ? [] : [step];
    if (step.kind === 'answer') return refuses(step) && !(isNoGuard && !isOfValidation(step.answer)) ? [step] : [];
    if (step.kind !== 'branch') return [];
    const [then, other] = [pruned(step.then, isNoGuard), pruned(step.else, isNoGuard)];
    if (then.length === 0 && other.length === 0) return [];
    return [{ ...step, then, else: other }];
  });
}

/** `@UseGuards(LocalGuard)` of `class LocalGuard extends AuthGuard('local')`. */
function strategiesOfClass(walk: Walk, { name, appliedAt }: Guard): string[] {
  const module = walk.program.module(appliedAt.file);
  const at = module && (module.lineStarts[appliedAt.line - 1] ?? 0) + appliedAt.column - 1;
  if (!module || at === undefined) return [];
  const uses = walk.program.calls(module).filter(({ expr }) => expr.start <= at && expr.end >= at && expr.end - expr.start < 500);
  const used = uses.flatMap(({ expr, fn }) => expr.args.filter((arg) => arg.kind === 'ref' && arg.name === name).map((arg) => walk.program.denote(module, arg, fn)));
  const cls = used.find((one) => one.kind === 'class');
  return cls?.kind === 'class' && cls.cls.extends ? strategyNames(walk, cls.cls.extends, { module: cls.module, fn: -1 }) : [];
}

function walkGuard(walk: Walk, module: ModuleFacts, fn: FunctionFacts, framework: string, method: string): void {
  const env = new Map<number, Val>();
  bindHandler(env, module, fn, framework, method);
  run(walk, { fn }, { module, fn: fn.id, env, root: true, returned: [], label: '' });
}

/** The function that stands exactly where a guard is defined, or the one that it returns. */
function functionAt(program: ProgramView, guard: Guard): { module: ModuleFacts; fn: FunctionFacts } | undefined {
  const module = program.module(guard.file);
  const start = module?.lineStarts[guard.line - 1];
  if (!module || start === undefined) return undefined;
  const fn = module.functions.find((one) => one.start === start + guard.column - 1);
  return fn && { module, fn };
}

/** `@HttpCode(204)`. */
function statusByDecorator(program: ProgramView, module: ModuleFacts, fn: FunctionFacts): number | undefined {
  const member = fn.cls === undefined ? undefined : module.classes[fn.cls]?.members.find((one) => one.fn === fn.id);
  for (const one of member?.decorators ?? []) {
    if (one.kind === 'call' && nameOf(one.callee) === 'HttpCode' && one.args[0]) return statusCodeOf(program.denote(module, one.args[0], -1));
  }
  return undefined;
}

function cookiesIn(steps: Step[]): Flow['cookies'] {
  return steps.flatMap((step) => (step.kind === 'cookie' ? [step.cookie] : step.kind === 'branch' ? [...cookiesIn(step.then), ...cookiesIn(step.else)] : step.kind === 'loop' || step.kind === 'guard' ? cookiesIn(step.steps) : []));
}
