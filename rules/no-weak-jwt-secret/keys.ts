import { alternatives, textOf } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Site, Value } from '../../src/model/index.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import { moduleOptions } from '../jwt-nest.ts';
import { signingsOf } from '../jwt-signings.ts';
import { argumentValue, optionOf } from '../option.ts';

/** A key that signs or verifies tokens, and the algorithms that go with it. */
export interface KeyUse { site?: CallSite; value: Value; written?: Expr; algorithms: string[] }

/** Where the key and the algorithm stand in the arguments of a call: a position, or the name of an option. */
const FORMS: Record<string, { key: number | string; options: number; algorithm: string }> = {
  'jsonwebtoken#sign': { key: 1, options: 2, algorithm: 'algorithm' },
  'jsonwebtoken#verify': { key: 1, options: 2, algorithm: 'algorithms' },
  'jose#jwtVerify': { key: 1, options: 2, algorithm: 'algorithms' },
  'hono/jwt#sign': { key: 1, options: 2, algorithm: '' },
  'hono/jwt#verify': { key: 1, options: 2, algorithm: '' },
  'hono/jwt#jwt': { key: 'secret', options: 0, algorithm: 'alg' },
  'jwt-simple#encode': { key: 1, options: 2, algorithm: '' },
  'jwt-simple#decode': { key: 1, options: 3, algorithm: '' },
  'express-jwt#expressjwt': { key: 'secret', options: 0, algorithm: 'algorithms' },
  'express-jwt#': { key: 'secret', options: 0, algorithm: 'algorithms' },
  'koa-jwt#': { key: 'secret', options: 0, algorithm: 'algorithms' },
  'passport-jwt#Strategy': { key: 'secretOrKey', options: 0, algorithm: 'algorithms' },
  'fast-jwt#createSigner': { key: 'key', options: 0, algorithm: 'algorithm' },
  'fast-jwt#createVerifier': { key: 'key', options: 0, algorithm: 'algorithms' },
};

export function keysOf(program: ProgramView): KeyUse[] {
  const found: KeyUse[] = [];
  for (const { site, library, name } of callsOfLibraries(program)) {
    const form = FORMS[`${library}#${name}`];
    if (!form) continue;
    const options = argumentValue(program, site, form.options);
    const algorithm = form.algorithm === '' ? options : options && valueOf(program, options, form.algorithm);
    const value = typeof form.key === 'number' ? argumentValue(program, site, form.key) : options && valueOf(program, options, form.key);
    if (value) found.push({ site, value, ...(typeof form.key === 'number' && site.expr.args[form.key] ? { written: site.expr.args[form.key] } : {}), algorithms: namesOf(algorithm) });
  }
  for (const { site, library, key } of signingsOf(program)) {
    if (library === 'jose' && key) found.push({ site, value: program.denote(site.module, key, site.fn), written: key, algorithms: [] });
  }
  for (const option of moduleOptions(program, 'secret')) if (option.state === 'set') found.push({ value: option.value, algorithms: [] });
  return found;
}

function valueOf(program: ProgramView, options: Value, name: string): Value | undefined {
  const option = optionOf(program, options, name);
  return option.state === 'set' ? option.value : undefined;
}

function namesOf(value: Value | undefined): string[] {
  if (!value) return [];
  return alternatives(value).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap((element) => textOf(element) ?? []) : textOf(one) ?? []));
}

export interface WrittenSecret { text: string; site?: Site; fallback: boolean }

/** Texts of the source that the key may be; `fallback`: the environment has it otherwise. */
export function secretsOf(value: Value): WrittenSecret[] {
  const each = alternatives(value);
  const fallback = each.some((one) => one.kind === 'env');
  return each.flatMap((one): WrittenSecret[] => {
    if (one.kind === 'literal') return typeof one.value === 'string' && one.value !== '' ? [{ text: one.value, fallback, ...(one.site ? { site: one.site } : {}) }] : [];
    if (one.kind !== 'result') return [];
    const { callee, args } = one.call;
    const name = callee.kind === 'builtin' || callee.kind === 'property' ? callee.name : callee.kind === 'external' ? callee.path.at(-1) ?? '' : '';
    const encoded = args[1] && textOf(args[1]);
    return /(^|\.)(encode|from|createSecretKey)$/.test(name) && args[0] && (encoded === undefined || /^utf-?8$/i.test(encoded)) ? secretsOf(args[0]) : [];
  });
}

/** What a key is, so that two uses of one can be told; nothing for what cannot be. */
export function identityOf(program: ProgramView, module: ModuleFacts, fn: number, key: Expr): string | undefined {
  const value = program.denote(module, key, fn);
  const names = alternatives(value).flatMap((one) => (one.kind === 'env' ? [`env ${one.name}`] : one.kind === 'literal' && typeof one.value === 'string' ? [`text ${one.value}`] : []));
  return names.length > 0 && names.length === alternatives(value).length ? names.sort().join('|') : undefined;
}
