import type { Site, Value } from '../../model/index.ts';
import { alternatives, textOf } from '../../link/index.ts';
import { isProtecting, judge, startState, type Dialect, type Element, type JudgeContext, type RequestLine } from '../../guards/index.ts';
import { startsLogin, strategyElement } from './schemes.ts';
import { writtenName, type Servers } from './servers.ts';

/** An `auth` option (hapi.dev, "route.options.auth"), as far as it is given. */
export interface AuthOption {
  /** None: those of the default. */
  strategies: string[] | undefined;
  mode: string | undefined;
  /** None: those of the default. */
  access: Access[] | undefined;
  site: Site;
  /** It is the default only where this (configuration) says so. */
  unless?: string[];
}

/** What credentials have to have besides being good. */
export interface Access { scopes: string[]; site: Site }

export type Setting = { kind: 'off' } | { kind: 'missing' } | { kind: 'option'; option: AuthOption } | { kind: 'unknown'; reason: string };

export function settingOf(value: Value | undefined, site: Site): Setting {
  if (!value || (value.kind === 'literal' && value.value === undefined)) return { kind: 'missing' };
  const all = alternatives(value);
  if (all.length > 1) {
    const settings = all.map((one) => settingOf(one, site));
    const first = settings[0]!;
    return settings.every((one) => one.kind === 'option') ? first : { kind: 'unknown', reason: 'its `auth` option is one of several, chosen when the application starts, and not all of them ask for credentials' };
  }
  if (value.kind === 'literal' && !value.value) return { kind: 'off' };
  if (value.kind === 'object') {
    const own = value.site ?? site;
    const strategies = namesIn(value.props.get('strategies') ?? value.props.get('strategy'));
    const mode = value.props.get('mode');
    return { kind: 'option', option: { strategies, mode: mode && (textOf(mode) ?? '?'), access: accessIn(value.props, own), site: own } };
  }
  const name = nameOf(value);
  return name === undefined ? { kind: 'unknown', reason: 'its `auth` option could not be resolved' } : { kind: 'option', option: { strategies: [name], mode: undefined, access: undefined, site: 'site' in value && value.site ? value.site : site } };
}

/** A strategy by its name, or by the setting that names it. */
function nameOf(value: Value): string | undefined {
  if (value.kind === 'env' || value.kind === 'property') return value.name;
  if (value.kind === 'external') return value.path.at(-1);
  return value.kind === 'text' || (value.kind === 'literal' && typeof value.value === 'string') ? writtenName(value) : undefined;
}

function namesIn(value: Value | undefined): string[] | undefined {
  if (!value) return undefined;
  const names = alternatives(value).flatMap((one) => (one.kind === 'array' ? one.elements : [one])).flatMap((one) => nameOf(one) ?? []);
  return names.length > 0 ? names : undefined;
}

function accessIn(props: Map<string, Value>, site: Site): Access[] | undefined {
  const listed = props.get('access');
  const objects = listed ? alternatives(listed).flatMap((one) => (one.kind === 'array' ? one.elements : [one])) : [];
  const scopes = [props.get('scope'), ...objects.map((one) => (one.kind === 'object' ? one.props.get('scope') : undefined))].filter((one) => one !== undefined);
  if (scopes.length === 0) return listed ? [] : undefined;
  return scopes.flatMap((scope): Access[] => {
    if (scope.kind === 'literal' && !scope.value) return [];
    const all = alternatives(scope).flatMap((one) => (one.kind === 'array' ? one.elements : [one]));
    // Whoever lacks a forbidden scope gets in: that alone asks for nothing.
    const wanted = all.map((one) => textOf(one) ?? nameOf(one) ?? '').filter((name) => !name.startsWith('!'));
    return wanted.length > 0 ? [{ scopes: wanted.filter((name) => name !== '').map((name) => name.replace(/^\+/, '')), site: 'site' in scope && scope.site ? scope.site : site }] : [];
  });
}

/** The option with what the default adds, as `_setupRoute` does. */
export function withDefault(option: AuthOption, base: AuthOption | undefined): AuthOption {
  if (option.strategies || !base) return option;
  return { strategies: base.strategies, mode: option.mode ?? base.mode, access: option.access ?? base.access, site: option.site };
}

/** What the option puts in front of the handler: who is calling, and what they may do. */
export function authElements(option: AuthOption, servers: Servers, request: RequestLine, context: JudgeContext, inScheme: Dialect): { authenticate: Element[]; authorize: Element[] } {
  const { strategies = [], mode = 'required', access = [], site } = option;
  const name = strategies.join(' | ') || 'auth';
  const element: Element = { value: { kind: 'unknown', reason: 'a strategy' }, site, name };
  if (strategies.length === 0) return { authenticate: [{ ...element, given: { proves: 'unknown', basis: 'name', reason: 'the strategy of its `auth` option could not be resolved' } }], authorize: [] };
  if (strategies.every((one) => startsLogin(servers.strategies.get(one)))) {
    return { authenticate: [{ ...element, given: { proves: 'nothing', basis: 'library', startsLogin: true, reason: `the strategy \`${name}\` starts or ends a login` } }], authorize: [] };
  }
  if (mode === 'try' || mode === 'optional') return { authenticate: [{ ...element, given: { proves: 'nothing', basis: 'library', populates: true, reason: `the mode \`${mode}\` lets callers without credentials through` } }], authorize: [] };
  if (mode !== 'required') return { authenticate: [{ ...element, given: { proves: 'unknown', basis: 'library', reason: 'the mode of its `auth` option could not be resolved' } }], authorize: [] };
  const tried = strategies.map((one) => strategyElement(one, element, servers, request, context, inScheme));
  // Any of them is enough: together they are as good as the worst.
  const worst = tried.find((one) => !isProtecting(judge(one, request, startState(), context).guard)) ?? tried[0]!;
  const authorize = access.length > 0 ? [scoped(access)] : [];
  return { authenticate: [option.unless && worst.given && isProtecting(worst.given) ? { ...worst, given: { ...worst.given, unless: option.unless } } : worst], authorize };
}

function scoped(access: Access[]): Element {
  const roles = [...new Set(access.flatMap((one) => one.scopes))];
  return { value: { kind: 'unknown', reason: 'a scope' }, site: access[0]!.site, name: 'scope', given: { proves: 'authorization', basis: 'library', roles } };
}
