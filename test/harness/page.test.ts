import { expect, it } from 'vitest';
import { parsePage } from './page.ts';

const page = (examples: string): string => `# no-x\n\nDisallow x\n\n## Why\n\nBecause.\n\n## Examples\n\n${examples}\n\n## References\n\n- one\n`;

it('reads the title, the description and the sections', () => {
  expect(parsePage(page(''))).toEqual({
    title: 'no-x',
    description: 'Disallow x',
    sections: [
      { heading: 'Why', text: 'Because.' },
      { heading: 'Examples', text: '' },
      { heading: 'References', text: '- one' },
    ],
    examples: [],
  });
});

it('makes one project of all the fences under one heading', () => {
  const { examples } = parsePage(page('### Flagged: two files\n\nText.\n\n```ts file=src/a.ts\nlet a;\n\nlet b;\n```\n\nand\n\n```json file=package.json\n{}\n```\n\n### Not flagged: one\n\n```js file=a.js\n1\n```'));
  expect(examples).toEqual([
    { kind: 'flagged', title: 'two files', files: { 'src/a.ts': 'let a;\n\nlet b;\n', 'package.json': '{}\n' } },
    { kind: 'quiet', title: 'one', files: { 'a.js': '1\n' } },
  ]);
});

it('takes a heading in a fence for code', () => {
  const { examples } = parsePage(page('### Flagged: a comment\n\n````sh file=run.sh\n## Not a heading\n```\n````'));
  expect(examples).toEqual([{ kind: 'flagged', title: 'a comment', files: { 'run.sh': '## Not a heading\n```\n' } }]);
});

it.each([
  ['a heading of no known kind', '### Good\n\n```ts file=a.ts\n```', 'The heading of an example starts with "Flagged: " or "Not flagged: ": Good'],
  ['a fence without a file', '### Flagged: x\n\n```ts\n1\n```', 'A fence under "Flagged: x" names no file: ts'],
  ['the same file twice', '### Flagged: x\n\n```ts file=a.ts\n```\n```ts file=a.ts\n```', 'Two fences under "Flagged: x" are the file a.ts.'],
  ['a heading without code', '### Flagged: x\n\nText.', 'There is no code under "Flagged: x".'],
  ['an open fence', '### Flagged: x\n\n```ts file=a.ts\n', 'A fence is not closed.'],
])('refuses %s', (_, examples, message) => {
  expect(() => parsePage(page(examples))).toThrow(message);
});
