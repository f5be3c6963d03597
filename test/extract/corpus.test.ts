import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { ModuleFacts, RefExpr } from '../../src/model/index.ts';
import { extract } from '../../src/extract/index.ts';
import { eachObject } from './print.ts';

const root = new URL('../../', import.meta.url);

function sources(folder: string, extension: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts')).map((name) => `${folder}${name.replaceAll('\\', '/')}`);
}

/** What must hold for the facts of any file. */
function violations(facts: ModuleFacts, text: string): string[] {
  const out: string[] = [];
  eachObject(facts, (object) => {
    const { start, end, propertyStart = start } = object as Record<string, number>;
    if (start !== undefined && !(0 <= start && start <= end! && end! <= facts.length)) out.push(`span ${start}-${end}`);
    if (propertyStart !== undefined && !(start! <= propertyStart && propertyStart <= end!)) out.push(`propertyStart ${propertyStart}`);
    if (object.kind === 'ref') out.push(...refViolations(facts, object as unknown as RefExpr, text));
    if (object.kind === 'function' && facts.functions[object.fn as number]?.id !== object.fn) out.push(`function ${object.fn as number}`);
    if (object.kind === 'class' && facts.classes[object.cls as number]?.id !== object.cls) out.push(`class ${object.cls as number}`);
    for (const key of ['binding', 'catchBinding']) {
      const index = object[key] as number | undefined;
      if (index !== undefined && !(Number.isInteger(index) && index >= -1 && index < facts.bindings.length)) out.push(`${key} ${index}`);
    }
  });
  for (const { owner, type } of facts.bindings) {
    if (owner < -1 || owner >= facts.functions.length) out.push(`owner ${owner}`);
    if (type !== undefined && !(text.slice(type.start, type.end).includes(type.name.split('.')[0]!) || type.name === 'Array')) out.push(`type ${type.name}`);
  }
  return out;
}

/** A ref is written where it says, unless it stands for a temporary or a hole; its binding has its name. */
function refViolations(facts: ModuleFacts, ref: RefExpr, text: string): string[] {
  const binding = facts.bindings[ref.binding];
  if (binding !== undefined && binding.name !== ref.name) return [`${ref.name} is bound to ${binding.name}`];
  if (ref.name === '' || ref.start === ref.end || ref.name === 'undefined') return [];
  return text.slice(ref.start, ref.end).replace(/\s/g, '') === ref.name ? [] : [`${ref.name} is not at ${ref.start}`];
}

test.each([
  ['our own sources', 'src/', '.ts'],
  ['express', 'node_modules/express/lib/', '.js'],
  ['eslint', 'node_modules/eslint/lib/', '.js'],
  ['zod, as TypeScript', 'node_modules/zod/src/v4/core/', '.ts'],
])('facts of %s are sound', (_name, folder, extension) => {
  const files = sources(folder, extension);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = readFileSync(new URL(file, root), 'utf8');
    const facts = extract(file, text);
    expect({ file, diagnostics: facts.diagnostics, violations: violations(facts, text) }).toEqual({ file, diagnostics: [], violations: [] });
    expect(isDeepStrictEqual(JSON.parse(JSON.stringify(facts)), facts)).toBe(true);
  }
});
