import { perModule } from '../src/link/index.ts';
import type { CallExpr, CallSite, Expr, ModuleFacts, NewExpr, ProgramView } from '../src/model/index.ts';

/** Calls of a file by where something of them stands; of one place, in order. */
export interface CallPlaces {
  /** Where the call starts: all links of a chain start at the same place. */
  starts: Map<number, CallSite[]>;
  /** Where the callee's last name starts: `get` of `app.get()`. */
  names: Map<number, CallSite[]>;
  /** Where the first argument ends. */
  firstEnds: Map<number, CallSite[]>;
  /** Where an argument starts, or an element of a list that is one. */
  arguments: Map<number, CallSite[]>;
}

/** Whoever asks for the call at a place, for each of many places, need not go through all calls. */
export const callPlaces: (program: ProgramView, module: ModuleFacts) => CallPlaces = perModule((program, module) => {
  const places: CallPlaces = { starts: new Map(), names: new Map(), firstEnds: new Map(), arguments: new Map() };
  for (const site of program.calls(module)) {
    const { start, callee, args } = site.expr;
    put(places.starts, start, site);
    if (callee.kind === 'member') put(places.names, callee.propertyStart, site);
    if (args[0]) put(places.firstEnds, args[0].end, site);
    for (const at of new Set(wholeArguments(site.expr).map((arg) => arg.start))) put(places.arguments, at, site);
  }
  return places;
});

/** The arguments of a call, and the elements of those that are lists. */
export function wholeArguments({ args }: CallExpr | NewExpr): Expr[] {
  return args.flatMap((arg) => (arg.kind === 'array' ? [arg, ...arg.elements] : [arg]));
}

function put(map: Map<number, CallSite[]>, at: number, site: CallSite): void {
  const list = map.get(at);
  if (list) list.push(site); else map.set(at, [site]);
}
