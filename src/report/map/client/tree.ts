import { ACCESSES, type MapAccess, type MapRoute } from '../data.ts';

/** A part of a path that several routes share. */
export interface TreeGroup { kind: 'group'; key: string; label: string; children: TreeNode[]; total: number; counts: Record<MapAccess, number> }
/** `label` is what its path adds to the group's. */
export interface TreeLeaf { kind: 'route'; key: string; label: string; route: number }
export type TreeNode = TreeGroup | TreeLeaf;

/** One visible line of the tree. `level`, `position` and `size` as ARIA counts them, from 1. */
export interface TreeRow { node: TreeNode; level: number; position: number; size: number; expanded: boolean; parent: number }

interface Branch { children: Map<string, Branch>; routes: number[] }

const METHODS = ['ALL', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** `/api/users/:id` is `/api`, `/users`, `/:id`; `user.byId` is `user.`, `byId`. */
export function segmentsOf(path: string): string[] {
  const parts = path.startsWith('/') ? path.match(/\/[^/]*/g) : path.match(/[^./]*[./]|[^./]+$/g);
  return parts ?? [path];
}

/** The tree of some routes, by path; groups with one way on are one group. */
export function treeOf(routes: MapRoute[], shown: number[]): TreeNode[] {
  const top: Branch = { children: new Map(), routes: [] };
  for (const index of shown) {
    let branch = top;
    for (const segment of segmentsOf(routes[index]!.path)) {
      let next = branch.children.get(segment);
      if (!next) branch.children.set(segment, next = { children: new Map(), routes: [] });
      branch = next;
    }
    branch.routes.push(index);
  }
  return nodesOf(top, '', routes);
}

function nodesOf(branch: Branch, key: string, routes: MapRoute[]): TreeNode[] {
  const own = branch.routes.map((route): TreeLeaf => ({ kind: 'route', key: `${key}#${route}`, label: '/', route }));
  const below = [...branch.children].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([label, child]) => nodesAt(child, label, key, routes));
  return [...sortedByMethod(own, routes), ...below];
}

function nodesAt(given: Branch, segment: string, above: string, routes: MapRoute[]): TreeNode[] {
  let [branch, label] = [given, segment];
  while (branch.routes.length === 0 && branch.children.size === 1) {
    const [[more, only]] = branch.children as unknown as [[string, Branch]];
    [branch, label] = [only, label + more];
  }
  const key = above + label;
  if (branch.children.size === 0) {
    return sortedByMethod(branch.routes.map((route): TreeLeaf => ({ kind: 'route', key: `${key}#${route}`, label, route })), routes);
  }
  const children = nodesOf(branch, key, routes);
  const counts = Object.fromEntries(ACCESSES.map((access) => [access, 0])) as Record<MapAccess, number>;
  for (const child of children) {
    if (child.kind === 'route') counts[routes[child.route]!.access]++;
    else for (const access of ACCESSES) counts[access] += child.counts[access];
  }
  return [{ kind: 'group', key, label, children, counts, total: ACCESSES.reduce((sum, access) => sum + counts[access], 0) }];
}

function sortedByMethod(leaves: TreeLeaf[], routes: MapRoute[]): TreeLeaf[] {
  const rank = ({ route }: TreeLeaf) => (METHODS.indexOf(routes[route]!.method) + METHODS.length + 1) % (METHODS.length + 1);
  return leaves.sort((a, b) => rank(a) - rank(b) || a.route - b.route);
}

/** The routes of the whole tree, top to bottom. */
export function inOrder(routes: MapRoute[], shown: number[]): number[] {
  return rowsOf(treeOf(routes, shown), () => true).flatMap(({ node }) => (node.kind === 'route' ? [node.route] : []));
}

/** The visible lines, top to bottom. */
export function rowsOf(tree: TreeNode[], isExpanded: (group: TreeGroup, level: number) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: TreeNode[], level: number, parent: number): void => nodes.forEach((node, i) => {
    const expanded = node.kind === 'group' && isExpanded(node, level);
    const index = rows.push({ node, level, position: i + 1, size: nodes.length, expanded, parent }) - 1;
    if (node.kind === 'group' && expanded) add(node.children, level + 1, index);
  });
  add(tree, 1, -1);
  return rows;
}

/** How many levels can be open at first without showing more than that many lines; at least one. */
export function openLevels(tree: TreeNode[], most: number): number {
  for (let levels = 1; ; levels++) {
    const now = rowsOf(tree, (_, level) => level <= levels).length;
    const more = rowsOf(tree, (_, level) => level <= levels + 1).length;
    if (more > most || more === now) return levels;
  }
}
