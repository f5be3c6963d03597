import { patternOf } from '../../guards/index.ts';
import type { Project } from '../../project/index.ts';
import { withoutExclusions } from '../../project/idle.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Entries of the configuration that fit nothing that is there. */
export function idleEntries({ map }: Snapshot, project: Project): Diagnosis['idle'] {
  const { config, configFile } = project;
  if (configFile === undefined) return [];
  const all = config.exclude.length > 0 ? withoutExclusions(project) : [];
  const configured = new Set([...map.details.values()].flatMap(({ passed }) => passed.filter(({ basis }) => basis === 'config').map(({ name }) => name)));
  const guarding = (name: string): boolean => configured.has(name) || [...configured].some((one) => name.endsWith(`#${one}`));
  return [
    ...config.include.filter((pattern) => pattern !== '**' && !project.files.some((file) => project.fits(file, [pattern]))).map((entry) => ({ key: 'include', entry })),
    ...config.exclude.filter((pattern) => !pattern.startsWith('!') && !all.some((file) => project.fits(file, [pattern]))).map((entry) => ({ key: 'exclude', entry })),
    ...config.public.filter((text) => !map.routes.some(patternOf(text))).map((entry) => ({ key: 'public', entry })),
    ...config.guards.filter(({ name }) => !guarding(name)).map(({ name }) => ({ key: 'guards', entry: name })),
  ];
}
