import { isBuiltin } from 'node:module';

export interface PackageSpecifier {
  /** With its scope; without `node:` or `npm:`. */
  name: string;
  /** What follows the name, without the '/' between them. */
  subpath: string;
}

/** A specifier without a query for the bundler (`./x.ts?raw`). */
export function withoutQuery(specifier: string): string {
  const query = specifier.indexOf('?');
  return query < 0 ? specifier : specifier.slice(0, query);
}

export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier);
}

export function isUrl(specifier: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|data:|file:|blob:)/i.test(specifier);
}

export function isNodeBuiltin(specifier: string): boolean {
  return isBuiltin(specifier);
}

/** The package that a bare specifier names; undefined when no package can have such a name. */
export function parsePackage(specifier: string): PackageSpecifier | undefined {
  const registry = /^(?:npm|jsr):\/?/.exec(specifier)?.[0] ?? '';
  const plain = specifier.slice(registry.length).replace(/^node:/, '');
  const match = /^(@[^/@]+\/[^/]+|[^@/~#.][^/]*)(?:\/(.*))?$/.exec(plain);
  if (!match) return undefined;
  const [, name = '', subpath = ''] = match;
  return { name: registry ? name.replace(/(?!^)@.*$/s, '') : name, subpath: subpath.replace(/(?<!\/)\/+$/, '') };
}

const HOSTS = /^https?:\/\/(?:esm\.sh\/(?:v\d+\/)?(?:stable\/)?\*?|cdn\.skypack\.dev\/(?:-\/)?|unpkg\.com\/|esm\.run\/|cdn\.jsdelivr\.net\/npm\/|deno\.land\/x\/|jsr\.io\/)/;

/**
 * The package that a URL of a registry for browsers or Deno loads: `https://esm.sh/@supabase/supabase-js@2`; of Deno's former
 * standard library, its successor (`https://deno.land/std@0.168.0/http/server.ts` is `@std/http`).
 */
export function packageOfUrl(url: string): PackageSpecifier | undefined {
  const [, standard, rest] = /^https?:\/\/deno\.land\/std(?:@[^/]*)?\/([\w-]+)\/?(.*)$/.exec(url) ?? [];
  if (standard !== undefined) return { name: `@std/${standard}`, subpath: (rest ?? '').replace(/\.[cm]?[jt]s$/, '') };
  const host = HOSTS.exec(url)?.[0];
  const [, name, subpath = ''] = host === undefined ? [] : /^((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(?:\/(.*))?$/.exec(url.slice(host.length)) ?? [];
  return name === undefined ? undefined : { name, subpath: subpath.replace(/^(?:mod|index)\.[cm]?[jt]s$|^\+esm$/, '') };
}
