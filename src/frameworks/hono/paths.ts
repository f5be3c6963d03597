import type { Value } from '../../model/index.ts';
import { alternatives, textParts } from '../../link/index.ts';
import { normalize, segments } from '../../guards/index.ts';

/** A path pattern of Hono below a prefix (hono.dev, "Routing"): in the contract's form, and as it matches. */
export interface Pattern {
  text: string;
  /** The forms that an optional last parameter stands for; each a list of segments. */
  forms: string[][];
}

/** Paths that an argument stands for; `undefined` when it is a handler and no path. */
export function pathsOf(value: Value | undefined): string[] | undefined {
  if (!value) return undefined;
  if (value.kind === 'array') {
    const all = value.elements.map(pathsOf);
    return all.length > 0 && all.every((one) => one !== undefined) ? all.flat() : undefined;
  }
  if (value.kind === 'union') {
    const all = alternatives(value).map(pathsOf).filter((one) => one !== undefined);
    return all.length > 0 ? all.flat().slice(0, 8) : undefined;
  }
  if (value.kind === 'literal') return typeof value.value === 'string' ? [value.value] : undefined;
  if (value.kind === 'text') return [textParts(value).map((part) => part ?? ':unknown').join('')];
  return value.kind === 'env' ? ['/:unknown'] : undefined;
}

const BRACES = String.raw`\{(?:[^{}]|\{[^{}]*\})*\}`;
const CONSTRAINED = new RegExp(String.raw`:(\w+)(${BRACES})`, 'g');

/** A path below a prefix, both as written. */
export function below(prefix: string, path: string): string {
  return `/${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

/** @param path the full path, as written */
export function patternOf(path: string): Pattern {
  const written = path.replace(/:\w+\{\.\*\}/g, '*').replace(/:\w+\{\.\+\}/g, '+');
  const optional = /\/:\w+\?$/.test(written);
  const forms = optional ? [written.replace(/\/:\w+\?$/, ''), written.replace(/\?$/, '')] : [written];
  return { text: normalize(written.replace(/\/\+(?=\/|$)/g, '/*').replace(CONSTRAINED, ':$1')), forms: forms.map(split) };
}

/** Its segments; the regular expression of a parameter may hold a slash. */
function split(path: string): string[] {
  const parts: string[] = [];
  for (const part of segments(path)) {
    const last = parts.at(-1);
    if (last !== undefined && last.split('{').length !== last.split('}').length) parts[parts.length - 1] = `${last}/${part}`;
    else parts.push(part);
  }
  return parts;
}

/** Whether every request for the route also matches the pattern: whole segments, letters of the same case. */
export function covers(pattern: Pattern, route: Pattern): boolean {
  return route.forms.every((path) => pattern.forms.some((form) => matches(form, path)));
}

function matches(form: string[], path: string[]): boolean {
  for (let i = 0; i < form.length; i++) {
    const part = form[i]!;
    const given = path[i];
    const last = i === form.length - 1;
    // At the end it stands for any number of segments, none among them; elsewhere for one.
    if (part === '*' && last) return true;
    if (given === undefined) return false;
    if (part === '+' && last) return given !== '*';
    if (given === '*' || given === '+') return false;
    if (part === '*' || part === given) continue;
    // What is not known is the same only where the same stands in its place.
    if (!part.startsWith(':') || part.includes('{') || part === ':unknown') return false;
  }
  return form.length === path.length;
}
