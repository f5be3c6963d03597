import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { collectMap } from '../../../src/report/map/collect.ts';
import { mapPage } from '../../../src/report/map/index.ts';
import { analysis, routes, SECRET, source } from '../sample.ts';

const options = { title: 'shop', version: '1.2.3', source };
const HOSTILE = '</script><script>alert(1)</script><!--\u2028"\'&';
const hostile = {
  ...analysis,
  routes: [{ ...routes[0]!, method: HOSTILE, path: `/${HOSTILE}`, framework: HOSTILE, file: HOSTILE, roles: [HOSTILE], handler: { name: HOSTILE, file: HOSTILE, line: 1 } }],
  findings: [{ ...analysis.findings[2]!, message: HOSTILE, route: `${HOSTILE} /${HOSTILE}` }],
};
const hostilePage = mapPage(hostile, { ...options, title: HOSTILE, source: () => `${HOSTILE}\n${HOSTILE}` });

const elements = (page: string, tag: string) => [...page.matchAll(new RegExp(`<${tag}([^>]*)>([^]*?)</${tag}>`, 'g'))].map(([, attributes, text]) => ({ attributes, text: text! }));
const embedded = (page: string): unknown => JSON.parse(elements(page, 'script')[0]!.text);

describe('what the code brings', () => {
  it('is read back from the page as it was', () => {
    const { routes: [route] } = embedded(hostilePage) as ReturnType<typeof collectMap>;
    expect(route!.path).toBe(`/${HOSTILE.replace('\u2028', '\\u2028')}`);
    expect(embedded(mapPage(analysis, options))).toEqual(JSON.parse(JSON.stringify(collectMap(analysis, options))));
  });

  it('makes no element of its own', () => {
    const shape = (page: string) => page.replace(/(<script type="application\/json" id="data">).*/, '$1').match(/<\/?[a-z]+/g);
    expect(shape(hostilePage)).toEqual(shape(mapPage(analysis, options)));
    expect(elements(hostilePage, 'script')[0]!.text).not.toMatch(/[<\u2028\u2029]/);
  });

  it('is escaped in the title', () => {
    expect(elements(hostilePage, 'title')[0]!.text).toBe('Auth map of &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--\\u2028&quot;&#39;&amp;');
  });

  it('has no secrets', () => {
    expect(mapPage(analysis, options)).not.toContain(SECRET);
  });
});

describe('the policy of the page', () => {
  const page = mapPage(analysis, options);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.split('; ');
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

  it('allows its own script and style by hash, and nothing else', () => {
    expect(policy).toEqual([
      "default-src 'none'", `script-src ${hash(elements(page, 'script')[1]!.text)}`, `style-src ${hash(elements(page, 'style')[0]!.text)}`,
      "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
    ]);
  });

  it('comes before what it governs', () => {
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(Math.min(...['<title', '<style', '<script'].map((tag) => page.indexOf(tag))));
  });
});

it('names no other file or address', () => {
  expect(mapPage(analysis, options)).not.toMatch(/\b(?:src|href|srcset)=|url\(|https?:|@import|import\(/);
});

it('is the same for the same analysis', () => {
  expect(mapPage(structuredClone(analysis), options)).toBe(mapPage(analysis, options));
});
