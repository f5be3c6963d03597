import type { AuthMap, Guard, Place } from '../model/index.ts';
import type { Decision, Flow, Step } from './types.ts';

/** Where it is decided who somebody is: in the flows, in front of routes, and in handlers of other routes. */
export function decisionsOf(map: AuthMap, flows: Flow[]): Decision[] {
  const found = new Map<string, Decision>();
  const add = (when: Decision['when'], text: string, place: Place, route: string, isOfPackage = false): void => {
    // A guard of a package is defined nowhere here: its uses are one decision.
    const key = `${when} ${isOfPackage ? '' : `${place.file}:${place.line}`} ${text}`;
    const known = found.get(key) ?? { when, text, places: [], routes: [] };
    found.set(key, known);
    if (!known.routes.includes(route)) known.routes.push(route);
    if (!known.places.some((one) => one.file === place.file && one.line === place.line)) known.places.push({ file: place.file, line: place.line });
  };
  const inFlows = new Set(flows.flatMap((flow) => (flow.route ? [flow.route] : [])));
  for (const flow of flows) {
    if (!flow.route) continue;
    const when = flow.kind === 'refresh' ? 'refresh' : flow.kind === 'step-up' ? 'mid-session' : flow.kind === 'login' || flow.kind === 'oauth' ? 'login' : undefined;
    if (when) for (const step of checksIn(flow.steps, flow.kind === 'refresh')) add(when, step.text, step.place, nameOf(flow.route));
  }
  for (const route of map.routes) {
    for (const guard of route.guards) {
      if (!decides(guard)) continue;
      const place = guard.evidence ?? { file: guard.file, line: guard.line };
      const proof = `${guard.name || 'a check'}: ${guard.proves}${guard.roles.length > 0 ? ` (${guard.roles.join(', ')})` : ''}`;
      if (!guard.inHandler) add('middleware', proof, place, nameOf(route), guard.basis === 'library' && !guard.evidence);
      else if (!inFlows.has(route)) add('mid-session', proof, place, nameOf(route));
    }
  }
  const order: Decision['when'][] = ['login', 'middleware', 'refresh', 'mid-session'];
  return [...found.values()].sort((a, b) => order.indexOf(a.when) - order.indexOf(b.when) || byPlace(a.places[0]!, b.places[0]!));
}

function byPlace(a: Place, b: Place): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line;
}

function decides(guard: Guard): boolean {
  return /^(authentication|authorization|ownership|signature|shared-secret)$/.test(guard.proves);
}

function nameOf(route: { method: string; path: string }): string {
  return `${route.method} ${route.path}`;
}

/** Comparisons and verifications; whether a refresh token is good is told by looking it up, too. */
function checksIn(steps: Step[], lookups: boolean): { text: string; place: Place }[] {
  return steps.flatMap((step) => {
    if ((step.kind === 'check' && !/^(?!.*(verif|compare|check|valid|match|authenticate)).*not followed$/i.test(step.text)) || (lookups && step.kind === 'store' && /^reads.*(token|session|refresh)/i.test(step.text))) return [step];
    if (step.kind === 'branch') return [...checksIn(step.then, lookups), ...checksIn(step.else, lookups)];
    return step.kind === 'loop' || step.kind === 'guard' ? checksIn(step.steps, lookups) : [];
  });
}
