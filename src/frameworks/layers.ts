import { segments } from '../guards/index.ts';
import { segmentsBelow, type Pattern } from './paths.ts';

/** What stands in front of everything that is registered later, on the paths that its pattern covers. */
export interface Placed {
  pattern: Pattern;
  /** Where the router that holds it is mounted. */
  prefix: string;
  /** The pattern has to match to the end of a path. */
  exact: boolean;
}

/** Layers in the order in which they were added. */
export interface Layers<Layer extends Placed> {
  add(layer: Layer): void;
  /** Every layer that covers the path and some that do not (see `covers`), in order: a few of many, found by the path's segments. */
  near(path: string): Layer[];
}

interface Node {
  literals: Map<string, Node>;
  parameter?: Node;
  /** Numbers of the layers that cover every path from here on, as far as segments tell. */
  open: number[];
  /** Of those that cover only the path that ends here. */
  ends: number[];
}

/** Layers that are asked for by path: an application of many routes holds each of them against all that came before. */
export function createLayers<Layer extends Placed>(): Layers<Layer> {
  const all: Layer[] = [];
  const root = node();
  return {
    add(layer) {
      const { pattern, prefix, exact } = layer;
      let at = root;
      let cut = pattern.regexp !== undefined;
      for (const part of cut ? [] : segmentsBelow(prefix, pattern)) {
        if (part.includes('*')) { cut = true; break; }
        at = part.startsWith(':') && !part.slice(1).includes(':') ? at.parameter ??= node() : literal(at, part.toLowerCase());
      }
      (exact && !cut ? at.ends : at.open).push(all.push(layer) - 1);
    },
    near(path) {
      const parts = segments(path);
      const lists: number[][] = [];
      let level = [root];
      for (let depth = 0; level.length > 0; depth++) {
        for (const { open, ends } of level) {
          if (open.length > 0) lists.push(open);
          if (depth === parts.length && ends.length > 0) lists.push(ends);
        }
        if (depth === parts.length) break;
        const part = parts[depth]!.toLowerCase();
        level = level.flatMap(({ literals, parameter }) => [literals.get(part), parameter].filter((one) => one !== undefined));
      }
      const found = lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a - b);
      return found.map((number) => all[number]!);
    },
  };
}

function node(): Node {
  return { literals: new Map(), open: [], ends: [] };
}

function literal(at: Node, part: string): Node {
  let next = at.literals.get(part);
  if (!next) at.literals.set(part, (next = node()));
  return next;
}
