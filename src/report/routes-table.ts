import type { Colors } from 'picocolors/types.js';
import type { Access, Route } from '../model/route.ts';
import type { Analysis } from '../model/finding.ts';
import { table, type Cell, type Column } from './table.ts';
import { count, inert, printable } from './text.ts';

const HEADS: Column[] = [
  { title: 'METHOD' }, { title: 'PATH', least: 12 }, { title: 'ACCESS' }, { title: 'ROLES', least: 5 },
  { title: 'GUARDS', least: 6 }, { title: 'WHERE', least: 12, keepEnd: true },
];
const ACCESSES: Access[] = ['public', 'authenticated', 'authorized', 'unknown'];

/** `authorized`, or `public by convention` for what is open on purpose. */
export function accessOfRoute({ access, publicBy }: Route): string {
  return access === 'public' && publicBy !== undefined ? `public by ${publicBy.split(':')[0]!}` : access;
}

function access(route: Route, colors: Colors): Cell {
  const open = route.publicBy === undefined ? colors.red : colors.cyan;
  return { text: printable(accessOfRoute(route)), paint: { public: open, unknown: colors.yellow, authenticated: colors.green, authorized: colors.green }[route.access] };
}

/** Names of the guards that prove something, each once. */
export function guardNames(route: Route): string[] {
  const names = route.guards.filter((guard) => guard.proves !== 'nothing')
    .map((guard) => guard.inHandler ? `${guard.name} (in handler)` : guard.name);
  return [...new Set(names)];
}

/** `16 routes: 5 public (4 on purpose), 11 authorized.` */
export function routeTotals(routes: Route[]): string {
  const parts = ACCESSES.flatMap((kind) => {
    const some = routes.filter((route) => route.access === kind);
    const meant = some.filter((route) => route.publicBy !== undefined).length;
    if (some.length === 0) return [];
    return [`${some.length} ${kind}${kind === 'public' && meant > 0 ? ` (${meant} on purpose)` : ''}`];
  });
  return parts.length === 0 ? 'No routes.' : `${count(routes.length, 'route')}: ${parts.join(', ')}.`;
}

/** The routes by path and method; those of one path and method as the analysis has them. */
export function routesInOrder({ routes }: Analysis): Route[] {
  const order = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;
  return [...routes].sort((a, b) => order(a.path, b.path) || order(a.method, b.method));
}

/**
 * The routes as a table for people, by path and method, with a line of totals. Guards that prove nothing are left out.
 *
 * @param options.columns width of the terminal; without it lines are as long as they need to be
 */
export function routesTable(analysis: Analysis, { colors, columns }: { colors: Colors; columns?: number }): string {
  const routes = routesInOrder(analysis);
  if (routes.length === 0) return `${routeTotals(routes)}\n`;
  const rows = routes.map((route): Cell[] => [
    { text: printable(route.method), paint: colors.bold },
    { text: printable(route.path) },
    access(route, colors),
    { text: printable(route.roles.join(', ')) || '-' },
    { text: printable(guardNames(route).join(', ')) || '-' },
    { text: `${printable(route.file)}:${route.line}`, paint: colors.dim },
  ]);
  return inert([...table(HEADS, rows, { room: columns, heading: colors.dim }), '', routeTotals(routes), ''].join('\n'));
}
