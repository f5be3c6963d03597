import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Route } from '../../model/index.ts';
import { fromRoot, nameOf } from '../../project/paths.ts';
import { draftNotes, policyDraft, policyText } from '../policy-draft.ts';
import { addPolicy } from './policy.ts';
import type { Step } from './step.ts';
import type { Survey } from './survey.ts';

const SCHEMA = 'node_modules/authlint/authlint.schema.json';
/** Folders whose code is there to be read or copied. */
const SHOWN = /^(?:(?:packages|apps)\/)?(?:[^/]+-)?(?:examples?|samples?|templates?|playgrounds?|boilerplates?|demos?|fixtures|benchmarks?)$/;

/**
 * What is to be done for the configuration: written where there is none, and with `policy`, today's access is put into it.
 *
 * @returns notes: what is to be looked at in the policy, for when the step is carried out
 */
export function configurationStep({ folder, config }: Survey, routes: Route[], policy: boolean): { step: Step; notes: string[] } {
  if (config === undefined) return written(folder, routes, policy);
  const leave = (why: string): { step: Step; notes: string[] } => ({ step: { kind: 'leave', file: config, why }, notes: [] });
  if (!policy) return leave('it is there already');
  if (nameOf(config) !== config) return leave('it holds for a folder around this one: run this there, for a policy');
  const draft = policyDraft(routes);
  const notes = draftNotes(draft);
  if (draft.entries.length === 0) return { ...leave('there is no route of known access to write a policy for'), notes };
  const unclear = (why: string): { step: Step; notes: string[] } => ({ step: { kind: 'print', file: config, why, snippet: policyText(draft) }, notes });
  if (config === 'package.json') return unclear('the draft has comments, which it cannot hold');
  const before = readFileSync(join(folder, config), 'utf8').replace(/^\uFEFF/, '');
  const edit = addPolicy(before, draft);
  switch (edit.kind) {
    case 'edited': return { step: { kind: 'edit', file: config, adds: 'the policy', before, after: edit.text }, notes };
    case 'present': return leave('it has a policy already');
    case 'unclear': return unclear(edit.reason);
  }
}

function written(folder: string, routes: Route[], policy: boolean): { step: Step; notes: string[] } {
  const exclude = shownFolders(routes);
  const text = configuration(folder, exclude);
  const draft = policyDraft(policy ? routes.filter(({ file }) => !exclude.some((one) => file.startsWith(`${one}/`))) : []);
  const edit = draft.entries.length > 0 ? addPolicy(text, draft) : undefined;
  return { step: { kind: 'write', file: 'authlint.config.json', text: edit?.kind === 'edited' ? edit.text : text }, notes: draftNotes(draft) };
}

/** A configuration for a project that has none: what is not a default is there because the project needs it. */
function configuration(folder: string, exclude: string[]): string {
  return `${JSON.stringify({ $schema: schemaFrom(folder), preset: 'recommended', ...(exclude.length > 0 ? { exclude } : {}) }, null, 2)}\n`;
}

/** Folders of examples and templates that declare routes, in a project that declares others too. */
function shownFolders(routes: Route[]): string[] {
  const shown = new Set<string>();
  let own = 0;
  for (const { file } of routes) {
    const folders = file.split('/').slice(0, -1);
    const at = folders.findIndex((_, i) => i < 3 && SHOWN.test(folders.slice(0, i + 1).join('/')));
    if (at < 0) own++;
    else shown.add(folders.slice(0, at + 1).join('/'));
  }
  return own > 0 ? [...shown].sort() : [];
}

/** The schema of the installed package, as seen from the folder: in a workspace it is in a folder around it. */
function schemaFrom(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, SCHEMA))) return relative(fromRoot(folder, join(at, SCHEMA)) ?? SCHEMA);
    if (dirname(at) === at || existsSync(join(at, '.git'))) return `./${SCHEMA}`;
  }
}

function relative(path: string): string {
  return path.startsWith('../') ? path : `./${path}`;
}
