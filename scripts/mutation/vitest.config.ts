import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vitest/config';
import base from '../../vitest.config.ts';
import { instrumented } from './mutants.mjs';

/** What scripts/mutation.mjs wants of one run of the tests. Files on disk stay as they are. */
interface Task {
  /** Absolute path of a file, and what takes the place of a part of it. */
  mutant?: { file: string; start: number; end: number; text: string };
  /** Absolute paths of files whose functions tell that they were called, by the name that they tell. */
  watched?: Record<string, string>;
}

const task = JSON.parse(process.env['AUTHLINT_MUTATION'] ?? '{}') as Task;

function changed(path: string): string | undefined {
  const { mutant, watched = {} } = task;
  if (mutant?.file === path) {
    const text = readFileSync(path, 'utf8');
    return text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end);
  }
  return watched[path] === undefined ? undefined : instrumented(path, readFileSync(path, 'utf8'), watched[path]);
}

export default mergeConfig(base, {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [{
    name: 'authlint-mutation',
    enforce: 'pre',
    load(id: string) {
      return changed(id.split('?', 1)[0]!);
    },
  }],
  test: { setupFiles: task.watched ? [fileURLToPath(new URL('hits.mjs', import.meta.url))] : [] },
});
