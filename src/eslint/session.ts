import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { takeSnapshot, type FactsStore, type Snapshot } from '../analyze.ts';
import type { Finding, Rule } from '../model/index.ts';
import { openProject, type Project } from '../project/index.ts';
import { check, optionsFor } from './check.ts';
import type { Clock } from './patience.ts';
import { openSavedProject } from './saved-project.ts';
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

interface Analysed {
  /** What was analysed, before settings: another object whenever something changed on disk. */
  project: Project;
  settings: Settings;
  snapshot: Snapshot;
}

/**
 * @param root absolute
 * @param paths what to analyse; default: what the configuration includes
 */
export function openSession(root: string, paths?: string[], clock: Clock = () => performance.now()): Session {
  const saved = openSavedProject(root, paths, clock);
  /** Of the files as saved. */
  const facts: FactsStore = new Map();
  let asSaved: (Analysed & { findings: Map<string, Map<string, Finding[]>> })[] = [];
  let asTyped: (Analysed & { file: string; text: string }) | undefined;
  let withNewFile: { saved: Project; file: string; project: Project } | undefined;

  function analyse(project: Project, settings: Settings, store: FactsStore): Snapshot {
    return takeSnapshot({ ...project, config: { ...project.config, ...settings } }, store);
  }

  /** All files are checked at once: whoever lints one file of a project as saved goes on to lint others. */
  function viewAsSaved(project: Project, file: string, settings: Settings): View {
    asSaved = asSaved.filter((one) => one.project === project);
    let known = asSaved.find((one) => isDeepStrictEqual(one.settings, settings));
    if (!known) asSaved.push((known = { project, settings, snapshot: analyse(project, settings, facts), findings: new Map() }));
    const { snapshot, findings } = known;
    return {
      findings(rule, given) {
        const options = optionsFor(rule, given, project.config);
        const key = JSON.stringify([rule.meta.name, options]);
        let byFile = findings.get(key);
        if (!byFile) findings.set(key, (byFile = groupByFile(check(snapshot, rule, options))));
        return byFile.get(file) ?? [];
      },
    };
  }

  function viewAsTyped(project: Project, file: string, text: string, settings: Settings): View {
    if (asTyped?.project !== project || asTyped.file !== file || asTyped.text !== text || !isDeepStrictEqual(asTyped.settings, settings)) {
      const read = (path: string): string | undefined => (path === file ? text : project.read(path));
      // A snapshot reads from its store later on, too: what is typed must not get into that of what is saved.
      const store: FactsStore = new Map(facts);
      asTyped = { project, settings, file, text, snapshot: analyse({ ...project, read }, settings, store) };
      for (const [path, known] of store) if (path !== file) facts.set(path, known);
    }
    const { snapshot } = asTyped;
    return { findings: (rule, given) => check(snapshot, rule, optionsFor(rule, given, project.config), [file]) };
  }

  /** The project with a file that is not on disk yet, if it would be part of it. */
  function including(file: string, project: Project): Project | undefined {
    if (withNewFile?.saved !== project || withNewFile.file !== file) {
      const opened = openProject({ cwd: root, paths, overlays: new Map([[file, '']]) });
      withNewFile = { saved: project, file, project: { ...opened, read: project.read } };
    }
    return withNewFile.project.files.includes(file) ? withNewFile.project : undefined;
  }

  return {
    view(path, text, settings) {
      const file = relative(root, path).replaceAll(sep, '/');
      const isCurrent = (project: Project): boolean => project.files.includes(file) && project.read(file) === text;
      let project = saved.current();
      if (!isCurrent(project)) {
        saved.notice(file);
        project = saved.current();
      }
      if (isCurrent(project)) return viewAsSaved(project, file, settings);
      if (project.files.includes(file)) return project.read(file) === undefined ? undefined : viewAsTyped(project, file, text, settings);
      const extended = existsSync(path) ? undefined : including(file, project);
      return extended && viewAsTyped(extended, file, text, settings);
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
