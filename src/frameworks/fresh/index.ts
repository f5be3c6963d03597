import type { Framework } from '../types.ts';
import { find, FRESH } from './find.ts';

/** Fresh: handlers that files of `routes` export, and middleware by folder. */
export default {
  name: 'fresh',
  model: {
    packages: ['fresh', '@fresh/core', '$fresh'],
    call: (record) => (record.receiver?.kind === 'result' && record.receiver.call.constructed && record.method !== '' && /^(use|get|post|put|patch|delete|head|options|all|fsRoutes|route|mountApp)$/.test(record.method) ? record.receiver : undefined),
    keepsCallbacks: () => true,
  },
  isPresent: (program) => program.modules.some((module) => module.imports.some((one) => FRESH.test(one.source))),
  find,
} satisfies Framework;
