import type { MapAccess, MapRoute } from '../data.ts';
import { el } from './dom.ts';
import { ACCESS_NAME, ACCESS_SIGN } from './words.ts';

export function accessChip(access: MapAccess): HTMLElement {
  return el('span', { class: `chip ${access}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, ACCESS_SIGN[access]), ACCESS_NAME[access]);
}

export function methodTag(method: string): HTMLElement {
  return el('span', { class: 'method', 'data-method': method }, method);
}

/** A button's text for a route: sign of its access, method, path. */
export function routeLine(route: MapRoute): HTMLElement {
  return el('span', { class: `route-line ${route.access}` },
    el('span', { class: 'sign', title: ACCESS_NAME[route.access], role: 'img', 'aria-label': ACCESS_NAME[route.access] }, ACCESS_SIGN[route.access]),
    methodTag(route.method), el('span', { class: 'path', title: route.path }, route.path));
}
