import { expect, it } from 'vitest';
import { routesMarkdown } from '../../src/report/routes-markdown.ts';
import { hostile } from './hostile.ts';
import { analysis, clean } from './sample.ts';

it('lists routes by path and method, with links', () => {
  expect(routesMarkdown(analysis, { repositoryPath: (file) => `api/${file}` })).toBe(`## Routes

3 routes: 2 public (1 on purpose), 1 authorized.

| Method | Path | Access | Roles | Guards | Where |
| --- | --- | --- | --- | --- | --- |
| \`GET\` | \`/users\` | authorized | \`admin\` | \`requireRole\` | [\`api/src/users.ts:4\`](api/src/users.ts#L4) |
| \`DELETE\` | \`/users/:id\` | public |  |  | [\`api/src/users.ts:5\`](api/src/users.ts#L5) |
| \`GET\` | \`/users/export\` | public by convention |  |  | [\`api/src/users.ts:6\`](api/src/users.ts#L6) |
`);
});

it('says so when there are none', () => {
  expect(routesMarkdown(clean)).toBe('## Routes\n\nNo routes.\n');
});

it('keeps a hostile route in its cells', () => {
  const lines = routesMarkdown(hostile).split('\n');
  expect(lines).toHaveLength(8);
  expect(lines[6]!.split('|')).toHaveLength(8);
  expect(lines[6]).not.toMatch(/<(?!\/?code>)[a-z!/]|##\w*\[/);
});
