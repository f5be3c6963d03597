import type { Condition, ResultValue, Value } from '../../model/index.ts';
import { alternatives, packageOf, textOf, truth, UNDEFINED } from '../../link/index.ts';
import { connect, type Element } from '../../guards/index.ts';
import { nameOfExpr } from '../elements.ts';
import { pathsOf, type Pattern } from '../paths.ts';
import { elementsOf } from '../elements.ts';
import { pathOfInstance } from './instance.ts';
import { isPhase, type Phase } from './phases.ts';
import { pluginsOf } from './plugin.ts';
import { listed } from './routes.ts';

/** A hook of an instance, for all routes of it and below it. */
export interface Hook {
  phase: Phase;
  element: Element;
  conditions: Condition[];
  /** Of middleware given to `use`: the paths it is for. */
  paths?: Pattern[];
  base?: string;
}

/** What is registered on an instance itself, in order. */
export function hooksOf(instance: ResultValue): Hook[] {
  return instance.calls.flatMap((record): Hook[] => {
    const { conditions } = record;
    if (record.method === 'addHook') {
      const phase = record.args[0] && textOf(record.args[0]);
      const value = record.args[1];
      if (phase === undefined || !isPhase(phase) || !value) return [];
      const expr = record.expr.args.length === 2 ? record.expr.args[1] : undefined;
      return listed(value, { module: record.module, expr, span: expr ?? record.expr }).map((element) => ({ phase, element, conditions }));
    }
    if (record.method === 'use') {
      const paths = pathsOf(record.args[0]);
      return elementsOf(record, paths ? 1 : 0).map((element) => ({ phase: 'onRequest', element: { ...element, dialect: connect }, conditions, base: pathOfInstance(instance), ...(paths ? { paths } : {}) }));
    }
    if (record.method !== 'register') return [];
    return pluginsOf(record.args[0]).flatMap((plugin) => {
      if (plugin.kind !== 'package') return [];
      const expr = record.expr.args[0];
      const element = { value: plugin.value, site: { module: record.module, start: record.expr.start, end: record.expr.end }, name: (expr && nameOfExpr(expr)) || plugin.name };
      const hook = ofPackage(plugin.name, element, record.args[1]);
      return hook ? [{ ...hook, conditions }] : [];
    });
  });
}

const BEARER = /^(@fastify\/|fastify-)bearer-auth$/;
/** Packages about callers whose plugins put nothing in front of routes: they add methods for hooks of the project's own. */
const ADDS_METHODS = /^(@fastify\/|fastify-)(jwt|auth|cookie|session|secure-session|basic-auth|oauth2|csrf-protection|csrf|passport|sensible|server-session|jwt-jwks|auth0-verify|guard|casbin|firebase-auth|iron-session)$|^@(clerk|mgcrea|kinde-oss)\/|^(supertokens-node|passport|better-auth|grant)(\/|$)/;
const ABOUT_CALLERS = /auth(?!or)|jwt|oidc|saml|keycloak|acl|rbac|permission|guard|bearer|api-?key|session|token/i;

/** What registering a package's plugin puts in front of the routes of the instance. */
function ofPackage(name: string, element: Element, options: Value | undefined): Pick<Hook, 'phase' | 'element'> | undefined {
  const option = (key: string): Value => alternatives(options ?? UNDEFINED).map((one) => (one.kind === 'object' ? one.props.get(key) : undefined)).find((one) => one !== undefined) ?? UNDEFINED;
  if (BEARER.test(name)) {
    const hook = option('addHook');
    const phase = textOf(hook) ?? 'onRequest';
    if (truth(hook) === false && hook !== UNDEFINED) return undefined;
    return { phase: isPhase(phase) ? phase : 'onRequest', element: { ...element, given: { proves: 'authentication', basis: 'library' } } };
  }
  if (/^(@fastify\/|fastify-)rate-limit$/.test(name)) return { phase: 'onRequest', element: { ...element, given: { proves: 'rate-limit', basis: 'library' } } };
  if (ADDS_METHODS.test(name) || !ABOUT_CALLERS.test(name) || packageOf(element.value) === undefined) return undefined;
  return { phase: 'onRequest', element: { ...element, given: { proves: 'unknown', basis: 'library', reason: `what the plugin \`${name}\` puts in front of routes is not known to authlint` } } };
}
