import { entryFor } from '../guards/policy.ts';
import { isProtecting } from '../guards/judge.ts';
import type { PolicyEntry } from '../model/config.ts';
import type { Route } from '../model/route.ts';
import { count } from '../report/text.ts';

export interface DraftEntry extends PolicyEntry {
  /** Anyone can call it, and nothing says that this is meant. */
  review?: boolean;
}

export interface PolicyDraft {
  entries: DraftEntry[];
  /** Routes whose access is not known: no entry is made for them. */
  unknown: Route[];
  /** Routes that no pattern can name: there is white space in their path. */
  unnamed: Route[];
}

/** Where routes with a common beginning meet. */
interface Node { prefix: string; routes: Leaf[]; children: Map<string, Node> }
/** A method and path, and what must be true of callers, as JSON; undefined: anything may. */
interface Leaf { method: string; path: string; label: string | undefined; review: boolean }

const PUBLIC = JSON.stringify('public');
/** What an entry costs: the draft with the fewest entries is taken. */
const ENTRY = 1;

function requirementOf(route: Route): PolicyEntry['require'] | undefined {
  if (route.access === 'unknown') return undefined;
  const protecting = route.guards.filter(isProtecting);
  if (route.access === 'authorized') {
    const [narrowest] = protecting.filter(({ proves, roles }) => proves === 'authorization' && roles.length > 0).map(({ roles }) => [...new Set(roles)].sort()).sort((a, b) => a.length - b.length);
    if (!narrowest) return 'authorized';
    const [only] = narrowest;
    if (narrowest.length > 1) return { roles: narrowest };
    return /[:./]/.test(only!) ? { permission: only } : { role: only };
  }
  if (route.access === 'authenticated') {
    for (const proves of ['signature', 'shared-secret'] as const) if (protecting.every((guard) => guard.proves === proves)) return { proves };
  }
  return route.access;
}

const WEAKEST = ['public', 'authenticated', 'authorized'];

/** Of what two routes with one name ask for, the one that both meet. */
function weaker(one: string | undefined, other: string | undefined): string | undefined {
  if (one === other || other === undefined) return one;
  if (one === undefined) return other;
  const rank = (label: string): number => label.includes('"proves"') ? 1 : label.startsWith('{') ? 2 : WEAKEST.indexOf(JSON.parse(label) as string);
  return JSON.stringify(WEAKEST[Math.min(rank(one), rank(other))]);
}

function leavesOf(routes: Route[]): Leaf[] {
  const leaves = new Map<string, Leaf>();
  for (const route of routes) {
    const { method, path } = route;
    const require = requirementOf(route);
    const leaf: Leaf = { method, path, label: require === undefined ? undefined : JSON.stringify(require), review: route.access === 'public' && route.publicBy === undefined };
    const key = `${method} ${path}`.toLowerCase();
    const known = leaves.get(key);
    leaves.set(key, known ? { ...known, label: weaker(known.label, leaf.label), review: known.review || leaf.review } : leaf);
  }
  return [...leaves.values()];
}

function treeOf(leaves: Leaf[], separator: '/' | '.'): Node {
  const root: Node = { prefix: '', routes: [], children: new Map() };
  for (const leaf of leaves) {
    let node = root;
    for (const part of leaf.path.split(separator).filter((one) => one !== '')) {
      const prefix = separator === '/' ? `${node.prefix}/${part}` : node.prefix === '' ? part : `${node.prefix}.${part}`;
      let next = node.children.get(part.toLowerCase());
      if (!next) node.children.set(part.toLowerCase(), (next = { prefix, routes: [], children: new Map() }));
      node = next;
    }
    node.routes.push(leaf);
  }
  return root;
}

/** Every label below a node that an entry for all of it may ask for: never "public", which would open what is yet to be written. */
function closing(node: Node): Map<string, number> {
  const amounts = new Map<string, number>();
  const add = (label: string, amount: number): void => void amounts.set(label, (amounts.get(label) ?? 0) + amount);
  for (const { label } of node.routes) if (label !== undefined && label !== PUBLIC) add(label, 1);
  for (const child of node.children.values()) for (const [label, amount] of closing(child)) add(label, amount);
  return amounts;
}

interface Plan { cost: number; entries: DraftEntry[] }

function entry(match: string, label: string, review = false): DraftEntry {
  return { match, require: JSON.parse(label) as PolicyEntry['require'], ...(review ? { review } : {}) };
}

/** Entries for the routes of a node itself that ask for something else than what holds around them. */
function own({ routes }: Node, held: string | undefined): DraftEntry[] {
  const differing = routes.filter(({ label }) => label !== undefined && label !== held);
  const [first] = differing;
  const alike = first !== undefined && first.label !== PUBLIC && routes.length > 1 && routes.every(({ label }) => label === first.label);
  if (alike) return [entry(`ANY ${first.path}`, first.label!)];
  return differing.map(({ method, path, label, review }) => entry(`${method === 'ALL' ? 'ANY' : method} ${path}`, label!, review));
}

