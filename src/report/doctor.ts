import type { Colors } from 'picocolors/types.js';
import type { Diagnosis } from '../analyze/doctor/index.ts';
import { count, inert, printable, printableJson } from './text.ts';

/** How many of a kind are shown. */
const SHOWN = 8;
const ROUTES_SHOWN = 3;

/** What could not be resolved, and what would help, as JSON. */
export function doctorJson(diagnosis: Diagnosis): string {
  return `${printableJson({ version: 1, ...diagnosis })}\n`;
}

/** The same for people: a section for each kind. */
export function doctorText(diagnosis: Diagnosis, colors: Colors): string {
  const { unknown, believed, unresolved, unread, silent, skipped, idle, notes } = diagnosis;
  const open = unknown.reduce((sum, { routes }) => sum + routes.length, 0);
  const sections = [
    section(`${count(open, 'route')} of unknown access`, unknown.map(({ reason, routes, suggestion }) => [
      `${count(routes.length, 'route')}: ${reason}`,
      ...routes.slice(0, ROUTES_SHOWN).map(({ method, path, file, line }) => `    ${method} ${path}  ${file}:${line}`),
      ...(suggestion ? [`    ${JSON.stringify(suggestion.entry)} settles ${suggestion.helps === routes.length ? (suggestion.helps === 1 ? 'it' : 'all of them') : `${suggestion.helps} of them`}`] : []),
    ])),
    section('Guards that count by their name alone', believed.map(({ name, routes }) => [
      `${name}  in front of ${count(routes.length, 'route')}, such as ${routes[0]!.method} ${routes[0]!.path}`,
    ])),
    section('Imports that lead nowhere', unresolved.map(({ specifier, kind, files }) => [
      `${specifier}  in ${count(files.length, 'file')}, such as ${files[0]}`,
      `    ${kind === 'alias' ? 'No "paths" of a tsconfig.json, and no "imports" of a package.json, leads there.' : 'No such file: a build may make it, or .gitignore leave it out.'}`,
    ])),
    section('Packages of which no file was read', unread.map((folder) => [`${folder}  "include" of the configuration leaves it out`])),
    section('Packages that import a framework, and declare no route that was found', silent.map(({ folder, frameworks }) => [`${folder || '(the root)'}  ${frameworks.join(', ')}`])),
    section('Files that were not read, or not to their end', skipped.map(({ file = '', line, message }) => [`${file}${line === undefined ? '' : `:${line}`}  ${message}`])),
    section('Entries of the configuration that fit nothing', idle.map(({ key, entry }) => [`${key}  ${JSON.stringify(entry)}`])),
    section('Notes on the configuration', notes.map(({ file, message }) => [`${file === undefined ? '' : `${file}  `}${message}`])),
    advice(diagnosis),
  ].filter(({ lines }) => lines.length > 0);
  const head = `${count(diagnosis.files, 'file')} and ${count(diagnosis.routes, 'route')} were read.${sections.length === 0 ? ' Everything was resolved.' : ''}`;
  return [head, ...sections.map(({ title, lines }) => [colors.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${inert(printable(line))}`))].join('\n'))].join('\n\n').concat('\n');
}

interface Section { title: string; lines: string[] }

function section(title: string, items: string[][]): Section {
  const more = items.length - SHOWN;
  return { title, lines: [...items.slice(0, SHOWN).flat(), ...(more > 0 ? [`and ${more} more, which --format json lists`] : [])] };
}

function advice({ unknown, believed }: Diagnosis): Section {
  const title = 'What would help: "guards" of authlint.config.json';
  const entries = [...new Map([...unknown.flatMap(({ suggestion }) => suggestion?.entry ?? []), ...believed.map(({ entry }) => entry)].map((entry) => [entry.name, entry])).values()];
  if (entries.length === 0) return { title, lines: [] };
  return {
    title,
    lines: [
      'Read what each of these does, and correct what it proves: it is guessed from the name. "nothing" is for what refuses nobody.',
      '',
      '"guards": [',
      ...entries.map(({ name, proves }, i) => `  { "name": ${JSON.stringify(name)}, "proves": "${proves}" }${i < entries.length - 1 ? ',' : ''}`),
      ']',
    ],
  };
}
