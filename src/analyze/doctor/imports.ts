import type { ModuleFacts } from '../../model/index.ts';
import type { Project } from '../../project/index.ts';
import { folderOf, joinPaths } from '../../project/paths.ts';
import type { UnresolvedImport } from './diagnosis.ts';

/** What bundlers load, or make up: no source code is missed. */
const NO_CODE = /\.(?:css|scss|sass|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|wav|pdf|html?|mdx?|txt|json[5c]?|ya?ml|toml|graphql|gql|proto|wasm|node|vue|svelte|astro|sql|glsl|wgsl|xml|csv|hbs|ejs|pug|njk)$|[?!]|^(?:virtual|astro|cloudflare|bun|deno|jsr|npm|https?|data|node):|^~icons\/|^\$(?:app|env|service-worker)\b|^\0/;

/** Files that an import without an extension means, and that hold no code. */
const DATA = /\.(?:d\.[cm]?ts|json|node)$/;

/** Imports that lead nowhere: relative ones one by one, those by an alias by its prefix. The one that most files have comes first. */
export function unresolvedImports(modules: ModuleFacts[], project: Pick<Project, 'resolve' | 'documents'>): UnresolvedImport[] {
  let data: Set<string> | undefined;
  const isData = (path: string): boolean => (data ??= new Set(project.documents((name) => DATA.test(name)).map((file) => file.replace(DATA, '')))).has(path.replace(/\.[cm]?js$/, ''));
  const found = new Map<string, UnresolvedImport>();
  for (const { path, imports } of modules) {
    for (const { source, typeOnly } of imports) {
      if (typeOnly || source === '' || NO_CODE.test(source) || project.resolve(path, source)) continue;
      const kind = source.startsWith('.') || source.startsWith('/') ? 'relative' : 'alias';
      const specifier = kind === 'relative' ? source : prefixOf(source);
      if (kind === 'relative' && isData(joinPaths(folderOf(path), source))) continue;
      // One relative specifier means something else in each folder.
      const key = kind === 'relative' ? `${path.slice(0, path.lastIndexOf('/') + 1)}\0${source}` : specifier;
      const known = found.get(key);
      if (!known) found.set(key, { specifier, kind, files: [path] });
      else if (!known.files.includes(path)) known.files.push(path);
    }
  }
  return [...found.values()].map((one) => ({ ...one, files: one.files.sort() }))
    .sort((a, b) => b.files.length - a.files.length || compare(a.specifier, b.specifier) || compare(a.files[0]!, b.files[0]!));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `@/users/list` as `@/*`: aliases are declared by their first part. */
function prefixOf(specifier: string): string {
  const slash = specifier.indexOf('/');
  return slash < 0 ? specifier : `${specifier.slice(0, slash)}/*`;
}
