// ESLint with the recommended rules of its two security plugins. Reads a JSON list of files (relative to the working folder) from stdin.
import { existsSync, readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';

const files = JSON.parse(readFileSync(0, 'utf8'));
const esm = existsSync('package.json') && JSON.parse(readFileSync('package.json', 'utf8')).type === 'module';

const eslint = new ESLint({
  overrideConfigFile: true,
  allowInlineConfig: false,
  ignore: false,
  overrideConfig: [
    { files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'] },
    { files: ['**/*.js'], languageOptions: { sourceType: esm ? 'module' : 'commonjs' } },
    { files: ['**/*.jsx'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
    { files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser: tseslint.parser } },
    sonarjs.configs.recommended,
    security.configs.recommended,
  ],
});
const results = await eslint.lintFiles(files);
const fatal = results.filter((result) => result.fatalErrorCount > 0).map((result) => result.filePath);
process.stdout.write(JSON.stringify({ files: results.length, messages: results.reduce((sum, { messages }) => sum + messages.length, 0), fatal: fatal.length }));
