/** What a rule is called now, and the version of this package that has first called it so. */
export interface Rename { to: string; since: string }

/** By former name. A name stays here for ever, and is never given to another rule: configurations, comments and baselines have it. */
export const RENAMED: Readonly<Record<string, Rename>> = {};

/** Rules that are gone, by name, with the version and what to use instead. Their names are never given to another rule either. */
export const RETIRED: Readonly<Record<string, { since: string; instead: string }>> = {};
