import { plain, wordsOf } from '../names.ts';

/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const NOT_A_SECRET = [
  /^\$(2[abxy]|argon2|pbkdf2|scrypt|5|6)\$/, // a password hash
  /^(pbkdf2|scrypt|bcrypt|argon2\w*|sha\d+|md5)[:$-]/i,
  /^(pk_(live|test)_|pk\.eyJ|phc_|sha\d{3}-)/, // publishable by design, or an integrity hash
  /^data:|^[a-z][a-z0-9+.-]*:\/\/|^(\.{0,2}|~|@[\w-]+)\//i,
  /^[a-z][a-z-]{2,}\/[a-z.+-]+\d{0,2}(;|$)/, // a media type or a module
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, // a UUID
  /^\d{4}-\d\d-\d\d(T|$)/,
  /^v?\d+(\.\d+)+/,
  /[<>{}|]|\$\(|\\[dwsb]|\.\*|\s/, // markup, a template, a pattern, a sentence
  /^\^|[\])+*?]\$$/,
  /^[A-Z0-9]+(_[A-Z0-9]+)+$/, // a constant's or an environment variable's name
];

/** Text that is known to be something else than a secret, whatever it is called. */
export function isSomethingElse(text: string): boolean {
  return NOT_A_SECRET.some((pattern) => pattern.test(text)) || isPublicMaterial(text);
}

/** Public keys, certificates and tokens of an anonymous role are there to be handed out. */
export function isPublicMaterial(text: string): boolean {
  if (/-----BEGIN [A-Z0-9 ]*(PUBLIC KEY|CERTIFICATE)/.test(text) || /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-\S+) /.test(text)) return true;
  const claims = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*$/.exec(text)?.[1];
  return claims !== undefined && /"role"\s*:\s*"anon"/.test(Buffer.from(claims, 'base64url').toString('utf8'));
}

const WORD = /^([A-Za-z]{2,}|[A-Za-z]{2,}\d{1,3}|v?\d{1,4}|\d{2,4}[a-z]{1,2})$/;

/** Words joined by separators or capitals: a label, a header, an algorithm, a path of keys. */
export function isIdentifierLike(text: string): boolean {
  const parts = text.split(/[-_.:/ ]+/).filter((part) => part !== '');
  if (parts.length >= 2 && parts.every((part) => WORD.test(part) || /^(?=[A-Za-z])([a-z]{2,})?([A-Z][a-z]{2,})*$/.test(part))) return true;
  return parts.length === 1 && /^(?=[A-Za-z])([a-z]{2,})?([A-Z]+[a-z]{2,})*([A-Z]{2,})?\d{0,4}$/.test(text) && switches(text) < 0.22;
}

/** How often letters and digits, or a small letter and a capital, meet, per character: text of a generator switches all the time. */
function switches(text: string): number {
  let count = 0;
  for (let i = 1; i < text.length; i++) {
    const pair = text.slice(i - 1, i + 1);
    if (/[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Za-z0-9][^A-Za-z0-9]|[^A-Za-z0-9][A-Za-z0-9]/.test(pair)) count++;
  }
  return count / text.length;
}

/** Looks made by a generator: keys, tokens, client secrets. */
export function isGenerated(text: string, minimumLength: number): boolean {
  if (text.length < minimumLength || text.length > 2048) return false;
  if (isSomethingElse(text) || isIdentifierLike(text)) return false;
  if (!/[A-Za-z]/.test(text) || !/\d/.test(text) || !/^[\x21-\x7e]+$/.test(text)) return false;
  if (isSequence(text)) return false;
  return entropy(text) >= (/^[0-9a-f]+$/i.test(text) ? 2.9 : 3.2) && switches(text) >= 0.22;
}

/** Looks chosen as a password by someone who was told to mix characters. */
export function isChosenPassword(text: string): boolean {
  if (text.length < 8 || text.length > 64 || isSomethingElse(text)) return false;
  if (/^[0-9a-f]{32,}$/i.test(text) || /:\d|=\d/.test(text) || /^[\w-]+([./][\w-]+)+$/.test(text)) return false;
  const digit = /\d/.test(text);
  const special = /[^A-Za-z0-9\s_.-]/.test(text);
  const bothCases = /[a-z]/.test(text) && /[A-Z]/.test(text);
  if (!/[A-Za-z]/.test(text) || !digit) return false;
  return special || bothCases;
}

/** Somebody made it up as a secret: not a label, nor a name of the secret itself. */
export function isMadeUp(text: string, name: string): boolean {
  if (text.length < 8 || isSomethingElse(text)) return false;
  const own = plain(text);
  if (plain(name).includes(own) || own.includes(plain(name))) return false;
  if (/^[a-z]+([._-][a-z]+)+$/i.test(text) && wordsOf(text).every((word) => !/^(secret|change|super|my|shh+|pass)/.test(word))) return false;
  return /\d/.test(text) || /[^\w.:/-]/.test(text) || (/secret|change|shh|passw/i.test(text) && !/^password$/i.test(text));
}

/** `abcdef0123456789`, `1234567890abcdef`: typed along the keyboard, for a document. */
export function isSequence(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if (step === 1 || step === 0) steps++;
  }
  return steps / (text.length - 1) > 0.6;
}
