import { spawn } from 'node:child_process';

/** Runs a command without a terminal, and without what this process has in its environment for npm. Resolves to its exit status and texts. */
export function run(command, args, { cwd }) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_OPTIONS$|^FORCE_COLOR$|^INIT_CWD$/i.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, NO_COLOR: '1', CI: 'true', YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' }, shell: process.platform === 'win32' });
    const ended = { status: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => { ended.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { ended.stderr += text; });
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...ended, status }));
  });
}
