import type { Analysis } from '../../src/model/finding.ts';
import { open, routes } from './sample.ts';

/** What names and messages of analysed code may hold to act on whoever reads a report. */
export const HOSTILE = [
  '</script><script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"\' onmouseover="alert(1)', ']]>', '&lt;', '--> <!--',
  '| a | b |', '\\| c', '`` ` ```', '[link](javascript:alert(1))', '![](http://evil.example/x.png)', '@everyone #1', '**bold** _it_ ~~no~~', '$x$',
  '\n::add-mask::x', '\r::error::x', '##[add-mask]x', '##vso[task.setvariable variable=PATH]x', '##teamcity[buildStop]', '\u001b[2J', '\u202e', '\u0000', '\ufffe', '\ud800', '%0A::x::', ':,',
].join(' ');

/** A result in which every text that comes from analysed code is hostile. */
export const hostile: Analysis = {
  root: '/somewhere', files: 1,
  routes: [{ ...routes[1]!, method: `GET${HOSTILE}`, path: `/${HOSTILE}`, file: `src/${HOSTILE}.ts`, roles: [HOSTILE], guards: [{ ...routes[0]!.guards[1]!, name: HOSTILE, reason: HOSTILE }], handler: { name: HOSTILE, file: 'x', line: 1 } }],
  findings: [{
    ...open, file: `src/${HOSTILE}.ts`, message: HOSTILE, route: `GET /${HOSTILE}`, related: [{ ...open.related[0]!, file: HOSTILE, message: HOSTILE }],
    suggestions: [{ message: HOSTILE, edits: [] }],
  }],
  diagnostics: [{ kind: 'config', file: HOSTILE, line: 1, message: HOSTILE }],
};

/** Every line of every file. */
export const hostileSource = (): string => Array.from({ length: 6 }, () => `const x = "${HOSTILE.replace(/[\r\n]/g, '')}";`).join('\n');
