import type { Flow, Step } from '../../flows/types.ts';
import { printable } from '../text.ts';
import { isFailure, outcome, withoutSecrets } from './wording.ts';

/** Rows of one diagram: beyond this nobody reads it, and renderers give up. */
const MOST_ROWS = 300;

/**
 * Text inside a diagram. Mermaid ends a statement at `;`, a comment starts with `%%`, `#` starts an entity, the word `end` may
 * close a block, and entities on a line with `style` lose their end (mermaid.js.org, Sequence diagrams: Entity codes to escape
 * characters; its `encodeEntities`); HTML and formulas are rendered.
 */
export function diagramText(text: string): string {
  const line = printable(withoutSecrets(text).replace(/\s+/g, ' ').trim());
  return line.replace(/[#;"'`<>%$\\{}&]/g, (char) => `#${char.charCodeAt(0)};`).replace(/\bend\b|style|classDef/gi, (word) => `#${word.charCodeAt(0)};${word.slice(1)}`) || '-';
}

/** A flow as a Mermaid sequence diagram, without a fence. */
export function sequenceDiagram(flow: Flow): string[] {
  const has = (kind: 'store' | 'external'): boolean => mentions(flow.steps, kind);
  const lines = ['sequenceDiagram', '    autonumber', '    participant C as Client', '    participant A as Application'];
  if (has('store')) lines.push('    participant D as Store');
  if (has('external')) lines.push('    participant X as Other service');
  const inputs = flow.parameters.filter((one) => one.in !== 'session').map((one) => `${one.in} ${one.name === '*' ? '(whole)' : one.name}`);
  const call = flow.route ? `${flow.route.method} ${flow.route.path}` : 'any request';
  const body: string[] = [arrow('C->>A', `${call}${inputs.length > 0 ? ` (${inputs.join(', ')})` : ''}`)];
  for (const step of flow.steps) row(step, body, 1);
  if (!flow.route) body.push(arrow('A->>A', 'otherwise the request goes on'));
  if (body.length > MOST_ROWS) {
    // A cut may not fall into a block.
    let depth = 0;
    let cut = 0;
    for (let i = 0; i < MOST_ROWS; i++) {
      const word = body[i]!.trim().split(' ')[0]!;
      if (/^(break|alt|opt|loop)$/.test(word)) depth++;
      if (word === 'end') depth--;
      if (depth === 0) cut = i + 1;
    }
    const left = body.length - cut;
    body.splice(cut, left, `    Note over A: ${left} more rows are left out`);
  }
  return [...lines, ...body];
}

function arrow(ends: string, text: string, depth = 1): string {
  return `${'    '.repeat(depth)}${ends}: ${diagramText(text)}`;
}

function row(step: Step, out: string[], depth: number): void {
  const indent = '    '.repeat(depth);
  const block = (word: string, text: string, steps: Step[]): void => {
    out.push(`${indent}${word} ${diagramText(text)}`);
    for (const one of steps) row(one, out, depth + 1);
    if (steps.length === 0) out.push(`${indent}    Note over A: nothing more`);
  };
  switch (step.kind) {
    case 'store': out.push(arrow('A->>D', step.text, depth)); break;
    case 'external': out.push(arrow('A->>X', step.text, depth)); break;
    case 'check': case 'session': out.push(arrow('A->>A', step.text, depth)); break;
    case 'issue': out.push(arrow('A->>A', `makes ${step.token.name} (${step.token.sort}, ${step.token.by}${step.token.lifetime === undefined ? '' : `, ${step.token.lifetime}`})`, depth)); break;
    case 'cookie': out.push(arrow('A->>A', step.cookie.cleared ? `removes the cookie ${step.cookie.name}` : `cookie ${step.cookie.name} (${step.cookie.flags.join(', ')})`, depth)); break;
    case 'answer': out.push(arrow(isFailure(step.answer) ? 'A--xC' : 'A-->>C', outcome(step.answer), depth)); break;
    case 'caught': out.push(arrow('A->>A', `throws ${step.text}, caught at line ${step.by.line}`, depth)); break;
    case 'loop':
      block('loop', step.text, step.steps);
      out.push(`${indent}end`);
      break;
    case 'guard':
      out.push(arrow('A->>A', `${step.name || 'a check'} (${step.proves === 'nothing' ? 'middleware' : step.proves}${step.unless.length > 0 ? `, unless ${step.unless.join(', ')} says otherwise` : ''})`, depth));
      for (const one of step.steps) row(one, out, depth);
      break;
    case 'branch':
      if (step.stops) block('break', step.when, step.then);
      else if (step.else.length > 0) {
        block('alt', step.when, step.then);
        block('else', 'otherwise', step.else);
      } else block('opt', step.when, step.then);
      out.push(`${indent}end`);
      break;
  }
}

function mentions(steps: Step[], kind: Step['kind']): boolean {
  return steps.some((step) => step.kind === kind || (step.kind === 'branch' && (mentions(step.then, kind) || mentions(step.else, kind))) || ((step.kind === 'loop' || step.kind === 'guard') && mentions(step.steps, kind)));
}
