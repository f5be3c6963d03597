import { endpointWords } from '../guards/index.ts';
import { conventionOf } from '../guards/conventions.ts';
import type { Route } from '../model/index.ts';
import { namesRefreshHandler, pathOfRefresh } from '../../rules/token-names.ts';
import type { FlowKind } from './types.ts';

const STEP_UP = /(^|[/-])(2fa|mfa|totp|two-factor(-auth(entication)?)?|step-up|sudo|re-?auth(enticate)?|second-factor)($|[/-])/;
const PROVES = /verify|validate|challenge|confirm|check|authenticate|log-?in|step-up|sudo|re-?auth|authorize|complete/;
const API_KEY = /(^|\/)(api-?keys?|access-keys?|personal-access-tokens?|api-tokens?|(create|generate|revoke|rotate|regenerate|delete|new)-(api-?)(key|token)s?|api-?key-[a-z]+)(\/|$)/;
const CALLBACK = /(^|[/-])(callback|acs|redirect|return|consume)($|\/)/;

/** Which flow a route belongs to, by its path, or by what its handler is called where the path says nothing. */
export function kindOf(route: Route): FlowKind | undefined {
  if (/^(HEAD|OPTIONS)$/.test(route.method)) return undefined;
  const path = endpointWords(route.path);
  const handler = (route.handler?.name ?? '').replace(/^.*\./, '');
  if (API_KEY.test(path)) return route.method === 'GET' ? undefined : 'api-key';
  if (STEP_UP.test(path) && (PROVES.test(path) || PROVES.test(handler.toLowerCase())) && !/disable|enable|setup|set-up|generate|status|recovery|regenerate/.test(path)) return 'step-up';
  const convention = conventionOf(route);
  if (convention === 'token refresh' || pathOfRefresh(route.path)) return 'refresh';
  if (convention === 'logout') return 'logout';
  if (convention === 'OAuth' || (convention === 'login' && CALLBACK.test(path))) return 'oauth';
  if (convention === 'login') return 'login';
  if (convention !== undefined) return undefined;
  if (namesRefreshHandler(handler)) return 'refresh';
  if (/^(log|sign)_?out(User|All|Everywhere)?$/i.test(handler)) return 'logout';
  if (/^(handle|post|do|user|local)?_?(log|sign)_?in(User|WithPassword|Local|Post|Handler)?$/i.test(handler)) return 'login';
  return /^(oauth|google|github|facebook|sso|saml)\w*callback$|^handleOAuthCallback$/i.test(handler) ? 'oauth' : undefined;
}

/** What the flow is called, before its route. */
export const TITLES: Record<FlowKind, string> = { login: 'Login', refresh: 'Refresh', logout: 'Logout', oauth: 'OAuth', 'step-up': 'Step-up', 'api-key': 'API key' };

export const ORDER: FlowKind[] = ['login', 'oauth', 'step-up', 'refresh', 'logout', 'api-key'];
