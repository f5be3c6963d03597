import type { App, View } from './app.ts';
import { placeText, shortPlace } from './code.ts';
import { el } from './dom.ts';
import { guardsOf } from './filter.ts';
import { createRows } from './rows.ts';
import { count, proofOf } from './words.ts';

/** The guards of the routes, those that protect most first. */
export function guardsView(app: App): View {
  const root = el('div', { class: 'list guards', role: 'listbox', 'aria-label': 'Guards' });
  const none = el('p', { class: 'none', hidden: true }, 'Nothing stands in front of the routes that pass the filters.');
  let guards: ReturnType<typeof guardsOf> = [];
  const list = createRows({
    root,
    render(index, active) {
      const { guard, routes } = guards[index]!;
      const it = app.data.guards[guard]!;
      const place = it.at ?? it.evidence;
      return el('div', { role: 'option', 'aria-selected': String(active), 'aria-posinset': index + 1, 'aria-setsize': guards.length, class: it.protects ? 'guard protects' : `guard ${it.proves}` },
        el('span', { class: 'name' }, it.name), el('span', { class: 'proof' }, proofOf(it)),
        el('span', { class: 'place', title: place && placeText(app.data, place) }, place ? shortPlace(app.data, place) : ''),
        el('span', { class: 'amount' }, String(routes.length), el('span', { class: 'unit' }, routes.length === 1 ? ' route' : ' routes')));
    },
    open: (index, keyboard) => app.openGuard(guards[index]!.guard, keyboard),
  });
  return {
    title: 'Guards', main: root, element: el('div', { class: 'view' }, root, none),
    update(shown) {
      guards = guardsOf(app.data, shown);
      root.hidden = guards.length === 0;
      none.hidden = guards.length > 0;
      list.update(guards.length, 0);
    },
    status: () => count(guards.length, 'guard'),
  };
}
