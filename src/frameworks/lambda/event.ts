import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, literal, settle, textOf, UNDEFINED } from '../../link/index.ts';
import { caller, connect, credential, fetchCall, fetchOutside, identity, isIdentityName, readProp, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';
import { choiceOf } from '../choice.ts';

const EVENT = caller('context', 'event');

/** A member of an event of API Gateway, version 1 or 2 (docs.aws.amazon.com, "Input format of a Lambda function for proxy integration"). */
function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') {
    if (target.name === 'middy') return name === 'event' ? EVENT : name === 'context' ? caller('input', 'context', site) : readProp(sim, `middy.${name}`) ?? caller('input', `middy.${name}`, site);
    if (target.name !== 'event') return caller('input', `${target.name}.${name}`, site);
    const set = readProp(sim, `event.${name}`);
    if (set) return set;
    switch (name) {
      case 'headers': case 'multiValueHeaders': return caller('input', 'headers', site);
      case 'cookies': return caller('input', 'cookies', site);
      case 'queryStringParameters': case 'multiValueQueryStringParameters': return caller('input', 'query', site);
      case 'pathParameters': return caller('input', 'params', site);
      case 'httpMethod': return sim.request.method === 'ALL' ? caller('input', 'method', site) : literal(sim.request.method);
      case 'path': case 'rawPath': return literal(sim.request.path);
      case 'authorizationToken': case 'identitySource': return credential(sim, name, site);
      case 'requestContext': return caller('context', 'requestContext', site);
      case 'body': case 'rawQueryString': case 'isBase64Encoded': case 'resource': case 'routeKey': case 'methodArn': case 'routeArn': case 'type': case 'version': case 'stageVariables': case 'Records': case 'source': case 'rawBody': return caller('input', name, site);
      // What middleware of the project has left there; nothing has for those who are not known.
      default: return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
    }
  }
  return connect.member(target, name, site, sim);
}

/** What the gateway says of the request: of the caller only what an authorizer has found out. */
function contextMember(name: string, site: Site, sim: Simulation): Value {
  const set = readProp(sim, `requestContext.${name}`);
  if (set) return set;
  if (name === 'authorizer') return identity(sim, name, site);
  if (name === 'http') return caller('context', 'requestContext', site);
  if (name === 'method' || name === 'httpMethod') return sim.request.method === 'ALL' ? caller('input', 'method', site) : literal(sim.request.method);
  if (name === 'path' || name === 'resourcePath') return literal(sim.request.path);
  if (name === 'identity') return caller('context', 'identity', site);
  return caller('input', `requestContext.${name}`, site);
}

const BY_IAM = /^(cognitoIdentityId|cognitoAuthenticationProvider|userArn|user|caller|accountId|apiKey|apiKeyId)$/;

const base: Pick<Dialect, 'member' | 'assign' | 'outside'> = {
  member(target, name, site, sim) {
    if (target.what === 'context' && target.name === 'requestContext' && name !== 'then') return contextMember(name, site, sim);
    if (target.what === 'context' && target.name === 'identity') return BY_IAM.test(name) ? identity(sim, name, site) : caller('input', name === 'sourceIp' ? 'ip' : name, site);
    return member(target, name, site, sim);
  },
  assign(target, name, value, _site, sim) { sim.props.set(`${target.name}.${name}`, value); return true; },
  outside: (record, sim) => fetchOutside(record, sim),
};

/** The answer that a function gives: `{ statusCode, body }`; data without a status is one with 200. */
function answered(value: Value, site: Site, sim: Simulation): void {
  const settled = settle(value);
  const made = alternatives(settled).find((one) => one.kind === 'object');
  sim.ended = { kind: 'answered', site: (made?.kind === 'object' && made.site) || site };
  const status = made?.kind === 'object' ? made.props.get('statusCode') : undefined;
  sim.status = (status && statusCodeOf(status)) ?? (status && sim.because && sim.catching ? 500 : 200);
}

