import type { ModuleFacts, Span } from '../../src/model/index.ts';
import { nameOfFunction } from '../function-names.ts';
import { wordsOf } from '../names.ts';
import { exprsAround, namesAround } from '../surroundings.ts';

/** How long passwords have to be, or may be, at a place. `least`: as few characters are accepted; `most`: as many. */
export interface Constraint extends Span { module: ModuleFacts; least?: number; most?: number; /** The password's own name there. */ name: string }

const PASSWORD = new Set(['password', 'passwd', 'pwd', 'passphrase']);
const OTHER = new Set(['hash', 'hashed', 'encrypted', 'old', 'current', 'existing', 'previous', 'confirm', 'confirmation', 'confirmed', 'repeat', 'again', 'token', 'reset', 'salt', 'hint', 'id', 'changed', 'at', 'expires', 'expiry', 'error', 'errors', 'message', 'strength', 'smtp', 'db', 'database', 'proxy', 'mail', 'imap', 'redis', 'link', 'share', 'file', 'zip', 'pdf', 'room', 'meeting', 'access', 'basic', 'generated', 'temp', 'temporary', 'default', 'required', 'protected', 'has', 'is', 'show', 'ftp', 'ssh', 'registry', 'backup', 'wifi', 'guest', 'docs', 'min', 'max', 'length', 'minimum', 'maximum', 'schema', 'policy', 'field', 'input', 'label', 'type', 'rules', 'validator', 'validation', 'regex', 'encryption', 'manager']);

/** A password that somebody chooses for an account: `password`, `newPassword`, `password1`. */
export function isChosenPassword(name: string): boolean {
  const words = wordsOf(name);
  return words.length <= 3 && words.some((word) => PASSWORD.has(word)) && !words.some((word) => OTHER.has(word));
}

export type Purpose = 'login' | 'choice' | 'other' | 'unclear';

const LOGIN = /log_?-?in|sign_?-?in|authenticate|credential|sessions?(_?schema|_?dto|_?body)?$|post_?session/i;
const CHOICE = /register|registration|sign_?-?up|create|change|update|reset|new_?pass|set_?-?pass|invite|onboard|set_?up|recover|forgot|user_?schema|add_?user/i;
const OTHER_PLACE = /smtp|database|connection|proxy|share|link|room|meeting|event|delete|disable|confirm|verify|reauth|unlock|generate|random|strength|score|meter|mask|secret_?manager|provider|integration|credential_?store|data_?source|document|paste|archive|redirect|protected/i;

/** What is done with a password where a constraint on it stands: by the names around, innermost first, and the paths of routes. */
export function purposeOf(module: ModuleFacts, at: Span, name: string): Purpose {
  if (/new|^password[12]$/i.test(name)) return 'choice';
  for (const text of textsAround(module, at)) {
    if (CHOICE.test(text)) return 'choice';
    if (LOGIN.test(text)) return 'login';
    if (OTHER_PLACE.test(text)) return 'other';
  }
  return 'unclear';
}

function textsAround(module: ModuleFacts, at: Span): string[] {
  const sized: (Span & { text: string })[] = namesAround(module, at).map((one) => ({ start: one.start, end: one.end, text: one.name }));
  for (const fn of module.functions) if (fn.start <= at.start && fn.end >= at.end) sized.push({ start: fn.start, end: fn.end, text: nameOfFunction(module, fn) });
  for (const cls of module.classes) if (cls.start <= at.start && cls.end >= at.end) sized.push({ start: cls.start, end: cls.end, text: cls.name });
  for (const expr of exprsAround(module, at)) {
    const [path] = expr.kind === 'call' ? expr.args : [];
    if (path?.kind === 'literal' && typeof path.value === 'string' && !(path.start <= at.start && path.end >= at.end)) sized.push({ start: expr.start, end: expr.end, text: path.value });
  }
  sized.sort((a, b) => a.end - a.start - (b.end - b.start));
  return [...sized.map((one) => one.text).filter((text) => !/^password$/i.test(text)), module.path.split('/').slice(-2).join('/')];
}
