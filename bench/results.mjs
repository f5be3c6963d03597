const number = (value) => value.toFixed(2);
const range = ({ median, min, max }) => `**${number(median)}** (${number(min)} to ${number(max)})`;

/** A Markdown table, one row a package; each ratio as median (least to greatest). */
export function resultsTable(rows) {
  return [
    '| package | files | KB | routes | CPU: check / parse | wall: check / parse | memory: check / parse | CPU: check / ESLint | wall: check / ESLint |',
    '|---|--:|--:|--:|---|---|---|---|---|',
    ...rows.map((row) => {
      const { parseCpu, parseWall, parseMemory, eslintCpu, eslintWall } = row.ratios;
      return `| ${[row.package, row.files, Math.round(row.bytes / 1024), row.routes, ...[parseCpu, parseWall, parseMemory, eslintCpu, eslintWall].map(range)].join(' | ')} |`;
    }),
  ].join('\n');
}

export function resultsPage({ table, missing, rounds }) {
  return `# Benchmark results

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version} on ${process.platform} ${process.arch}, ${rounds} rounds.

Each round runs three new processes one after the other over the same files, and ratios are taken within a round: median (least to greatest).
Less than 1 means that authlint took less.

- *check*: \`authlint check\`, cold, with all that belongs to starting a process.
- *parse*: a process that loads the same compiler and calls \`ts.createSourceFile\` on each file, with its default options, and nothing else.
- *ESLint*: ESLint with the recommended rules of eslint-plugin-sonarjs and eslint-plugin-security.

CPU is user and system time of all threads. Memory is the greatest resident size.

${table}
${missing.length ? `\nNot measured:\n\n${missing.map((line) => `- ${line}`).join('\n')}\n` : ''}`;
}
