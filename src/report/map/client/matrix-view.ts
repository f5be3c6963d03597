import type { App, View } from './app.ts';
import { el } from './dom.ts';
import { columnsOf, type Column } from './matrix.ts';
import { routeLine } from './parts.ts';
import { createRows } from './rows.ts';
import { inOrder } from './tree.ts';
import { count } from './words.ts';

/** Who gets where: routes by kinds of callers. Only the marks, and the cell that the keyboard is on, are in the document. */
export function matrixView(app: App): View {
  const head = el('div', { class: 'heads', role: 'row' });
  const root = el('div', { class: 'list matrix', role: 'grid', 'aria-label': 'Callers by routes' });
  const none = el('p', { class: 'none', hidden: true }, 'No route passes the filters.');
  let shown: number[] = [];
  let columns: Column[] = [];
  let column = 0;

  const cell = (index: number, row: number, on: boolean): HTMLElement => {
    const { title, takes } = columns[index]!;
    const taken = takes(app.data.routes[shown[row]!]!);
    const element = el('span', { role: 'gridcell', 'aria-colindex': index + 2, class: on ? 'cell on' : 'cell', 'aria-label': `${title}: ${taken ? 'yes' : 'no'}`, title }, taken ? '●' : '');
    element.style.setProperty('--column', String(index));
    return element;
  };
  const list = createRows({
    root, head,
    render(index, active) {
      const route = app.data.routes[shown[index]!]!;
      const cells = columns.flatMap((one, i) => {
        const on = active && i === column;
        return on || one.takes(route) ? [cell(i, index, on)] : [];
      });
      return el('div', { role: 'row', 'aria-rowindex': index + 2, class: route.access }, el('span', { role: 'rowheader', 'aria-colindex': 1, class: 'rowhead' }, routeLine(route)), ...cells);
    },
    open: (index, keyboard) => app.openRoute(shown[index]!, keyboard),
    key(index, key) {
      if (key !== 'ArrowRight' && key !== 'ArrowLeft') return false;
      column = Math.max(0, Math.min(columns.length - 1, column + (key === 'ArrowRight' ? 1 : -1)));
      list.activate(index);
      root.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      return true;
    },
  });
  return {
    title: 'Roles', main: root, element: el('div', { class: 'view' }, root, none),
    update(routes) {
      shown = inOrder(app.data.routes, routes);
      columns = columnsOf(app.data, shown);
      column = 0;
      head.replaceChildren(el('span', { role: 'columnheader', class: 'rowhead' }, 'route'), ...columns.map(({ title }, i) => {
        const element = el('span', { role: 'columnheader', class: 'colhead', title }, el('span', {}, title));
        element.style.setProperty('--column', String(i));
        return element;
      }));
      root.setAttribute('aria-rowcount', String(shown.length + 1));
      root.setAttribute('aria-colcount', String(columns.length + 1));
      root.style.setProperty('--columns', String(columns.length));
      root.hidden = shown.length === 0;
      none.hidden = shown.length > 0;
      list.update(shown.length, 0);
    },
    status: () => `${count(columns.length, 'kind')} of callers`,
  };
}
