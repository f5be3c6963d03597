import { rootFinder } from './root.ts';
import { openSession, type Session, type View } from './session.ts';
import { parseSettings } from './settings.ts';
import type { Source } from './source.ts';

interface Pass { source: Source; view: View | undefined }

const rootOf = rootFinder(() => performance.now());
/** One for each project, for as long as the process lives: an editor lints the same project again and again. */
const sessions = new Map<string, Session>();
const passes = new WeakMap<object, Pass>();

/**
 * What there is to see of a file in one pass of ESLint over it. All rules of the pass see the same.
 * @param program the root node: its identity is that of the pass
 * @param settings `settings.authlint`
 * @throws ConfigError
 */
export function viewOf(program: object, source: Source, settings: unknown): View | undefined {
  const known = passes.get(program);
  if (known?.source.file === source.file && known.source.text === source.text) return known.view;
  const { folder, alone } = rootOf(source.file, source.cwd);
  const key = alone ? source.file : folder;
  let session = sessions.get(key);
  if (!session) sessions.set(key, (session = openSession(folder, alone ? [source.file] : undefined)));
  const view = session.view(source.file, source.text, parseSettings(settings));
  passes.set(program, { source, view });
  return view;
}
