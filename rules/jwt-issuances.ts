import type { CallSite, Expr, ProgramView, Value } from '../src/model/index.ts';
import { callIndex } from './call-index.ts';
import { isTestOrExample } from './file-role.ts';
import { callersOf, nameOfFunction } from './function-names.ts';
import { registrations } from './jwt-fastify.ts';
import { keyIdentity, valueAt } from './jwt-keys.ts';
import { moduleOptions } from './jwt-nest.ts';
import { signingsOf, type TokenSigning } from './jwt-signings.ts';
import { wordsOf } from './names.ts';
import { argumentValue, optionOf, type Option } from './option.ts';
import { namesAround } from './surroundings.ts';
import { namesRefreshHandler } from './token-names.ts';

export type Purpose = 'access' | 'refresh';

/** One kind of token that the project signs, seen from where its purpose is told. */
export interface Issuance {
  signing: TokenSigning;
  /** Where the purpose is told: the signing itself, or a call that leads to it. */
  site: CallSite;
  purpose: Purpose;
  /** `keyIdentity` of the key. */
  key: string;
  /** Names of its claims, with those of options that become claims; nothing when they are not known. */
  claims?: Map<string, Value> | undefined;
  /** How long it lives, as the library takes it. */
  expiry: Option;
}

/** Words of tokens that are neither: they stand for one link, one code, one machine. */
const OTHER = new Set(['reset', 'email', 'mail', 'invite', 'invitation', 'verification', 'activation', 'activate', 'confirm', 'confirmation', 'magic', 'otp', 'csrf', 'state', 'unsubscribe', 'webhook', 'service', 'machine', 'apikey', 'download', 'share', 'preview', 'embed', 'link', 'license', 'device', 'push', 'vapid', 'apple', 'github', 'installation', 'assertion', 'internal', 'bot', 'password', 'forgot', 'mfa', 'totp', '2fa', 'temp', 'temporary', 'onboarding', 'ws', 'socket', 'id']);
/** Names of options that become claims, by claim. */
const CLAIM_OPTIONS: [string, string][] = [['audience', 'aud'], ['issuer', 'iss'], ['subject', 'sub'], ['jwtid', 'jti']];
const MAX_CALLERS_UP = 3;

const known = new WeakMap<ProgramView, Issuance[]>();

/** Access and refresh tokens that the project signs with keys that can be told apart. */
export function issuancesOf(program: ProgramView): Issuance[] {
  let found = known.get(program);
  if (found) return found;
  found = [];
  for (const signing of [...signingsOf(program), ...ofFastify(program)]) {
    if (isTestOrExample(signing.site.module.path)) continue;
    const key = keyOf(program, signing);
    if (!key) continue;
    const payload = signing.payload ? program.denote(signing.site.module, signing.payload, signing.site.fn) : undefined;
    follow(program, { signing, site: signing.site, key, payload, settings: settingsOf(program, signing) }, MAX_CALLERS_UP, found);
  }
  known.set(program, found);
  return found;
}

interface Step { signing: TokenSigning; site: CallSite; key: Value; payload: Value | undefined; settings: Value | undefined }

function follow(program: ProgramView, step: Step, up: number, found: Issuance[]): void {
  const { site } = step;
  const purpose = purposeAt(program, site, step.signing);
  if (purpose === 'other') return;
  const inside = site.module.functions[site.fn];
  const callers = !purpose && inside && up > 0 ? callersOf(program, site.module, inside).filter(({ module }) => !isTestOrExample(module.path)) : [];
  for (const caller of callers) {
    follow(program, { signing: step.signing, site: caller, key: valueAt(program, step.key, caller), payload: step.payload && valueAt(program, step.payload, caller), settings: step.settings && valueAt(program, step.settings, caller) }, up - 1, found);
  }
  const key = keyIdentity(step.key);
  if (callers.length > 0 || key === undefined) return;
  found.push({ signing: step.signing, site, purpose: purpose ?? 'access', key, claims: claimsOf(program, step), expiry: step.signing.expiry });
}

/** By the name that the token is given, by what the call is given, then by the function around. */
function purposeAt(program: ProgramView, site: CallSite, { site: { expr: signing } }: TokenSigning): Purpose | 'other' | undefined {
  const { module, expr, fn } = site;
  const inside = module.functions[fn];
  const groups = [
    namesAround(module, expr).slice(0, 1).map((one) => one.name),
    expr.args.flatMap((arg) => hintsOf(program, module, arg)),
    expr === signing ? [] : [expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : ''],
    // What exchanges a refresh token makes access tokens, unless something nearer says otherwise.
    inside ? [namesRefreshHandler(nameOfFunction(module, inside)) ? 'access' : nameOfFunction(module, inside)] : [],
  ];
  for (const names of groups) {
    const words = names.flatMap(wordsOf);
    const refresh = words.some((word) => word === 'refresh' || word === 'rt');
    const access = words.includes('access');
    if (refresh !== access) return refresh ? 'refresh' : 'access';
    if (!refresh && words.some((word) => OTHER.has(word))) return 'other';
  }
  return undefined;
}

