import { describe, expect, it } from 'vitest';
import type { Flow, Step } from '../../../src/flows/index.ts';
import { flowsMarkdown, withoutStamp } from '../../../src/report/flows/markdown.ts';
import { diagramText, sequenceDiagram } from '../../../src/report/flows/mermaid.ts';
import { HOSTILE } from '../hostile.ts';
import { problemsOf } from './sequence-grammar.ts';

const EVIL = `${HOSTILE} end END; style: #x; classDef a:#b; %%{init: {}}%% %% - ->> -->> : + , wrap: $$x$$ \n end\n`;
const place = { file: `src/${EVIL}.ts`, line: 3 };
const token = { name: EVIL, sort: 'JWT' as const, by: EVIL, lifetime: EVIL, kept: [EVIL], place };
const cookie = { name: EVIL, cleared: false, flags: [EVIL], place };
const answer: Step = { kind: 'answer', answer: { status: 401, body: [EVIL], error: EVIL }, place };
const steps: Step[] = [
  { kind: 'guard', name: EVIL, proves: 'authentication', unless: [EVIL], steps: [{ kind: 'branch', when: EVIL, then: [answer], else: [], stops: true, place }], place },
  { kind: 'store', text: EVIL, place }, { kind: 'external', text: EVIL, place }, { kind: 'check', text: EVIL, place }, { kind: 'session', text: EVIL, place },
  { kind: 'issue', token, place }, { kind: 'cookie', cookie, place }, { kind: 'caught', text: EVIL, by: place, place },
  { kind: 'loop', text: EVIL, steps: [], place },
  { kind: 'branch', when: EVIL, then: [], else: [answer], stops: false, place },
  { kind: 'branch', when: '', then: [answer], else: [], stops: false, place },
  { kind: 'answer', answer: { status: 302, body: [], redirect: EVIL }, place },
  { kind: 'answer', answer: { body: [], error: 'refused', elsewhere: true }, place },
];
const flow: Flow = { kind: 'login', title: EVIL, handler: { name: EVIL, place }, parameters: [{ in: 'body', name: EVIL, place }], steps, tokens: [token], cookies: [cookie], gaps: [{ text: EVIL, place }] };

describe('a sequence diagram', () => {
  it('is one that Mermaid reads, whatever names and texts hold', () => {
    expect(problemsOf(sequenceDiagram(flow))).toEqual([]);
  });

  it('gives texts back as they are once entities are read', () => {
    const text = 'a; #b "c" <d> %% e {f} the end of style';
    expect(diagramText(text).replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(text);
    expect([diagramText(''), diagramText(' \n ')]).toEqual(['-', '-']);
  });

  it('is cut between steps when it is too long', () => {
    const lines = sequenceDiagram({ ...flow, steps: Array.from({ length: 200 }, (): Step => ({ kind: 'branch', when: 'x', then: [answer], else: [], stops: true, place })) });
    expect(problemsOf(lines)).toEqual([]);
    expect(lines.at(-1)).toBe('    Note over A: 304 more rows are left out');
  });

  it('is what the checker of these tests would refuse if it were broken', () => {
    expect(problemsOf(['sequenceDiagram', '    participant A as Application', '    A->>C: x; y', '    opt z', '    else w'])).toEqual([
      '3: participant is not declared:     A->>C: x; y', '3: text:     A->>C: x; y', '5: else outside of alt:     else w', 'not closed: opt',
    ]);
  });
});

describe('the document', () => {
  const document = (more: Partial<Flow> = {}): string => flowsMarkdown({ flows: [{ ...flow, ...more }], decisions: [{ when: 'login', text: EVIL, places: [place], routes: [EVIL] }], sessions: [{ by: EVIL, flags: [EVIL], place }], errorHandlers: [{ name: EVIL, place, steps: [{ kind: 'answer', answer: { body: [], as: EVIL }, place }] }] }, { tool: '1' }, (file) => file);

  it('keeps tables, links and fences whole', () => {
    const lines = document().split('\n');
    expect(lines.filter((line) => /^\s*(`{3,}|~{3,})/.test(line))).toEqual(['```mermaid', '```']);
    const diagram = lines.indexOf('```mermaid');
    for (const line of lines.toSpliced(diagram, lines.lastIndexOf('```') - diagram)) expect(line).not.toMatch(/[\r\u0000\u001b\u202e]|<(?!br>)|(?<!\\)\]\((?!src\/[^\s()]*#L3\))/);
    const columns = lines.filter((line) => line.startsWith('| ')).map((line) => line.split('|').length);
    expect(new Set(columns)).toEqual(new Set([6, 5, 7]));
  });

  it('masks what looks like a secret', () => {
    const secret = ['Zk8Qw3', 'TnP5rV9', 'xLb2YcD7'].join('');
    const shown = document({ steps: [{ kind: 'branch', when: `key is '${secret}'`, then: [answer], else: [], stops: true, place }] });
    expect(shown.includes(secret)).toBe(false);
    expect(shown.match(/\*{3}|(?:\\\*){3}/g)).toHaveLength(2);
  });

  it('says that there is no flow', () => {
    expect(flowsMarkdown({ flows: [], decisions: [], sessions: [], errorHandlers: [] }, { tool: '1' }, (file) => file)).toContain('No login, refresh, logout, OAuth, step-up or API-key flow was found among the routes.');
  });

  it('is compared without its stamp', () => {
    const made = (commit: string): string => flowsMarkdown({ flows: [flow], decisions: [], sessions: [], errorHandlers: [] }, { tool: '1', commit, date: '2026-01-01' }, (file) => file);
    expect(made('a'.repeat(40))).toContain('> Made by authlint 1 at revision aaaaaaaaaaaa of 2026-01-01.');
    expect(withoutStamp(made('a'.repeat(40)).replace(/\n/g, '\r\n'))).toBe(withoutStamp(made('b'.repeat(40))));
  });
});
