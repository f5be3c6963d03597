import type { Convention } from './model.ts';

/** A route file by its name: the parts between dots and slashes, as written, and what they say of its address. */
export interface NamedFile {
  file: string;
  /** As written, for finding the routes it is nested in. */
  tokens: string[];
  /** Segments of the address, in the contract's form. */
  segments: string[];
  index: boolean;
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const NOT_ROUTES = /(^|\/)\.|\.(server|client|test|spec|css|stories|d)\.[cm]?[jt]sx?$|(^|\/)__tests__\//;

/**
 * What the name of a file below the routes' folder says; `undefined` when the convention makes no route of it.
 * Sources: reactrouter.com, "File Route Conventions"; remix-flat-routes and react-router-auto-routes, their READMEs; Remix 1, "Routes".
 */
export function named(file: string, convention: Convention): NamedFile | undefined {
  if (!SOURCE.test(file) || NOT_ROUTES.test(file)) return undefined;
  const parts = file.replace(SOURCE, '').split('/');
  const tokens = TOKENS[convention](parts);
  if (!tokens) return undefined;
  const index = isIndex(tokens.at(-1) ?? '', convention);
  const named = index ? tokens.slice(0, -1) : tokens;
  return { file, tokens: named, segments: named.flatMap((token) => segmentOf(token, convention)), index };
}

const TOKENS: Record<Convention, (parts: string[]) => string[] | undefined> = {
  flat(parts) {
    if (parts.length > 2 || (parts.length === 2 && !/^(route|index)$/.test(parts[1]!))) return undefined;
    return split(parts[0]!);
  },
  hybrid(parts) {
    const folders = parts.slice(0, -1);
    const plain = folders.findIndex((name) => !name.endsWith('+'));
    const name = parts.at(-1)!;
    const own = isRouteFile(name);
    // A folder without `+` is one route, and only the file that is called like a route is that route.
    if (plain >= 0 && (plain !== folders.length - 1 || !own)) return undefined;
    const outer = folders.flatMap((one) => split(one.replace(/\+$/, '')));
    return [...outer, ...(plain >= 0 ? (/^_?index$/.test(name) ? ['_index'] : []) : withoutRouteName(split(name)))];
  },
  nested(parts) {
    if (parts.some((name) => name.startsWith('+'))) return undefined;
    return [...parts.slice(0, -1).flatMap(split), ...withoutRouteName(split(parts.at(-1)!))];
  },
  folders: (parts) => parts.flatMap(split),
};

function isRouteFile(name: string): boolean {
  return /^(_?route|_?index|_?layout|page)$/.test(name) || /\.route$/.test(name) || /^_(?!_)[^.]*$/.test(name);
}

/** `_layout` and `route` are the folder's own route. */
function withoutRouteName(tokens: string[]): string[] {
  return /^(_layout|layout|_?route|page)$/.test(tokens.at(-1) ?? '') ? tokens.slice(0, -1) : tokens;
}

function isIndex(token: string, convention: Convention): boolean {
  return token === '_index' || (token === 'index' && convention !== 'flat');
}

/** Parts between dots; what stands in brackets is literal. */
function split(name: string): string[] {
  return name.match(/(?:\[[^\]]*\]|[^.[])+/g) ?? [name];
}

function segmentOf(token: string, convention: Convention): string[] {
  const optional = /^\((.*)\)$/.exec(token);
  if (optional) return segmentOf(optional[1]!, convention);
  if (convention === 'folders' ? token.startsWith('__') : token.startsWith('_')) return [];
  const plain = convention !== 'folders' && token.endsWith('_') ? token.slice(0, -1) : token;
  const literal = plain.replace(/\[([^\]]*)\]/g, '$1');
  if (literal === '') return [];
  if (plain === '$') return ['*'];
  return [plain.startsWith('$') ? `:${literal.slice(1)}` : literal];
}

/** The files that a file's route is nested in, outermost first: those whose parts its own begin with. */
export function parentsOf(one: NamedFile, all: NamedFile[]): NamedFile[] {
  return all
    .filter((other) => other !== one && !other.index && (other.tokens.length < one.tokens.length || one.index) && other.tokens.length <= one.tokens.length && other.tokens.every((token, i) => token === one.tokens[i]))
    .sort((a, b) => a.tokens.length - b.tokens.length);
}