/** The fewest entries that say what each route below a node asks for. @param held what the nearest entry around it says */
function plan(node: Node, pattern: (prefix: string) => string | undefined, held: string | undefined, known: Map<Node, Map<string | undefined, Plan>>): Plan {
  const done = known.get(node)?.get(held);
  if (done) return done;
  const inside = (label: string | undefined): Plan => {
    const entries = own(node, label);
    let cost = entries.length * ENTRY;
    for (const child of node.children.values()) {
      const below = plan(child, pattern, label, known);
      cost += below.cost;
      entries.push(...below.entries);
    }
    return { cost, entries };
  };
  let best = inside(held);
  const match = pattern(node.prefix);
  if (match !== undefined) {
    for (const [label, amount] of closing(node)) {
      if (label === held || amount < 2) continue;
      const { cost, entries } = inside(label);
      if (cost + ENTRY < best.cost) best = { cost: cost + ENTRY, entries: [entry(match, label), ...entries] };
    }
  }
  known.set(node, (known.get(node) ?? new Map<string | undefined, Plan>()).set(held, best));
  return best;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byPath(a: DraftEntry, b: DraftEntry): number {
  const split = ({ match }: DraftEntry): [string, string] => [match.slice(match.indexOf(' ') + 1).replace(/\*\*$/, ''), match.slice(0, match.indexOf(' '))];
  const [[path, method], [otherPath, otherMethod]] = [split(a), split(b)];
  return compareText(path, otherPath) || compareText(method, otherMethod);
}

/**
 * Today's access as entries for `policy` in the configuration, grouped by prefix: every route is under the entry that says what is
 * true of its callers now. Prefixes are only ever closed; what is open is named one by one.
 */
export function policyDraft(routes: Route[]): PolicyDraft {
  const unnamed = routes.filter(({ path }) => /\s/.test(path) || path === '');
  const leaves = leavesOf(routes.filter((route) => !unnamed.includes(route)));
  const paths = treeOf(leaves.filter(({ path }) => path.startsWith('/')), '/');
  const names = treeOf(leaves.filter(({ path }) => !path.startsWith('/')), '.');
  const entries = [
    ...plan(paths, (prefix) => `ANY ${prefix}/**`, undefined, new Map()).entries,
    ...plan(names, (prefix) => prefix === '' ? undefined : `ANY ${prefix}.**`, undefined, new Map()).entries,
  ].sort(byPath);
  // A path with a star of its own is a pattern that other routes may fit as well: those get an entry that is more specific.
  for (const leaf of leaves) {
    const holding = entryFor({ policy: { routes: [...entries] } }, leaf);
    if (leaf.label === undefined || (holding && JSON.stringify(holding.require) === leaf.label)) continue;
    entries.push(entry(`${leaf.method} ${leaf.path}`, leaf.label, leaf.review));
  }
  return { entries, unknown: routes.filter(({ access }) => access === 'unknown'), unnamed };
}

const REVIEW = '// Anyone can call it, and nothing says that this is meant.';

function inOneLine(require: PolicyEntry['require']): string {
  if (typeof require === 'string') return JSON.stringify(require);
  return `{ ${Object.entries(require).map(([key, value]: [string, unknown]) => `${JSON.stringify(key)}: ${Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value)}`).join(', ')} }`;
}

/** The draft as a configuration: JSON with comments, as the configuration may be. */
export function policyText({ entries }: PolicyDraft): string {
  const lines = entries.flatMap(({ match, require, review }, at) => [
    ...(review ? [`      ${REVIEW}`] : []),
    `      { "match": ${JSON.stringify(match)}, "require": ${inOneLine(require)} }${at < entries.length - 1 ? ',' : ''}`,
  ]);
  return ['{', '  "policy": {', '    "routes": [', ...lines, '    ]', '  }', '}', ''].join('\n');
}

/** What is to be looked at in a draft, or is not in it; one line each. */
export function draftNotes({ entries, unknown, unnamed }: PolicyDraft): string[] {
  const open = entries.filter(({ review }) => review).length;
  return [
    ...(open > 0 ? [`${count(open, 'route')} open to anyone without a word that this is meant, marked with a comment and no longer reported: close it, or keep its entry and drop the comment.`] : []),
    ...(unknown.length > 0 ? [`${count(unknown.length, 'route')} of unknown access: "authlint routes" lists them. They get no entry of their own.`] : []),
    ...(unnamed.length > 0 ? [`${count(unnamed.length, 'route')} without an entry: no pattern can name a path with white space.`] : []),
  ];
}
