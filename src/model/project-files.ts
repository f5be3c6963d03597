/** What is on disk beside the analysed source code. Paths are relative to the root, with `/`. */
export interface ProjectFiles {
  /** Files that are not source code, by name: schemas, deployment descriptions. Sorted. Each call walks the tree: ask once. */
  documents(accepts: (name: string) => boolean): string[];
  /** Decoded text of a file; `undefined` if it cannot be read. */
  read(file: string): string | undefined;
  /** Names and version ranges that the package.json files around a file depend on; the nearest wins. */
  dependencies(file: string): ReadonlyMap<string, string>;
}
