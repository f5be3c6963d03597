import { parseArgs } from 'node:util';
import { caseOf, type Case, type Kind } from './cases.ts';
import { minimised, signature } from './minimise.ts';
import { collectSeeds, type Files } from './seeds.ts';
import { shapes } from './shapes.ts';
import { openTester } from './supervisor.ts';

const QUICK_SECONDS = 60;
const LIMITS = { patience: 15_000, memory: 1024 };
const MINIMISING_MS = 60_000;

/**
 * A run: cases of a seed by number until the time is over. Prints how many of each kind were tried, and each failure with what
 * makes it again.
 *
 * @param root of this repository, absolute
 * @param script the file that a thread runs
 * @param projects small projects to change, besides those that are found
 * @returns the exit status: 1 when there was a failure
 */
export async function fuzz(argv: string[], root: string, script: URL, projects: Files[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { seed: { type: 'string' }, seconds: { type: 'string' }, quick: { type: 'boolean' }, case: { type: 'string' }, kind: { type: 'string' }, shapes: { type: 'boolean' } } });
  if (values.shapes) return tryShapes(script);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const seconds = Number(values.seconds ?? (values.quick ? QUICK_SECONDS : 600));
  const only = values.kind as Kind | undefined;
  const seeds = collectSeeds(root, projects);
  const print = (text: string): boolean => process.stdout.write(`${text}\n`);
  print(`Seed ${seed}, ${seconds} s, ${seeds.projects.length} projects to change. The same again: npm run fuzz -- --seed ${seed}`);

  const tester = openTester(script, LIMITS);
  const tried = new Map<string, number>();
  const failures = new Map<string, number>();
  const end = Date.now() + seconds * 1000;
  const single = values.case === undefined ? undefined : Number(values.case);
  for (let index = single ?? 0; single === undefined ? Date.now() < end : index === single; index++) {
    const one = caseOf(seed, index, seeds, only);
    tried.set(one.kind, (tried.get(one.kind) ?? 0) + 1);
    const problems = await tester.try(one);
    const fresh = problems.filter((problem) => !failures.has(signature(problem)));
    for (const problem of problems) failures.set(signature(problem), (failures.get(signature(problem)) ?? 0) + 1);
    for (const problem of fresh.slice(0, 2)) {
      const fails = async (other: Case): Promise<boolean> => (await tester.try(other)).some((it) => signature(it) === signature(problem));
      const small = await minimised(one, fails, Date.now() + MINIMISING_MS);
      print(`\nFAILURE (${one.kind}): ${problem.slice(0, 1200)}\nAgain: --seed ${seed} --case ${index}${only ? ` --kind ${only}` : ''}\n${JSON.stringify({ ...small, extra: one.extra }).slice(0, 3000)}`);
    }
  }
  await tester.close();
  print(`\nTried ${[...tried.values()].reduce((sum, n) => sum + n, 0)} inputs: ${[...tried].sort().map(([kind, n]) => `${kind} ${n}`).join(', ')}.`);
  print(failures.size === 0 ? 'No failure.' : `${failures.size} kinds of failure:\n${[...failures].map(([what, n]) => `  ${n} times  ${what}`).join('\n')}`);
  return failures.size > 0 ? 1 : 0;
}

/** Tries each of the programs that grow without bound, and prints how long it took. */
async function tryShapes(script: URL): Promise<number> {
  const tester = openTester(script, LIMITS);
  let failed = 0;
  for (const [name, files] of Object.entries(shapes())) {
    const began = Date.now();
    const problems = await tester.try({ kind: 'project', files, extra: 1 });
    failed += problems.length;
    process.stdout.write(`${name}: ${Date.now() - began} ms${problems.map((problem) => `\n  FAILURE ${problem.slice(0, 1200)}`).join('')}\n`);
  }
  await tester.close();
  return failed > 0 ? 1 : 0;
}
