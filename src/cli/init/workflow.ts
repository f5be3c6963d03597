import type { Installer } from './package-manager.ts';

export const WORKFLOW = '.github/workflows/authlint.yml';

const SETUP: Record<Installer['name'], string[]> = {
  npm: ['- uses: actions/setup-node@v6', '  with: { node-version: 24 }'],
  yarn: ['- uses: actions/setup-node@v6', '  with: { node-version: 24 }', '- run: corepack enable'],
  pnpm: ['- uses: pnpm/action-setup@v4', '- uses: actions/setup-node@v6', '  with: { node-version: 24, cache: pnpm }'],
  bun: ['- uses: oven-sh/setup-bun@v2'],
};

interface Options {
  installer: Installer;
  /** The analysed folder, from the top of the repository; '' when it is the top. */
  folder: string;
  /** The branch that code scanning compares with. */
  branches: string[];
  /** `packageManager` of package.json says which version of pnpm. */
  pinned: boolean;
}

/** A workflow that checks every pull request, and gives the findings to code scanning. It holds no expression of what a pull request says of itself. */
export function workflow({ installer, folder, branches, pinned }: Options): string {
  const setup = SETUP[installer.name].flatMap((line) => (line.includes('pnpm/action-setup') && !pinned ? [line, '  with: { version: latest }'] : [line]));
  const report = folder === '' ? 'authlint.sarif' : `${folder}/authlint.sarif`;
  const category = folder === '' ? 'authlint' : `authlint/${folder}`;
  return `name: authlint
on:
  push:
    branches: [${branches.map((name) => JSON.stringify(name)).join(', ')}]
  pull_request:
permissions:
  contents: read
jobs:
  authlint:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      actions: read
      security-events: write
${folder === '' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}\n`}    steps:
      - uses: actions/checkout@v6
        with: { persist-credentials: false }
${setup.map((line) => `      ${line}`).join('\n')}
      - run: ${installer.install}
      - id: authlint
        run: |
          status=0
          ${installer.exec} authlint check --format sarif --output authlint.sarif || status=$?
          echo "status=$status" >> "$GITHUB_OUTPUT"
          test "$status" -le 1
      - uses: github/codeql-action/upload-sarif@v4
        # A pull request from a fork may not write to code scanning.
        if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository
        with:
          sarif_file: ${JSON.stringify(report)}
          category: ${JSON.stringify(category)}
      - run: exit "$STATUS"
        env:
          STATUS: \${{ steps.authlint.outputs.status }}
`;
}
