import type { Flow, Flows } from '../../flows/types.ts';
import type { Place } from '../../model/index.ts';
import { plainText } from '../markdown-text.ts';
import { count } from '../text.ts';
import { uri } from '../uri.ts';
import { sequenceDiagram } from './mermaid.ts';
import { endings, withoutSecrets } from './wording.ts';

/** What a document was made from. */
export interface Stamp {
  tool: string;
  /** `undefined`: no git repository. */
  commit?: string;
  /** ISO 8601, of the commit. */
  date?: string;
}

type Link = (text: string, place: Place) => string;

const STAMP = /^> Made by authlint .*$/m;

const TITLE: Record<string, string> = { login: 'Login', middleware: 'Middleware', refresh: 'Refresh', 'mid-session': 'Mid-session' };

function inline(text: string): string {
  return oneLine(withoutSecrets(text));
}

function oneLine(text: string): string {
  return plainText(text.replace(/\s+/g, ' ').trim()) || '-';
}

/**
 * The flows as a Markdown document with Mermaid diagrams.
 *
 * @param pathTo from the document to a file of the project, with '/'
 */
export function flowsMarkdown({ flows, decisions, sessions, errorHandlers }: Flows, stamp: Stamp, pathTo: (file: string) => string): string {
  const link: Link = (text, { file, line }) => `[${oneLine(text)}](${uri(pathTo(file))}#L${line})`;
  const at = (place: Place): string => link(`${place.file}:${place.line}`, place);
  const out = ['# Authentication flows', '', stampLine(stamp), ''];
  out.push('Worked out from the code. Each diagram shows what a handler does in order; a `break` block ends the flow. What could not be followed is said under *Not followed*.', '');
  out.push('## Where it is decided who is calling', '');
  if (decisions.length === 0) out.push('No place was found.', '');
  else {
    out.push('| When | Decision | Where | Decides about |', '|---|---|---|---|');
    for (const { when, text, places, routes } of decisions) out.push(`| ${TITLE[when]} | ${inline(text)} | ${places.slice(0, 4).map(at).join('<br>')}${places.length > 4 ? `<br>and ${count(places.length - 4, 'more place')}` : ''} | ${routes.length > 3 ? count(routes.length, 'route') : routes.map(inline).join('<br>')} |`);
    out.push('');
  }
  if (sessions.length > 0) {
    out.push('## Session cookies', '', '| Set by | Flags | Where |', '|---|---|---|');
    for (const { by, flags, place } of sessions) out.push(`| ${inline(by)} | ${inline(flags.join(', '))} | ${at(place)} |`);
    out.push('');
  }
  if (errorHandlers.length > 0) {
    out.push('## Error handlers', '', 'They answer for errors that nobody catches, those without a status of their own among them. Which error leads to which answer is not worked out.', '', '| Handler | Answers | When |', '|---|---|---|');
    for (const { name, place, steps } of errorHandlers) {
      const ways = endings(steps);
      const handler = name === '' ? at(place) : link(name, place);
      if (ways.length === 0) out.push(`| ${handler} | hands the error on, or could not be followed | - |`);
      for (const one of ways) out.push(`| ${handler} | ${inline(one.text)} | ${one.when.length > 0 ? inline(one.when.join(', and ')) : 'nothing of the above'} |`);
    }
    out.push('');
  }
  if (flows.length === 0) out.push('No login, refresh, logout, OAuth, step-up or API-key flow was found among the routes.', '');
  for (const flow of flows) out.push(...section(flow, link, at));
  return out.join('\n').replace(/\n+$/, '\n');
}

function section(flow: Flow, link: Link, at: (place: Place) => string): string[] {
  const out = [`## ${inline(flow.title)}`, ''];
  const declared = flow.route ? `Declared at ${at({ file: flow.route.file, line: flow.route.line })}` : '';
  const handled = flow.handler ? `handler ${flow.handler.name ? link(flow.handler.name, flow.handler.place) : `at ${at(flow.handler.place)}`}` : '';
  out.push(`${[declared, handled].filter((one) => one !== '').join(', ')}.`.replace(/^h/, 'H'), '');
  out.push('```mermaid', ...sequenceDiagram(flow), '```', '');
  table(out, '| Parameter | In | Read at |', flow.parameters.map((one) => [inline(one.name === '*' ? 'all of it' : one.name), one.in, at(one.place)]));
  table(out, '| Token | What it is | Lives | Goes to | Made at |', flow.tokens.map((one) => [inline(one.name), inline(`${one.sort} (${one.by})`), inline(one.lifetime ?? 'not seen'), one.kept.length > 0 ? one.kept.map(inline).join('<br>') : 'not seen', at(one.place)]));
  table(out, '| Cookie | Flags | Set at |', flow.cookies.map((one) => [inline(one.name), one.cleared ? 'removed' : inline(one.flags.join(', ')), at(one.place)]));
  table(out, '| Ends with | When | At |', endings(flow.steps).map((one) => [inline(one.text), one.when.length > 0 ? inline(one.when.join(', and ')) : one.isFailure ? 'always' : 'nothing of the above', at(one.place)]));
  if (flow.gaps.length > 0) out.push('Not followed:', '', ...flow.gaps.map((one) => `- ${inline(one.text)} (${at(one.place)})`), '');
  return out;
}

function table(out: string[], head: string, rows: string[][]): void {
  if (rows.length === 0) return;
  out.push(head, head.replace(/[^|]+/g, '---'), ...rows.map((row) => `| ${row.join(' | ')} |`), '');
}

function stampLine({ tool, commit, date }: Stamp): string {
  return `> Made by authlint ${tool} ${commit === undefined ? 'from files that are in no git repository' : `at revision ${commit.slice(0, 12)}${date === undefined ? '' : ` of ${date}`}`}.`;
}

/** A document without its stamp, to compare two of them. Line ends are those of Unix. */
export function withoutStamp(document: string): string {
  return document.replace(/\r\n/g, '\n').replace(STAMP, '').replace(/\n*$/, '\n');
}
