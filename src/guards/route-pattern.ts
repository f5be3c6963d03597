import type { Route } from '../model/index.ts';

/** `[METHOD|ANY] /path`: `*` inside a segment, `**` across segments, letters of either case. */
export function patternOf(text: string): (route: Pick<Route, 'method' | 'path'>) => boolean {
  const match = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(text.trim());
  if (!match) return () => false;
  const [, given, path] = match as unknown as [string, string | undefined, string];
  const method = given?.toUpperCase();
  const lower = path.toLowerCase();
  const whole = lower.startsWith('/') || lower.startsWith('**') ? [lower] : [lower, `/${lower}`];
  const forms = whole.flatMap((one) => (one.endsWith('/**') ? [one, one.slice(0, -3)] : [one])).map(tokensOf);
  return (route) => (method === undefined || method === 'ANY' || method === 'ALL' || method === route.method) && forms.some((tokens) => fits(tokens, route.path.toLowerCase()));
}

/** A text as it is, or one of the wildcards. */
type Token = { text: string } | 'segment' | 'any';

function tokensOf(pattern: string): Token[] {
  return pattern.split(/(\*{1,2})/).filter((part) => part !== '').map((part) => (part === '**' ? 'any' : part === '*' ? 'segment' : { text: part }));
}

/** Keeps every place where the tokens so far may end: neither pattern nor path is trusted not to fit in very many ways. */
function fits(tokens: Token[], path: string): boolean {
  let ends = new Set([0]);
  for (const token of tokens) {
    const next = new Set<number>();
    for (const end of ends) {
      if (typeof token === 'object') {
        if (path.startsWith(token.text, end)) next.add(end + token.text.length);
        continue;
      }
      for (let at = end; at <= path.length && !next.has(at); at++) {
        next.add(at);
        if (token === 'segment' && path[at] === '/') break;
      }
    }
    if (next.size === 0) return false;
    ends = next;
  }
  return ends.has(path.length);
}
