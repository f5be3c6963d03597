import type { MapData } from '../data.ts';
import type { App, View } from './app.ts';
import { addressesOf } from './addresses.ts';
import { createControls } from './controls.ts';
import { button, el, isNarrow } from './dom.ts';
import { filterOf, isFiltering, noFilters } from './filter.ts';
import { guardStory } from './guard-story.ts';
import { guardsView } from './guards-view.ts';
import { matrixView } from './matrix-view.ts';
import { createPanel } from './panel.ts';
import { routeStory } from './route-story.ts';
import { createTabs } from './tabs.ts';
import { treeView } from './tree-view.ts';
import { count } from './words.ts';

/** Screen readers are told how many there are when typing has paused. */
const PAUSE_MS = 400;

const data = JSON.parse(document.getElementById('data')!.textContent) as MapData;
const find = filterOf(data);
const addresses = addressesOf(data);
let view: View;
let shown: number[] = [];
let pause: ReturnType<typeof setTimeout> | undefined;

const app: App = {
  data,
  filters: noFilters(),
  narrow(change) {
    app.filters = { ...app.filters, ...change };
    shown = find(app.filters);
    controls.sync();
    update();
  },
  openRoute(route, focus) {
    panel.show(routeStory(app, route), focus);
    history.replaceState(null, '', `#${addresses[route]!}`);
  },
  openGuard: (guard, focus) => panel.show(guardStory(app, guard), focus),
  listBehind(guard) {
    app.narrow({ guard });
    tabs.choose(0);
    if (isNarrow()) panel.close();
    else view.main.focus();
  },
};

function update(): void {
  const filtering = isFiltering(app.filters);
  view.update(shown, filtering);
  const routes = filtering ? `${shown.length} of ${count(data.routes.length, 'route')}` : count(data.routes.length, 'route');
  amount.textContent = routes;
  clearTimeout(pause);
  pause = setTimeout(() => (live.textContent = [view.status(), routes].filter(Boolean).join(' for ')), PAUSE_MS);
}

/** The story of the route that the address names. */
function openNamed(): void {
  const route = addresses.indexOf(location.hash.slice(1));
  if (route >= 0) app.openRoute(route, false);
}

function switchTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset['theme'] ? root.dataset['theme'] === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset['theme'] = dark ? 'light' : 'dark';
}

const amount = el('span', { class: 'amount' });
const live = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
const controls = createControls(app);
const views = [treeView(app), guardsView(app), matrixView(app)];
const tabs = createTabs(views, (chosen) => {
  view = chosen;
  if (amount.isConnected) update();
});
const header = el('header', {},
  el('div', { class: 'title' }, el('h1', {}, `Auth map of ${data.title}`), amount, button({ class: 'theme', 'aria-label': 'Switch between light and dark', title: 'Light or dark' }, '◑', switchTheme)),
  controls.element, tabs.element);
const main = el('main', {}, ...views.map(({ element }) => element));
const panel = createPanel([header, main], () => {
  history.replaceState(null, '', location.pathname + location.search);
  view.main.focus();
});
document.body.append(header, el('div', { class: 'columns' }, main, panel.element), el('footer', {}, data.tool), live);
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === 'Escape' && !event.defaultPrevented && !typing) panel.close();
  const next = event.key === '/' && !typing ? controls.search : event.key === 'ArrowDown' && event.target === controls.search ? view.main : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
});
addEventListener('hashchange', openNamed);
app.narrow({});
openNamed();
