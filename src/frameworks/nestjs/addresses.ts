import type { Value } from '../../model/index.ts';
import { alternatives, textOf } from '../../link/index.ts';
import { covers, pathsOf, type Pattern } from '../paths.ts';
import { isNest, member, namedOf } from './names.ts';

/** `null` is `VERSION_NEUTRAL`. */
export type Version = string | null;

/** A path of an application, with the method and the versions it is limited to. */
export interface Target { pattern: Pattern; method: string | undefined; versions?: Version[] }

/** How an application puts together the paths of its routes. */
export interface Addressing {
  prefix: string;
  /** Routes that stand outside the prefix. */
  excluded: Target[];
  /** Set where versions are part of the path. */
  versionMark?: string;
  /** For controllers that name no version. */
  defaultVersions: Version[];
  /** Nest 12 and later put middleware for a path that names no version in front of the default version as well. */
  mountsDefaults: boolean;
}

/** Paths in a decorator's argument; the root where there is none. */
export function pathsIn(value: Value | undefined): string[] {
  const paths = value ? pathsOf(value) : undefined;
  return paths && paths.length > 0 ? paths.map((one) => one.text) : ['/'];
}

/** Versions in an argument of `@Version`, or in the options of `@Controller` and `enableVersioning`. */
export function versionsIn(value: Value | undefined): Version[] {
  if (!value) return [];
  return (value.kind === 'array' ? value.elements : alternatives(value)).flatMap((one): Version[] => {
    if (isNest(one, 'VERSION_NEUTRAL')) return [null];
    const text = textOf(one);
    return text === undefined ? [] : [text];
  });
}

/** What a method of `RequestMethod` is called; `undefined` for every method. */
export function requestMethod(value: Value | undefined): string | undefined {
  const name = value ? namedOf(value)?.name : undefined;
  return name === undefined || name === 'ALL' ? undefined : name;
}

/** `'users'` and `{ path: 'users', method: RequestMethod.GET }`. */
export function targetsIn(value: Value): Target[] {
  const path = member(value, 'path');
  if (value.kind === 'object' && !path) return [];
  const versions = versionsIn(member(value, 'version'));
  return (pathsOf(path ?? value) ?? []).map((pattern) => ({ pattern, method: path ? requestMethod(member(value, 'method')) : undefined, ...(versions.length > 0 ? { versions } : {}) }));
}

const slashes = (path: string): string => `/${path}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

export function isExcluded({ excluded }: Addressing, method: string, path: string): boolean {
  return excluded.some((one) => (one.method === undefined || one.method === method) && covers(one.pattern, '/', path, true));
}

/** Every path of a route (docs.nestjs.com, "Versioning", "Router module", FAQ "Global prefix"): prefix, version, module, controller, method. */
export function addressesOf(addressing: Addressing, verb: string, parts: { module: string; controller: string[]; method: string[]; versions: Version[] }): string[] {
  const versions = addressing.versionMark !== undefined && parts.versions.length > 0 ? parts.versions : [null];
  return versions.flatMap((version) => parts.controller.flatMap((controller) => parts.method.map((method) => {
    const plain = slashes(`${parts.module}/${controller}/${method}`);
    const versioned = version === null ? plain : slashes(`${addressing.versionMark ?? ''}${version}/${plain}`);
    return isExcluded(addressing, verb, plain) ? versioned : slashes(`${addressing.prefix}/${versioned}`);
  })));
}

/**
 * The paths that middleware's path stands for, with prefix and version. A catch-all also covers what stands outside the prefix.
 *
 * @param widely for what is left out: rather too much than too little
 */
export function mountedOn(addressing: Addressing, target: Target, widely: boolean): Target[] {
  const { text } = target.pattern;
  if (/^\/\*/.test(text)) return [{ ...target, pattern: { text: '/*' } }];
  const versions = target.versions ?? (widely || addressing.mountsDefaults ? [null, ...addressing.defaultVersions] : [null]);
  const outside = isExcluded(addressing, target.method ?? 'ALL', text);
  return versions.flatMap((version) => {
    const path = version === null || addressing.versionMark === undefined ? text : slashes(`${addressing.versionMark}${version}/${text}`);
    const prefixed = slashes(`${addressing.prefix}/${path}`);
    return (widely ? [path, prefixed] : [outside ? path : prefixed]).map((one): Target => ({ ...target, pattern: { ...target.pattern, text: one } }));
  });
}
