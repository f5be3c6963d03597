import type { ModuleFacts, RefExpr } from '../../src/model/index.ts';
import { eachObject } from './print.ts';

/** What must hold for the facts of any file. */
export function violations(facts: ModuleFacts, text: string): string[] {
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
