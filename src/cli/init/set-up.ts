import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route } from '../../model/index.ts';
import { folderOf, fromRoot, nameOf } from '../../project/paths.ts';
import { printableLines } from '../../report/text.ts';
import { analysis } from '../analysis.ts';
import { EXIT, write, type Host } from '../host.ts';
import { configurationStep } from './configuration.ts';
import { eslintSteps } from './eslint-entry.ts';
import { carryOut, type Step } from './step.ts';
import { summary } from './summary.ts';
import { survey, type Survey } from './survey.ts';
import { workflow, WORKFLOW } from './workflow.ts';

/** What the user said; undefined: as the project suggests. */
export interface Wanted { yes?: boolean | undefined; eslint?: boolean | undefined; workflow?: boolean | undefined; policy?: boolean | undefined }

/** The first of the names that a clone knows its main branch by. */
function mainBranches(top: string): string[] {
  const head = join(top, '.git', 'refs', 'remotes', 'origin', 'HEAD');
  const name = existsSync(head) ? /^ref: refs\/remotes\/origin\/([\w./-]+)\s*$/.exec(readFileSync(head, 'utf8'))?.[1] : undefined;
  return name === undefined ? ['main', 'master'] : [name];
}

function workflowStep({ top, folder, installer }: Survey): Step {
  if (existsSync(join(top, WORKFLOW))) return { kind: 'leave', file: WORKFLOW, why: 'it is there already' };
  const manifest = join(top, 'package.json');
  const pinned = existsSync(manifest) && /"packageManager"/.test(readFileSync(manifest, 'utf8'));
  return { kind: 'write', file: WORKFLOW, folder: top, text: workflow({ installer, folder: fromRoot(top, folder) ?? '', branches: mainBranches(top), pinned }) };
}

interface Plan { steps: Step[]; packages: string[]; /** What is to be looked at once a step has been carried out. */ notes: Map<Step, string[]> }

function plan(found: Survey, args: Wanted, routes: Route[]): Plan {
  const wanted = args.eslint ?? (found.flatConfigs.length > 0 || found.dependencies.has('eslint'));
  const eslint = wanted ? eslintSteps(found) : { steps: [], packages: [] };
  const { step: config, notes } = configurationStep(found, routes, args.policy ?? false);
  const steps: Step[] = [
    config,
    ...eslint.steps,
    ...(args.workflow ?? found.github ? [workflowStep(found)] : []),
  ];
  return { steps, packages: [...(found.dependencies.has('authlint') ? [] : ['authlint']), ...eslint.packages], notes: new Map([[config, notes]]) };
}

async function agreed(step: Step, args: Wanted, host: Host): Promise<boolean> {
  if (step.kind === 'leave' || step.kind === 'print' || args.yes) return true;
  const answer = await host.ask!(`${step.kind === 'edit' ? `Add ${step.adds} to` : 'Write'} ${step.file}? [Y/n] `);
  return answer !== undefined && /^\s*(y|yes)?\s*$/i.test(answer);
}

/** Looks at the project, says what it found, and sets up what is agreed to. Without `yes`, the host has to have `ask`. */
export async function setUp(args: Wanted, host: Host): Promise<number> {
  const result = await analysis({ only: [] }, host);
  const found = survey(host.cwd, result.routes);
  if (args.policy && result.diagnostics.some(({ kind }) => kind === 'internal-error')) throw new Error('A part of the engine broke: the policy would lack routes.');
  const { steps, packages, notes } = plan(found, args, result.routes);
  const say = async (lines: string[]): Promise<void> => lines.length > 0 ? write(host.stdout, `${lines.flatMap((line) => printableLines(line)).join('\n')}\n`) : undefined;
  await say([...summary(found, result.files, result.routes), '']);
  const linted: string[] = [];
  for (const step of steps) {
    if (!await agreed(step, args, host)) {
      await say([`left out ${step.file}`]);
      continue;
    }
    carryOut(step, host.cwd);
    if ((step.kind === 'edit' || step.kind === 'write') && nameOf(step.file).startsWith('eslint.config.')) linted.push(folderOf(step.file));
    if (step.kind === 'leave') await say([`left ${step.file} as it is: ${step.why}`]);
    else if (step.kind === 'print') await say([`left ${step.file} as it is: ${step.why}. Put this into it:`, '', ...step.snippet.trimEnd().split('\n').map((line) => `    ${line}`), '']);
    else await say([`${step.kind === 'edit' ? `added ${step.adds} to` : 'wrote'} ${step.file}`]);
    await say((notes.get(step) ?? []).map((note) => `  ${note}`));
  }
  const { installer } = found;
  const unknown = result.routes.some(({ access }) => access === 'unknown');
  const others = found.ci.filter((name) => name !== 'GitHub Actions');
  await say([
    '',
    'Next:',
    ...(packages.length > 0 ? [`  ${installer.add} ${packages.join(' ')}`] : []),
    `  ${installer.exec} authlint check`,
    // ESLint 9 looks for its configuration from where it is started.
    ...linted.map((folder) => (folder === '' ? `  ${installer.exec} eslint .` : `  (cd ${folder} && ${installer.exec} eslint .)`)),
    ...(unknown ? [`  ${installer.exec} authlint doctor      # what could not be resolved, and what helps`] : []),
    ...(others.length > 0 ? [`For ${others.join(' and ')}, docs/ci.md of the package has the recipe.`] : []),
  ]);
  return EXIT.clean;
}
