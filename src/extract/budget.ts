import { ts } from './compiler.ts';

/** A text whose parts the parser reads again and again: the work doubles with each level of nesting. */
export class ParseBudgetError extends Error {
  override name = 'ParseBudgetError';
  constructor() {
    super('its nesting makes the parser read parts of it again and again');
  }
}

/** Code as people write and bundle it makes one node for every ten characters, and for every four at most. */
const NODES_PER_CHARACTER = 2;
const NODES_OF_ANY_FILE = 50_000;

let left = Infinity;
let counting = false;

/**
 * Runs the parser, and stops it where it makes many times more nodes than a text of that length has: to find out whether
 * `async function` begins an arrow function, it parses all that follows, and again each of those in it. What is counted does not
 * depend on the machine.
 *
 * @param length of the text
 * @throws ParseBudgetError
 */
export function withBudget<Result>(length: number, parse: () => Result): Result {
  if (!counting) count();
  left = NODES_OF_ANY_FILE + NODES_PER_CHARACTER * length;
  try {
    return parse();
  } finally {
    left = Infinity;
  }
}

/** The parser asks for the constructor of nodes as it begins with a file. */
function count(): void {
  const Whole = ts.objectAllocator.getNodeConstructor();
  class Counted extends Whole {
    constructor(kind: number, pos: number, end: number) {
      super(kind, pos, end);
      if (--left < 0) throw new ParseBudgetError();
    }
  }
  ts.objectAllocator.getNodeConstructor = () => Counted;
  counting = true;
}
