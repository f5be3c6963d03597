import type { Expr, ModuleFacts } from '../../model/index.ts';
import { textParts, walkModule, type Program } from '../../link/index.ts';
import type { ProjectFiles } from '../types.ts';
import { parseSdl, type SdlDirective, type SdlDocument, type SdlField, type SdlType, type SdlValue } from './sdl.ts';

/** A document of the schema definition language, in a file of its own or in source code. */
interface Source extends SdlDocument { file: string }

/** All that a project's schema documents say. */
export interface Schema {
  /** Directives on a field and on its type, from the definition nearest to a file. */
  directivesOf(type: string, field: string, file: string): SdlDirective[];
  /** Fields of the type as any document has it. */
  fields(type: string): SdlField[];
  /** The operation whose root a type is: `Query` unless a `schema` says otherwise. */
  operationOf(type: string): 'query' | 'mutation' | 'subscription' | undefined;
  rootOf(operation: string): string;
}

const TAGS = /^(gql|graphql|parse|sdl)$/;
/** What only a schema starts with. */
const STARTS = /^\s*(#graphql\b|("""[^"]*"""\s*)?((extend\s+)?(type|interface)\s+\w+|directive\s+@|schema\s*\{|(scalar|enum|input|union)\s+\w+[^]*\b(type|interface)\s+\w+))/;
const DEFINES = /\b(type|interface|directive)\b[^]*[{@]/;

export function schemaOf(program: Program, files: ProjectFiles): Schema {
  const sources: Source[] = [];
  for (const file of files.documents((name) => /\.(graphqls?|gql)$/.test(name))) {
    const text = files.read(file);
    if (text !== undefined && DEFINES.test(text)) sources.push({ file, ...parseSdl(text) });
  }
  for (const module of program.modules) for (const text of literalsIn(module, program)) sources.push({ file: module.path, ...parseSdl(text) });
  return indexOf(sources.filter((source) => source.types.length > 0 || source.directives.size > 0));
}

/** Template literals that hold a schema: tagged as GraphQL, or starting with what only a schema starts with. */
function literalsIn(module: ModuleFacts, program: Program): string[] {
  const texts: string[] = [];
  walkModule(module, {
    expr(expr: Expr, fn) {
      if (expr.kind === 'literal' && typeof expr.value === 'string' && STARTS.test(expr.value) && DEFINES.test(expr.value)) texts.push(expr.value);
      if (expr.kind !== 'template') return;
      const tagged = expr.tag?.kind === 'ref' && TAGS.test(expr.tag.name);
      const plain = !expr.tag && expr.texts.some((text) => STARTS.test(text));
      if ((!tagged && !plain) || !expr.texts.some((text) => /\b(type|directive|schema)\b/.test(text))) return;
      texts.push(expr.texts.map((text, i) => `${text}${expr.values[i] ? partOf(program, module, expr.values[i], fn) : ''}`).join(''));
    },
  });
  return texts;
}

function partOf(program: Program, module: ModuleFacts, expr: Expr, fn: number): string {
  const value = program.denote(module, expr, fn);
  return textParts(value).map((part) => part ?? '').join('\n');
}

function indexOf(sources: Source[]): Schema {
  const types = new Map<string, { file: string; type: SdlType }[]>();
  const defaults = new Map<string, Record<string, SdlValue>>();
  const roots = new Map<string, string>();
  for (const source of sources) {
    for (const type of source.types) types.set(type.name, [...(types.get(type.name) ?? []), { file: source.file, type }]);
    for (const [name, args] of source.directives) defaults.set(name, args);
    for (const [operation, type] of source.roots) roots.set(operation, type);
  }
  const withDefaults = (directive: SdlDirective): SdlDirective => ({ name: directive.name, args: { ...defaults.get(directive.name), ...directive.args } });
  const rootOf = (operation: string): string => roots.get(operation) ?? operation[0]!.toUpperCase() + operation.slice(1);
  return {
    rootOf,
    operationOf: (type) => (['query', 'mutation', 'subscription'] as const).find((operation) => rootOf(operation) === type),
    fields: (type) => (types.get(type) ?? []).flatMap((one) => one.type.fields),
    directivesOf(type, field, file) {
      const all = types.get(type) ?? [];
      const found = all.filter((one) => one.type.fields.some((other) => other.name === field));
      // Several services of one repository may have a field of the same name.
      const near = found.sort((a, b) => shared(b.file, file) - shared(a.file, file) || directivesIn(b.type, field).length - directivesIn(a.type, field).length)[0];
      if (!near) return [];
      const own = directivesIn(near.type, field);
      const around = all.filter((one) => shared(one.file, near.file) >= shared(near.file, file)).flatMap((one) => one.type.directives).filter((one) => !own.some((other) => other.name === one.name));
      return [...around, ...own].map(withDefaults);
    },
  };
}

function directivesIn(type: SdlType, field: string): SdlDirective[] {
  return type.fields.find((one) => one.name === field)?.directives ?? [];
}

/** How many folders two files share. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && count < right.length - 1 && left[count] === right[count]) count++;
  return count;
}
