import type { View } from './app.ts';
import { button, el } from './dom.ts';

/** The views, of which one is shown, and the row of tabs that chooses. */
export function createTabs(views: View[], chosen: (view: View) => void): { element: HTMLElement; choose(index: number): void } {
  const tabs = views.map((view, i) => button({ role: 'tab', id: `tab-${i}`, 'aria-controls': `view-${i}` }, view.title, () => choose(i)));
  views.forEach(({ element }, i) => {
    element.id = `view-${i}`;
    element.setAttribute('role', 'tabpanel');
    element.setAttribute('aria-labelledby', `tab-${i}`);
  });
  const choose = (index: number): void => {
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      views[i]!.element.hidden = i !== index;
    });
    chosen(views[index]!);
  };
  const row = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' }, ...tabs);
  row.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (tabs.indexOf(event.target as HTMLButtonElement) + step + tabs.length) % tabs.length;
    choose(next);
    tabs[next]!.focus();
  });
  choose(0);
  return { element: row, choose };
}
