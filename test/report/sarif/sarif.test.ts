import { gzipSync } from 'node:zlib';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/model/finding.ts';
import { sarif, sarifReport, type SarifOptions } from '../../../src/report/sarif/index.ts';
import { lineHashes } from '../../../src/report/sarif/line-hash.ts';
import { analysis, clean, open, rules, SECRET, secret, source, suppressed } from '../sample.ts';

const options: SarifOptions = { version: '1.2.3', informationUri: 'https://example.com/authlint', rules, source, category: 'check' };

function run(given: Analysis, extra: Partial<SarifOptions> = {}): Run {
  const log = JSON.parse(sarif(given, { ...options, ...extra })) as Log;
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

function results(given: Analysis, extra: Partial<SarifOptions> = {}): Result[] {
  return run(given, extra).results!;
}

it('writes all that code scanning reads of a finding', () => {
  const artifactLocation = { uri: 'src/users.ts', uriBaseId: '%SRCROOT%' };
  expect(results({ ...analysis, findings: [open] })).toEqual([{
    ruleId: 'require-route-auth',
    ruleIndex: 2,
    level: 'error',
    message: { text: 'Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.\n[Its sibling GET /users is guarded here](1)' },
    locations: [{ physicalLocation: { artifactLocation, region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 20, snippet: { text: "users.delete('/:id'" } } } }],
    relatedLocations: [{
      id: 1,
      physicalLocation: { artifactLocation, region: { startLine: 4, startColumn: 16, endLine: 4, endColumn: 36 } },
      message: { text: 'Its sibling GET /users is guarded here' },
    }],
    codeFlows: [{
      threadFlows: [{
        locations: [
          { location: { physicalLocation: { artifactLocation, region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 20 } }, message: { text: 'The route' } } },
          {
            location: {
              physicalLocation: { artifactLocation: { uri: 'src/app.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 5, startColumn: 1, endLine: 5, endColumn: 25 } },
              message: { text: 'The router is mounted' },
            },
          },
        ],
      }],
    }],
    partialFingerprints: { primaryLocationLineHash: 'c62cd19615a9fb67:1', 'authlint/v1': 'a1' },
    properties: { confidence: 'high', route: 'DELETE /users/:id' },
  }]);
});

describe('the log', () => {
  it('names schema, version, tool, category and columns', () => {
    const log = JSON.parse(sarif(clean, options)) as Log;
    expect([log.$schema, log.version]).toEqual(['https://json.schemastore.org/sarif-2.1.0.json', '2.1.0']);
    const { tool, automationDetails, columnKind, results: none } = log.runs[0]!;
    expect({ ...tool.driver, rules: tool.driver.rules!.length }).toEqual({ name: 'authlint', semanticVersion: '1.2.3', informationUri: 'https://example.com/authlint', rules: 3 });
    expect([automationDetails, columnKind, none]).toEqual([{ id: 'authlint/check/' }, 'utf16CodeUnits', []]);
  });

  it('carries diagnostics as notifications, and fails for an internal error only', () => {
    expect(run(analysis).invocations).toEqual([{
      executionSuccessful: true,
      toolExecutionNotifications: [{
        descriptor: { id: 'parse-error' }, level: 'warning', message: { text: "';' expected." },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'src/broken.ts', uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 7 } } }],
      }],
    }]);
    expect(run({ ...clean, diagnostics: [{ kind: 'internal-error', message: 'x' }] }).invocations).toEqual([
      { executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: 'internal-error' }, level: 'error', message: { text: 'x' } }] },
    ]);
  });
});

