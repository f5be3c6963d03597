import { ACCESSES } from '../data.ts';
import type { App, View } from './app.ts';
import { button, el } from './dom.ts';
import { accessChip, methodTag } from './parts.ts';
import { createRows } from './rows.ts';
import { openLevels, rowsOf, treeOf, type TreeGroup, type TreeNode, type TreeRow } from './tree.ts';
import { ACCESS_NAME, count } from './words.ts';

/** More lines than this are not shown before someone asks. */
const FIRST_LINES = 60;

/** The routes as a tree by path. */
export function treeView(app: App): View {
  const root = el('div', { class: 'list tree', role: 'tree', 'aria-label': 'Routes by path' });
  const none = el('p', { class: 'none', hidden: true }, 'No route passes the filters.');
  let tree: TreeNode[] = [];
  let rows: TreeRow[] = [];
  let levels = 1;
  let chosen = new Map<string, boolean>();

  const isExpanded = (group: TreeGroup, level: number) => chosen.get(group.key) ?? level <= levels;
  const redraw = (active?: number): void => {
    rows = rowsOf(tree, isExpanded);
    list.update(rows.length, active);
  };
  const toggle = (index: number, expanded: boolean): void => {
    const { node } = rows[index]!;
    if (node.kind !== 'group') return;
    chosen.set(node.key, expanded);
    redraw(index);
  };
  const all = (expanded: boolean): void => {
    chosen = new Map();
    levels = expanded ? Infinity : 0;
    redraw(0);
  };
  const list = createRows({
    root,
    render: (index) => draw(app, rows[index]!),
    open(index, keyboard) {
      const { node, expanded } = rows[index]!;
      if (node.kind === 'group') toggle(index, !expanded);
      else app.openRoute(node.route, keyboard);
    },
    key(index, key) {
      const { node, expanded, parent } = rows[index]!;
      if (key === 'ArrowRight' && node.kind === 'group') return (expanded ? list.activate(index + 1) : toggle(index, true)), true;
      if (key === 'ArrowLeft' && expanded) return toggle(index, false), true;
      if (key === 'ArrowLeft' && parent >= 0) return list.activate(parent), true;
      return false;
    },
  });
  return {
    title: 'Routes', main: root,
    element: el('div', { class: 'view' },
      el('div', { class: 'tools' }, button({ class: 'quiet' }, 'Expand all', () => all(true)), button({ class: 'quiet' }, 'Collapse all', () => all(false))),
      root, none),
    update(shown, filtering) {
      tree = treeOf(app.data.routes, shown);
      chosen = new Map();
      levels = filtering ? Infinity : openLevels(tree, FIRST_LINES);
      root.hidden = shown.length === 0;
      none.hidden = shown.length > 0;
      redraw(0);
    },
    status: () => '',
  };
}

function draw(app: App, row: TreeRow): HTMLElement {
  const { node, level, position, size, expanded } = row;
  const attributes = { role: 'treeitem', 'aria-level': level, 'aria-posinset': position, 'aria-setsize': size };
  const element = node.kind === 'group' ? drawGroup(node, expanded, attributes) : drawRoute(app, node.route, node.label, attributes);
  element.style.setProperty('--level', String(level));
  return element;
}

type Attributes = Record<string, string | number>;

function drawGroup(group: TreeGroup, expanded: boolean, attributes: Attributes): HTMLElement {
  const kinds = ACCESSES.filter((access) => group.counts[access] > 0);
  const bar = el('span', { class: 'bar', 'aria-hidden': 'true' }, ...kinds.map((access) => {
    const part = el('span', { class: access, title: `${group.counts[access]} ${ACCESS_NAME[access]}` });
    part.style.flexGrow = String(group.counts[access]);
    return part;
  }));
  const label = `${group.label}, ${count(group.total, 'route')}: ${kinds.map((access) => `${group.counts[access]} ${ACCESS_NAME[access]}`).join(', ')}`;
  return el('div', { ...attributes, class: 'group', 'aria-expanded': String(expanded), 'aria-label': label },
    el('span', { class: 'twist', 'aria-hidden': 'true' }, expanded ? '▾' : '▸'),
    el('span', { class: 'path', title: group.key }, group.label), el('span', { class: 'amount' }, String(group.total)), bar);
}

function drawRoute({ data }: App, index: number, label: string, attributes: Attributes): HTMLElement {
  const route = data.routes[index]!;
  const open = route.findings.filter((finding) => !data.findings[finding]!.suppressed).length;
  const by = [...new Set([...route.why ? [route.why] : [], ...route.passed.map(({ guard }) => data.guards[guard]!).filter(({ protects }) => protects).map(({ name }) => name)])];
  const spoken = [`${route.method} ${route.path}`, ACCESS_NAME[route.access], route.roles.join(' '), open > 0 ? count(open, 'finding') : ''].filter(Boolean).join(', ');
  return el('div', { ...attributes, class: `route ${route.access}`, 'aria-label': spoken },
    methodTag(route.method), el('span', { class: 'path', title: route.path }, label),
    el('span', { class: 'by', title: by.join(', ') || undefined }, by.join(', ')),
    route.roles.length > 0 && el('span', { class: 'roles', title: route.roles.join(', ') }, route.roles.join(', ')),
    open > 0 && el('span', { class: 'findings', title: count(open, 'finding') }, `▲ ${open}`),
    accessChip(route.access));
}
