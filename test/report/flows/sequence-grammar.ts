const TEXT = /^(?:[^#;\n%]|#\w+;)+$/;
const BLOCKS = /^(break|alt|opt|loop) (.+)$/;
const MESSAGE = /^([CADX])(?:->>|-->>|--x)([CADX]): (.+)$/;

/**
 * Problems of a sequence diagram, by what Mermaid's lexer makes of it: texts end at `;` and at `#`, unless that is an entity; `%%`
 * starts a comment; each block is closed by an `end` on a line of its own, and holds only what is declared.
 */
export function problemsOf(lines: string[]): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const participants = new Set<string>();
  lines.forEach((line, i) => {
    const text = line.trim();
    const bad = (what: string): void => void problems.push(`${i + 1}: ${what}: ${line}`);
    const checked = (content: string): void => { if (!TEXT.test(content) || /style.*:\S*#|classDef/i.test(content) || /\bend\b/i.test(content)) bad('text'); };
    if (i === 0) { if (text !== 'sequenceDiagram') bad('head'); return; }
    if (/[\r\n]/.test(line)) bad('more than a line');
    if (text === 'autonumber') return;
    const participant = /^participant ([CADX]) as ([A-Z][a-z ]+)$/.exec(text);
    if (participant) { participants.add(participant[1]!); return; }
    if (text === 'end') { if (open.pop() === undefined) bad('nothing is open'); return; }
    const block = BLOCKS.exec(text);
    if (block) { open.push(block[1]!); checked(block[2]!); return; }
    const other = /^else (.+)$/.exec(text);
    if (other) { if (open.at(-1) !== 'alt') bad('else outside of alt'); checked(other[1]!); return; }
    const note = /^Note over A: (.+)$/.exec(text);
    if (note) { checked(note[1]!); return; }
    const message = MESSAGE.exec(text);
    if (!message) { bad('no statement'); return; }
    for (const one of [message[1]!, message[2]!]) if (!participants.has(one)) bad('participant is not declared');
    checked(message[3]!);
  });
  if (open.length > 0) problems.push(`not closed: ${open.join()}`);
  return problems;
}
