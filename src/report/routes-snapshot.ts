import type { Route } from '../model/route.ts';
import { isProtecting } from '../guards/judge.ts';
import { printable } from './text.ts';

const HEAD = '# Who may call what: method, path, access, roles, guards. Written by "authlint routes --snapshot", held by "authlint check --snapshot".';

function accessOf({ access, publicBy }: Route): string {
  return access === 'public' && publicBy !== undefined ? `public by ${publicBy.split(':')[0]}` : access;
}

function line(route: Route): string {
  const guards = route.guards.filter((guard) => isProtecting(guard) || guard.proves === 'unknown').map((guard) => guard.inHandler ? `${guard.name} in handler` : guard.name);
  const list = (names: string[]): string => [...new Set(names)].join(', ') || '-';
  return printable([route.method, route.path, accessOf(route), list([...route.roles].sort()), list(guards)].join('  '));
}

function byPath(a: Route, b: Route): number {
  const order = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0;
  return order(a.path, b.path) || order(a.method, b.method);
}

/**
 * The routes as a text to be committed and reviewed: one a line, by path and method, without places, so that it changes only when
 * what is true of callers does.
 */
export function routesSnapshot(routes: Route[]): string {
  const lines = [...routes].sort(byPath).map((route) => ({ route, text: line(route) }));
  lines.sort((a, b) => byPath(a.route, b.route) || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return `${[HEAD, ...lines.map(({ text }) => text)].join('\n')}\n`;
}

function routesIn(text: string): string[] {
  return text.split(/\r?\n/).filter((one) => one.trim() !== '' && !one.startsWith('#'));
}

/** Lines without a counterpart, each as often as it is missing. */
function without(lines: string[], others: string[]): string[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
  return lines.filter((one) => {
    const many = left.get(one) ?? 0;
    left.set(one, many - 1);
    return many <= 0;
  });
}

/**
 * What differs between a snapshot and the routes of today: `- ` and `+ ` lines by path. Comments, order and line ends do not count.
 *
 * @returns none when they say the same
 */
export function snapshotDrift(before: string, after: string): string[] {
  const [old, now] = [routesIn(before), routesIn(after)];
  const keyOf = (text: string): string => { const [method = '', path = ''] = text.slice(2).split('  '); return `${path}\0${method}`; };
  const drift = [...without(old, now).map((text) => `- ${printable(text)}`), ...without(now, old).map((text) => `+ ${printable(text)}`)];
  return drift.map((text) => ({ text, key: keyOf(text) })).sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : a.text < b.text ? 1 : a.text > b.text ? -1 : 0).map(({ text }) => text);
}
