// Loads the compiler that authlint uses and does nothing but parse. Reads a JSON list of files (relative to the working folder) from stdin.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { ts } = createRequire(import.meta.url)('ts-morph');
const files = JSON.parse(readFileSync(0, 'utf8'));
let statements = 0;
for (const file of files) {
  statements += ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements.length;
}
process.stdout.write(JSON.stringify({ files: files.length, statements }));
