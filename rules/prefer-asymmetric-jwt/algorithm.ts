import { textOf } from '../../src/link/values.ts';
import type { Expr, ProgramView } from '../../src/model/index.ts';
import { argumentValue, optionOf, type Option } from '../option.ts';
import type { TokenSigning } from '../jwt-signings.ts';
import { moduleOptions } from '../jwt-nest.ts';

const OPTIONS_AT: Record<string, number> = { jsonwebtoken: 2, '@nestjs/jwt': 1, '@fastify/jwt': 1 };

/** The algorithm that a token is signed with; nothing when it is not known. Without a word, these libraries take HS256. */
export function algorithmOf(program: ProgramView, { site, library }: TokenSigning): string | undefined {
  if (library === 'jose') return named(headerOf(program, site.expr, site.module, site.fn));
  if (library === 'hono/jwt' || library === 'jwt-simple') {
    const given = argumentValue(program, site, 2);
    return given?.kind === 'literal' && given.value === undefined ? 'HS256' : given && textOf(given);
  }
  const at = OPTIONS_AT[library];
  const options = at === undefined ? undefined : argumentValue(program, site, at);
  if (!options) return undefined;
  if (options.kind === 'function') return 'HS256';
  const own = optionOf(program, options, 'algorithm');
  if (own.state !== 'absent') return named(own);
  const fromModule = library === '@nestjs/jwt' ? moduleOptions(program, 'signOptions').map((one) => (one.state === 'set' ? optionOf(program, one.value, 'algorithm') : one)) : [];
  const other = fromModule.find((one) => one.state !== 'absent');
  return other ? named(other) : 'HS256';
}

function named(option: Option): string | undefined {
  return option.state === 'set' ? textOf(option.value) : undefined;
}

/** `new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key)` */
function headerOf(program: ProgramView, expr: Expr, module: TokenSigning['site']['module'], fn: number): Option {
  for (let at: Expr = expr; at.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    if (at.callee.property === 'setProtectedHeader' && at.args[0]) return optionOf(program, program.denote(module, at.args[0], fn), 'alg');
  }
  return { state: 'unknown' };
}
