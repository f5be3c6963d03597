import type { Value } from '../model/index.ts';
import { alternatives, boundedRegExp, packageOf, textParts, UNKNOWN_PATTERN } from '../link/index.ts';
import { join, normalize, segments, under } from '../guards/index.ts';

/** A path pattern: its text in the contract's form, or a regular expression over the part below the mount. */
export interface Pattern {
  text: string;
  regexp?: RegExp;
  /** A parameter matches only some values (`:id(\\d+)`). */
  constrained?: boolean;
}

/** Paths that a registration's first argument stands for; `undefined` when it is not a path. */
export function pathsOf(value: Value | undefined): Pattern[] | undefined {
  if (!value) return undefined;
  if (value.kind === 'array') {
    const all = value.elements.map(pathsOf);
    return value.elements.length > 0 && all.every((one) => one !== undefined) ? all.flatMap((one) => one) : undefined;
  }
  if (value.kind === 'union') {
    const all = alternatives(value).map(pathsOf).filter((one) => one !== undefined);
    return all.length > 0 ? all.flat().slice(0, 8) : undefined;
  }
  if (value.kind === 'regexp') return [regexpPattern(value.source)];
  if (value.kind === 'literal' && typeof value.value === 'string') return [/:\w+\(/.test(value.value) ? { text: normalize(value.value), constrained: true } : { text: normalize(value.value) }];
  if (value.kind === 'text') return [{ text: normalize(textParts(value).map((part) => part ?? ':unknown').join('')) }];
  if (value.kind === 'env') return [{ text: '/:unknown' }];
  if (value.kind === 'unknown' && value.reason === UNKNOWN_PATTERN) return [UNKNOWN];
  if (value.kind === 'result' && MAKES_PATHS.test(packageOf(value) ?? '')) return [UNKNOWN];
  // A setting that is called a path: not known, but another than those of other names.
  const name = value.kind === 'property' && value.object.kind !== 'unknown' ? value.name : value.kind === 'external' ? value.path.at(-1) ?? '' : '';
  if (/path$|prefix|route$|url$|endpoint$/i.test(name)) return [{ text: `/:${name}`, constrained: true }];
  return undefined;
}

/** A path of which nothing is known: it cannot be relied on to be that of any request. */
const UNKNOWN: Pattern = { text: '/:unknown', regexp: /(?!)/ };
const MAKES_PATHS = /^(path|url-?join|urljoin|proper-url-join|join-path)$/;

function regexpPattern(source: string): Pattern {
  const plain = source.replace(/^\^/, '').replace(/\\\/\??\$?$|\$$/, '').replace(/\\\//g, '/').replace(/\\([.-])/g, '$1');
  const text = /^[\w/.-]*$/.test(plain) ? plain : plain.replace(/\((?!\?)[^()]*\)/g, ':param').replace(/\.\*\??/g, '*');
  const regexp = boundedRegExp(source, 'i');
  return regexp ? { text: normalize(text), regexp } : { text: normalize(text) };
}

const below = new WeakMap<Pattern, Map<string, readonly string[]>>();

/** The segments of a pattern below a mount. */
export function segmentsBelow(base: string, pattern: Pattern): readonly string[] {
  let byBase = below.get(pattern);
  if (!byBase) below.set(pattern, (byBase = new Map()));
  let known = byBase.get(base);
  if (!known) byBase.set(base, (known = segments(join(base, pattern.text))));
  return known;
}

/** Whether a text has the form of a pattern in which `*` stands for anything. The first place where each part fits is as good as any. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const last = parts.pop()!;
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const found = i === 0 ? (text.startsWith(part) ? 0 : -1) : text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/**
 * Whether every request for `path` also matches `pattern`: whole segments, letters of either case alike (Express's default
 * for `case sensitive routing`). With `exact` the pattern has to match to its end.
 */
export function covers(pattern: Pattern, base: string, path: string, exact: boolean): boolean {
  if (pattern.regexp) {
    const rest = under(base, path);
    const samples = [rest.replace(/:\w+/g, '1'), rest.replace(/:\w+/g, 'a'), rest.replace(/:\w+/g, 'a-b_c')];
    return samples.every((sample) => {
      const match = pattern.regexp!.exec(sample);
      if (!match || exact) return match !== null;
      // A layer is entered only where its match ends with a segment (express: `layerPath` in the router).
      const next = sample[match[0].length];
      return match.index === 0 && (next === undefined || next === '/' || next === '.');
    });
  }
  if (pattern.constrained && join(base, pattern.text) !== path) return false;
  const wanted = segmentsBelow(base, pattern);
  const given = segments(path);
  for (let i = 0; i < wanted.length; i++) {
    const part = wanted[i]!;
    const other = given[i];
    if (part === '*' && (other !== undefined || i === 0)) return true;
    if (other === undefined) return false;
    // What is not known is the same only where the same stands in its place.
    if (part === ':unknown' && other !== ':unknown') return false;
    if (part.startsWith(':') && !part.slice(1).includes(':')) continue;
    if (part.includes('*')) {
      if (fits(part.toLowerCase(), other.toLowerCase())) continue;
      return false;
    }
    if (part.toLowerCase() !== other.toLowerCase()) return false;
  }
  return exact ? given.length === wanted.length : true;
}
