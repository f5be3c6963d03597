import type { TokenSigning } from '../../rules/jwt-signings.ts';
import { inWords, secondsOf } from '../../rules/token-lifetime.ts';
import { alternatives } from '../link/index.ts';
import type { Expr, Value } from '../model/index.ts';
import { placeOf, settled, sourceOf, variable, type Frame, type Val, type Walk } from './frame.ts';
import type { Token } from './types.ts';

const TELLING = /token|jwt|refresh|access|secret|api_?key|session|otp|code|hash|^rt$|^at$/i;

const VAGUE = /^_?(new)?_?(tokens?|jwt|hash|code|key|secret|value|result)$/i;

/** The name a token goes by: what the value is given to here, or where a function that made it was called. */
function nameIn(label: string, frame: Frame): string {
  const names = [label];
  for (let at: Frame | undefined = frame; at; at = at.up) names.push(at.label);
  const telling = names.filter((one) => TELLING.test(one));
  return telling.find((one) => !VAGUE.test(one)) ?? telling[0] ?? (label || 'token');
}

export function addToken(walk: Walk, token: Token): Val {
  walk.tokens.push(token);
  walk.out.push({ kind: 'issue', token, place: token.place });
  return { tokens: [token] };
}

/** A JSON Web Token that is signed here. */
export function signed(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, signing: TokenSigning, frame: Frame, label: string): Val {
  const token: Token = { name: nameIn(label, frame), sort: 'JWT', by: signing.library, kept: [], place: placeOf(walk, frame.module, expr) };
  const lifetime = lifetimeOf(walk, signing, frame);
  if (lifetime !== undefined) token.lifetime = lifetime;
  return addToken(walk, token);
}

/** A value drawn at random that is called like a token. */
export function drawn(walk: Walk, expr: Expr, by: string, frame: Frame, label: string): Val | undefined {
  if (!/token|secret|api_?key|session_?(id|key)|^otp|_?code$|refresh/i.test(label || frame.label)) return undefined;
  return addToken(walk, { name: nameIn(label, frame), sort: 'random value', by, kept: [], place: placeOf(walk, frame.module, expr) });
}

function lifetimeOf(walk: Walk, { expiry, unit, site, library }: TokenSigning, frame: Frame): string | undefined {
  const written = endOf(walk, site.expr, library, frame);
  if (expiry.state === 'absent' && !written) return 'no end';
  if (expiry.state === 'set') {
    const value = settled(walk, expiry.value, frame);
    const seconds = secondsOf(value, unit);
    const settings = alternatives(value).flatMap((one: Value) => (one.kind === 'env' ? [one.name] : []));
    if (seconds !== undefined) return `${inWords(seconds)}${settings.length > 0 ? `, unless ${settings.join(', ')} says otherwise` : ''}`;
    if (settings.length > 0 && settings.length === alternatives(value).length) return `as ${settings.join(', ')} says`;
  }
  return written && `as written: ${written}`;
}

/** How the end is written: an option of the call, or a claim; a parameter is followed to what it was given. */
function endOf(walk: Walk, call: TokenSigning['site']['expr'], library: string, frame: Frame): string | undefined {
  const chained = /jose/.test(library) ? undefined : call;
  for (const arg of chained?.args ?? []) {
    const object = arg.kind === 'object' ? { expr: arg, frame } : arg.kind === 'ref' ? originIn(arg, frame) : undefined;
    if (object?.expr.kind !== 'object') continue;
    const end = object.expr.properties.find((one) => /^(expiresIn|exp|expires)$/.test(one.key));
    if (end) return writtenAs(walk, end.value, object.frame);
  }
  return undefined;
}

function originIn(expr: Extract<Expr, { kind: 'ref' }>, frame: Frame): { expr: Expr; frame: Frame } | undefined {
  const { origin } = variable(expr, frame);
  return origin && { expr: origin.expr, frame: origin.frame };
}

function writtenAs(walk: Walk, expr: Expr, frame: Frame): string {
  // `expires.unix()` says less than what `expires` was made of.
  let root: Expr = expr;
  while (root.kind === 'member' || (root.kind === 'call' && root.callee.kind === 'member')) root = root.kind === 'member' ? root.object : (root.callee as Extract<Expr, { kind: 'member' }>).object;
  const seen = new Set<Expr>();
  let at = frame;
  while (root.kind === 'ref' && !seen.has(root)) {
    seen.add(root);
    const origin = originIn(root, at);
    if (!origin || (origin.expr.kind === 'call' && origin.expr.callee.kind === 'ref')) break;
    if (origin.expr.kind === 'ref' || expr.kind === 'call' || root === expr) {
      at = origin.frame;
      root = origin.expr;
      if (root.kind !== 'ref') return sourceOf(walk, at.module, root, 80);
    } else break;
  }
  return sourceOf(walk, frame.module, expr, 80);
}

/** A record that keeps a token says when it ends, too. */
export function endInRecord(walk: Walk, tokens: Token[], fields: Val | undefined): void {
  for (const [key, val] of fields?.fields ?? []) {
    if (/expir|valid_?(until|to)|ttl/i.test(key) && val.origin) for (const token of tokens) token.lifetime ??= `as written: ${sourceOf(walk, val.origin.module, val.origin.expr, 80)}`;
    else if (val.fields) endInRecord(walk, tokens, val);
  }
}
