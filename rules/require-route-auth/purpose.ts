import type { FunctionValue, Guard, Route, RuleContext } from '../../src/model/index.ts';
import { endpointWords } from '../../src/guards/index.ts';
import { keepsNothing } from './effects.ts';
import { isOpenRead } from './open-reads.ts';
import { checksPassword } from './password-check.ts';
import { endsSession } from './session-end.ts';
import { logsInWithPassword } from './sign-up.ts';

/** Parameters whose value only those know whom the address was given to: a capability URL (W3C, Good Practices for Capability URLs). */
const CAPABILITY = /^(.*(token|secret|otp|nonce|signature)|(share|shared|sharing|public|invite|invitation|magic|one-?time|unsubscribe|access|preview)[-_]?(id|key|link|link[-_]?id|code|slug|hash|uuid))$/i;

const PARTS = [
  'public', 'published', 'shares?', 'shared', 'share-links?', 'embeds?', 'embedded', 'og-image(?:-[a-z]+)*', 'opensearch(?:\\.xml)?', 'unsubscribe', 'open-graph(?:-image)?', 'opengraph-image', 'twitter-image', 'favicons?', 'wallpapers?', 'logos?', 'icons?', 'avatars?', '[a-z-]*-avatars?',
  'manifest(?:\\.[a-z]+)?', 'site\\.webmanifest', 'feeds?', 'rss(?:\\.xml)?', 'atom(?:\\.xml)?', 'sitemaps?(?:\\.xml)?', 'pricing(?:\\.[a-z]+)?', 'terms(?:-of-[a-z]+)?', 'privacy(?:-policy)?', 'legal', 'imprint', 'changelog', 'locales?', 'translations?', 'i18n', '404', '500', 'not-found', 'banned', 'badges?',
];
/** Read by whoever comes along: what is published, shared by its link, or part of a page. */
const PUBLISHED = new RegExp(`(?:^|[/.])(?:${PARTS.join('|')})(?:[/.]|$)|(?:^|[/.])(?:get-|list-|fetch-|load-|read-)?(?:public|published|shared)-[a-z-]+(?:/|$)`);
/** The settings that a client needs before anyone can log in, as the whole path. */
const CLIENT_SETTINGS = new RegExp(`^(?:${[
  '(?:(?:app|client|public|site|web|ui|server|config|auth)/)?(?:(?:get-)?(?:app|client|public|site|web|ui)-)?(?:configs?|configuration|settings|info|information|features|feature-flags|bootstrap)',
  // Whether there is an administrator yet, and ways to log in.
  '(?:(?:auth|set-?up|install|installation|system|app|server|users?|instance)/)?(?:(?:is|has|needs|check|get)-)?(?:configured|initiali[sz]ed|installed|set-?up(?:-(?:status|state|required|complete|completed))?|first-(?:run|user|time)|onboarded)',
  '(?:set-?up|install(?:ation)?)/(?:status|state|required)',
  '(?:auth/)?(?:oauth2?|oidc|sso|saml)(?:/|-)(?:auth-)?(?:available|providers?|methods|enabled|config|status-public)',
  // What payment providers call publishable: their scripts in the browser ask for it.
  '(?:configs?|settings|keys?|payments?)/(?:(?:get-)?(?:paypal|stripe|razorpay|braintree|google|mapbox|recaptcha)(?:-?(?:api-?|public-?|publishable-?|client-?|site-?)?(?:key|id|config))?)',
  '(?:get-)?(?:paypal|stripe|razorpay|braintree|recaptcha)(?:/|-)(?:api-?|public-?|publishable-?|client-?|site-?)(?:key|id)',
].join('|')})$`);
/** Asked while an account is chosen. */
const AVAILABILITY = /(?:^|\/)(?:(?:check|is|validate)-(?:user-?name|e-?mail|slug|handle|name|availability)(?:-(?:available|availability|taken|exists|unique))?|(?:user-?name|e-?mail|user|slug|handle)(?:s)?\/(?:check|available|availability|exists|taken))$/;
/** What is not for everybody, whatever else its path says. */
const RESTRICTED = /(?:^|\/)(?:(?:super-)?admins?|internal|private|debug|system|staff|manage|management|users?|members?|all)(?:\/|$)/;
/** Forms and signals of visitors. */
const VISITORS = /(?:^|[/.])(?:collect|beacon|pixel|telemetry|csp-(?:reports?|violations?)|web-vitals|vitals|contact(?:-us|-form)?(?:\/(?:add|new|send|create|submit|message))?|(?:e?nquir(?:y|ies)|inquir(?:y|ies))|get-in-touch|feedback|(?:newsletters?|mailing-list)(?:\/(?:subscribe|sign-?up|join))?|subscribe|waitlist|wait-list|unsubscribe|(?:page-?)?views?|view-count|impressions?|clicks?|theme(?:-switch)?|set-theme|locale|set-locale)$/;

