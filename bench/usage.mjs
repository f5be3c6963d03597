// Preloaded into a measured process (`node --import`): says on descriptor 3 what the process has used when it ends.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, JSON.stringify({ cpu: (user + system) / 1e3, memory: process.resourceUsage().maxRSS }));
  });
}
