/** Longer values are quoted code, which says no more than its beginning. */
const LONGEST = 60;

/** By their bytes, whatever the machine's language is. */
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const short = (text) => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST)}…` : plain;
};

/** What a finding is about, in the words that its message shows: never more than users see, so never a secret. Counts are left out: they change with what is beside it. */
function details({ data = {}, message, route }) {
  const shown = Object.values(data).filter((value) => value !== route && !/^\d*$/.test(value) && message.includes(value) && !message.startsWith(value));
  return [...new Set(shown.map(short))].join('; ');
}

function finding(it) {
  const about = [it.route, it.suppressed ? '(suppressed)' : '', details(it)].filter(Boolean).join(' | ');
  return `finding ${it.file} ${it.ruleId}/${it.messageId} ${it.severity} ${it.confidence}${about === '' ? '' : ` | ${about}`}`;
}

function route(it) {
  const deciding = it.guards.filter(({ proves }) => proves !== 'nothing' && proves !== 'unknown');
  const by = [...new Set(deciding.map(({ name, proves, basis }) => `${name}=${proves}/${basis}`))].join(' ');
  return [
    `route ${it.file} ${it.method} ${it.path} ${it.framework} ${it.access}`,
    it.roles.length > 0 ? `roles ${[...it.roles].sort(byText).join(' ')}` : '',
    it.publicBy ? `on purpose: ${it.publicBy}` : '',
    by,
    it.unknownReason ? short(it.unknownReason) : '',
  ].filter(Boolean).join(' | ');
}

function diagnostic(it) {
  return `diagnostic ${it.file ?? '.'} ${it.kind} ${short(it.message)}`;
}

/**
 * What is found in a project, one line a finding, route and diagnostic, sorted by file. Without line numbers and wording: a line
 * changes when what is found changes.
 *
 * @param analysis as `analyze` of the package gives it
 */
export function linesOf(analysis) {
  return [...analysis.findings.map(finding), ...analysis.routes.map(route), ...analysis.diagnostics.map(diagnostic)].sort(byText);
}

/**
 * What two inventories do not have in common, old lines before new ones of the same thing. A line that is there twice counts twice.
 *
 * @returns lines that begin with `- ` and `+ `; none when the inventories agree
 */
export function difference(before, now) {
  const left = new Map();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  const added = now.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
  const removed = [...left].flatMap(([line, count]) => Array(count).fill(line));
  return [...removed.map((line) => ({ line, mark: '-' })), ...added.map((line) => ({ line, mark: '+' }))]
    .sort((a, b) => byText(subject(a.line), subject(b.line)) || byText(b.mark, a.mark) || byText(a.line, b.line))
    .map(({ line, mark }) => `${mark} ${line}`);
}

/** What a line is about: the route whatever its access is, the rule and file whatever is said of it. */
function subject(line) {
  const [kind, file, ...rest] = line.split(' ');
  return [kind, file, ...rest.slice(0, kind === 'route' ? 2 : 1)].join(' ');
}

/** `2 routes, 1 finding differ`: how many lines of each kind are in a difference. */
export function summary(lines) {
  const counts = new Map();
  for (const line of lines) {
    const kind = line.split(' ')[1];
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kind} line${count === 1 ? '' : 's'}`).join(', ');
}
