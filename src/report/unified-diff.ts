import { masked, type Hidden } from './secrets.ts';
import { printable } from './text.ts';

/** A line of one text or of both; numbers are 1-based lines of the old and of the new text. */
interface Step { sign: ' ' | '-' | '+'; old: number; new: number }

export interface Texts {
  /** Relative to the root. */
  file: string;
  before: string;
  after: string;
  /** What must stay hidden of a line (1-based) of the old and of the new text. */
  hidden(side: 'before' | 'after', line: number): Hidden;
}

const CONTEXT = 3;
const LINE_END = /(?:\r\n|[\r\n\u2028\u2029])$/;

/**
 * The difference between two texts as a unified diff, for people: secrets are masked and control characters made visible, so that
 * where there are any, `patch` does not take it.
 *
 * @returns lines, without colours; none when the texts are equal
 */
export function unifiedDiff({ file, before, after, hidden }: Texts): string[] {
  const [old, young] = [linesOf(before), linesOf(after)];
  const hunks = hunksOf(stepsOf(old, young));
  if (hunks.length === 0) return [];
  return [`--- a/${printable(file)}`, `+++ b/${printable(file)}`, ...hunks.flatMap((steps) => [header(steps), ...steps.flatMap((step) => {
    const side = step.sign === '+' ? 'after' : 'before';
    const number = step.sign === '+' ? step.new : step.old;
    const text = (step.sign === '+' ? young : old)[number - 1]!;
    const shown = masked(text.replace(LINE_END, ''), hidden(side, number)).split('\t').map(printable).join('\t');
    return LINE_END.test(text) ? [step.sign + shown] : [step.sign + shown, '\\ No newline at end of file'];
  })])];
}

/** With their line ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|[^\r\n\u2028\u2029]+$/g) ?? [];
}

function header(steps: Step[]): string {
  const olds = steps.filter(({ sign }) => sign !== '+').length;
  const news = steps.filter(({ sign }) => sign !== '-').length;
  const [first] = steps;
  return `@@ -${range(first!.old, olds)} +${range(first!.new, news)} @@`;
}

function range(from: number, length: number): string {
  return length === 1 ? String(from) : `${length === 0 ? from - 1 : from},${length}`;
}

/** Changes with the lines around them; what is near goes together. */
function hunksOf(steps: Step[]): Step[][] {
  const near = new Set<number>();
  steps.forEach(({ sign }, i) => {
    if (sign === ' ') return;
    for (let at = i - CONTEXT; at <= i + CONTEXT; at++) near.add(at);
  });
  const hunks: Step[][] = [];
  steps.forEach((step, i) => {
    if (!near.has(i)) return;
    if (near.has(i - 1) && i > 0) hunks.at(-1)!.push(step);
    else hunks.push([step]);
  });
  return hunks;
}

/** A shortest way from one list of lines to the other (Myers, An O(ND) Difference Algorithm, 1986), between the ends that they share. */
function stepsOf(old: string[], young: string[]): Step[] {
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < young.length - head && old.at(-1 - tail) === young.at(-1 - tail)) tail++;
  const steps: Step[] = [];
  let [x, y] = [0, 0];
  const put = (sign: Step['sign']): void => {
    steps.push({ sign, old: x + 1, new: y + 1 });
    if (sign !== '+') x++;
    if (sign !== '-') y++;
  };
  for (let i = 0; i < head; i++) put(' ');
  for (const sign of script(old.slice(head, old.length - tail), young.slice(head, young.length - tail))) put(sign);
  for (let i = 0; i < tail; i++) put(' ');
  return steps;
}

function script(old: string[], young: string[]): Step['sign'][] {
  const reached: Map<number, number>[] = [];
  const furthest = new Map([[1, 0]]);
  for (let edits = 0; ; edits++) {
    reached.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = goesDown(furthest, diagonal, edits) ? furthest.get(diagonal + 1)! : furthest.get(diagonal - 1)! + 1;
      while (x < old.length && x - diagonal < young.length && old[x] === young[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= young.length) return backwards(reached, old.length, young.length);
    }
  }
}

function goesDown(furthest: Map<number, number>, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && furthest.get(diagonal - 1)! < furthest.get(diagonal + 1)!);
}

function backwards(reached: Map<number, number>[], oldLength: number, newLength: number): Step['sign'][] {
  const signs: Step['sign'][] = [];
  let [x, y] = [oldLength, newLength];
  for (let edits = reached.length - 1; edits > 0; edits--) {
    const furthest = reached[edits]!;
    const diagonal = x - y;
    const from = goesDown(furthest, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const start = furthest.get(from)!;
    for (; x > start && y > start - from; x--, y--) signs.push(' ');
    if (x > start) { signs.push('-'); x--; } else { signs.push('+'); y--; }
  }
  for (; x > 0; x--) signs.push(' ');
  return signs.reverse();
}
