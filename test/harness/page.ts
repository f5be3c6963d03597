/** The page of a rule: its README.md. */
export interface Page {
  title: string;
  /** The line under the title. */
  description: string;
  /** Second-level headings and what is under them, in order. */
  sections: { heading: string; text: string }[];
  examples: Example[];
}

/** One small project. */
export interface Example {
  kind: 'flagged' | 'quiet';
  title: string;
  files: Record<string, string>;
}

interface Line { text: string; fenced: boolean; opens?: string }

/** @throws when an example cannot be executed: a heading of no known kind, a fence without a file */
export function parsePage(markdown: string): Page {
  const lines = fences(markdown.replaceAll('\r\n', '\n').split('\n'));
  const parts = split(lines, '## ');
  const [head = []] = parts.map(({ body }) => body);
  const title = head.find(({ text }) => text.startsWith('# '))?.text.slice(2) ?? '';
  const description = head.find(({ text }) => text.trim() !== '' && !text.startsWith('# '))?.text ?? '';
  const sections = parts.slice(1);
  const examples = sections.filter(({ heading }) => heading === 'Examples').flatMap(({ body }) => split(body, '### ').slice(1).map(example));
  return { title, description, sections: sections.map(({ heading, body }) => ({ heading, text: textOf(body) })), examples };
}

const KINDS = { 'Flagged: ': 'flagged', 'Not flagged: ': 'quiet' } as const;

function example({ heading, body }: { heading: string; body: Line[] }): Example {
  const [prefix, kind] = Object.entries(KINDS).find(([start]) => heading.startsWith(start)) ?? [];
  if (!prefix || !kind) throw new Error(`The heading of an example starts with "Flagged: " or "Not flagged: ": ${heading}`);
  const files: Record<string, string> = {};
  let file: string | undefined;
  for (const { text, fenced, opens } of body) {
    if (opens !== undefined) {
      file = /(?:^|\s)file=(\S+)/.exec(opens)?.[1];
      if (!file) throw new Error(`A fence under "${heading}" names no file: ${opens}`);
      if (file in files) throw new Error(`Two fences under "${heading}" are the file ${file}.`);
      files[file] = '';
    } else if (fenced && file) {
      files[file] += `${text}\n`;
    }
  }
  if (Object.keys(files).length === 0) throw new Error(`There is no code under "${heading}".`);
  return { kind, title: heading.slice(prefix.length), files };
}

/** Tells code from prose. `opens`: the info string of the fence that starts here; the line that ends it is neither. */
function fences(texts: string[]): Line[] {
  const lines: Line[] = [];
  let fence: string | undefined;
  for (const text of texts) {
    const mark = /^(`{3,}|~{3,})(.*)$/.exec(text);
    if (fence === undefined && mark) {
      fence = mark[1]!;
      lines.push({ text, fenced: false, opens: mark[2]!.trim() });
    } else if (fence !== undefined && mark?.[2]!.trim() === '' && mark[1]!.startsWith(fence)) {
      fence = undefined;
      lines.push({ text, fenced: false });
    } else {
      lines.push({ text, fenced: fence !== undefined });
    }
  }
  if (fence !== undefined) throw new Error('A fence is not closed.');
  return lines;
}

/** What stands before the first heading has the heading ''. */
function split(lines: Line[], prefix: string): { heading: string; body: Line[] }[] {
  const parts: { heading: string; body: Line[] }[] = [{ heading: '', body: [] }];
  for (const line of lines) {
    if (!line.fenced && line.text.startsWith(prefix)) parts.push({ heading: line.text.slice(prefix.length).trim(), body: [] });
    else parts.at(-1)!.body.push(line);
  }
  return parts;
}

function textOf(lines: Line[]): string {
  return lines.map(({ text }) => text).join('\n').trim();
}
