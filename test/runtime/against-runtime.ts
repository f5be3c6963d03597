import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { boot } from './boot.ts';
import type { Booted } from './boot.ts';
import { differences } from './compare.ts';
import { undeclared, type LiveRoute } from './declared.ts';
import { fixturesOf, label } from './fixture.ts';
import { observe } from './observe.ts';

/**
 * Holds the auth map of every fixture application of a framework against the running application.
 * @param liveRoutes what the running application itself says that it serves, where it can be asked
 */
export function againstRuntime(framework: string, liveRoutes?: (app: RequestListener) => LiveRoute[]): void {
  describe.each(fixturesOf(framework))('$name', (fixture) => {
    let running: Booted | undefined;
    beforeAll(async () => {
      running = await boot(fixture);
    }, 120_000);
    afterAll(() => running?.stop());

    if (liveRoutes) {
      test('every route of the running application is in expected.json', () => {
        const live = liveRoutes(running!.app!);
        expect(live.length).toBeGreaterThan(0);
        expect(undeclared(live, fixture.expected)).toEqual([]);
      });
    }

    test('the running application demands of its callers what expected.json says', async () => {
      const wrong: string[] = [];
      for (const route of fixture.expected.routes) {
        const { access, seen } = await observe(running!.origin, fixture, route);
        if (access !== (route.closed ? 'nobody' : route.access)) {
          wrong.push(`${label(route)}: expected ${route.access}, seen ${access} ${JSON.stringify(seen)}`);
        }
      }
      expect(wrong).toEqual([]);
    }, 120_000);

    test('the auth map says the same without running it', () => {
      const { routes } = analyze({ cwd: fixture.folder });
      expect(differences(fixture.expected, routes)).toEqual({ inventory: [], access: [], place: [], detail: [] });
    });

    if (fixture.expected.findings) {
      test('check reports the problems that expected.json lists, and no others', () => {
        const found = analyze({ cwd: fixture.folder }).findings.map(({ ruleId, file, line }) => ({ ruleId, file, line }));
        const byRule = found.sort((a, b) => a.ruleId.localeCompare(b.ruleId) || a.line - b.line);
        expect(byRule).toEqual(fixture.expected.findings);
      });
    }
  });
}
