import { button, el, isNarrow } from './dom.ts';

/** The place of stories: beside the list, or over it where there is no room. */
export interface Panel {
  element: HTMLElement;
  show(story: { title: string; heading: Node[]; body: HTMLElement[] }, focus: boolean): void;
  close(): void;
}

/**
 * @param rest what cannot be used while the panel covers it
 * @param closed goes back to where the story was opened
 */
export function createPanel(rest: HTMLElement[], closed: () => void): Panel {
  const heading = el('h2', { id: 'story', tabindex: -1 });
  const body = el('div', { class: 'story' });
  const element = el('aside', { class: 'panel', 'aria-labelledby': 'story', hidden: true },
    el('div', { class: 'panel-head' }, heading, button({ class: 'close', 'aria-label': 'Close', title: 'Close (Escape)' }, '✕', () => close())), body);
  const cover = (): void => rest.forEach((part) => part.toggleAttribute('inert', !element.hidden && isNarrow()));
  const close = (): void => {
    if (element.hidden) return;
    element.hidden = true;
    cover();
    closed();
  };
  addEventListener('resize', cover);
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });
  return {
    element, close,
    show(story, focus) {
      heading.replaceChildren(...story.heading);
      heading.setAttribute('aria-label', story.title);
      body.replaceChildren(...story.body);
      element.hidden = false;
      element.scrollTop = 0;
      cover();
      if (focus || isNarrow()) heading.focus();
    },
  };
}
