import { masked, suspects } from '../../report/secrets.ts';
import { packageFolder, version } from '../package.ts';
import type { Recorder } from './recorder.ts';

const FRAMES = 12;
const LONGEST = 200;

/** Where the report is made: what a test sets. */
export interface Machine { node: string; platform: string; folder: string }

const here: Machine = { node: process.version, platform: `${process.platform} ${process.arch}`, folder: packageFolder };

/**
 * What is needed to find a fault of ours, and nothing that is private: quoted text and paths are taken out of the message, and frames
 * name files of this package only. The one thing of the project that is named is the file that was being read, relative to the root.
 */
export function internalError(error: Error, { phase, subject }: Recorder['at'], machine: Machine = here): string {
  const frames = framesOf(error, machine.folder);
  const causes = causesOf(error);
  return [
    `Internal error: ${publicMessage(error)}`,
    `authlint ${version}, Node ${machine.node}, ${machine.platform}; while ${phase}${subject === undefined ? '' : ` ${subject}`}`,
    ...frames,
    ...causes.flatMap((cause) => [`  caused by ${cause.name}: ${publicMessage(cause)}`, ...framesOf(cause, machine.folder)]),
  ].join('\n');
}

function causesOf(error: Error): Error[] {
  return error.cause instanceof Error ? [error.cause] : [];
}

/** The first line, without what may be of the user: quoted text, absolute paths, what looks like a secret. */
function publicMessage({ message }: Error): string {
  const first = message.split(/[\r\n]/, 1)[0]!;
  const plain = first
    .replace(/(?:file:\/\/|[A-Za-z]:[\\/]|(?<![\w.])[\\/])[^\s'"`]*/g, '…')
    .replace(/(["`])(?:(?!\1).)*(?:\1|$)/g, '$1…$1')
    .replace(/(?<!\w)'[^']*(?:'|$)/g, "'…'");
  const text = masked(plain, suspects(plain));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Lines `    at name (file:line:column)`, with files as seen from the package. What is neither of it nor of Node is not named. */
function framesOf({ stack = '', message }: Error, folder: string): string[] {
  // A message of several lines may hold lines that look like frames.
  const trail = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  return trail.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, FRAMES).map((line) => {
    const [, name = '', , place = ''] = /^\s+at (?:(.*?) (\()?)?([^()]*?)\)?$/.exec(line) ?? [];
    return `    at ${name ? `${name} (${placeOf(place, folder)})` : placeOf(place, folder)}`;
  });
}

function placeOf(place: string, folder: string): string {
  const path = decode(place.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '')).replaceAll('\\', '/');
  if (/^node:|^<anonymous>$|^native$/.test(path)) return path;
  const root = `${folder.replaceAll('\\', '/')}/`;
  if (path.startsWith(root)) return path.slice(root.length);
  const installed = path.lastIndexOf('/node_modules/');
  return installed >= 0 ? path.slice(installed + 1) : `(elsewhere)${/(?::\d+){1,2}$/.exec(path)?.[0] ?? ''}`;
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