describe('rules', () => {
  it('are all there, by name, whatever was found', () => {
    expect(run(clean).tool.driver.rules!.map(({ id }) => id)).toEqual(['no-hardcoded-secret', 'require-jwt-algorithm', 'require-route-auth']);
  });

  it('are those that ran, when the analysis says which', () => {
    const ran = { ...clean, rules: [{ name: 'require-route-auth', severity: 'error' as const }] };
    expect(run(ran).tool.driver.rules!.map(({ id }) => id)).toEqual(['require-route-auth']);
  });

  it('carry what code scanning shows and sorts by', () => {
    const [, jwt] = run(clean, { page: (name) => name === 'require-jwt-algorithm' ? '# The page\n' : undefined }).tool.driver.rules!;
    expect(jwt).toEqual({
      id: 'require-jwt-algorithm',
      name: 'RequireJwtAlgorithm',
      shortDescription: { text: 'Require the algorithm to be pinned.' },
      fullDescription: { text: 'Whoever finds the route can call it.' },
      help: { text: 'Require the algorithm to be pinned. Whoever finds the route can call it.', markdown: '# The page\n' },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'external/cwe/cwe-079', 'external/cwe/cwe-347', 'external/owasp/api2-2023'], precision: 'high', 'security-severity': '8.2' },
    });
  });

  it('have a page made of the metadata when there is none', () => {
    expect(run(clean).tool.driver.rules![2]!.help!.markdown).toBe(
      '# require-route-auth\n\nRequire a guard in front of every route.\n\n## Why\n\nWhoever finds the route can call it.\n\n## References\n\nCWE-862, OWASP API2:2023\n');
  });

  it('have a page that can be read away from its repository', () => {
    const page = '<!-- generated -->\n# x\n\nSee [the other](../other/README.md), [the\nspec](https://x.example/a) and [above](#x).\n\n```ts file=a.ts\n[a](./b); // <!-- kept -->\n```\n';
    expect(run(clean, { page: () => page }).tool.driver.rules![0]!.help!.markdown).toBe(
      '# x\n\nSee the other, [the\nspec](https://x.example/a) and [above](#x).\n\n```ts file=a.ts\n[a](./b); // <!-- kept -->\n```\n');
  });

  it('stay within the length that code scanning takes', () => {
    const [long] = run(clean, { rules: [{ ...rules[0]!, rationale: 'x'.repeat(3000), cwe: Array.from({ length: 40 }, (_, at) => `CWE-${at}`) }] }).tool.driver.rules!;
    expect([long!.fullDescription!.text.length, long!.properties!.tags!.length]).toEqual([1024, 20]);
  });
});

describe('suppressed findings', () => {
  it('are left out', () => {
    expect(results({ ...analysis, findings: [suppressed] })).toEqual([]);
  });

  it('are marked when they are asked for, and the others are said not to be suppressed', () => {
    expect(results({ ...analysis, findings: [suppressed, secret] }, { includeSuppressed: true }).map((it) => it.suppressions)).toEqual([
      [{ kind: 'inSource', justification: 'public by contract' }], [],
    ]);
  });
});

describe('findings that a baseline has', () => {
  const given = { ...analysis, findings: [secret] };

  it('are left out', () => {
    expect(results(given, { accepted: [open] }).map(({ ruleId }) => ruleId)).toEqual(['no-hardcoded-secret']);
  });

  it('are marked when suppressed ones are asked for', () => {
    expect(results(given, { accepted: [open], includeSuppressed: true }).map((it) => [it.ruleId, it.suppressions])).toEqual([
      ['no-hardcoded-secret', []], ['require-route-auth', [{ kind: 'external', justification: 'The baseline has it.' }]],
    ]);
  });
});

describe('places', () => {
  it('are percent-encoded, relative to the repository', () => {
    const [one] = results({ ...analysis, findings: [{ ...open, file: 'src/[id]/ü 1%#?.ts', related: [], flow: [] }] }, { repositoryPath: (file) => `packages/api/${file}` });
    expect(one!.locations![0]!.physicalLocation!.artifactLocation).toEqual({ uri: 'packages/api/src/%5Bid%5D/%C3%BC%201%25%23%3F.ts', uriBaseId: '%SRCROOT%' });
  });

  it('have neither snippet nor line hash without a source', () => {
    const [one] = results({ ...analysis, findings: [secret] }, { source: () => undefined });
    expect(one!.locations![0]!.physicalLocation!.region).toEqual({ startLine: 2, startColumn: 13, endLine: 2, endColumn: 35 });
    expect(one!.partialFingerprints).toEqual({ 'authlint/v1': 'b2' });
  });
});

