import { RENAMED, RETIRED } from './renamed.ts';

/** What a rule is called now; a name that is none of a rule's comes back as it is. */
export function currentName(name: string): string {
  const seen = new Set([name]);
  let current = name;
  for (let next = renameOf(current)?.to; next !== undefined && !seen.has(next); next = renameOf(current)?.to) {
    seen.add(next);
    current = next;
  }
  return current;
}

/** What a rule was called before, the oldest name first. */
export function formerNames(name: string): string[] {
  const before = Object.keys(RENAMED).filter((former) => RENAMED[former]!.to === name).sort();
  return before.flatMap((former) => [...formerNames(former), former]);
}

/** The name that identifies a rule through all versions: what fingerprints are made of, so that they outlive a new name. */
export function firstName(name: string): string {
  return formerNames(name)[0] ?? name;
}

/** Why a name is not in use any more, for people; undefined for one that is, or that never was. */
export function formerNameNote(name: string): string | undefined {
  const rename = renameOf(name);
  if (rename) return `The rule "${name}" is called "${currentName(name)}" since version ${rename.since}; the former name still means it.`;
  const retired = Object.hasOwn(RETIRED, name) ? RETIRED[name] : undefined;
  return retired && `The rule "${name}" is gone since version ${retired.since}, and what is set for it does nothing: ${retired.instead}`;
}

export function isRetired(name: string): boolean {
  return Object.hasOwn(RETIRED, name);
}

/** Settings by name of rule, under the names of today; a setting under the name of today outranks one under a former name. `notes`: what to tell of former names. */
export function redirected<T>(settings: Readonly<Record<string, T>>): { settings: Record<string, T>; notes: string[] } {
  const notes: string[] = [];
  const result: Record<string, T> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const note = formerNameNote(name);
    if (note) notes.push(note);
    const current = currentName(name);
    if (!isRetired(name) && (current === name || !Object.hasOwn(settings, current))) result[current] = setting;
  }
  return { settings: result, notes };
}

function renameOf(name: string): { to: string; since: string } | undefined {
  return Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
}
