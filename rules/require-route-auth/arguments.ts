import type { CallSite, Expr, ModuleFacts, Place, Position, ProgramView } from '../../src/model/index.ts';

export interface Argument { call: CallSite; argument: Expr }

export function offsetOf(module: ModuleFacts, { line, column }: Position): number {
  return (module.lineStarts[line - 1] ?? 0) + column - 1;
}

const known = new WeakMap<ProgramView, Map<string, Argument | undefined>>();

/** The call among whose arguments, or in a list among them, an expression starts at this place. */
export function argumentAt(program: ProgramView, place: Place): Argument | undefined {
  let places = known.get(program);
  if (!places) known.set(program, (places = new Map()));
  const key = `${place.file}:${place.line}:${place.column}`;
  if (!places.has(key)) places.set(key, find(program, place));
  return places.get(key);
}

function find(program: ProgramView, place: Place): Argument | undefined {
  const module = program.module(place.file);
  if (!module) return undefined;
  const offset = offsetOf(module, { line: place.line, column: place.column ?? 1 });
  let found: Argument | undefined;
  for (const call of program.calls(module)) {
    if (call.expr.start > offset || call.expr.end < offset) continue;
    const argument = call.expr.args.flatMap((arg) => (arg.kind === 'array' ? [arg, ...arg.elements] : [arg])).findLast((arg) => arg.start === offset);
    // Of `a.use(guard(b))`, the innermost call that has it as a whole argument.
    if (argument && (!found || call.expr.end - call.expr.start < found.call.expr.end - found.call.expr.start)) found = { call, argument };
  }
  return found;
}
