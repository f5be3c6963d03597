import pc from 'picocolors';
import { expect, it } from 'vitest';
import { plainPage } from '../../src/report/page.ts';

const page = `# no-x

<!-- generated -->

Disallow \`x\`. See [the guide](https://example.com/x) and <https://example.com>.

## Examples


### Flagged: **bad** one

\`\`\`ts file=src/app.ts
const \`x\` = [a](b);
\tnext();
\`\`\`

- one
- two
`;

it('reads as plain text', () => {
  expect(plainPage(page, pc.createColors(false))).toBe(`no-x

Disallow x. See the guide (https://example.com/x) and https://example.com.

EXAMPLES

Flagged: bad one

    src/app.ts
    const \`x\` = [a](b);
      next();

- one
- two
`);
});

it('marks headings and code when there are colours', () => {
  const colors = pc.createColors(true);
  const text = plainPage(page, colors);
  expect(text).toContain(colors.bold('EXAMPLES'));
  expect(text).toContain(colors.cyan('x'));
});
