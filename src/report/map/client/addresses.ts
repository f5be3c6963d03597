import type { MapData } from '../data.ts';
import { tally } from './filter.ts';

/** What names each route in the address of the page: method and path, and the file where several routes have those. */
export function addressesOf({ routes, files }: MapData): string[] {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  const times = new Map(tally(names));
  return routes.map(({ at }, i) => encodeURIComponent(times.get(names[i]!) === 1 ? names[i]! : `${names[i]!} in ${files[at[0]]!.name}`));
}
