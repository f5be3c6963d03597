import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { html } from '../../src/report/html.ts';
import { STYLE } from '../../src/report/html-style.ts';
import { hostile, hostileSource } from './hostile.ts';
import { analysis, clean, neighbour, open, rules, SECRET, secret, source } from './sample.ts';

const CSP = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const HEAD = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>authlint: findings</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>authlint</h1>
`;
const TAIL = '</main>\n</body>\n</html>\n';

it('has totals, a table by severity and rule, the findings by file, and diagnostics', () => {
  expect(html({ ...analysis, findings: [secret, open] }, { source, rules })).toBe(`${HEAD}<p class="totals"><strong>2 problems (1 error, 1 warning)</strong> in 3 files with 3 routes.</p>
<table>
<thead><tr><th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">What it reports</th><th scope="col">Findings</th></tr></thead>
<tbody>
<tr class="error"><td><span class="severity">error</span></td><td><code>require-route-auth</code></td><td>Require a guard in front of every route</td><td class="number">1</td></tr>
<tr class="warning"><td><span class="severity">warning</span></td><td><code>no-hardcoded-secret</code></td><td>Disallow secrets in code</td><td class="number">1</td></tr>
</tbody>
</table>
<section>
<h2>src/auth.ts</h2>
<article class="warning">
<h3><span class="severity">warning</span> src/auth.ts:2:13 <code>no-hardcoded-secret</code> <span class="doubt">medium confidence</span></h3>
<p>The key &quot;q8***&quot; is written in the code.</p>
<pre tabindex="0">  1 | import jwt from &#39;jsonwebtoken&#39;;
&gt; 2 | const key = &#39;***&#39;;
    |             ^^^^^
  3 | export const claims = (token) =&gt; jwt.verify(token, key);</pre>
</article>
</section>
<section>
<h2>src/users.ts</h2>
<article class="error">
<h3><span class="severity">error</span> src/users.ts:5:1 <code>require-route-auth</code></h3>
<p>Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.</p>
<pre tabindex="0">  3 | export const users = Router();
  4 | users.get(&#39;/&#39;, requireRole(&#39;admin&#39;), list);
&gt; 5 | users.delete(&#39;/:id&#39;, remove);
    | ^^^^^^^^^^^^^^^^^^^
  6 | users.get(&#39;/export&#39;, list);</pre>
<ul class="route">
<li>route   DELETE /users/:id, public src/users.ts:5 &lt; /users src/app.ts:5</li>
<li>guards  express.json: nothing (library)  src/app.ts:4</li>
</ul>
<ul class="related">
<li>src/users.ts:4 Its sibling GET /users is guarded here</li>
</ul>
<ul class="fixes">
<li>Fix: Put requireRole in front of the handler</li>
</ul>
</article>
</section>
<section>
<h2>Diagnostics</h2>
<ul class="diagnostics">
<li><code>parse-error</code> src/broken.ts:3:7 &#39;;&#39; expected.</li>
</ul>
</section>
${TAIL}`);
});

it('says so when there is nothing', () => {
  expect(html(clean, { source })).toBe(`${HEAD}<p class="totals"><strong>No problems</strong> in 1 file with 0 routes.</p>\n${TAIL}`);
});

it('links places when it knows where the code can be read', () => {
  expect(html({ ...clean, findings: [{ ...open, related: [] }] }, { source: () => undefined, link: (path, line) => `https://x.example/?a&b="${path}"#L${line}` }))
    .toContain('<a href="https://x.example/?a&amp;b=&quot;src/users.ts&quot;#L5">src/users.ts:5:1</a>');
});

it('has no tag and no attribute that comes from the code', () => {
  const tags = (text: string) => [...new Set(text.match(/<[^>]*>/g))].filter((tag) => !tag.startsWith('<meta')).sort();
  const own = html(analysis, { source, rules });
  const text = html(hostile, { source: hostileSource, rules });
  expect(tags(text).filter((tag) => !tags(own).includes(tag))).toEqual([]);
  expect(text.replace(/<[^>]*>/g, '').replace(STYLE, '')).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/^\s*::|##\w*\[/m);
});

it('asks the network for nothing', () => {
  expect(html(analysis, { source, rules })).not.toMatch(/\b(?:src|href|action)=|<script|<link|url\(|@import|https?:/);
});

it('never shows a secret', () => {
  expect(html(analysis, { source })).not.toContain(SECRET);
  expect(html({ ...analysis, findings: [neighbour] }, { source, masks: secret.mask })).not.toContain(SECRET);
});
