import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../src/analyze.ts';
import type { Host } from '../../src/cli/host.ts';
import { run } from '../../src/cli/run.ts';

/** An application that has ESLint and authlint among its packages, and a configuration of neither. */
export const app: Record<string, string> = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^5.0.0" }, "devDependencies": { "eslint": "^10.0.0", "authlint": "^0.1.0" } }',
  'package-lock.json': '{}',
  'src/app.js': `const express = require('express');
const app = express();
const requireUser = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
app.get('/items', requireUser, (req, res) => res.json([]));
app.listen(3000);
`,
};

/** Runs `authlint init` in a folder, with the real engine. @param answers what is said to each question, on a terminal */
export async function init(cwd: string, argv: string[] = ['--yes'], answers?: (string | undefined)[]): Promise<{ status: number; stdout: string; stderr: string; questions: string[] }> {
  const ran = { status: -1, stdout: '', stderr: '', questions: [] as string[] };
  const output = (stream: 'stdout' | 'stderr') => ({ write(text: string, done?: () => void) { ran[stream] += text; done?.(); } });
  const host: Host = {
    cwd, env: {}, stdout: output('stdout'), stderr: output('stderr'),
    analyze: () => Promise.resolve(analyze),
    rules: () => Promise.resolve([]),
    ...(answers ? { ask: (question: string) => { ran.questions.push(question.trim()); return Promise.resolve(answers[ran.questions.length - 1]); } } : {}),
  };
  ran.status = await run(['init', ...argv], host);
  return ran;
}

export const text = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'utf8');
