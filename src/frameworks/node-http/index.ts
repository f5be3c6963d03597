import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

const isPresent: Framework['isPresent'] = (program) => program.modules.some((module) => module.imports.some(({ source }) => /^(node:)?(https?|http2)$/.test(source)));

/** A bare `http.createServer((req, res) => ...)` that tells its requests apart by itself. */
export default { name: 'node-http', model, isPresent, find } satisfies Framework;
