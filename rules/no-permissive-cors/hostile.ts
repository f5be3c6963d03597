import { boundedRegExp, entryOf } from '../../src/link/index.ts';

/**
 * Origins (RFC 6454) that anyone can have, made from the hosts that a test names. A test that lets one of them pass was meant
 * for the host alone.
 */
export function hostileFor(text: string): string[] {
  const hosts = hostsIn(text);
  return [
    'https://attacker.test',
    ...hosts.flatMap((host) => SCHEMES.flatMap((scheme) => [
      `${scheme}://${host}.attacker.test`, `${scheme}://www.${host}.attacker.test`,
      ...(isShared(host) ? [`${scheme}://attacker.${host}`] : []),
      ...(host.includes('.') && !/^[\d.]+$/.test(host) ? [`${scheme}://attacker${host}`, ...withoutDots(host).map((one) => `${scheme}://${one}`)] : []),
    ])),
  ];
}

const SCHEMES = ['https', 'http'];

/** Under these anyone can have a name (of the public suffix list's private part, those that applications are deployed to). */
const SHARED = /^(vercel\.app|netlify\.app|herokuapp\.com|github\.io|gitlab\.io|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|onrender\.com|fly\.dev|railway\.app|up\.railway\.app|surge\.sh|ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|azurewebsites\.net|azurestaticapps\.net|amplifyapp\.com|glitch\.me|repl\.co|replit\.dev|replit\.app|lovable\.app|lovableproject\.com|loca\.lt|deno\.dev|run\.app|cloudfront\.net|s3\.amazonaws\.com)$/;

export function isShared(host: string): boolean {
  return SHARED.test(host);
}

/** The hosts that the source of a regular expression, or a text, names. */
/** No list of hosts is longer. */
const LONGEST = 5000;

function hostsIn(text: string): string[] {
  const plain = text.slice(0, LONGEST)
    .replace(/\[[^\]]*\]|\\[dwsDWSbB]|\(\?[:=!]|\{[^}]*\}/g, '\0')
    .replace(/\\\./g, '.')
    .replace(/\\\/|\\:/g, (escaped) => escaped[1]!)
    .replace(/\\-/g, '-')
    .replace(/https?\??:\/\//g, '\0');
  const found = plain.match(/(?<![a-z0-9-])[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost/gi) ?? [];
  return [...new Set(found.map((host) => host.toLowerCase()))].slice(0, 12);
}

/** `api.example.com` with a letter in the place of a dot that is not the last: a name that can be registered. */
function withoutDots(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(0, -2).map((_, at) => `${labels.slice(0, at + 1).join('.')}x${labels.slice(at + 1).join('.')}`);
}

/** A hostile origin that the regular expression lets pass; `undefined`: none is known. */
export function hostileToPattern(source: string, flags: string, part: Part = 'origin'): string | undefined {
  const pattern = boundedRegExp(source, flags);
  return pattern && hostileFor(source).find((origin) => pattern.test(partOf(origin, part)));
}

/** A hostile origin for which a method of strings answers that it holds `text`. */
export function hostileToMethod(method: string, text: string, part: Part = 'origin'): string | undefined {
  const test = entryOf(METHODS, method);
  return test && text !== '' ? hostileFor(text).find((origin) => test(partOf(origin, part), text)) : undefined;
}

export type Part = 'origin' | 'host';

function partOf(origin: string, part: Part): string {
  return part === 'host' ? origin.replace(/^https?:\/\//, '') : origin;
}

const METHODS: Record<string, (origin: string, text: string) => boolean> = {
  includes: (origin, text) => origin.includes(text),
  indexOf: (origin, text) => origin.includes(text),
  search: (origin, text) => origin.includes(text),
  startsWith: (origin, text) => origin.startsWith(text),
  endsWith: (origin, text) => origin.endsWith(text),
};
