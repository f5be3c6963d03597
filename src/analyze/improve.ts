import { resolve } from 'node:path';
import { rules as allRules } from '../../rules/registry.ts';
import type { Diagnostic, Finding, Location } from '../model/index.ts';
import { openProject, type Project } from '../project/index.ts';
import { noLongerParsed, staying, worsening, type Offer, type State } from './better.ts';
import { applied, conflict, editsOf, type FileEdit } from './edits.ts';
import { enabledRules, type EnabledRule } from './enabled-rules.ts';
import { runRule } from './run-rule.ts';
import { takeSnapshot, type FactsStore } from './snapshot.ts';
import { applySuppressions } from './suppressions.ts';

export interface ImproveOptions {
  /** What paths are relative to. */
  cwd: string;
  /** Files, folders or globs; default: everything under `cwd`. */
  paths?: string[];
  configPath?: string;
  /** Take the suggestions of these rules only; the others run nevertheless, to see that nothing gets worse. */
  only?: string[];
  onProgress?(phase: string, done: number, total: number): void;
}

export interface Improvement {
  /** Number of files analysed. */
  files: number;
  /** The edited files, by path. */
  changes: { file: string; before: string; after: string }[];
  /** In the order in which they were taken; places are those of the text at that time. */
  taken: Offer[];
  /** What was not taken, and why. */
  left: (Offer & { reason: string })[];
  /** What no output may show, in the files before and after. */
  masks: { before: Location[]; after: Location[] };
  diagnostics: Diagnostic[];
}

/**
 * Takes the suggestions of the rules, as many as make the project better: each is tried on the texts, and kept only when the
 * analysis of the result has one finding less and nothing else got worse. Writes nothing.
 *
 * @throws ConfigError for a bad configuration, an unknown rule or a path that does not exist
 */
export function improve(options: ImproveOptions): Improvement {
  const overlays = new Map<string, string>();
  const { paths, configPath, only, onProgress } = options;
  const project = openProject({ cwd: resolve(options.cwd), overlays, ...(paths ? { paths } : {}), ...(configPath ? { configPath } : {}) });
  const look = observer(project, enabledFor(project, only), onProgress);
  const first = look();
  let state = first;
  const originals = new Map<string, string>();
  const taken: Offer[] = [];
  const refused = new Map<string, Offer & { reason: string }>();

  function refuse(offers: Offer[], reason: string): void {
    for (const offer of offers) refused.set(keyOf(offer), { ...offer, reason });
  }

  /** Takes all of these that can be, or the first part of them; the places of the others hold no longer when it took any. */
  function take(offers: Offer[]): boolean {
    if (offers.length === 0) return false;
    const texts = edited(project, offers);
    for (const { file, after } of texts ?? []) overlays.set(file, after);
    const next = texts ? look() : undefined;
    // Of a file that cannot be read, nothing is known.
    const useless = next && !noLongerParsed(state, next) ? staying(state, next, offers) : [];
    const reason = next ? (useless.length > 0 ? 'the finding would stay' : worsening(state, next)) : 'its edit does not fit the file';
    if (next && reason === undefined) {
      for (const { file, before } of texts!) if (!originals.has(file)) originals.set(file, before);
      taken.push(...offers);
      state = next;
      return true;
    }
    for (const { file, before } of texts ?? []) overlays.set(file, before);
    if (useless.length > 0) {
      refuse(useless, reason!);
      return take(offers.filter((offer) => !useless.includes(offer)));
    }
    if (offers.length === 1) refuse(offers, reason!);
    const half = offers.length >> 1;
    return half > 0 && (take(offers.slice(0, half)) || take(offers.slice(half)));
  }

  for (;;) {
    const offers = disjoint(offersIn(state, only).filter((offer) => !refused.has(keyOf(offer))));
    if (offers.length === 0) break;
    take(offers);
  }
  const open = new Set(offersIn(state, only).map(keyOf));
  return {
    files: first.snapshot.modules.length,
    changes: [...originals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, before]) => ({ file, before, after: overlays.get(file)! })),
    taken,
    left: [...refused].filter(([key]) => open.has(key)).map(([, offer]) => offer),
    masks: { before: masksOf(first.findings), after: masksOf(state.findings) },
    diagnostics: [...new Set([...project.diagnostics, ...first.snapshot.diagnostics])],
  };
}

function enabledFor(project: Project, only: string[] | undefined): EnabledRule[] {
  const enabled = enabledRules(allRules, project.config, project.configFile, {});
  const more = only ? enabledRules(allRules, project.config, project.configFile, { only }) : [];
  return [...enabled, ...more.filter(({ rule }) => !enabled.some((one) => one.rule === rule))];
}

/** Looks at the project as its texts are at each call. */
function observer(project: Project, enabled: EnabledRule[], onProgress: ImproveOptions['onProgress']): () => State {
  const facts: FactsStore = new Map();
  return () => {
    const snapshot = takeSnapshot(project, { facts, onProgress });
    const found = enabled.flatMap(({ rule, settings }) => runRule(snapshot, rule, settings));
    const { findings } = applySuppressions(snapshot, found);
    return { snapshot, findings: findings.filter((finding) => !finding.suppressed) };
  };
}

/** The suggestions of each finding, in the order of the findings. */
function offersIn({ findings }: State, only: string[] | undefined): Offer[] {
  return findings.filter(({ ruleId }) => !only || only.includes(ruleId))
    .flatMap((finding) => finding.suggestions.map((suggestion) => ({ finding, suggestion })));
}

/** One suggestion a finding, and of those that conflict the first. */
function disjoint(offers: Offer[]): Offer[] {
  const chosen: { offer: Offer; edits: FileEdit[] }[] = [];
  for (const offer of offers) {
    const edits = editsOf(offer.finding, offer.suggestion);
    if (!chosen.some((one) => one.offer.finding === offer.finding || conflict(one.edits, edits))) chosen.push({ offer, edits });
  }
  return chosen.map(({ offer }) => offer);
}

/** The texts with and without all of the edits; undefined when one does not fit, or is in a file that was not analysed. */
function edited(project: Project, offers: Offer[]): Improvement['changes'] | undefined {
  const edits = offers.flatMap((offer) => editsOf(offer.finding, offer.suggestion));
  const changes: Improvement['changes'] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const before = project.files.includes(file) || project.isLeftOutTest(file) ? project.read(file) : undefined;
    const after = before === undefined ? undefined : applied(before, edits.filter((edit) => edit.file === file));
    if (before === undefined || after === undefined) return undefined;
    changes.push({ file, before, after });
  }
  return changes;
}

function keyOf({ finding, suggestion }: Offer): string {
  return `${finding.fingerprint} ${finding.file} ${suggestion.message}`;
}

function masksOf(findings: Finding[]): Location[] {
  return findings.flatMap(({ mask }) => mask ?? []);
}
