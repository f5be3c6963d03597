import { el } from './dom.ts';

/** Rows kept ready above and below what can be seen. */
const SPARE = 8;

export interface RowsOptions {
  /** Scrolls, has the focus, and names the active row to screen readers. */
  root: HTMLElement;
  /** Stays in sight above the rows. */
  head?: HTMLElement;
  /** Draws a row; its id and place are set by the caller of this. */
  render(index: number, active: boolean): HTMLElement;
  /** Enter, space or a click. `keyboard` tells which. */
  open(index: number, keyboard: boolean): void;
  /** Other keys; true when it was one of theirs. */
  key?(index: number, key: string): boolean;
}

/** A long list of rows of one height, of which only those in sight are in the document. */
export interface Rows {
  /** Draws everything anew. `active` is kept within the list, and brought into sight when it is given. */
  update(count: number, active?: number): void;
  /** Makes a row the active one and brings it into sight. */
  activate(index: number): void;
  readonly active: number;
}

let lists = 0;

export function createRows({ root, head, render, open, key }: RowsOptions): Rows {
  const prefix = `r${lists++}-`;
  const space = el('div', { class: 'space', role: head ? 'rowgroup' : 'none' });
  const drawn = new Map<number, HTMLElement>();
  let [count, active, height] = [0, 0, 32];
  root.tabIndex = 0;
  root.append(...(head ? [head] : []), space);

  const room = () => root.clientHeight - (head?.offsetHeight ?? 0);
  const draw = (anew: boolean): void => {
    const first = Math.max(0, Math.floor(root.scrollTop / height) - SPARE);
    const last = Math.min(count - 1, Math.ceil((root.scrollTop + room()) / height) + SPARE);
    if (anew) drawn.clear();
    for (const index of drawn.keys()) if (index < first || index > last) drawn.delete(index);
    const elements: HTMLElement[] = [];
    for (let index = first; index <= last; index++) elements.push(drawn.get(index) ?? place(index));
    space.replaceChildren(...elements);
    if (drawn.has(active)) root.setAttribute('aria-activedescendant', prefix + active);
    else root.removeAttribute('aria-activedescendant');
  };
  const place = (index: number): HTMLElement => {
    const row = render(index, index === active);
    row.id = prefix + index;
    row.dataset['index'] = String(index);
    row.classList.add('row');
    row.classList.toggle('active', index === active);
    row.style.top = `${index * height}px`;
    drawn.set(index, row);
    return row;
  };
  const reveal = (): void => {
    const top = active * height;
    if (top < root.scrollTop) root.scrollTop = top;
    else if (top + height > root.scrollTop + room()) root.scrollTop = top + height - room();
  };
  const activate = (index: number): void => {
    const before = active;
    active = Math.max(0, Math.min(count - 1, index));
    reveal();
    drawn.delete(before);
    drawn.delete(active);
    draw(false);
  };
  const update = (amount: number, at?: number): void => {
    height = parseFloat(getComputedStyle(root).getPropertyValue('--row')) || height;
    [count, active] = [amount, Math.max(0, Math.min(amount - 1, at ?? active))];
    // Rows of a longer list would keep the list scrolled to where the shorter one has none.
    space.replaceChildren();
    space.style.height = `${count * height}px`;
    if (at !== undefined) reveal();
    draw(true);
  };

  const moves: Record<string, () => number> = {
    ArrowDown: () => active + 1, ArrowUp: () => active - 1, Home: () => 0, End: () => count - 1,
    PageDown: () => active + Math.max(1, Math.floor(room() / height) - 1), PageUp: () => active - Math.max(1, Math.floor(room() / height) - 1),
  };
  root.addEventListener('keydown', (event) => {
    if (event.target !== root || event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    if (!key?.(active, event.key)) {
      const move = moves[event.key];
      if (move) activate(move());
      else if (event.key === 'Enter' || event.key === ' ') open(active, true);
      else return;
    }
    event.preventDefault();
  });
  root.addEventListener('click', (event) => {
    const row = (event.target as Element).closest<HTMLElement>('.row');
    if (!row || !space.contains(row)) return;
    activate(Number(row.dataset['index']));
    open(active, false);
  });
  root.addEventListener('scroll', () => draw(false), { passive: true });
  new ResizeObserver(() => update(count)).observe(root);
  return { update, activate, get active() { return active; } };
}
