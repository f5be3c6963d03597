import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openLive, openSavedProject, type Clock, type Snapshot } from '../analyze.ts';
import type { Finding, Rule } from '../model/index.ts';
import { openProject, type Project } from '../project/index.ts';
import { fromRoot } from '../project/paths.ts';
import { check, optionsFor } from './check.ts';
import type { Settings } from './settings.ts';

/** One file, seen in the project that it is part of. */
export interface View {
  /**
   * What a rule finds in the file, without what comments suppress.
   * @param options as ESLint gives them: over the rule's defaults
   */
  findings(rule: Rule, options: unknown): Finding[];
}

/** What is known of one project while the process lives. */
export interface Session {
  /**
   * The file with this text, and all others as they are on disk.
   * @param path absolute
   * @returns undefined for a file that the project leaves out: a test, one that git or the configuration ignores, one that is minified
   * @throws ConfigError
   */
  view(path: string, text: string, settings: Settings): View | undefined;
}

/**
 * @param root absolute
 * @param paths what to analyse; default: what the configuration includes
 */
export function openSession(root: string, paths?: string[], clock: Clock = () => performance.now()): Session {
  const saved = openSavedProject(root, paths, clock);
  const live = openLive();
  const shapes = new WeakMap<object, { settings: Settings; shape: object }[]>();
  let seen: { project: Project; settings: Settings; typed: { file: string; text: string } | undefined; snapshot: Snapshot; first: string; findings: Map<string, Map<string, Finding[]>> } | undefined;
  const importedTests = new WeakMap<Project, Set<string>>();
  let withNewFile: { saved: Project; file: string; project: Project; shape: object } | undefined;

  function shapeWith(shape: object, settings: Settings): object {
    let known = shapes.get(shape);
    if (!known) shapes.set(shape, (known = []));
    let one = known.find((other) => isDeepStrictEqual(other.settings, settings));
    if (!one) known.push((one = { settings, shape: {} }));
    return one.shape;
  }

  /** @param typed what is not as it was saved */
  function lookAt(project: Project, shape: object, file: string, settings: Settings, typed?: { file: string; text: string }): NonNullable<typeof seen> {
    if (seen?.project !== project || !isDeepStrictEqual(seen.typed, typed) || !isDeepStrictEqual(seen.settings, settings)) {
      const read = typed ? (path: string): string | undefined => (path === typed.file ? typed.text : project.read(path)) : project.read;
      const snapshot = live.look({ ...project, read, config: { ...project.config, ...settings } }, shapeWith(shape, settings));
      seen = { project, settings, typed, snapshot, first: file, findings: new Map() };
    }
    return seen;
  }

  function viewOf(...seeing: Parameters<typeof lookAt>): View {
    const [project, , file] = seeing;
    const { snapshot, first, findings } = lookAt(...seeing);
    return {
      findings(rule, given) {
        const options = optionsFor(rule, given, project.config);
        // Whoever lints two files of a project goes on to lint others.
        if (file === first) return check(snapshot, rule, options, [file]);
        const key = JSON.stringify([rule.meta.name, options]);
        let byFile = findings.get(key);
        if (!byFile) findings.set(key, (byFile = groupByFile(check(snapshot, rule, options))));
        return byFile.get(file) ?? [];
      },
    };
  }

  /** Whether a file belongs to the project as it is on disk. */
  function includes(project: Project, file: string, settings: Settings): boolean {
    if (project.files.includes(file)) return true;
    if (!project.isLeftOutTest(file) || !existsSync(resolve(root, file))) return false;
    let known = importedTests.get(project);
    if (!known) {
      const { snapshot } = lookAt(project, saved.shapeOf(project), file, settings);
      const own = new Set(project.files);
      importedTests.set(project, (known = new Set(snapshot.modules.map(({ path }) => path).filter((path) => !own.has(path)))));
    }
    return known.has(file);
  }

  /** The project with a file that is not on disk yet, if it would be part of it. */
  function including(file: string, project: Project): { project: Project; shape: object } | undefined {
    if (withNewFile?.saved !== project || withNewFile.file !== file) {
      const opened = openProject({ cwd: root, paths, overlays: new Map([[file, '']]) });
      withNewFile = { saved: project, file, project: { ...opened, read: project.read }, shape: {} };
    }
    return withNewFile.project.files.includes(file) ? withNewFile : undefined;
  }

  return {
    view(path, text, settings) {
      const file = fromRoot(root, path) ?? path;
      const isCurrent = (project: Project): boolean => includes(project, file, settings) && project.read(file) === text;
      let project = saved.current();
      if (!isCurrent(project)) {
        saved.notice(file);
        project = saved.current();
      }
      const shape = saved.shapeOf(project);
      if (isCurrent(project)) return viewOf(project, shape, file, settings);
      if (includes(project, file, settings)) return project.read(file) === undefined ? undefined : viewOf(project, shape, file, settings, { file, text });
      const extended = existsSync(path) ? undefined : including(file, project);
      return extended && viewOf(extended.project, extended.shape, file, settings, { file, text });
    },
  };
}

function groupByFile(findings: Finding[]): Map<string, Finding[]> {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = byFile.get(finding.file);
    if (others) others.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  return byFile;
}
