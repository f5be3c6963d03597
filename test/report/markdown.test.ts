import { expect, it } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { hostile, hostileSource } from './hostile.ts';
import { analysis, clean, neighbour, open, rules, SECRET, secret, source } from './sample.ts';

it('has totals, a table by severity and rule, and the findings with links, the worst first', () => {
  expect(markdown(analysis, { source, rules, repositoryPath: (file) => `a b/${file}` })).toBe(`## authlint

**3 problems (1 error, 1 warning, 1 note)**, 1 suppressed in 3 files with 3 routes.

| Severity | Rule | What it reports | Findings |
| --- | --- | --- | ---: |
| error | \`require-route-auth\` | Require a guard in front of every route | 1 |
| warning | \`no-hardcoded-secret\` | Disallow secrets in code | 1 |
| note | \`require-jwt-algorithm\` | Require the algorithm to be pinned | 1 |

### Findings

- **error** \`require-route-auth\` at [\`a b/src/users.ts:5\`](a%20b/src/users.ts#L5)  
  Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.
  - [\`a b/src/users.ts:4\`](a%20b/src/users.ts#L4): Its sibling GET /users is guarded here
  - Fix: Put requireRole in front of the handler

  \`\`\`text
    3 | export const users = Router();
    4 | users.get('/', requireRole('admin'), list);
  > 5 | users.delete('/:id', remove);
      | ^^^^^^^^^^^^^^^^^^^
    6 | users.get('/export', list);
  \`\`\`

- **warning** \`no-hardcoded-secret\`, medium confidence at [\`a b/src/auth.ts:2\`](a%20b/src/auth.ts#L2)  
  The key "q8\\*\\*\\*" is written in the code.

  \`\`\`text
    1 | import jwt from 'jsonwebtoken';
  > 2 | const key = '***';
      |             ^^^^^
    3 | export const claims = (token) => jwt.verify(token, key);
  \`\`\`

- **note** \`require-jwt-algorithm\` at [\`a b/src/auth.ts:3\`](a%20b/src/auth.ts#L3)  
  The algorithm is not pinned.

  \`\`\`text
    1 | import jwt from 'jsonwebtoken';
    2 | const key = '***';
  > 3 | export const claims = (token) => jwt.verify(token, key);
      |                                  ^^^^^^^^^^^^^^^^^^^^^^
  \`\`\`

### Diagnostics

- \`parse-error\` [\`a b/src/broken.ts:3\`](a%20b/src/broken.ts#L3): ';' expected.
`);
});

it('links to where the code can be read, when that is known', () => {
  const text = markdown({ ...clean, findings: [{ ...open, related: [] }] }, { source: () => undefined, link: (path, line) => `https://x.example/${path}?l=${line}` });
  expect(text).toContain('at [`src/users.ts:5`](https://x.example/src/users.ts?l=5)');
});

it('says so when there is nothing', () => {
  expect(markdown(clean, { source })).toBe('## authlint\n\n**No problems** in 1 file with 0 routes.\n');
});

it('leaves out what does not fit, and counts it', () => {
  const findings = Array.from({ length: 100 }, () => neighbour);
  const text = markdown({ ...clean, findings: [...findings, open] }, { source, rules, mostBytes: 5000 });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5000);
  expect(Buffer.byteLength(text)).toBeGreaterThan(4500);
  const shown = text.match(/^- \*\*/gm)!.length;
  expect(text).toContain(`\nAnd ${101 - shown} findings more, which other formats list.\n`);
  expect(text.match(/^- \*\*(\w+)/m)![1]).toBe('error');
});

it('lets nothing of the code be HTML, a table\'s end, a mention, or a command in a log', () => {
  const text = markdown(hostile, { source: hostileSource });
  const outside = text.replace(/^ *```+text$[^]*?^ *```+$/gm, '');
  expect(outside.replace(/<code>[\w&#; ]*<\/code>/g, '')).not.toMatch(/<(?!\/?code>)[a-z!/]/i);
  expect(outside.replace(/`+[^`]*`+/g, '')).not.toMatch(/@e|[^\\]\[link\]|\$x/);
  expect(text).not.toMatch(/^\s*::|##\w*\[/m);
});

it('never shows a secret', () => {
  expect(markdown(analysis, { source })).not.toContain(SECRET);
  expect(markdown({ ...analysis, findings: [neighbour] }, { source, masks: secret.mask })).not.toContain(SECRET);
});
