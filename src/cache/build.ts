/** Digests of the source that this build was made of, set by `scripts/bundle.mjs`; nothing is cached by code that was not built. */
declare const AUTHLINT_BUILD: BuildIds | undefined;

/** What was kept by another build is not read: each has its own folders in a cache. */
export interface BuildIds {
  /** Of what turns a text into facts. */
  facts: string;
  /** Of everything. */
  engine: string;
}

export function buildIds(): BuildIds | undefined {
  return typeof AUTHLINT_BUILD === 'undefined' ? undefined : AUTHLINT_BUILD;
}
