import type { App } from './app.ts';
import { excerpt } from './code.ts';
import { button, el } from './dom.ts';
import { accessChip, methodTag } from './parts.ts';
import { basisOf, proofOf, SEVERITY_SIGN, verdictOf } from './words.ts';

/** All of one verdict: where the route is, what a request passes, and what is wrong with it. */
export function routeStory(app: App, index: number): { title: string; heading: Node[]; body: HTMLElement[] } {
  const { data } = app;
  const route = data.routes[index]!;
  const made = route.generated ? ', made by a library call or a loop' : '';
  return {
    title: `${route.method} ${route.path}`,
    heading: [methodTag(route.method), el('span', { class: 'path' }, route.path)],
    body: [
      el('p', { class: 'verdict' }, accessChip(route.access), ' ', verdictOf(route)),
      ...findings(app, index),
      el('h3', {}, 'Where it is'),
      excerpt(data, `Declared (${route.framework}${made})`, route.at, true),
      ...route.mounts.map(({ path, at }) => excerpt(data, `Mounted at ${path || '/'}`, at)),
      ...(route.handler ? [excerpt(data, `Handler ${route.handler.name || '(anonymous function)'}`, route.handler.at)] : []),
      el('h3', {}, route.passed.length > 0 ? 'What a request passes, in order' : 'What a request passes'),
      route.passed.length > 0 ? el('ol', { class: 'passed' }, ...route.passed.map((pass) => step(app, pass)))
        : el('p', {}, 'Nothing stands in front of the handler, and it refuses nobody.'),
      el('h3', {}, 'What would change the verdict'),
      el('ul', { class: 'changes' }, ...route.changes.map((change) => el('li', {}, ...withCode(data.changes[change]!)))),
    ],
  };
}

function findings({ data }: App, index: number): HTMLElement[] {
  const found = data.routes[index]!.findings.map((finding) => data.findings[finding]!);
  if (found.length === 0) return [];
  return [
    el('h3', {}, 'Findings'),
    el('ul', { class: 'problems' }, ...found.map(({ rule, severity, message, suppressed, at }) => el('li', { class: suppressed ? 'suppressed' : severity },
      el('p', { class: 'rule' }, el('span', { 'aria-hidden': 'true' }, SEVERITY_SIGN[severity]), ` ${severity} `, el('code', {}, rule), suppressed && ' (suppressed)'),
      el('p', {}, ...withCode(message)), excerpt(data, 'At', at)))),
  ];
}

function step(app: App, { guard: index, at }: { guard: number; at: [number, number] }): HTMLElement {
  const { data } = app;
  const guard = data.guards[index]!;
  const state = guard.protects ? 'protects' : guard.proves;
  return el('li', { class: state },
    el('p', {}, button({ class: 'link name', title: 'Every route that has it' }, guard.name, () => app.openGuard(index, true)), ' ', el('span', { class: 'proof' }, proofOf(guard))),
    ...aboutGuard(app, index),
    excerpt(data, guard.inHandler ? 'Stands in' : 'Applied at', at),
    guard.at && !samePlace(guard.at, at) && excerpt(data, 'Defined at', guard.at),
    guard.evidence && !samePlace(guard.evidence, at) && excerpt(data, 'Refuses at', guard.evidence, guard.protects));
}

/** A sentence whose code is in backticks. */
function withCode(text: string): (string | HTMLElement)[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}

/** What is known of a guard beyond its places. */
export function aboutGuard({ data }: App, index: number): HTMLElement[] {
  const guard = data.guards[index]!;
  return [
    el('p', { class: 'about' }, basisOf(guard), guard.reason ? `; ${guard.reason}` : ''),
    ...(guard.unless.length > 0 ? [el('p', { class: 'about unless' }, `Switched off by ${guard.unless.join(', ')}`)] : []),
  ];
}

function samePlace(a: [number, number], b: [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
