#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { keepCompiled, loadCompiled } from './compiled.ts';
import { optimizeLater } from './tiering.ts';

/** The file of `program.ts` with all it needs, from here; set when the package is built. */
declare const AUTHLINT_PROGRAM: string;

// Compiled code is only taken back by a V8 with the same settings as when it was kept.
optimizeLater();
const { program } = loadCompiled(fileURLToPath(new URL(AUTHLINT_PROGRAM, import.meta.url))) as typeof import('./program.ts');
process.exitCode = await program();
keepCompiled();
