import { ruleCases } from './cases.ts';
import forbiddenValue from './forbidden-value.ts';

ruleCases(forbiddenValue, {
  flagged: [
    {
      name: 'a constant of another file',
      files: {
        'src/a.ts': `import { level } from './b';\n\nuse(level);\n`,
        'src/b.ts': `export const level: string = 'bad';\n`,
      },
      findings: [
        {
          file: 'src/a.ts', line: 3, column: 5, endLine: 3, endColumn: 10, messageId: 'forbidden', message: 'level is bad, which is forbidden.',
          confidence: 'high', severity: 'error',
          suggestions: [{ message: "Use 'good'.", output: `import { level } from './b';\n\nuse('good');\n` }],
        },
      ],
    },
    {
      name: 'in JavaScript with a byte order mark, a hashbang, CRLF and characters of two units',
      files: { 'a.js': `\uFEFF#!/usr/bin/env node\r\nlet s = '😀'; use('bad');\r\n` },
      findings: [
        { file: 'a.js', line: 2, column: 19, endLine: 2, endColumn: 24, suggestions: [{ message: "Use 'good'.", output: `#!/usr/bin/env node\r\nlet s = '😀'; use('good');\r\n` }] },
      ],
    },
    {
      name: 'findings of several files, in the order of their places',
      files: { 'b.ts': `use('bad');\nuse('bad');`, 'a.tsx': `use('bad');` },
      findings: [
        { file: 'b.ts', line: 2, column: 5 },
        { file: 'b.ts', line: 1, column: 5 },
        { file: 'a.tsx', line: 1, column: 5 },
      ],
    },
    {
      name: 'what an option adds',
      files: { 'a.ts': `use('worse'); use('bad');` },
      options: { values: ['worse'] },
      findings: [{ file: 'a.ts', line: 1, column: 5 }],
    },
    {
      name: 'what an option of the configuration file adds',
      files: {
        'a.ts': `use('worse'); use('bad');`,
        'authlint.config.json': `{ "rules": { "no-forbidden-value": ["error", { "values": ["worse"] }] } }`,
      },
      findings: [{ file: 'a.ts', line: 1, column: 5 }],
    },
    {
      name: 'what stands beside a syntax error',
      files: { 'a.ts': `use('bad');`, 'b.ts': `use('bad');\nlet let = ;` },
      parseErrors: true,
      findings: [
        { file: 'a.ts', line: 1, column: 5 },
        { file: 'b.ts', line: 1, column: 5 },
      ],
    },
  ],
  quiet: [
    { name: 'another value', files: { 'a.ts': `use('good');` } },
    { name: 'a file that is left out', files: { 'a.test.ts': `use('bad');`, 'node_modules/p/index.js': `use('bad');` } },
    { name: 'a suppressed finding', files: { 'a.ts': `// authlint-disable-next-line no-forbidden-value -- it is meant\nuse('bad');` } },
  ],
});
