import type { MapAccess, MapData, MapRoute } from '../data.ts';

/** What narrows the routes; '' and the empty set stand for everything. */
export interface Filters {
  text: string;
  accesses: Set<MapAccess>;
  method: string;
  framework: string;
  role: string;
  /** Index of a guard, or -1. */
  guard: number;
  /** Only routes with findings. */
  findings: boolean;
}

export function noFilters(): Filters {
  return { text: '', accesses: new Set(), method: '', framework: '', role: '', guard: -1, findings: false };
}

export function isFiltering(filters: Filters): boolean {
  return filters.text.trim() !== '' || filters.accesses.size > 0 || filters.findings || filters.guard >= 0
    || filters.method !== '' || filters.framework !== '' || filters.role !== '';
}

/** Finds the routes that pass; every word of the text has to occur in the route, its file, its handler, its guards or its roles. */
export function filterOf(data: MapData): (filters: Filters) => number[] {
  const texts = data.routes.map((route) => textOf(data, route));
  return (filters) => {
    const words = filters.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found: number[] = [];
    data.routes.forEach((route, i) => {
      if (passes(route, filters) && words.every((word) => texts[i]!.includes(word))) found.push(i);
    });
    return found;
  };
}

function textOf(data: MapData, route: MapRoute): string {
  const guards = new Set(route.passed.map(({ guard }) => data.guards[guard]!.name));
  return [route.method, route.path, data.files[route.at[0]]!.name, route.handler?.name ?? '', ...guards, ...route.roles].join(' ').toLowerCase();
}

function passes(route: MapRoute, { accesses, method, framework, role, guard, findings }: Filters): boolean {
  return (accesses.size === 0 || accesses.has(route.access))
    && (method === '' || route.method === method)
    && (framework === '' || route.framework === framework)
    && (role === '' || route.roles.includes(role))
    && (guard < 0 || route.passed.some((pass) => pass.guard === guard))
    && (!findings || route.findings.length > 0);
}

/** Values with how often they occur, most frequent first. */
export function tally(values: Iterable<string>): [value: string, times: number][] {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** Guards of some routes, each with those routes: what protects before what does not, then by how many they are. */
export function guardsOf(data: MapData, shown: number[]): { guard: number; routes: number[] }[] {
  const routes = new Map<number, number[]>();
  for (const index of shown) {
    for (const guard of new Set(data.routes[index]!.passed.map((pass) => pass.guard))) {
      const list = routes.get(guard);
      if (list) list.push(index);
      else routes.set(guard, [index]);
    }
  }
  const idle = (guard: number) => (data.guards[guard]!.protects ? 0 : 1);
  return [...routes].map(([guard, list]) => ({ guard, routes: list }))
    .sort((a, b) => idle(a.guard) - idle(b.guard) || b.routes.length - a.routes.length || a.guard - b.guard);
}
