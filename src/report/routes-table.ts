import type { Colors } from 'picocolors/types.js';
import type { Access, Route } from '../model/route.ts';
import type { Analysis } from '../model/finding.ts';
import { table, type Cell, type Column } from './table.ts';
import { count, printable } from './text.ts';

const HEADS: Column[] = [
  { title: 'METHOD' }, { title: 'PATH', least: 12 }, { title: 'ACCESS' }, { title: 'ROLES', least: 5 },
  { title: 'GUARDS', least: 6 }, { title: 'WHERE', least: 12, keepEnd: true },
];
const ACCESSES: Access[] = ['public', 'authenticated', 'authorized', 'unknown'];

function access(route: Route, colors: Colors): Cell {
  if (route.access === 'public') {
    return route.publicBy === undefined
      ? { text: 'public', paint: colors.red }
      : { text: `public by ${printable(route.publicBy.split(':')[0]!)}`, paint: colors.cyan };
  }
  return { text: route.access, paint: route.access === 'unknown' ? colors.yellow : colors.green };
}

function guards(route: Route): string {
  const names = route.guards.filter((guard) => guard.proves !== 'nothing')
    .map((guard) => guard.inHandler ? `${guard.name} (in handler)` : guard.name);
  return [...new Set(names)].join(', ');
}

function total(routes: Route[]): string {
  const parts = ACCESSES.flatMap((kind) => {
    const some = routes.filter((route) => route.access === kind);
    const meant = some.filter((route) => route.publicBy !== undefined).length;
    if (some.length === 0) return [];
    return [`${some.length} ${kind}${kind === 'public' && meant > 0 ? ` (${meant} on purpose)` : ''}`];
  });
  return parts.length === 0 ? 'No routes.' : `${count(routes.length, 'route')}: ${parts.join(', ')}.`;
}

/**
 * The routes as a table for people, by path and method, with a line of totals. Guards that prove nothing are left out.
 *
 * @param options.columns width of the terminal; without it lines are as long as they need to be
 */
export function routesTable(analysis: Analysis, { colors, columns }: { colors: Colors; columns?: number }): string {
  const order = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;
  const routes = [...analysis.routes].sort((a, b) => order(a.path, b.path) || order(a.method, b.method));
  if (routes.length === 0) return `${total(routes)}\n`;
  const rows = routes.map((route): Cell[] => [
    { text: printable(route.method), paint: colors.bold },
    { text: printable(route.path) },
    access(route, colors),
    { text: printable(route.roles.join(', ')) || '-' },
    { text: printable(guards(route)) || '-' },
    { text: `${printable(route.file)}:${route.line}`, paint: colors.dim },
  ]);
  return [...table(HEADS, rows, { room: columns, heading: colors.dim }), '', total(routes), ''].join('\n');
}
