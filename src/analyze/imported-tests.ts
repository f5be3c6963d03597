import type { ModuleFacts } from '../model/index.ts';
import type { Project } from '../project/index.ts';

/** What only tests import: whoever does is a test, whatever its name. */
const RUNNERS = /^(?:(?:vitest|jest|mocha|chai|sinon|supertest|ava|tap|tape|jasmine|cypress|playwright|nock|msw|node:test|bun:test)(?:\/|$)|@(?:jest|vitest|playwright|testing-library)\/|@nestjs\/testing$|(?:jsr:)?@std\/testing)/;

/**
 * Source files that are left out because they look like tests, and are none: code that is analysed imports them, directly or through others of them.
 * A router in a folder called `test` is served like any other.
 *
 * @param modules what is analysed, to which these are added
 * @param read facts of a file; undefined if it cannot be read
 */
export function addImportedTests(project: Project, modules: ModuleFacts[], read: (file: string) => ModuleFacts | undefined): void {
  const seen = new Set(project.files);
  const found: ModuleFacts[] = [];
  const follow = (module: ModuleFacts): void => {
    if (module.imports.some(({ source }) => RUNNERS.test(source))) return;
    for (const { source, typeOnly } of module.imports) {
      const target = typeOnly ? undefined : project.resolve(module.path, source);
      if (target?.kind !== 'file' || seen.has(target.file)) continue;
      seen.add(target.file);
      const facts = project.isLeftOutTest(target.file) ? read(target.file) : undefined;
      if (facts && !facts.imports.some((one) => RUNNERS.test(one.source))) found.push(facts);
    }
  };
  modules.forEach(follow);
  for (const module of found) follow(module);
  if (found.length === 0) return;
  modules.push(...found);
  modules.sort((one, other) => (one.path < other.path ? -1 : 1));
}
