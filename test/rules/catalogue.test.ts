import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { rules } from '../../rules/registry.ts';
import { optionsSchema } from '../../src/eslint/schema.ts';
import type { Rule } from '../../src/model/index.ts';
import { parsePage } from '../harness/page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = readdirSync(`${root}/rules`, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

const HEADINGS = ['What it does', 'Why', 'Known problems', 'Examples', 'Options', 'How to fix', 'References'];

interface Option { description?: string; default?: unknown; properties?: Record<string, Option>; items?: Option }

/** `guards.name` for an option inside an option. */
function optionsOf(rule: Rule): [string, Option][] {
  const nested = (option: Option, path: string[]): [string, Option][] =>
    Object.entries(option.properties ?? option.items?.properties ?? {}).flatMap(([key, inner]) => [
      [[...path, key].join('.'), inner] as [string, Option],
      ...nested(inner, [...path, key]),
    ]);
  return nested(optionsSchema(rule), []);
}

describe('the catalogue', () => {
  it('has a rule for each folder, by name', () => {
    expect(rules.map(({ meta }) => meta.name)).toEqual(folders);
  });

  it('is written from the folders', () => {
    execFileSync(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: root, stdio: 'pipe' });
  });

  it('has a test file for each rule', () => {
    const tests = new Set(readdirSync(`${root}/test/rules`));
    expect(folders.filter((name) => !tests.has(`${name}.test.ts`))).toEqual([]);
  });
});

describe.each(rules)('$meta.name', (rule) => {
  const { meta, messages } = rule;
  const path = `${root}/rules/${meta.name}/README.md`;
  const page = parsePage(existsSync(path) ? readFileSync(path, 'utf8') : '');
  const sectionText = (heading: string): string => page.sections.find((section) => section.heading === heading)?.text ?? '';

  it('has a kebab-case name', () => {
    expect(meta.name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  });

  it('has a description that is one line without a full stop, with a capital first', () => {
    expect(meta.description).toMatch(/^[A-Z][^\n]*[^.\n]$/);
  });

  it('has a severity score that code scanning understands', () => {
    expect(meta.securitySeverity).toMatch(/^\d{1,2}\.\d$/);
    expect(Number(meta.securitySeverity)).toBeGreaterThanOrEqual(0.1);
    expect(Number(meta.securitySeverity)).toBeLessThanOrEqual(10);
  });

  it('names its weaknesses as the lists do', () => {
    expect(meta.cwe.filter((id) => !/^CWE-[1-9]\d*$/.test(id))).toEqual([]);
    expect(meta.cwe).not.toEqual([]);
    expect(meta.owasp.filter((id) => !/^(?:A\d{2}|API\d{1,2}):20\d\d$/.test(id))).toEqual([]);
  });

  it('has a page under its name, with its description and the headings of every page', () => {
    expect(page.title).toBe(meta.name);
    expect(page.description.replace(/\.$/, '')).toBe(meta.description);
    expect(page.sections.map(({ heading }) => heading)).toEqual(HEADINGS);
    expect(page.sections.filter(({ text }) => text === '')).toEqual([]);
  });

  it('describes each option, here and on the page', () => {
    const options = optionsOf(rule);
    expect(options.filter(([, { description }]) => !description?.trim()).map(([name]) => name), 'options without a description').toEqual([]);
    const shown = sectionText('Options');
    expect(options.filter(([name]) => !shown.includes(`\`${name.split('.').at(-1)}\``)).map(([name]) => name), 'options that the page does not name').toEqual([]);
  });

  it('has a default for each option', () => {
    const defaults = rule.options.parse({}) as Record<string, unknown>;
    const { shape } = rule.options as z.ZodObject;
    expect(Object.keys(shape).filter((name) => defaults[name] === undefined)).toEqual([]);
  });

  it('accepts its own defaults, and no unknown option', () => {
    expect(rule.options.safeParse(rule.options.parse({})).success).toBe(true);
    expect(optionsSchema(rule)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('has messages of whole sentences, whose placeholders are well formed', () => {
    for (const text of Object.values(messages)) {
      expect(text.replace(/\{\{[a-z][A-Za-z]*\}\}/g, 'X')).toMatch(/^[A-Z"'`][^{}]*[.)]$/);
    }
  });

  it('leaves no placeholder of its messages that its own code never fills', () => {
    const source = readdirSync(`${root}/rules/${meta.name}`).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(`${root}/rules/${meta.name}/${file}`, 'utf8')).join('\n');
    const code = Object.values(messages).reduce((rest, text) => rest.replaceAll(text, ''), source).replace(/\{\{\w+\}\}/g, '');
    const placeholders = Object.values(messages).flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!));
    expect([...new Set(placeholders)].filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });
});