/** Said to a guard where a route is declared. */
const OPTIONAL = /\b(?:optional|allow_?anonymous|allow_?guests?|allow_?unauthenticated)\s*:\s*true\b/i;
const MAX_DECLARATION = 800;

const READS = new Set(['GET', 'HEAD', 'QUERY']);
const ENTERS = new Set(['POST', 'PUT', 'MUTATION', 'ACTION', 'RPC']);
/** What is done to an account that is there already, or by somebody else. */
const NO_SIGN_UP = /:id|password|passwd|reset|change|update|edit|admin|staff|internal/;

/** It was made to let callers through who are not known, and says so by its name. */
function isTold(guard: Guard, read: boolean): boolean {
  return guard.proves === 'nothing' && (guard.weakness === 'optional' || (read && (guard.populates === true || guard.reason !== undefined)));
}

/** `(req, res) => res.sendStatus(404)`. */
function saysNothingIsThere({ program }: RuleContext<unknown>, { module, fn }: FunctionValue): boolean {
  return fn.body.length === 1 && fn.end - fn.start < 300 && /\b(?:404|405|501)\b|not_?found|not_?allowed/i.test(program.text(module).slice(fn.start, fn.end)) && !/\bawait\b|[?]/.test(program.text(module).slice(fn.start, fn.end));
}

/**
 * What makes it likely that a route without a check is meant to be open, where its path is not that of an endpoint which has to be; `undefined`
 * where nothing does.
 */
export function likelyPurpose(context: RuleContext<unknown>, route: Route): string | undefined {
  const parts = (route.path.startsWith('/') ? route.path : `/${route.path}`).split('/');
  if (parts.some((part) => CAPABILITY.test(/^:(\w+)/.exec(part)?.[1] ?? ''))) return 'its address holds a key that only those know who were given it';
  const words = endpointWords(route.path);
  const read = READS.has(route.method);
  if (!RESTRICTED.test(words)) {
    if (read && PUBLISHED.test(words)) return 'its name says that it is published';
    if ((read || route.method === 'ALL') && CLIENT_SETTINGS.test(words)) return 'a client needs it before anyone can log in';
    if (!read && VISITORS.test(words)) return 'it is for visitors';
    if (isOpenRead(context.map, route)) return 'everybody may read what only known callers may change';
  }
  if (AVAILABILITY.test(words)) return 'it is asked while an account is chosen';
  const { handlers, module, start, passed } = context.map.details.get(route)!;
  const handler = handlers[0];
  if (!handler) return undefined;
  if (saysNothingIsThere(context, handler)) return 'its handler answers that nothing is there';
  const declaration = handler.module === module && handler.fn.start > start ? context.program.text(module).slice(start, Math.min(handler.fn.start, start + MAX_DECLARATION)) : '';
  if (OPTIONAL.test(declaration) || passed.some((guard) => guard.appliedAt.file === route.file && /optional|anonymous|guest/i.test(guard.name) && isTold(guard, read))) return 'its guard is told to let callers through who are not known';
  if (passed.some((guard) => guard.weakness === 'conditional')) return 'what is stored about the object that it is asked for says whether its guard lets unknown callers through';
  if (endsSession(handlers)) return 'its handler ends the session, as a logout does';
  if (checksPassword(context.program, handlers)) return 'its handler checks a password, as a login does';
  if (ENTERS.has(route.method) && !NO_SIGN_UP.test(words) && logsInWithPassword(context.program, handlers)) return 'its handler takes a password and logs in whoever sent it, as a sign-up does';
  // Of other entry points, a handler that does little may well be one that is not written yet.
  return route.method === 'ACTION' && keepsNothing(context.program, handlers) ? 'its handler reads and keeps nothing but what the caller sent' : undefined;
}
