// Runs the steps of a composite action in a folder as GitHub's runner would, those with `run`; of the others it says what they would get.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { evaluate, interpolate, truthy } from './expression.mjs';

/**
 * @param {object} options
 * @param {string} options.action folder of action.yml
 * @param {string} options.cwd the checked out repository
 * @param {string} options.temp an empty folder for what the runner writes
 * @param {Record<string, string>} [options.inputs] over the defaults
 * @param {object} [options.github] `event_name`, `event`, `repository`, ...
 * @param {Record<string, Record<string, string>>} [options.given] outputs of steps that are not run, by id
 * @param {Record<string, string>} [options.env]
 * @returns {{ status: number, steps: object[], outputs: Record<string, string>, summary: string }}
 */
export function runAction({ action, cwd, temp, inputs = {}, github = {}, given = {}, env = {} }) {
  const definition = parse(readFileSync(join(action, 'action.yml'), 'utf8'));
  const context = { inputs: {}, github: { token: '', action_path: action, event_name: 'push', repository: 'owner/name', event: {}, ...github }, steps: {}, runner: { temp } };
  for (const name of Object.keys(inputs)) if (!(name in definition.inputs)) throw new Error(`The action has no input "${name}".`);
  for (const [name, { default: value = '' }] of Object.entries(definition.inputs)) context.inputs[name] = inputs[name] ?? interpolate(value, context);
  mkdirSync(temp, { recursive: true });
  const summary = join(temp, 'summary');
  writeFileSync(summary, '');
  const steps = [];
  let status = 0;
  for (const step of definition.runs.steps) {
    const report = { id: step.id, uses: step.uses, outcome: 'skipped', stdout: '', stderr: '' };
    steps.push(report);
    if (status !== 0 || (step.if !== undefined && !truthy(evaluate(String(step.if).replace(/^\$\{\{|\}\}$/g, ''), context)))) continue;
    context.steps[step.id] = { outputs: given[step.id] ?? {} };
    report.with = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, interpolate(value, context)]));
    if (step.run === undefined || given[step.id]) {
      report.outcome = 'not run here';
      continue;
    }
    const output = join(temp, `output-${step.id}`);
    writeFileSync(output, '');
    const script = join(temp, `${step.id}.sh`);
    writeFileSync(script, step.run);
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: join(cwd, interpolate(step['working-directory'] ?? '.', context)),
      encoding: 'utf8',
      env: {
        ...process.env, ...env, RUNNER_TEMP: temp, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: 'true',
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, interpolate(value, context)])),
      },
    });
    if (ran.error) throw ran.error;
    Object.assign(report, { outcome: ran.status === 0 ? 'success' : 'failure', stdout: ran.stdout, stderr: ran.stderr });
    for (const line of readFileSync(output, 'utf8').split('\n')) {
      const equals = line.indexOf('=');
      if (equals > 0) context.steps[step.id].outputs[line.slice(0, equals)] = line.slice(equals + 1);
    }
    status = ran.status ?? 1;
  }
  const outputs = Object.fromEntries(Object.entries(definition.outputs).map(([name, { value }]) => [name, interpolate(value, context)]));
  return { status, steps, outputs, summary: readFileSync(summary, 'utf8') };
}
