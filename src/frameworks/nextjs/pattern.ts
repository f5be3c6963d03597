import { boundedRegExp } from '../../link/index.ts';

/**
 * Patterns of path-to-regexp 6, by which Next.js, Clerk and others say which paths are meant: `/blog/:path*`, `/api(.*)`,
 * `/((?!_next).*)`. A parameter takes the slash or dot in front of it along when it is absent or repeated.
 */
interface Part { literal?: string; pattern?: string; prefix: string; suffix: string; modifier: string }

const DEFAULT = '[^\\/#\\?]+?';
const escape = (text: string): string => text.replace(/([.+*?=^!:${}()[\]|/\\])/g, '\\$1');

/** @returns `undefined` for a pattern that is not well-formed, or that needs a newer language than this one */
export function pathRegExp(pattern: string): RegExp | undefined {
  const parts = partsOf(pattern);
  if (!parts) return undefined;
  const source = parts.map((part) => {
    if (part.literal !== undefined) return escape(part.literal);
    const [prefix, suffix] = [escape(part.prefix), escape(part.suffix)];
    if (part.pattern === undefined) return `(?:${prefix}${suffix})${part.modifier}`;
    const repeats = part.modifier === '*' || part.modifier === '+';
    if (prefix === '' && suffix === '') return repeats ? `((?:${part.pattern})${part.modifier})` : `(${part.pattern})${part.modifier}`;
    return repeats ? `(?:${prefix}((?:${part.pattern})(?:${suffix}${prefix}(?:${part.pattern}))*)${suffix})${part.modifier === '*' ? '?' : ''}` : `(?:${prefix}(${part.pattern})${suffix})${part.modifier}`;
  }).join('');
  return boundedRegExp(`^${source}[\\/#\\?]?$`);
}

function partsOf(text: string): Part[] | undefined {
  const parts: Part[] = [];
  let plain = '';
  const flush = (): void => { if (plain !== '') parts.push({ literal: plain, prefix: '', suffix: '', modifier: '' }); plain = ''; };
  for (let i = 0; i < text.length;) {
    if (text[i] === '\\') { plain += text[i + 1] ?? ''; i += 2; continue; }
    if (text[i] === '{') {
      const end = text.indexOf('}', i);
      if (end < 0) return undefined;
      const inner = partsOf(text.slice(i + 1, end));
      if (!inner || inner.length > 3) return undefined;
      const at = inner.findIndex((one) => one.pattern !== undefined);
      const literals = (some: Part[]): string => some.map((one) => one.literal ?? one.prefix).join('');
      flush();
      const modifier = modifierAt(text, end + 1);
      const named = at < 0 ? undefined : inner[at]!;
      parts.push(named ? { pattern: named.pattern!, prefix: literals(inner.slice(0, at)) + named.prefix, suffix: literals(inner.slice(at + 1)), modifier } : { prefix: literals(inner), suffix: '', modifier });
      i = end + 1 + modifier.length;
      continue;
    }
    const name = /^:\w+/.exec(text.slice(i))?.[0] ?? '';
    const group = text[i + name.length] === '(' ? groupAt(text, i + name.length) : '';
    if (group === undefined) return undefined;
    if (name === '' && group === '') { plain += text[i++]; continue; }
    const prefix = plain.endsWith('/') || plain.endsWith('.') ? plain.at(-1)! : '';
    if (prefix) plain = plain.slice(0, -1);
    flush();
    const after = i + name.length + group.length;
    const modifier = modifierAt(text, after);
    parts.push({ pattern: group === '' ? DEFAULT : group.slice(1, -1), prefix, suffix: '', modifier });
    i = after + modifier.length;
  }
  flush();
  return parts;
}

/** A parenthesised pattern from its first parenthesis to the one that closes it. */
function groupAt(text: string, start: number): string | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return text.slice(start, i + 1);
  }
  return undefined;
}

function modifierAt(text: string, at: number): string {
  const one = text[at];
  return one === '?' || one === '*' || one === '+' ? one : '';
}

/** Paths that a route's pattern stands for: different values for its parameters. */
export function samplesOf(path: string): string[] {
  const values = path.includes(':') || path.includes('*') ? ['1', 'a', 'a-b_c'] : ['1'];
  return values.map((value) => path.replace(/:[\w-]+/g, value).replace(/\*/g, `${value}/z`));
}

/** Whether all paths of a route match, or none; `undefined` when some do. */
export function coversRoute(regexp: RegExp, path: string): boolean | undefined {
  const results = new Set(samplesOf(path).map((sample) => regexp.test(sample)));
  return results.size === 1 ? results.has(true) : undefined;
}
