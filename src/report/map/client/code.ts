import type { MapData, MapPlace } from '../data.ts';
import { el } from './dom.ts';

export function placeText(data: MapData, [file, line]: MapPlace): string {
  return `${data.files[file]!.name}:${line}`;
}

/** The same with the last two parts of the path, which tell most. */
export function shortPlace(data: MapData, place: MapPlace): string {
  return placeText(data, place).split('/').slice(-2).join('/');
}

/** A place in the code: what it is, where, and the lines around it to unfold. */
export function excerpt(data: MapData, what: string, place: MapPlace, open = false): HTMLElement {
  const lines = linesAround(data, place);
  const head = [el('span', { class: 'what' }, what), ' ', el('span', { class: 'place' }, placeText(data, place))];
  if (lines.length === 0) return el('p', { class: 'excerpt' }, ...head);
  const code = el('code', {}, ...lines.map(([number, text]) => {
    const marked = number === place[1];
    return el(marked ? 'mark' : 'span', { class: 'line', 'data-line': number }, `${text}\n`);
  }));
  return el('details', { class: 'excerpt', open }, el('summary', {}, ...head), el('pre', { tabindex: 0, 'aria-label': `Code at ${placeText(data, place)}` }, code));
}

function linesAround(data: MapData, [file, line]: MapPlace): [number: number, text: string][] {
  const lines = data.files[file]!.lines;
  const found: [number, string][] = [];
  for (let number = line - 2; number <= line + 2; number++) {
    const text = lines[number];
    if (text !== undefined && (number !== line + 2 || text !== '')) found.push([number, text]);
  }
  return found;
}
