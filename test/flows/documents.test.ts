import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf } from './document.ts';

const root = join(import.meta.dirname, '../..');

describe('the document of an application', () => {
  it.each(['express-sample', 'nestjs-clinic'])('%s', (name) => {
    expect(documentOf(join(root, 'fixtures/apps', name))).toBe(readFileSync(join(import.meta.dirname, 'documents', `${name}.md`), 'utf8'));
  });
});
