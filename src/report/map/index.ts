import { createHash } from 'node:crypto';
import type { Analysis } from '../../model/finding.ts';
import { script, style } from './client.ts';
import { collectMap, type MapOptions } from './collect.ts';

export type { MapOptions } from './collect.ts';

/**
 * The auth map as one HTML page that needs nothing else: no network, no server, no other file. The same analysis gives the same bytes.
 *
 * What comes from the analysed code is in the page as JSON alone, without `<` (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements),
 * and is shown as text. The Content-Security-Policy runs the page's own script, by its hash, and nothing else.
 */
export function mapPage(analysis: Analysis, options: MapOptions): string {
  const data = collectMap(analysis, options);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${html(`Auth map of ${data.title}`)}</title>
<style>${style}</style>
</head>
<body>
<noscript>The auth map is drawn by a script in this page, which is turned off.</noscript>
<script type="application/json" id="data">${json(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policy(): string {
  return [
    "default-src 'none'", `script-src ${hashOf(script)}`, `style-src ${hashOf(style)}`, "base-uri 'none'", "form-action 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function html(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** JSON that cannot end the element it stands in, open a comment in it, or break a line of it. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