/** What arguments say of the token: `'refresh'`, `TokenType.REFRESH`, `config.jwt.refreshExpiresIn`, `{ type: 'refresh' }`. */
function hintsOf(program: ProgramView, module: CallSite['module'], arg: Expr): string[] {
  if (arg.kind === 'literal') return typeof arg.value === 'string' && /^\w*(refresh|access)\w*$/i.test(arg.value) ? [arg.value] : [];
  if (arg.kind === 'member' || arg.kind === 'ref') return /refresh|access/i.test(program.text(module).slice(arg.start, arg.end)) ? [arg.kind === 'member' ? arg.property : arg.name] : [];
  if (arg.kind !== 'object') return [];
  return arg.properties.flatMap((one) => (/^(type|typ|tokenType|token_type|kind|purpose|use|tokenUse|token_use|secret|expiresIn)$/.test(one.key) ? hintsOf(program, module, one.value) : []));
}

function claimsOf(program: ProgramView, { payload, settings }: Step): Map<string, Value> | undefined {
  if (payload?.kind !== 'object' || payload.open || payload.cls || payload.rest?.length) return undefined;
  const claims = new Map(payload.props);
  if (!settings || settings.kind === 'function') return claims;
  for (const [option, claim] of CLAIM_OPTIONS) {
    const given = optionOf(program, settings, option);
    if (given.state === 'set') claims.set(claim, given.value);
  }
  return claims;
}

const OPTIONS_AT: Record<string, number> = { jsonwebtoken: 2, '@nestjs/jwt': 1, '@fastify/jwt': 1 };

function settingsOf(program: ProgramView, { site, library }: TokenSigning): Value | undefined {
  const at = OPTIONS_AT[library];
  return at === undefined ? undefined : argumentValue(program, site, at);
}

function keyOf(program: ProgramView, { site, library, key }: TokenSigning): Value | undefined {
  if (key) return program.denote(site.module, key, site.fn);
  if (library === '@fastify/jwt') return registeredKey(program);
  if (library !== '@nestjs/jwt') return undefined;
  const options = argumentValue(program, site, 1);
  const own = ['secret', 'privateKey'].map((name): Option => (options ? optionOf(program, options, name) : { state: 'unknown' }));
  const set = own.find((one) => one.state === 'set');
  if (set?.state === 'set') return set.value;
  if (own.some((one) => one.state === 'unknown')) return undefined;
  return only(['secret', 'privateKey'].flatMap((name) => moduleOptions(program, name)));
}

/** The one value that is set; nothing where several modules have one each, since nobody tells here which is meant. */
function only(options: Option[]): Value | undefined {
  const values = options.flatMap((one) => (one.state === 'set' ? [one.value] : []));
  return new Set(values.map((one) => keyIdentity(one) ?? one)).size === 1 ? values[0] : undefined;
}

function registeredKey(program: ProgramView): Value | undefined {
  return only(registrations(program).map(({ site }): Option => {
    const options = argumentValue(program, site, 1);
    return options ? optionOf(program, options, 'secret') : { state: 'unknown' };
  }));
}

/** `app.jwt.sign(claims, options)` and `reply.jwtSign(claims, options)` where the plugin of Fastify is registered. */
function ofFastify(program: ProgramView): TokenSigning[] {
  if (registrations(program).length !== 1) return [];
  const index = callIndex(program);
  const sites = [...(index.get('jwtSign') ?? []), ...(index.get('sign') ?? []).filter(({ expr: { callee } }) => callee.kind === 'member' && callee.object.kind === 'member' && callee.object.property === 'jwt')];
  return sites.map((site): TokenSigning => {
    const options = argumentValue(program, site, 1);
    const flat = options ? optionOf(program, options, 'expiresIn') : { state: 'unknown' as const };
    const nested = options ? optionOf(program, options, 'sign') : { state: 'unknown' as const };
    return { site, library: '@fastify/jwt', payload: site.expr.args[0], expiry: flat.state === 'absent' && nested.state === 'set' ? optionOf(program, nested.value, 'expiresIn') : flat, unit: 'seconds' };
  });
}
