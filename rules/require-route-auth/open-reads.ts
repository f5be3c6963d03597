import type { AuthMap, Route } from '../../src/model/index.ts';
import { endpointWords } from '../../src/guards/index.ts';
import { changesState, isGuarded } from './peers.ts';

const READS = new Set(['GET', 'HEAD', 'QUERY']);

const CONTENT = [
  'products?', 'catalogs?', 'catalogues?', 'categor(?:y|ies)', 'sub-?categor(?:y|ies)', 'brands?', 'collections?', 'variants?', 'offers?', 'promotions?', 'deals?', 'stores?', 'shops?', 'restaurants?', 'menus?', 'dish(?:es)?', 'foods?', 'recipes?', 'hotels?', 'listings?', 'propert(?:y|ies)', 'tours?',
  'articles?', 'posts?', 'blogs?', 'news', 'stor(?:y|ies)', 'comments?', 'replies', 'reviews?', 'ratings?', 'testimonials?', 'topics?', 'threads?', 'questions?', 'answers?', 'tags?', 'genres?', 'authors?', 'books?', 'movies?', 'films?', 'shows?', 'episodes?', 'songs?', 'albums?', 'artists?', 'tracks?', 'podcasts?', 'videos?',
  'courses?', 'lessons?', 'chapters?', 'bootcamps?', 'tutorials?', 'events?', 'venues?', 'speakers?', 'talks?', 'jobs?', 'vacanc(?:y|ies)', 'faqs?', 'banners?', 'slides?', 'galler(?:y|ies)', 'portfolios?', 'pages?', 'countries', 'country', 'cities', 'city', 'regions?', 'currenc(?:y|ies)', 'languages?',
  'packages?', 'plugins?', 'themes?', 'templates?', 'recommendations?', 'leaderboards?', 'profiles?',
];
/** What is there to be read by whoever comes along. */
const PUBLISHED_KIND = new RegExp(`(?:^|[/.-])(?:${CONTENT.join('|')})(?:[/.-]|$)`);
const PRIVATE_KIND =
  /(?:^|[/.-])(?:admins?|internal|private|debug|system|staff|manage|management|users?|members?|accounts?|customers?|clients?|patients?|employees?|students?|people|contacts?|orders?|payments?|invoices?|transactions?|wallets?|carts?|baskets?|checkouts?|bookings?|reservations?|appointments?|messages?|chats?|conversations?|inbox|mails?|emails?|notifications?|applications?|apps?|integrations?|connections?|providers?|settings?|preferences?|prefs|configs?|configuration|keys?|tokens?|secrets?|credentials?|passwords?|sessions?|logs?|audits?|reports?|analytics|statistics|stats|metrics|dashboards?|charts?|containers?|docker|servers?|hosts?|databases?|backups?|files?|uploads?|documents?|contracts?|records?|webhooks?|devices?|subscriptions?|billing|permissions?|roles?|exports?|downloads?|drafts?|mine|my|me|own|self|all|pending|deleted|archived?|unpublished)(?:[/.-]|$)/;

/**
 * Whether the route reads what anyone may read, and only known callers may change: a decision that the code around it shows. Every write beside it is
 * guarded, most reads are open, and what is read is by its name there for visitors, or both its list and its items are open.
 */
export function isOpenRead(map: AuthMap, route: Route): boolean {
  if (!READS.has(route.method)) return false;
  const words = endpointWords(route.path);
  if (PRIVATE_KIND.test(words)) return false;
  const published = PUBLISHED_KIND.test(words);
  if (route.method === 'QUERY' && !published) return false;
  return circlesOf(map, route, words).some((circle) => showsSplit(circle, published));
}

/** Its router, where that is mounted under a path of its own; and what of the application stands under the same first word, whoever declares it. */
function circlesOf(map: AuthMap, route: Route, words: string): Route[][] {
  const first = firstWord(words);
  const { application } = map.details.get(route)!;
  const besides = map.routes.filter((one) => one.publicBy === undefined);
  const isOfOneThing = (route.mounts.at(-1)?.path ?? '/') !== '/';
  return [isOfOneThing ? besides.filter((one) => one.group === route.group) : [], first === undefined ? [] : besides.filter((one) => map.details.get(one)!.application === application && firstWord(endpointWords(one.path)) === first)];
}

function firstWord(words: string): string | undefined {
  return words.split('/').find((part) => part !== '' && !part.startsWith(':'));
}

function showsSplit(circle: Route[], published: boolean): boolean {
  const writes = circle.filter(changesState);
  if (!writes.some(isGuarded) || (!published && writes.some((one) => one.access === 'public'))) return false;
  const reads = circle.filter((one) => READS.has(one.method));
  const open = reads.filter((one) => one.access === 'public');
  if (open.length * 2 <= reads.filter(isGuarded).length) return false;
  const items = open.filter((one) => /\/:[^/]+$/.test(one.path)).length;
  return published || (items > 0 && items < open.length);
}
