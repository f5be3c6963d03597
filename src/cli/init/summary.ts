import { isProtecting } from '../../guards/index.ts';
import type { Route } from '../../model/index.ts';
import { count } from '../../report/text.ts';
import type { Survey } from './survey.ts';

const MOST_GUARDS = 6;
const MOST_PACKAGES = 6;

/** What was found, in a few lines. */
export function summary({ packages, ci, installer, config }: Survey, files: number, routes: Route[]): string[] {
  const frameworks = tally(routes.map(({ framework }) => framework));
  const access = tally(routes.map((route) => (route.access === 'public' && route.publicBy !== undefined ? 'public on purpose' : route.access)));
  const guards = tally(routes.flatMap((route) => [...new Set(route.guards.filter((guard) => isProtecting(guard) && !guard.inHandler).map(({ name }) => name))]));
  const nested = packages.filter((folder) => folder !== '');
  return [
    `Found ${count(files, 'file')} with ${count(routes.length, 'route')}${routes.length > 0 ? `: ${named(access)}` : '. "authlint doctor" says what could not be read'}.`,
    ...(frameworks.length > 0 ? [`  frameworks  ${named(frameworks)}`] : []),
    ...(guards.length > 0 ? [`  guards      ${named(guards.slice(0, MOST_GUARDS))}${guards.length > MOST_GUARDS ? ` and ${guards.length - MOST_GUARDS} more` : ''}`] : []),
    ...(nested.length > 0 ? [`  packages    ${nested.slice(0, MOST_PACKAGES).join(', ')}${nested.length > MOST_PACKAGES ? ` and ${nested.length - MOST_PACKAGES} more` : ''}`] : []),
    `  installs    with ${installer.name}`,
    ...(ci.length > 0 ? [`  pipelines   ${ci.join(', ')}`] : []),
    ...(config === undefined ? [] : [`  configured  by ${config}`]),
  ];
}

/** Words with how often each is there, the most frequent first. */
function tally(words: string[]): [word: string, times: number][] {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return [...times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function named(tallied: [string, number][]): string {
  return tallied.map(([word, times]) => `${word} ${times}`).join(', ');
}
