import type { Colors } from 'picocolors/types.js';
import { printable } from './text.ts';

function inline(text: string, colors: Colors): string {
  return printable(text)
    .replace(/\[([^\]]+)\]\((\S+?)\)/g, (_, label: string, target: string) => label === target ? target : `${label} (${target})`)
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => colors.bold(strong))
    .replace(/`([^`]+)`/g, (_, code: string) => colors.cyan(code));
}

function title(text: string, level: number): string {
  const plain = printable(text.replace(/`|\*\*/g, ''));
  return level === 2 ? plain.toUpperCase() : plain;
}

/** A page in Markdown as plain text for a terminal: headings, code and lists as they are read, without the marks. */
export function plainPage(markdown: string, colors: Colors): string {
  const lines: string[] = [];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    const fence = /^\s*(?:```|~~~)\s*(.*)$/.exec(line);
    if (fence) {
      fenced = !fenced;
      const file = /(?:^|\s)file=(\S+)/.exec(fence[1]!);
      if (fenced && file) lines.push(`    ${colors.dim(printable(file[1]!))}`);
      continue;
    }
    if (fenced) {
      lines.push(`    ${printable(line.replaceAll('\t', '  '))}`.trimEnd());
      continue;
    }
    if (/^\s*<!--.*-->\s*$/.test(line)) continue;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (heading) lines.push(colors.bold(title(heading[2]!, heading[1]!.length)));
    else lines.push(inline(line, colors));
  }
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
