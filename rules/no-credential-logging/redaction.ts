import { packageOf } from '../../src/link/index.ts';
import type { ProgramView } from '../../src/model/index.ts';
import { plain } from '../names.ts';
import { callIndex } from '../call-index.ts';

const LOGGERS = /^(pino|pino-http|nestjs-pino|winston|bunyan|log4js|tslog|fastify|consola|signale)$/;

/** What the project's loggers take out of the objects that they are given. Text that was put together goes through as it is. */
export interface Redaction { takesOut(name: string): boolean }

/**
 * `redact` of pino and Fastify by its paths. A file that makes a logger and speaks of masking is taken at its word: what it
 * masks is not worked out.
 */
export function redactionOf(program: ProgramView): Redaction {
  const names = new Set<string>();
  let all = false;
  for (const module of program.modules) {
    if (!module.imports.some((one) => LOGGERS.test(one.source))) continue;
    const text = program.text(module);
    if (!/redact|mask|saniti[sz]|scrub|censor/i.test(text)) continue;
    const before = names.size;
    for (const list of text.matchAll(/redact\w*['"]?\s*[:=]\s*(?:\{[^[\]{}]*?paths\s*:\s*)?\[((?:[^[\]]|\[[^\]]*\])*)\]/g)) {
      for (const [, path] of list[1]!.matchAll(/['"`]([^'"`\n]+?)['"`]\s*(?:\]['"`]\s*)?(?:,|$)/g)) names.add(plain(path!.split(/[.[]/).filter((part) => part !== '').at(-1)!));
    }
    if (names.size === before && usesLogger(program, module.path)) all = true;
  }
  return { takesOut: (name) => all || names.has(plain(name)) };
}

function usesLogger(program: ProgramView, path: string): boolean {
  return ['createLogger', 'pino', 'pinoHttp', 'default', 'fastify', 'Fastify', 'forRoot', 'forRootAsync', 'Logger', 'configure'].some((name) => (callIndex(program).get(name) ?? []).some((site) => site.module.path === path && LOGGERS.test(packageOf(program.denote(site.module, site.expr.callee, site.fn)) ?? '')));
}
