import { posix } from 'node:path';
import { parse } from 'yaml';
import type { ProjectFiles } from '../../src/model/index.ts';
import { asObject, describe, type Description } from './description.ts';

const NAME = /(openapi|swagger|api[-_.]?(docs?|spec|specification|definition|schema|description)|(^|[-_.])api([-_.]v?\d[\w.]*)?)[\w.-]*\.(ya?ml|json)$/i;
const MADE_UP = /(^|\/)(node_modules|tests?|__tests__|__snapshots__|fixtures?|examples?|samples?|mocks?|__mocks__|\.github|e2e)(\/|$)|golden|(^|\/)package(-lock)?\.json$/i;
const MARK = /["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./;

const listed = new WeakMap<ProjectFiles['documents'], string[]>();
const parsed = new Map<string, { text: string; description: Description | undefined }>();
const MAX_PARSED = 50;

/** Every OpenAPI document of a project, told by its name and its content; tests and examples are left out. */
export function openApiDocuments(project: ProjectFiles): Description[] {
  let files = listed.get(project.documents);
  if (!files) listed.set(project.documents, (files = project.documents((name) => NAME.test(name)).filter((file) => !MADE_UP.test(file))));
  return files.flatMap((file) => {
    const text = project.read(file);
    if (text === undefined || !MARK.test(text.slice(0, 20_000))) return [];
    let known = parsed.get(file);
    if (known?.text !== text) {
      if (parsed.size >= MAX_PARSED) parsed.clear();
      parsed.set(file, (known = { text, description: read(project, file, text) }));
    }
    return known.description ? [known.description] : [];
  });
}

function read(project: ProjectFiles, file: string, text: string): Description | undefined {
  const root = asObject(contentOf(file, text));
  return root && describe(file, text, root, (reference) => {
    const [path, pointer = ''] = reference.split('#') as [string, string?];
    if (path === '') return at(root, pointer);
    const other = posix.join(posix.dirname(file), path);
    if (other.startsWith('..') || /^[a-z]+:/i.test(path)) return undefined;
    const content = project.read(other);
    return content === undefined ? undefined : at(contentOf(other, content), pointer);
  });
}

/** JSON is read as such: YAML takes far longer. @returns undefined for what cannot be parsed */
function contentOf(file: string, text: string): unknown {
  try {
    return file.endsWith('.json') ? JSON.parse(text) : parse(text, { logLevel: 'silent', maxAliasCount: 1000 });
  } catch {
    // A document that is broken describes nothing.
    return undefined;
  }
}

/** RFC 6901. */
function at(content: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce((value: unknown, key) => asObject(value)?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')], content);
}
