/** Unbounded repetitions in a row: a text of n characters takes n to that power of steps, divided by as many factorial. */
const MOST_REPETITIONS = 5;
/** Characters of a text that are looked at, by the number of repetitions. */
const LONGEST = [5000, 5000, 2000, 300, 100, 60];
const LONGEST_SOURCE = 1000;

/** A pattern of the scanned code that reads no more of a text than it can be done with soon. */
class BoundedRegExp extends RegExp {
  private readonly longest: number;
  constructor(source: string, flags: string, longest: number) {
    super(source, flags);
    this.longest = longest;
  }
  override exec(text: string): RegExpExecArray | null {
    return super.exec(text.length > this.longest ? text.slice(0, this.longest) : text);
  }
  static override get [Symbol.species](): RegExpConstructor { return RegExp; }
}

/**
 * A pattern of the scanned code as a RegExp. Whoever wrote it may have made it to backtrack without end (CWE-1333): one that
 * repeats what repeats, or what begins in more than one way, is not run.
 *
 * @param flags `g` and `y` are left out
 * @returns undefined when it is invalid, or could take long to match
 */
export function boundedRegExp(source: string, flags = ''): RegExp | undefined {
  const repetitions = source.length > LONGEST_SOURCE ? Infinity : repetitionsOf(source);
  if (repetitions > MOST_REPETITIONS) return undefined;
  try {
    return new BoundedRegExp(source, flags.replace(/[gy]/g, ''), LONGEST[repetitions]!);
  } catch {
    return undefined;
  }
}

interface Group { start: number; repetitions: number; alternatives: number[] }

const TOKEN = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|[^])|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?|\{\d+(?:,\d*)?\}|[^]/gy;

/** How many unbounded repetitions a pattern has in a row; Infinity where one is in another that does not keep them apart. */
function repetitionsOf(source: string): number {
  const groups: Group[] = [{ start: 0, repetitions: 0, alternatives: [0] }];
  /** The group that has just been closed, if the token before is its end. */
  let closed: { group: Group; end: number } | undefined;
  for (const { 0: token, index } of source.matchAll(TOKEN)) {
    const inner = groups.at(-1)!;
    if (token[0] === '(') groups.push({ start: index + token.length, repetitions: 0, alternatives: [index + token.length] });
    else if (token === ')') {
      if (groups.length === 1) return Infinity;
      groups.pop();
      groups.at(-1)!.repetitions += inner.repetitions;
      closed = { group: inner, end: index };
      continue;
    } else if (token === '|') inner.alternatives.push(index + 1);
    else if (isUnbounded(token)) {
      if (closed && !isKeptApart(closed.group, source.slice(closed.group.start, closed.end))) return Infinity;
      inner.repetitions++;
    }
    closed = undefined;
  }
  return groups[0]!.repetitions;
}

function isUnbounded(token: string): boolean {
  if (token === '*' || token === '+') return true;
  const [, least = '', most] = /^\{(\d+)(?:,(\d*))?\}$/.exec(token) ?? [];
  return least !== '' && (most === '' || Number(most ?? least) > 20);
}

const SEPARATED = /^\\?([/.,:;@#&=_-])((?:\(\??:?)?(?:\[(?:\\[^]|[^\]\\])*\]|\\[wd])(?:[*+]|\{\d+,?\d*\})?\??\)?\??)$/;

/** Each repetition begins with a character that cannot be inside of the one before, or nothing in it varies. */
function isKeptApart(group: Group, body: string): boolean {
  if (group.repetitions === 0 && !/[?{]/.test(body.replace(/^\?[:=!]/, ''))) {
    const starts = group.alternatives.map((at) => body[at - group.start] ?? '');
    return group.alternatives.length === 1 || (starts.every((start) => /^[A-Za-z0-9/_-]$/.test(start)) && new Set(starts.map((start) => start.toLowerCase())).size === starts.length);
  }
  const [, separator = '', part = ''] = SEPARATED.exec(body) ?? [];
  if (separator === '') return false;
  const set = /\[(?:\\[^]|[^\]\\])*\]|\\[wd]/.exec(part)![0];
  try {
    return !new RegExp(`^${set}$`).test(separator);
  } catch {
    return false;
  }
}
