import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decodeFacts, encodeFacts } from '../../src/cache/facts/index.ts';
import { extract } from '../../src/extract/index.ts';

const root = new URL('../../', import.meta.url);

function sourcesIn(folder: string, extension: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(extension)).map((name) => `${folder}${name.replaceAll('\\', '/')}`);
}

/** Pairs of places in plain data where one object stands, as paths. */
function sharedPlaces(data: object): string[] {
  const first = new Map<object, string>();
  const pairs: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const known = first.get(value);
    if (known !== undefined) {
      pairs.push(`${known} = ${path}`);
      return;
    }
    first.set(value, path);
    for (const [key, inner] of Object.entries(value)) visit(inner, `${path}.${key}`);
  };
  visit(data, '');
  return pairs;
}

describe('what is decoded is what was encoded, with the same objects in the same places', () => {
  it.each([
    ['our own sources', 'src/extract/', '.ts'],
    ['classes with decorators', 'fixtures/apps/nestjs-clinic/', '.ts'],
    ['fixtures in JavaScript', 'fixtures/apps/', '.js'],
    ['fixtures with JSX', 'fixtures/apps/', '.tsx'],
    ['CommonJS', 'node_modules/express/lib/', '.js'],
  ])('%s', (_name, folder, extension) => {
    const files = sourcesIn(folder, extension);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const text = readFileSync(new URL(file, root), 'utf8');
      const facts = extract(file, text);
      const bytes = encodeFacts(facts, text);
      expect({ file, kept: bytes !== undefined }).toEqual({ file, kept: true });
      const again = decodeFacts(bytes!, file, text);
      expect({ file, same: isDeepStrictEqual(again, facts), order: JSON.stringify(again) === JSON.stringify(facts), shared: isDeepStrictEqual(sharedPlaces(again), sharedPlaces(facts)) }).toEqual({ file, same: true, order: true, shared: true });
    }
  });
});

describe('strings that are not in the text as they are', () => {
  it.each([
    ['escapes', String.raw`const a = 'it\'s', b = "tab\tnewline\n", c = '\x41\u0042\u{43}\0';`],
    ['octal escapes', String.raw`const a = '\101\7';`],
    ['a line that goes on', 'const a = "one \\\n two";'],
    ['templates', 'const a = `x\\n${b}\\ty ${c + `in\\\\ner ${d}`} \\` end`;'],
    ['a template over lines that end in CRLF', 'const a = `one\r\ntwo ${b} three\r\nfour`;\r\n'],
    ['keys', String.raw`const a = { 'x\ty': 1, "\u0061": 2, [\`k\`]: 3 };`.replaceAll('\\`', '`')],
    ['one string in two places, once escaped', String.raw`use('a-b', 'a\x2db');`],
    ['numbers in every notation', 'const a = [0x1f, 1_000_000_000, 1e21, .5, 0b11, 0o17, 10.0, 1.5e-7, 007];'],
    ['destructuring by index', 'const [a, , b, ...rest] = list; const { x: [y] } = z;'],
    ['comments that speak to the tool', '// authlint-disable-next-line some-rule  --  a   reason\twith   gaps\napp.get("/");'],
    ['a comment over lines', '/* authlint-public:\n * because\n *   it is so\n */\nexport const a = 1;'],
    ['syntax errors', 'const = ; function ( { "unclosed'],
    ['enums, namespaces and decorators', 'enum A { B = "b", C } namespace N { export const d = 1 } @Dec({ a: "\\t" }) class X { constructor(private readonly y: Y) {} }'],
    ['JSX', 'export const a = <div title="a & b" onClick={() => go("x")}>text {value} <b.c {...rest} /></div>;'],
    ['names beyond ASCII', 'const größe = "größe", 名前 = `名前 ${größe}`, e = "😀";'],
  ])('%s', (name, text) => {
    const file = name === 'JSX' ? 'a.tsx' : 'a.ts';
    const facts = extract(file, text);
    const bytes = encodeFacts(facts, text);
    expect(decodeFacts(bytes!, file, text)).toEqual(facts);
  });

  it('facts with a string that is nowhere in the text are not kept', () => {
    const text = 'const a = 1;';
    const facts = extract('a.ts', text);
    expect(encodeFacts({ ...facts, directives: ['use something else'] }, text)).toBeUndefined();
    expect(encodeFacts({ ...facts, bindings: [{ ...facts.bindings[0]!, name: 'other' }] }, text)).toBeUndefined();
  });

  it('facts of another text are not kept', () => {
    expect(encodeFacts(extract('a.ts', 'const a = 1;'), 'const a = 1;\n')).toBeUndefined();
  });
});

function encodedAs(part: string, encoding: string): Buffer {
  const bytes = Buffer.from(part);
  return encoding === 'utf8' ? bytes : encoding === 'utf16le' ? Buffer.from(part, 'utf16le') : Buffer.from(bytes.toString(encoding as 'hex').replace(/=*$/, ''));
}

it('nothing of the text is in the bytes', () => {
  const secrets = ['sk_live_51Hc4nArY0000', 'p4ssw0rd-of-the-canary', 'postgres://u:canary@db/x', '-----BEGIN CANARY-----', 'AKIACANARY0000000000'];
  const text = `
    // authlint-disable-next-line no-hardcoded-secret -- ${secrets[1]}
    const key = '${secrets[0]}', other = "${secrets[1]}\\n";
    const url = \`${secrets[2]}?\${key}\\t${secrets[3]}\`, pattern = /${secrets[4]}/, pin = 12345678901234;
    class Canary { @Field('${secrets[4]}') ${'canaryField'} = { ['${secrets[4]}']: key } }
  `;
  const facts = extract('a.ts', text);
  expect(secrets.filter((secret) => !JSON.stringify(facts).includes(secret))).toEqual([]);
  const bytes = Buffer.from(encodeFacts(facts, text)!);
  const found = [...secrets, 'canary', 'CANARY', 'Canary'].filter((part) => ['utf8', 'utf16le', 'base64', 'hex'].some((encoding) => bytes.includes(encodedAs(part, encoding))));
  expect(found).toEqual([]);
});

it('bytes that are not what was written throw, or give facts of the same form: they never hang', () => {
  const text = readFileSync(new URL('src/extract/index.ts', root), 'utf8');
  const bytes = encodeFacts(extract('a.ts', text), text)!;
  for (let length = 0; length < bytes.length; length += 7) expect(() => decodeFacts(bytes.slice(0, length), 'a.ts', text)).toThrow();
  for (let at = 0; at < bytes.length; at += 3) {
    const changed = bytes.slice();
    changed[at]! ^= 0x55;
    try {
      expect(decodeFacts(changed, 'a.ts', text).path).toBe('a.ts');
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});
