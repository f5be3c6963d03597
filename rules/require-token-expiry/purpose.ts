import type { CallSite, Expr } from '../../src/model/index.ts';
import { nameOfFunction } from '../function-names.ts';
import { namesAround } from '../surroundings.ts';
import { wordsOf } from '../names.ts';
import type { TokenSigning } from '../jwt-signings.ts';
import { nameOf } from '../written-names.ts';

/** What a token is for, as far as names around the place where it is made tell. */
export type Purpose = 'access' | 'refresh' | 'other';

const OTHER = new Set(['reset', 'email', 'mail', 'invite', 'invitation', 'verification', 'verify', 'activation', 'confirm', 'magic', 'otp', 'csrf', 'state', 'unsubscribe', 'webhook', 'service', 'machine', 'apikey', 'download', 'share', 'preview', 'embed', 'link', 'license', 'device', 'push', 'vapid', 'apple', 'github', 'installation', 'assertion', 'client', 'internal', 'bot']);

/** What whole classes and files are about whose tokens go into links. */
const MAILED = new Set(['reset', 'verification', 'verify', 'validate', 'validation', 'confirm', 'confirmation', 'activation', 'invite', 'invitation', 'unsubscribe', 'attachment', 'attachments', 'download', 'downloads']);

export function purposeOf({ site, key, payload }: TokenSigning, text: string): Purpose {
  if (isPartOfPath(site, text)) return 'other';
  const texts = [...around(site), ...(key ? [nameOf(key)] : []), ...keysOf(payload)];
  if (homeOf(site).some((word) => MAILED.has(word))) return 'other';
  const words = texts.flatMap(wordsOf);
  if (words.some((word) => word === 'refresh' || word === 'remember')) return 'refresh';
  if (words.some((word) => OTHER.has(word))) return 'other';
  return 'access';
}

/** `'/files/' + sign(id, key) + '.png'`: a name that cannot be guessed, and no token that someone is given. */
function isPartOfPath({ expr }: CallSite, text: string): boolean {
  return /\/["'`]\s*\+\s*$/.test(text.slice(Math.max(0, expr.start - 20), expr.start)) || /^\s*\+\s*["'`]\.\w/.test(text.slice(expr.end, expr.end + 20)) || /\/\$\{\s*$/.test(text.slice(Math.max(0, expr.start - 10), expr.start)) || /^\s*\}\.\w/.test(text.slice(expr.end, expr.end + 10));
}

/** Words of the class and of the file that a token is made in. */
function homeOf({ module, fn }: CallSite): string[] {
  const cls = module.functions[fn]?.cls;
  const file = module.path.slice(module.path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  return [...wordsOf(file.replace(/[.-]/g, '_')), ...(cls === undefined ? [] : wordsOf(module.classes[cls]!.name))];
}

function around({ module, expr, fn }: CallSite): string[] {
  const names = namesAround(module, expr).slice(0, 2).map((one) => one.name);
  const inside = module.functions[fn];
  return inside ? [...names, nameOfFunction(module, inside)] : names;
}

/** `{ type: 'refresh' }`. */
function keysOf(payload: Expr | undefined): string[] {
  if (payload?.kind !== 'object') return [];
  return payload.properties.flatMap(({ key, value }) => (/^(type|typ|purpose|kind|tokenType|use)$/.test(key) && value.kind === 'literal' ? [String(value.value)] : []));
}
