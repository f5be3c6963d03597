import { expect, it } from 'vitest';
import { junit } from '../../src/report/junit.ts';
import { hostile, hostileSource } from './hostile.ts';
import { analysis, clean, neighbour, rules, SECRET, secret, source } from './sample.ts';

const ran = rules.map(({ name }) => ({ name, severity: 'error' as const }));

it('writes a suite for each rule, with failures and skipped tests', () => {
  expect(junit({ ...analysis, rules: [...ran, { name: 'policy', severity: 'error' }], findings: analysis.findings.filter((it) => it !== neighbour) }, { source, rules })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="authlint" tests="5" failures="2" errors="0" skipped="1">
<testsuite name="no-hardcoded-secret" tests="1" failures="1" errors="0" skipped="0">
<testcase name="src/auth.ts:2:13" classname="no-hardcoded-secret" file="src/auth.ts" line="2">
<failure type="warning" message="The key &quot;q8***&quot; is written in the code.">src/auth.ts:2:13
The key &quot;q8***&quot; is written in the code.
  1 | import jwt from &#39;jsonwebtoken&#39;;
&gt; 2 | const key = &#39;***&#39;;
    |             ^^^^^
  3 | export const claims = (token) =&gt; jwt.verify(token, key);</failure>
</testcase>
</testsuite>
<testsuite name="policy" tests="1" failures="0" errors="0" skipped="0">
<testcase name="no findings" classname="policy"/>
</testsuite>
<testsuite name="require-jwt-algorithm" tests="1" failures="0" errors="0" skipped="0">
<testcase name="no findings" classname="require-jwt-algorithm"/>
</testsuite>
<testsuite name="require-route-auth" tests="2" failures="1" errors="0" skipped="1">
<testcase name="src/users.ts:5:1 DELETE /users/:id" classname="require-route-auth" file="src/users.ts" line="5">
<failure type="error" message="Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.">src/users.ts:5:1
Anyone can call DELETE /users/:id. It changes data. Put a guard in front of it.
  3 | export const users = Router();
  4 | users.get(&#39;/&#39;, requireRole(&#39;admin&#39;), list);
&gt; 5 | users.delete(&#39;/:id&#39;, remove);
    | ^^^^^^^^^^^^^^^^^^^
  6 | users.get(&#39;/export&#39;, list);
at src/users.ts:4  Its sibling GET /users is guarded here
fix: Put requireRole in front of the handler</failure>
</testcase>
<testcase name="src/users.ts:6:1 GET /users/export" classname="require-route-auth" file="src/users.ts" line="6">
<skipped message="public by contract"/>
</testcase>
</testsuite>
</testsuites>
`);
});

it('has errors for what broke', () => {
  expect(junit({ ...clean, diagnostics: [{ kind: 'internal-error', file: 'src/a.ts', message: 'The rule x failed.' }] }, { source })).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="authlint" tests="1" failures="0" errors="1" skipped="0">
<testsuite name="authlint" tests="1" failures="0" errors="1" skipped="0">
<testcase name="internal-error src/a.ts" classname="authlint">
<error type="internal-error" message="The rule x failed."/>
</testcase>
</testsuite>
</testsuites>
`);
});

it('is well-formed whatever the code is called', () => {
  const text = junit(hostile, { source: hostileSource });
  const tag = /<\/?(?:\?xml|testsuites|testsuite|testcase|failure|skipped|error)(?: [a-z]+="[^"<>]*")*(?:\?|\/)?>/g;
  const rest = text.replace(tag, '');
  expect(rest).not.toMatch(/[<>]/);
  expect(text.replace(/&(?:amp|lt|gt|quot|#39|#35|#58|#10);/g, '')).not.toContain('&');
  // XML 1.0, 2.2: what may stand in a document.
  expect(text).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd]*$/u);
  expect(text).not.toMatch(/^\s*::|##\w*\[/m);
});

it('never shows a secret', () => {
  expect(junit(analysis, { source })).not.toContain(SECRET);
  expect(junit({ ...analysis, findings: [neighbour] }, { source, masks: secret.mask })).not.toContain(SECRET);
});
