import type { CallSite, Expr, ModuleFacts, Place, Position, ProgramView } from '../src/model/index.ts';
import { callPlaces, wholeArguments } from './call-places.ts';

export interface Argument { call: CallSite; argument: Expr }

export function offsetOf(module: ModuleFacts, { line, column }: Position): number {
  return (module.lineStarts[line - 1] ?? 0) + column - 1;
}

const known = new WeakMap<ProgramView, Map<string, Argument | undefined>>();

/** Tells apart, within a file, the routers and applications on which something is registered: by variable (`app`) or by what is written (`this.router`). */
export function receiverAt(program: ProgramView, place: Place): string | undefined {
  const module = program.module(place.file);
  if (!module) return undefined;
  const offset = offsetOf(module, { line: place.line, column: place.column ?? 1 });
  const at = argumentAt(program, place)?.call ?? calledAt(program, module, offset);
  let receiver: Expr | undefined = at?.expr.callee.kind === 'member' ? at.expr.callee.object : undefined;
  // `router.route('/x').get(h)`
  while (receiver?.kind === 'call' && receiver.callee.kind === 'member') receiver = receiver.callee.object;
  return receiver?.kind === 'ref' ? `${receiver.name} ${receiver.binding}` : receiver && program.text(module).slice(receiver.start, receiver.end);
}

/** The first call of a method whose name starts here, or which starts here itself. */
function calledAt(program: ProgramView, module: ModuleFacts, offset: number): CallSite | undefined {
  const { names, starts } = callPlaces(program, module);
  const named = names.get(offset)?.[0];
  const started = starts.get(offset)?.find(({ expr }) => expr.callee.kind === 'member');
  return named ?? started;
}

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
  for (const call of callPlaces(program, module).arguments.get(offset) ?? []) {
    const argument = wholeArguments(call.expr).findLast((arg) => arg.start === offset);
    // Of `a.use(guard(b))`, the innermost call that has it as a whole argument.
    if (argument && (!found || call.expr.end - call.expr.start < found.call.expr.end - found.call.expr.start)) found = { call, argument };
  }
  return found;
}
