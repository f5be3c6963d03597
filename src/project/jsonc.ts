/** JSON that does not parse: where, and why. */
export class JsonError extends Error {
  override name = 'JsonError';
  /** 1-based. */
  line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$))*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const ATOM = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** Real files are far from it, and a hostile one must not exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * Parses JSON with comments, trailing commas and a byte order mark, as editors and TypeScript allow it. Messages do not
 * quote the file, which may hold a secret.
 * @throws JsonError
 */
export function parseJsonc(text: string): unknown {
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  function fail(expected: string): never {
    const found = at < text.length ? '' : ', found the end of the file';
    throw new JsonError(`expected ${expected}${found}`, text.slice(0, at).split('\n').length);
  }

  function token(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  }

  function next(character: string): boolean {
    token(BLANK);
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function literal(pattern: RegExp, expected: string): unknown {
    token(BLANK);
    const start = at;
    const found = token(pattern);
    if (found === undefined) fail(expected);
    try {
      return JSON.parse(found);
    } catch {
      at = start;
      return fail(expected);
    }
  }

  function items<Item>(close: string, item: () => Item): Item[] {
    const found: Item[] = [];
    while (!next(close)) {
      found.push(item());
      if (next(',')) continue;
      if (next(close)) break;
      fail(`',' or '${close}'`);
    }
    return found;
  }

  function property(depth: number): [string, unknown] {
    const key = literal(STRING, 'a property name in double quotes') as string;
    if (!next(':')) fail("':'");
    return [key, value(depth)];
  }

  function value(depth: number): unknown {
    if (depth > MAX_DEPTH) fail('less nesting');
    // `fromEntries` defines a key such as `__proto__` instead of setting it.
    if (next('{')) return Object.fromEntries(items('}', () => property(depth + 1)));
    if (next('[')) return items(']', () => value(depth + 1));
    return literal(text[at] === '"' ? STRING : ATOM, 'a value');
  }

  const result = value(0);
  token(BLANK);
  if (at < text.length) fail('the end of the file');
  return result;
}
