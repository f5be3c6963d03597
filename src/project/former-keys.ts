import { isObject, type JsonObject } from './json-files.ts';

/** A key of the configuration that was called otherwise, or stood elsewhere. */
export interface FormerKey { from: string; to: string; since: string }

/** Keys of earlier versions, which are still read. Each is the path of a key, as `policy.routes`. */
export const FORMER_KEYS: readonly FormerKey[] = [];

/** A configuration with former keys under the names of today; where both are there, the former one stays and is refused. `notes`: what to tell of them. */
export function withCurrentKeys(value: unknown, formerKeys: readonly FormerKey[] = FORMER_KEYS): { value: unknown; notes: string[] } {
  const notes: string[] = [];
  let result = value;
  for (const { from, to, since } of formerKeys) {
    const [path, target] = [from.split('.'), to.split('.')];
    const setting = at(result, path);
    if (setting === undefined || at(result, target) !== undefined) continue;
    result = changed(changed(result as JsonObject, path, undefined), target, setting);
    notes.push(`"${from}" is called "${to}" since version ${since}; the former name is still read.`);
  }
  return { value: result, notes };
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce((inner: unknown, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
}

/** A copy with another value at a path; `undefined` removes it. */
function changed(value: JsonObject, [key = '', ...rest]: string[], setting: unknown): JsonObject {
  const { [key]: inner, ...others } = value;
  const now = rest.length === 0 ? setting : changed(isObject(inner) ? inner : {}, rest, setting);
  return now === undefined ? others : { ...others, [key]: now };
}
