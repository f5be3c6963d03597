import { NAMES, TEXTS, VALUES } from './hostile.ts';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';

type Holder = Record<string, unknown> | unknown[];

/** Every object and array in a value, with the keys they have. */
function places(value: unknown, found: { holder: Holder; key: string }[] = []): { holder: Holder; key: string }[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, one] of Object.entries(value)) {
    found.push({ holder: value as Holder, key });
    places(one, found);
  }
  return found;
}

function nest(value: unknown, times: number): unknown {
  let result = value;
  for (let left = times; left > 0; left--) result = left % 2 === 0 ? [result] : { a: result };
  return result;
}

function define(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function change(value: unknown, random: Random): void {
  const all = places(value);
  if (all.length === 0) return;
  const { holder, key } = random.pick(all);
  const old = (holder as Record<string, unknown>)[key];
  const from = random.pick(all);
  const other = structuredClone((from.holder as Record<string, unknown>)[from.key]);
  switch (random.int(8)) {
    case 0: define(holder, key, structuredClone(random.pick(VALUES))); break;
    case 1: define(holder, key, random.pick(TEXTS)); break;
    case 2: if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete holder[key]; break;
    case 3: if (!Array.isArray(holder)) { delete holder[key]; define(holder, random.pick(NAMES), old); } break;
    case 4: if (Array.isArray(holder)) holder.push(...Array.from({ length: random.int(300) }, () => old)); else define(holder, random.pick(NAMES), structuredClone(random.pick(VALUES))); break;
    case 5: define(holder, key, nest(old, random.chance(0.2) ? random.int(900) : random.int(6))); break;
    case 6: define(holder, key, other); break;
    default: define(holder, key, typeof old === 'string' ? mutated(old, random, old) : [old]);
  }
}

/** Text of JSON with some changes of what it holds, and now and then of the text. A text that is not JSON is changed as text. */
export function mutatedJson(text: string, random: Random, donor: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return mutated(text, random, donor);
  }
  if (random.chance(0.03)) return JSON.stringify(random.pick(VALUES));
  for (let left = 1 + random.int(5); left > 0; left--) change(value, random);
  const written = JSON.stringify(value, null, random.int(3));
  return random.chance(0.25) ? mutated(written, random, donor) : written;
}
