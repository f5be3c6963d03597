import { callIndex } from '../../rules/call-index.ts';
import { alternatives, packageOf, textOf } from '../link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, Place, ProgramView, Span } from '../model/index.ts';
import { NOTHING, placeOf, type Frame, type Val, type Walk } from './frame.ts';
import { inputField, nameOf } from './requests.ts';

/** A strategy of Passport (passportjs.org, Strategies), with the function of the project that it asks. */
export interface Strategy {
  name: string;
  /** The package that it is of. */
  library: string;
  module: ModuleFacts;
  fn: FunctionFacts;
  place: Place;
  /** Where it is set up, as written. */
  setup: { module: ModuleFacts; span: Span };
}

const known = new WeakMap<ProgramView, Map<string, Strategy>>();

/** Strategies by the name under which they are asked. */
export function strategiesOf(program: ProgramView): Map<string, Strategy> {
  let found = known.get(program);
  if (!found) known.set(program, (found = new Map([...registered(program), ...ofNest(program)].map((one) => [one.name, one]))));
  return found;
}

/** The name that a strategy has of itself: `passport-google-oauth20` is `google`. */
function defaultName(library: string): string {
  return library.replace(/^.*\/(?=[^/]+$)/, '').replace(/^passport-/, '').replace(/-(oauth|oauth2|oauth20|strategy|api|auth)\d*$/, '').replace(/\d$/, '');
}

/** `passport.use('name', new Strategy(options, verify))`. */
function registered(program: ProgramView): Strategy[] {
  return (callIndex(program).get('use') ?? []).flatMap(({ module, expr, fn }): Strategy[] => {
    if (expr.callee.kind !== 'member' || !/passport$/i.test(nameOf(expr.callee.object)) || expr.args.length === 0) return [];
    const made = program.denote(module, expr.args.at(-1)!, fn);
    const own = expr.args.length > 1 ? textOf(program.denote(module, expr.args[0]!, fn)) : undefined;
    return alternatives(made).flatMap((one): Strategy[] => {
      if (one.kind !== 'result' || !one.call.constructed) return [];
      const verify = one.call.args.findLast((arg) => arg.kind === 'function');
      const library = packageOf(one.call.callee) ?? packageOf(one) ?? '';
      if (verify?.kind !== 'function') return [];
      return [{ name: own ?? defaultName(library), library, module: verify.module, fn: verify.fn, place: placeOf({ program }, module, expr), setup: { module: one.call.module, span: one.call.expr } }];
    });
  });
}

/** `class JwtStrategy extends PassportStrategy(Strategy, 'jwt')` (docs.nestjs.com, Passport). */
function ofNest(program: ProgramView): Strategy[] {
  return program.modules.flatMap((module) => module.classes.flatMap((cls): Strategy[] => {
    const made = cls.extends;
    const validate = cls.members.find((one) => one.name === 'validate' && one.fn !== undefined);
    if (made?.kind !== 'call' || nameOf(made.callee) !== 'PassportStrategy' || validate?.fn === undefined || !made.args[0]) return [];
    const library = packageOf(program.denote(module, made.args[0], -1)) ?? '';
    const own = made.args[1] && textOf(program.denote(module, made.args[1], -1));
    return [{ name: own ?? defaultName(library), library, module, fn: module.functions[validate.fn]!, place: placeOf({ program }, module, cls), setup: { module, span: cls } }];
  }));
}

/** The names in `authenticate('jwt', { session: false })`, `AuthGuard(['jwt', 'local'])`. */
export function strategyNames(walk: Walk, expr: Expr, frame: Pick<Frame, 'module' | 'fn'>): string[] {
  const first = expr.kind === 'call' && /^(authenticate|authorize|AuthGuard)$/.test(nameOf(expr.callee)) ? expr.args[0] : undefined;
  if (!first) return [];
  const value = walk.program.denote(frame.module, first, frame.fn);
  return (value.kind === 'array' ? value.elements : [value]).flatMap((one) => textOf(one) ?? []);
}

/** Walks what the project says of a strategy's callers. @returns whether there is such a strategy */
export function askStrategy(walk: Walk, name: string, frame: Frame): boolean {
  const strategy = strategiesOf(walk.program).get(name);
  if (!strategy) return false;
  walk.out.push({ kind: 'check', text: `Passport strategy ${name} (${strategy.library || 'package not known'})`, place: strategy.place });
  const { module, span } = strategy.setup;
  const text = walk.program.text(module).slice(span.start, span.end);
  const at: Expr = { kind: 'this', start: span.start, end: span.start };
  const setup: Frame = { ...frame, module };
  if (/fromAuthHeader|bearer/i.test(text + strategy.library)) inputField(walk, 'header', 'authorization', at, setup);
  for (const [, part, field] of text.matchAll(/from(BodyField|Header|UrlQueryParameter)\(\s*['"]([\w-]+)['"]/g)) inputField(walk, part === 'BodyField' ? 'body' : part === 'Header' ? 'header' : 'query', field!, at, setup);
  const field = (option: string, usual: string): string => new RegExp(`${option}\\s*:\\s*['"]([\\w-]+)['"]`).exec(text)?.[1] ?? usual;
  const isLocal = /local/.test(strategy.library) || /local/.test(name);
  let taken = 0;
  const args = strategy.fn.params.map((param): Val => {
    const called = module.bindings[param.binding]?.name ?? strategy.module.bindings[param.binding]?.name ?? '';
    if (/^(done|cb|callback|next|verified)$/i.test(called)) return { tokens: [], role: 'next' };
    if (/^req(uest)?$/.test(called)) return { tokens: [], role: 'request' };
    if (!isLocal || taken > 1) return NOTHING;
    return inputField(walk, 'body', taken++ === 0 ? field('usernameField', 'username') : field('passwordField', 'password'), at, setup);
  });
  walk.enter({ module: strategy.module, fn: strategy.fn }, args, frame, '');
  return true;
}
