import { globSync } from 'tinyglobby';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Every page that people are sent to, relative to the repository, sorted. */
export const pages: string[] = globSync(['*.md', 'docs/**/*.md', 'rules/*/README.md', 'bench/*.md'], { cwd: repository, ignore: ['**/node_modules/**', 'docs/.vitepress/**'] }).sort();

export function textOf(page: string): string {
  return readFileSync(`${repository}/${page}`, 'utf8').replaceAll('\r\n', '\n');
}

export interface Fence { language: string; text: string; line: number }

/** Fenced blocks of code, and the page without them. */
export function fences(markdown: string): { blocks: Fence[]; rest: string } {
  const blocks: Fence[] = [];
  const rest = markdown.replace(/^( *)(`{3,}|~{3,})([^\n]*)\n([^]*?)^ *\2[ \t]*$/gm, (whole: string, _indent: string, _mark: string, info: string, text: string, at: number) => {
    blocks.push({ language: info.trim().split(/\s/)[0] ?? '', text, line: markdown.slice(0, at).split('\n').length });
    return whole.replace(/[^\n]/g, '');
  });
  return { blocks, rest };
}

export interface Link { target: string; line: number }

/** Targets of links and images, in Markdown and HTML. */
export function linksOf(markdown: string): Link[] {
  const prose = fences(markdown).rest.replace(/(`+)(?:(?!\1)[^\n])+?\1/g, (code) => ' '.repeat(code.length)).replace(/<!--[^]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^\]]+\]:\s*(\S+)|\b(?:href|src)="([^"]+)"/gm)];
  return found.map((match) => ({ target: (match[1] ?? match[2] ?? match[3])!, line: prose.slice(0, match.index).split('\n').length }));
}

/** The anchors of a page's headings, as GitHub makes them: repeated ones are numbered. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const times = new Map<string, number>();
  for (const [, heading = ''] of fences(markdown).rest.matchAll(/^#{1,6}[ \t]+(.+?)[ \t]*#*$/gm)) {
    const slug = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]+>/g, '').toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
    const before = times.get(slug) ?? 0;
    times.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  for (const [, id] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id!);
  return anchors;
}
