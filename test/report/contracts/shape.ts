/** Lines `findings[].related[].line: number`, sorted: every path of a JSON value, with the types that stand there. Objects and arrays are known by what is in them; empty ones are not seen. */
export function shapeOf(value: unknown): string[] {
  const types = new Map<string, Set<string>>();
  visit(value, '', types);
  return [...types].map(([path, names]) => `${path}: ${[...names].sort().join(' | ')}`).sort();
}

function visit(value: unknown, path: string, types: Map<string, Set<string>>): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, `${path}[]`, types);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`, types);
  } else {
    note(path, value === null ? 'null' : typeof value, types);
  }
}

function note(path: string, type: string, types: Map<string, Set<string>>): void {
  const known = types.get(path) ?? new Set<string>();
  known.add(type);
  types.set(path, known);
}