/** `(event, context, callback)`: what is returned, or handed to the callback, is the response. */
export const handling: Dialect = {
  ...base, name: 'lambda handler',
  arguments: () => [EVENT, caller('context', 'context'), caller('response', 'res.callback')],
  call(callee, args, record, sim) {
    if (callee.what !== 'response' || callee.name !== 'res.callback') return fetchCall(callee, args, record, sim);
    if (sim.ended) return UNDEFINED;
    const site = siteOf(record);
    if (args[0] && !(args[0].kind === 'literal' && !args[0].value)) sim.ended = { kind: 'error', site, value: args[0] };
    else answered(args[1] ?? UNDEFINED, site, sim);
    return UNDEFINED;
  },
  returned: (value, site, sim) => { if (!(value.kind === 'literal' && value.value === undefined)) answered(value, site, sim); else { sim.ended = { kind: 'answered', site }; sim.status = 200; } },
  thrown: errorAnswer,
};

/** The error of `http-errors` and its like answers with the status that it carries. */
function errorAnswer(value: Value, site: Site, sim: Simulation): void {
  const status = value.kind === 'object' ? statusCodeOf(value.props.get('statusCode') ?? value.props.get('status')) : undefined;
  if (status === undefined) return;
  sim.status = status;
  sim.ended = { kind: 'answered', site };
}

/** `before(request)` of middleware of Middy: what it returns is the response, and without that the request goes on. */
export const before: Dialect = {
  ...base, name: 'middy before',
  arguments: () => [caller('context', 'middy'), caller('next', 'next')],
  call: (callee, args, record, sim) => (callee.what === 'next' ? connect.call(callee, args, record, sim) : fetchCall(callee, args, record, sim)),
  returned(value, site, sim) {
    if (value.kind === 'literal' && value.value === undefined) sim.passed = true;
    else answered(value, site, sim);
  },
  thrown: errorAnswer,
};

/** A function that the gateway asks: it answers with a policy, with `{ isAuthorized }`, or with an error (docs.aws.amazon.com, "Use API Gateway Lambda authorizers"). */
export const authorizing: Dialect = {
  ...base, name: 'lambda authorizer',
  arguments: () => [EVENT, caller('context', 'context'), caller('response', 'res.callback')],
  call(callee, args, record, sim) {
    if (callee.what !== 'response' || callee.name !== 'res.callback') return fetchCall(callee, args, record, sim);
    if (args[0] && !(args[0].kind === 'literal' && !args[0].value)) { sim.ended ??= { kind: 'answered', site: siteOf(record) }; sim.status = 401; } else decide(args[1] ?? UNDEFINED, siteOf(record), sim);
    return UNDEFINED;
  },
  returned: (value, site, sim) => { if (!sim.passed && !sim.ended) decide(settle(value), site, sim); },
  thrown(_value, site, sim) { sim.ended = { kind: 'answered', site }; sim.status = 401; },
};

function decide(value: Value, site: Site, sim: Simulation): void {
  const said = effectIn(value, 4, (flag) => choiceOf(flag, site, sim));
  if (said === 'Allow') sim.passed = true;
  else { sim.ended ??= { kind: 'answered', site }; sim.status = sim.because ? 403 : 500; }
}

function effectIn(value: Value, depth: number, holds: (flag: Value) => boolean): 'Allow' | 'Deny' | undefined {
  for (const one of alternatives(settle(value))) {
    if (one.kind === 'array') for (const inner of one.elements) { const found = effectIn(inner, depth - 1, holds); if (found) return found; }
    if (one.kind !== 'object' || depth < 0) continue;
    const flag = one.props.get('isAuthorized');
    if (flag) return holds(flag) ? 'Allow' : 'Deny';
    const effect = one.props.get('Effect');
    if (effect) return textOf(effect) === 'Deny' ? 'Deny' : 'Allow';
    for (const inner of one.props.values()) { const found = effectIn(inner, depth - 1, holds); if (found) return found; }
  }
  return undefined;
}

const siteOf = (record: CallRecord): Site => ({ module: record.module, start: record.expr.start, end: record.expr.end });
