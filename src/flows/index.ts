import { resolve } from 'node:path';
import { isTestOrExample } from '../../rules/file-role.ts';
import { takeSnapshot, type AnalyzeOptions, type Snapshot } from '../analyze.ts';
import type { Diagnostic, Guard, Route } from '../model/index.ts';
import { openProject } from '../project/index.ts';
import { sessionSettings } from './cookies.ts';
import { decisionsOf } from './decisions.ts';
import { errorHandlers } from './error-handlers.ts';
import { kindOf, ORDER } from './kinds.ts';
import { flowOf, flowOfGuard, startWalk } from './route-flow.ts';
import type { Flow, Flows, Step } from './types.ts';

export type * from './types.ts';

/**
 * The flows of what is on disk.
 *
 * @throws ConfigError for a bad configuration or a path that does not exist
 */
export function flowsOf({ cwd, paths, configPath, onProgress, cache }: AnalyzeOptions): Flows & { files: number; diagnostics: Diagnostic[] } {
  const project = openProject({ cwd: resolve(cwd), ...(paths ? { paths } : {}), ...(configPath ? { configPath } : {}) });
  const snapshot = takeSnapshot(project, { onProgress, cache });
  return { ...findFlows(snapshot), files: snapshot.modules.length, diagnostics: [...new Set([...project.diagnostics, ...snapshot.diagnostics])] };
}

/** The authentication flows of a project, as its code has them, and where decisions are made. */
export function findFlows({ map, program }: Pick<Snapshot, 'map' | 'program'>): Flows {
  const flows: Flow[] = [];
  const keys = new Map<string, { guard: Guard; routes: Route[] }>();
  for (const route of map.routes) {
    const detail = map.details.get(route);
    if (!detail || isTestOrExample(route.file)) continue;
    const kind = kindOf(route);
    const flow = kind && flowOf(program, detail, kind);
    if (flow && (route.method !== 'GET' || doesSomething(flow.steps) || flow.gaps.length > 0)) flows.push(flow);
    for (const guard of route.guards) {
      if (!isKeyCheck(guard)) continue;
      const key = `${guard.file}:${guard.line}:${guard.column}`;
      const known = keys.get(key);
      if (known) known.routes.push(route); else keys.set(key, { guard, routes: [route] });
    }
  }
  for (const { guard, routes } of keys.values()) flows.push(flowOfGuard(program, guard, 'api-key', `API key: ${guard.name || 'check'}, in front of ${routes.length} route${routes.length === 1 ? '' : 's'}`));
  flows.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return { flows, decisions: decisionsOf(map, flows), sessions: sessionSettings(program), errorHandlers: flows.some(({ steps }) => leavesAnswer(steps)) ? errorHandlers(program, () => startWalk(program)) : [] };
}

/** Whether an error without a status of its own leaves the handler. */
function leavesAnswer(steps: Step[]): boolean {
  return steps.some((step) => (step.kind === 'answer' ? step.answer.error !== undefined && step.answer.status === undefined && !step.answer.elsewhere
    : step.kind === 'branch' ? leavesAnswer([...step.then, ...step.else]) : (step.kind === 'loop' || step.kind === 'guard') && leavesAnswer(step.steps)));
}

/** A page that only shows a form is none of a flow's. */
function doesSomething(steps: Step[]): boolean {
  return steps.some((step) => (step.kind === 'branch' ? doesSomething([...step.then, ...step.else]) : step.kind === 'loop' ? doesSomething(step.steps) : step.kind === 'guard' ? step.proves !== 'nothing' && step.proves !== 'rate-limit' : step.kind === 'answer' ? step.answer.redirect !== undefined : step.kind !== 'caught'));
}

function isKeyCheck(guard: Guard): boolean {
  return !guard.inHandler && /^(authentication|authorization|shared-secret)$/.test(guard.proves) && /api_?-?key|x-api-key|apikey/i.test(`${guard.name} ${guard.reason ?? ''}`);
}
