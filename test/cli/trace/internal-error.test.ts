import { expect, it, vi } from 'vitest';
import { rules } from '../../../rules/registry.ts';
import { analyze } from '../../../src/analyze.ts';
import { internalError } from '../../../src/cli/trace/internal-error.ts';
import { authlint, folder } from '../host.ts';

const machine = { node: 'v22.0.0', platform: 'linux x64', folder: '/home/ann/shop/node_modules/authlint' };
const at = { phase: 'checking', subject: 'require-route-auth' } as const;

function failure(message: string, stack: string[] = []): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...stack.map((line) => `    at ${line}`)].join('\n');
  return error;
}

it('says which version broke, on what, while doing what, and where in the package', () => {
  const report = internalError(failure('x is not a function', [
    'check (file:///home/ann/shop/node_modules/authlint/dist/chunks/rules-AB.js:3:14)',
    'Object.run (/home/ann/shop/node_modules/authlint/dist/src/cli/main.js:9:1)',
    'async file:///home/ann/shop/node_modules/ts-morph/dist/ts-morph.js:5:6',
    'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'load (/home/ann/tools/hook.js:1:2)',
    'new Promise (<anonymous>)',
  ]), at, machine);
  expect(report.replace(/authlint \d+\.\d+\.\S+,/, 'authlint V,').split('\n')).toEqual([
    'Internal error: x is not a function',
    'authlint V, Node v22.0.0, linux x64; while checking require-route-auth',
    '    at check (dist/chunks/rules-AB.js:3:14)',
    '    at Object.run (dist/src/cli/main.js:9:1)',
    '    at async (node_modules/ts-morph/dist/ts-morph.js:5:6)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    '    at load ((elsewhere):1:2)',
    '    at new Promise (<anonymous>)',
  ]);
});

it('names files of the package on Windows', () => {
  const windows = { ...machine, folder: 'C:\\Users\\Ann\\shop\\node_modules\\authlint' };
  const report = internalError(failure('x', ['a (file:///C:/Users/Ann/shop/node_modules/authlint/dist/a.js:1:1)', 'b (C:\\Users\\Ann\\shop\\node_modules\\authlint\\dist\\b.js:2:2)', 'c (C:\\Users\\Ann\\c.js:3:3)']), at, windows);
  expect(report.split('\n').slice(2)).toEqual(['    at a (dist/a.js:1:1)', '    at b (dist/b.js:2:2)', '    at c ((elsewhere):3:3)']);
});

it.each([
  ['a path', "ENOENT: no such file or directory, open '/home/ann/secret/app.ts'", "ENOENT: no such file or directory, open '…'"],
  ['a path that is not quoted', 'cannot read /home/ann/secret/app.ts: gone', 'cannot read … gone'],
  ['a path of Windows', 'cannot read C:\\Users\\Ann\\app.ts', 'cannot read …'],
  ['source text', 'Unexpected token \'p\', "password = hunter2" is not valid JSON', 'Unexpected token \'…\', "…" is not valid JSON'],
  ['source text in backticks', 'no kind for `const key = "abc"` here', 'no kind for `…` here'],
  ['an open quotation', 'Unexpected end of "const password', 'Unexpected end of "…"'],
  ['further lines', "cannot print:\nconst password = 'hunter2';\n    at password (/home/ann/app.ts:1:1)", 'cannot print:'],
  ['a secret', 'no handler for q8Zr2LwX0vTn5KbY7cHsq8Zr2LwX0vTn5KbY7cHs', 'no handler for ***'],
])('leaves %s out', (_, message, shown) => {
  const lines = internalError(failure(message, ['a (/home/ann/app.ts:1:1)']), at, machine).split('\n');
  expect([lines[0], lines.length]).toEqual([`Internal error: ${shown}`, 3]);
  expect(lines[2]).toBe('    at a ((elsewhere):1:1)');
});

it('tells of the cause in the same way', () => {
  const error = failure('outer');
  error.cause = failure("open '/home/ann/x'", ['b (/home/ann/shop/node_modules/authlint/dist/b.js:2:2)']);
  expect(internalError(error, at, machine).split('\n').slice(2)).toEqual(["  caused by TypeError: open '…'", '    at b (dist/b.js:2:2)']);
});

it('says which rule broke, without a word of the code', async () => {
  const rule = rules.find(({ meta }) => meta.name === 'require-route-auth')!;
  const broken = vi.spyOn(rule, 'check').mockImplementation(({ files }) => { throw new Error(`cannot judge "${files[0]!.path}" in '${process.cwd()}'`); });
  const cwd = folder({ 'src/private-name.js': 'module.exports = 1;\n' });
  const { status, stderr } = await authlint(['--rule', rule.meta.name], { cwd, analyze });
  broken.mockRestore();
  expect(status).toBe(2);
  expect(stderr).toContain(`Internal error: cannot judge "…" in '…'\n`);
  expect(stderr).toContain(`; while checking ${rule.meta.name}\n`);
  expect(stderr).not.toContain('private-name');
  expect(stderr).not.toContain(cwd);
  expect(stderr).not.toContain(process.cwd());
});
