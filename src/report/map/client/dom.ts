type Child = Node | string | undefined | false;

/** An element with attributes (`false` and `undefined` leave one out) and children; texts stay texts. */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Record<string, string | number | boolean | undefined> = {}, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

export function button(attributes: Parameters<typeof el>[1], label: Child | Child[], act: () => void): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, ...[label].flat());
  element.addEventListener('click', act);
  return element;
}

/** The panel covers the page: there is no room beside it. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 820px)').matches;
}
