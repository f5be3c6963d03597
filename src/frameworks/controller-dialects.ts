import type { FunctionValue, Site, Value } from '../model/index.ts';
import { entryOf, settle, textOf, UNDEFINED } from '../link/index.ts';
import { caller, connect, credential, identity, isCredentialHeader, isIdentityName, readProp, statusCodeOf, type Dialect, type Simulation } from '../guards/index.ts';
import { choiceOf } from './choice.ts';
import type { Named } from './named.ts';

export type Supply = (fn: FunctionValue, sim: Simulation) => Value[];

/** A method of a controller: what it returns is the response. */
export function answering(name: string, supply: Supply): Dialect {
  return { ...connect, name, arguments: () => [UNDEFINED], supply, returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; }, thrown: endWithStatus };
}

/**
 * A function that a framework asks whether a caller may go on. What it returns something true for goes on; others get `status`.
 *
 * @param keeps the property of the request under which what it returned is found afterwards
 */
export function asking(name: string, supply: Supply, status: number, keeps?: string): Dialect {
  return {
    ...connect, name, arguments: () => [UNDEFINED], supply, thrown: endWithStatus,
    returned(value, site, sim) {
      if (choiceOf(value, site, sim)) {
        if (keeps) sim.props.set(keeps, settle(value));
        sim.passed = true;
      } else {
        sim.ended = { kind: 'answered', site };
        sim.status = status;
      }
    },
  };
}

/** A function that throws, or rejects, for callers who may not go on; whatever it returns is kept as the user. */
export function rejecting(name: string, supply: Supply, keeps = 'user'): Dialect {
  return {
    ...connect, name, arguments: () => [UNDEFINED], supply, thrown: endWithStatus,
    returned(value, _site, sim) {
      sim.props.set(keeps, settle(value));
      sim.passed = true;
    },
  };
}

/** An error of the project's own that hands its status to a package's class (`super(401, message)`) answers with it. */
export function endWithStatus(value: Value, site: Site, sim: Simulation): void {
  const given = value.kind === 'object' ? value.props.get('\0super') : undefined;
  const status = given?.kind === 'array' ? given.elements.map(statusCodeOf).find((code) => code !== undefined && code >= 400) : undefined;
  if (status === undefined) return;
  sim.status = status;
  sim.ended = { kind: 'answered', site };
}

/** What of the request the decorators of parameters hand over, by their names in lower case: all of it, or the part they name. */
const PARTS: Record<string, string> = {
  body: 'body', bodyparam: 'body', bodyprop: 'body', requestbody: 'body', uploadedfile: 'files', uploadedfiles: 'files', formfield: 'body',
  param: 'params', params: 'params', path: 'params', requestparam: 'params',
  query: 'query', queries: 'query', queryparam: 'query', queryparams: 'query',
  header: 'headers', headers: 'headers', headerparam: 'headers', headerparams: 'headers', requestheaders: 'headers',
  cookie: 'cookies', cookies: 'cookies', cookieparam: 'cookies', cookieparams: 'cookies', session: 'session', sessionparam: 'session',
};

/** The value of a decorated parameter. `whole`: what the handler is called with in its place where nothing is decorated. */
export function argumentOf(mark: Named | undefined, site: Site, sim: Simulation): Value {
  const name = mark?.name.toLowerCase() ?? '';
  if (name === 'req' || name === 'request') return caller('request', 'req');
  if (name === 'res' || name === 'response') return caller('response', 'res');
  if (name === 'next') return caller('next', 'next');
  if (!mark || !Object.hasOwn(PARTS, name)) return mark && isIdentityName(mark.name) ? readProp(sim, mark.name) ?? identity(sim, mark.name, site) : caller('input', mark?.name ?? 'argument', site);
  const part = mark.args[0] && textOf(mark.args[0]);
  const container = entryOf(PARTS, name)!;
  const whole = caller('input', container, site);
  if (part === undefined) return whole;
  if (container === 'headers' && isCredentialHeader(part)) return credential(sim, part, site);
  return connect.member(whole, part, site, sim) ?? whole;
}
