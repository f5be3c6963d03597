import type { MapData, MapRoute } from '../data.ts';
import { tally } from './filter.ts';

/** A kind of caller. */
export interface Column { title: string; takes(route: MapRoute): boolean }

/** The callers of some routes, from everyone to those with a right; rights that the code names come last, by how many routes ask for them. */
export function columnsOf(data: MapData, shown: number[]): Column[] {
  const routes = shown.map((index) => data.routes[index]!);
  const columns: Column[] = [
    { title: 'anyone', takes: ({ access }) => access === 'public' || access === 'intended' },
    { title: 'unknown', takes: ({ access }) => access === 'unknown' },
    { title: 'any known caller', takes: ({ access }) => access === 'authenticated' },
    { title: 'unnamed right', takes: ({ access, roles }) => access === 'authorized' && roles.length === 0 },
    ...tally(routes.flatMap(({ roles }) => roles)).map(([role]): Column => ({ title: role, takes: ({ roles }) => roles.includes(role) })),
  ];
  return columns.filter(({ takes }) => routes.some(takes));
}