describe('messages', () => {
  it('do not take brackets of code for links', () => {
    const related = [{ ...open.related[0]!, message: "uses list[0] of ['a']" }];
    const [one] = results({ ...analysis, findings: [{ ...open, message: "It calls handlers[0](1) with ['HS256'].", related }] });
    expect(one!.message.text).toBe("It calls handlers\\[0](1) with ['HS256'].\n[uses list\\[0\\] of \\['a'\\]](1)");
  });

  it('link a hundred related places, and count the others', () => {
    const [one] = results({ ...analysis, findings: [{ ...open, related: Array.from({ length: 130 }, () => open.related[0]!) }] });
    expect(one!.relatedLocations).toHaveLength(100);
    expect(one!.message.text!.split('\n').at(-1)).toBe('And 30 more.');
  });
});

it('keeps the 25 000 worst results that code scanning takes, and says what is left out', () => {
  const many = { ...clean, findings: [...Array.from({ length: 25_000 }, () => ({ ...secret, severity: 'note' as const })), open] };
  const { results: kept, invocations } = run(many, { source: () => undefined });
  expect([kept!.length, kept!.at(-1)!.level]).toEqual([25_000, 'error']);
  expect(invocations![0]!.toolExecutionNotifications![0]!.message.text).toBe('1 finding of the lowest priority left out: code scanning takes 25000 in one upload, in 10 MB compressed.');
});

describe('what GitHub takes', () => {
  const noted = (findings: number, limits?: SarifOptions['limits']) => sarifReport(
    { ...clean, findings: [...Array.from({ length: findings - 1 }, (_, at) => ({ ...secret, line: at + 1 })), open] }, { ...options, source: () => undefined, ...(limits ? { limits } : {}) });
  const kept = (text: string) => (JSON.parse(text) as Log).runs[0]!.results!;

  it('is not exceeded in size: the worst are kept, in their order', () => {
    const { text, warnings } = noted(1500, { results: 25_000, gzipBytes: 6000 });
    const results = kept(text);
    expect(gzipSync(text).length).toBeLessThanOrEqual(6000);
    expect(results.length).toBeGreaterThan(100);
    expect(results.at(-1)!.level).toBe('error');
    expect(results.slice(0, -1).map((it) => it.locations![0]!.physicalLocation!.region!.startLine)).toEqual(Array.from({ length: results.length - 1 }, (_, at) => at + 1));
    expect(warnings).toEqual([`${1500 - results.length} findings of the lowest priority left out: code scanning takes 25000 in one upload, in 10 MB compressed.`]);
  });

  it('is written without the findings when not even one fits', () => {
    expect(kept(noted(3, { results: 25_000, gzipBytes: 10 }).text)).toEqual([]);
  });

  it('is more than it shows, which is said', () => {
    const { text, warnings } = noted(5001);
    expect([kept(text).length, warnings]).toEqual([5001, ['Of 5001 findings, code scanning shows the 5000 of the highest severity.']]);
    expect(noted(5000).warnings).toEqual([]);
  });

  it('is a thousand steps of a flow', () => {
    const [one] = results({ ...clean, findings: [{ ...open, flow: Array.from({ length: 1200 }, () => open.flow![0]!) }] });
    expect(one!.codeFlows![0]!.threadFlows[0]!.locations).toHaveLength(1000);
  });
});

it('hashes the lines of the text that uploads read', () => {
  const hash = (extra: Partial<SarifOptions>) => results({ ...clean, findings: [{ ...open, line: 1, endLine: 1 }] }, extra)[0]!.partialFingerprints!.primaryLocationLineHash;
  expect(hash({ rawSource: (file) => `\uFEFF${source(file)}` })).toBe(`${lineHashes(`\uFEFF${source('src/users.ts')}`)[0]}`);
  expect(hash({ rawSource: (file) => `\uFEFF${source(file)}` })).not.toBe(hash({}));
});

it('never shows a secret', () => {
  expect(sarif(analysis, { ...options, includeSuppressed: true })).not.toContain(SECRET);
});
