import { eachFile } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** The line ends of Windows. */
export const crlf: Transformation = { name: 'crlf', apply: (files) => eachFile(files, ({ text }) => text.replaceAll(/\r?\n/g, '\r\n')) };
