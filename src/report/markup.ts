import { printableLines } from './text.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text for the content and the quoted attributes of XML and HTML. Line breaks stay; characters that XML 1.0 does not allow
 * become visible or U+FFFD; what a log of a CI service would take for a command is broken up.
 */
export function markup(text: string): string {
  return printableLines(text).join('\n')
    .replace(/[&<>"']/g, (char) => ENTITIES[char]!)
    .replace(/##(?=\w*\[)/g, '#&#35;').replace(/^([^\S\r\n\u2028\u2029]*):(?=:)/gm, '$1&#58;')
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd');
}

/** The same in one line: line breaks become references, which the attributes of XML keep. */
export function attribute(text: string): string {
  return markup(text).replaceAll('\n', '&#10;');
}
