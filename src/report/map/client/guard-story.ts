import type { App } from './app.ts';
import { excerpt, placeText } from './code.ts';
import { button, el } from './dom.ts';
import { routeLine } from './parts.ts';
import { aboutGuard } from './route-story.ts';
import { count, proofOf } from './words.ts';

/** One guard: what it proves, where it stands, and every route that has it, filters or not. */
export function guardStory(app: App, index: number): { title: string; heading: Node[]; body: HTMLElement[] } {
  const { data } = app;
  const guard = data.guards[index]!;
  const routes = [...data.routes.keys()].filter((route) => data.routes[route]!.passed.some((pass) => pass.guard === index));
  return {
    title: `Guard ${guard.name}`,
    heading: [el('span', { class: 'path' }, guard.name)],
    body: [
      el('p', { class: `verdict guard ${guard.protects ? 'protects' : guard.proves}` }, el('span', { class: 'proof' }, proofOf(guard))),
      ...aboutGuard(app, index),
      ...(guard.at ? [excerpt(data, 'Defined at', guard.at, true)] : []),
      ...(guard.evidence ? [excerpt(data, 'Refuses at', guard.evidence, true)] : []),
      applications(app, index),
      el('h3', {}, `${count(routes.length, 'route')} ${guard.protects ? 'behind it' : 'that pass it'}`),
      el('p', {}, button({}, 'List only these', () => app.listBehind(index))),
      el('ul', { class: 'routes' }, ...routes.map((route) => el('li', {}, button({ class: 'link' }, routeLine(data.routes[route]!), () => app.openRoute(route, true))))),
    ],
  };
}

/** Where it is put in front of routes, to unfold. */
function applications({ data }: App, index: number): HTMLElement {
  const passes = data.routes.flatMap(({ passed }) => passed.filter(({ guard }) => guard === index));
  const places = [...new Map(passes.map(({ at }) => [placeText(data, at), at])).values()];
  const what = data.guards[index]!.inHandler ? 'Stands in' : 'Applied at';
  if (places.length === 1) return excerpt(data, what, places[0]!);
  return el('details', {}, el('summary', {}, `${what} ${count(places.length, 'place')}`), ...places.map((place) => excerpt(data, '', place)));
}
