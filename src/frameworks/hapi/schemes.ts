import type { FunctionValue, Value } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import { startState, verdictOf, type Dialect, type Element, type GivenProof, type JudgeContext, type RequestLine } from '../../guards/index.ts';
import { dialectOf, validateArguments } from './dialect.ts';
import { quietly } from './routes.ts';
import type { Servers, Strategy } from './servers.ts';

/** Schemes of packages: what they take for credentials is good only if `validate` says so, or is checked by themselves. */
const ASKS = /^(basic|bearer-access-token|multiple-headers|hapi-auth-header|http-header|digest|auth-header|api-key|apikey)$/i;
const STARTS_LOGIN = /^bell$/i;

/** Whoever comes by it is on the way to log in: `@hapi/bell`. */
export function startsLogin(strategy: Strategy | undefined): boolean {
  return strategy?.scheme !== undefined && STARTS_LOGIN.test(strategy.scheme);
}

/** What a strategy proves of a caller whom it lets through in mode `required`. */
export function strategyElement(name: string, element: Element, servers: Servers, request: RequestLine, context: JudgeContext, inScheme: Dialect): Element {
  const strategy = servers.strategies.get(name);
  if (!strategy) return given(element, { proves: 'authentication', basis: 'name', reason: `the strategy \`${name}\` is declared outside the project` });
  const { scheme } = strategy;
  const own = scheme === undefined ? undefined : servers.schemes.get(scheme);
  if (own) return ownScheme(own, strategy, element, request, { ...context, dialect: inScheme });
  if (startsLogin(strategy)) return given(element, { proves: 'nothing', basis: 'library', startsLogin: true, reason: `the strategy \`${name}\` starts or ends a login` });
  const validate = optionIn(strategy, 'validate', 'validateFunc');
  const shown = validate?.kind === 'function' ? { ...element, value: validate } : element;
  if (isUnverified(strategy)) return given(shown, { proves: 'nothing', basis: 'library', populates: true, reason: `the strategy \`${name}\` reads tokens without verifying them` });
  const decides = optionIn(strategy, 'verify')?.kind === 'function' ? optionIn(strategy, 'verify') : scheme !== undefined && ASKS.test(scheme) ? validate : undefined;
  if (decides?.kind === 'function' && acceptsAnyone(decides, scheme ?? '', request, context)) {
    return given(shown, { proves: 'nothing', basis: 'body', reason: `the strategy \`${name}\` accepts whatever credentials it is given` });
  }
  return given(shown, { proves: 'authentication', basis: 'library' });
}

function given(element: Element, proof: GivenProof): Element {
  return { ...element, given: proof };
}

function optionIn({ options }: Strategy, ...names: string[]): Value | undefined {
  return options?.kind === 'object' ? names.map((name) => options.props.get(name)).find((value) => value !== undefined) : undefined;
}

/** `verify: false` of @hapi/jwt leaves out the signature, too. */
function isUnverified(strategy: Strategy): boolean {
  const verify = optionIn(strategy, 'verify');
  return strategy.scheme === 'jwt' && verify?.kind === 'literal' && verify.value === false;
}

/** Whether a strategy's own check lets someone through who has only made something up. */
function acceptsAnyone(fn: FunctionValue, scheme: string, request: RequestLine, context: JudgeContext): boolean {
  const dialect = dialectOf('validate', { decorations: new Map() }, { name: `hapi validate ${scheme}`, supply: validateArguments(scheme) });
  const { open, anonymous } = verdictOf(fn, request, startState(), { ...context, dialect }, false);
  return open !== 'no' && anonymous.outcomes.some((one) => one.end === 'next');
}

/** `server.auth.scheme(name, (server, options) => ({ authenticate }))`: `authenticate` is judged like any other guard. */
function ownScheme(scheme: Value, strategy: Strategy, element: Element, request: RequestLine, context: JudgeContext): Element {
  const { record } = strategy;
  const { machine, dialect } = context;
  const made = alternatives(scheme).flatMap((fn) => (fn.kind === 'function' ? alternatives(quietly(machine, () => machine.invoke(fn, [record.receiver?.kind === 'property' ? record.receiver.object : { kind: 'unknown', reason: 'a server' }, strategy.options ?? { kind: 'literal', value: undefined }], fn.self, { module: record.module, start: record.expr.start, end: record.expr.end }))) : []));
  const authenticate = made.flatMap((one) => (one.kind === 'object' ? [machine.getMember(one, 'authenticate', { module: record.module, start: record.expr.start, end: record.expr.end })] : [])).find((one) => one.kind === 'function');
  if (!authenticate) return given(element, { proves: 'authentication', basis: 'name', reason: `the scheme of the strategy \`${strategy.name}\` could not be followed` });
  const shown: Element = { ...element, value: authenticate, dialect };
  const { forgeable, anonymous } = verdictOf(authenticate, request, startState(), context, false);
  const ways = anonymous.outcomes.filter((one) => one.end === 'next');
  // It asks for a credential: that it goes unchecked is not to be said of what could not be followed.
  const vague = forgeable && ways.every((one) => one.assumptions.some((assumption) => assumption.kind === 'unknown'));
  return vague ? given(shown, { proves: 'authentication', basis: 'body', reason: 'how it checks credentials could not be followed to the end' }) : shown;
}
