import type { ModelHost, Value } from '../../model/index.ts';
import { entryOf, external, textOf } from '../../link/index.ts';

type Files = Pick<ModelHost, 'list' | 'load'>;

/** What Nitro imports from h3 and from itself by name (nitro.build, "Auto imports"). */
const OF_H3 = new Set([
  'appendCorsHeaders', 'appendCorsPreflightHeaders', 'appendHeader', 'appendHeaders', 'appendResponseHeader', 'appendResponseHeaders', 'assertMethod', 'callNodeListener', 'clearResponseHeaders', 'clearSession', 'createApp', 'createError', 'createEvent', 'createEventStream', 'createRouter',
  'defaultContentType', 'defineEventHandler', 'defineLazyEventHandler', 'defineNodeListener', 'defineNodeMiddleware', 'defineRequestMiddleware', 'defineResponseMiddleware', 'defineWebSocket', 'defineWebSocketHandler', 'deleteCookie', 'dynamicEventHandler', 'eventHandler', 'fetchWithEvent', 'fromNodeMiddleware', 'fromPlainHandler', 'fromWebHandler',
  'getCookie', 'getHeader', 'getHeaders', 'getMethod', 'getProxyRequestHeaders', 'getQuery', 'getRequestFingerprint', 'getRequestHeader', 'getRequestHeaders', 'getRequestHost', 'getRequestIP', 'getRequestPath', 'getRequestProtocol', 'getRequestURL', 'getRequestWebStream', 'getResponseHeader', 'getResponseHeaders', 'getResponseStatus', 'getResponseStatusText', 'getRouterParam', 'getRouterParams', 'getSession', 'getValidatedQuery', 'getValidatedRouterParams', 'handleCacheHeaders', 'handleCors',
  'isCorsOriginAllowed', 'isError', 'isEvent', 'isEventHandler', 'isMethod', 'isPreflightRequest', 'isStream', 'isWebResponse', 'lazyEventHandler', 'parseCookies', 'promisifyNodeListener', 'proxyRequest', 'readBody', 'readFormData', 'readMultipartFormData', 'readRawBody', 'readValidatedBody', 'removeResponseHeader', 'sanitizeStatusCode', 'sanitizeStatusMessage', 'sealSession', 'send', 'sendError', 'sendIterable', 'sendNoContent', 'sendProxy', 'sendRedirect', 'sendStream', 'sendWebResponse', 'serveStatic',
  'setCookie', 'setHeader', 'setHeaders', 'setResponseHeader', 'setResponseHeaders', 'setResponseStatus', 'splitCookiesString', 'toEventHandler', 'toNodeListener', 'toPlainHandler', 'toWebHandler', 'toWebRequest', 'unsealSession', 'updateSession', 'useBase', 'useSession', 'writeEarlyHints',
  'cachedEventHandler', 'cachedFunction', 'defineCachedEventHandler', 'defineCachedFunction', 'defineNitroErrorHandler', 'defineNitroPlugin', 'defineRenderHandler', 'defineRouteMeta', 'defineTask', 'nitroPlugin', 'runTask', 'useAppConfig', 'useEvent', 'useNitroApp', 'useRuntimeConfig', 'useStorage',
]);

/** What modules add to it, by the package that is behind the name. */
const OF_MODULES: Record<string, string> = {
  getUserSession: 'nuxt-auth-utils', requireUserSession: 'nuxt-auth-utils', setUserSession: 'nuxt-auth-utils', replaceUserSession: 'nuxt-auth-utils', clearUserSession: 'nuxt-auth-utils', hashPassword: 'nuxt-auth-utils', verifyPassword: 'nuxt-auth-utils',
  getServerSession: '#auth', getToken: '#auth', serverSupabaseUser: '#supabase/server', serverSupabaseSession: '#supabase/server', serverSupabaseClient: '#supabase/server', serverSupabaseServiceRole: '#supabase/server',
  authorize: 'nuxt-authorization', allows: 'nuxt-authorization', denies: 'nuxt-authorization',
};

/** What a name is that a file of a server by Nitro or Nuxt uses without importing it: a helper of the framework, or an export of a file in `utils`. */
export function ambient(name: string, file: string, files: Files): Value | undefined {
  if (name in globalThis || !isServerFile(file, files)) return undefined;
  for (const folder of utilityFolders(file, files)) {
    for (const path of filesIn(folder, files, 0)) {
      const exports = files.load(path);
      const value = exports?.kind === 'object' ? (name === defaultNameOf(path) ? exports.props.get('default') : undefined) ?? exports.props.get(name) : undefined;
      if (value) return value;
    }
  }
  if (name === 'defineNuxtConfig' || name === 'defineNitroConfig') return external('nuxt', [name]);
  if (OF_H3.has(name)) return external('h3', [name]);
  if (/^defineOAuth\w+EventHandler$/.test(name)) return external('nuxt-auth-utils', [name]);
  const module = entryOf(OF_MODULES, name);
  return module === undefined ? undefined : external(module, [name]);
}

function isServerFile(file: string, files: Files): boolean {
  return rootOf(file, files) !== undefined;
}

/** The nearest folder around a file with a configuration of Nuxt or Nitro, with a slash at its end. */
function rootOf(file: string, files: Files): string | undefined {
  const parts = file.split('/').slice(0, -1);
  for (let depth = parts.length; depth >= 0; depth--) {
    const folder = parts.slice(0, depth).join('/');
    if (files.list(`/${folder}`)?.some((name) => /^(nuxt|nitro)\.config\.[cm]?[jt]s$/.test(name))) return folder === '' ? '' : `${folder}/`;
  }
  return undefined;
}

/** Files in them are for everyone in the server: those of the layer that the file is in, then those of its application. */
function utilityFolders(file: string, files: Files): string[] {
  const root = rootOf(file, files) ?? '';
  const at = file.lastIndexOf('/server/', file.length);
  const own = at >= 0 ? file.slice(0, at + 1) : root;
  return [...new Set([own, root])].flatMap((folder) => [`${folder}server/utils`, `${folder}utils`, `${folder}shared/utils`]).concat(configured(root, files));
}

/** Further folders that the configuration names: `imports.dirs` of Nitro. */
function configured(root: string, files: Files): string[] {
  return (files.list(`/${root}`.replace(/(.)\/$/, '$1')) ?? []).filter((name) => /^(nuxt|nitro)\.config\.[cm]?[jt]s$/.test(name)).flatMap((name) => {
    const exports = files.load(`/${root}${name}`);
    let value = exports?.kind === 'object' ? exports.props.get('default') : undefined;
    if (value?.kind === 'result') value = value.call.args[0];
    return [['nitro', 'imports', 'dirs'], ['imports', 'dirs']].flatMap((path) => {
      let at = value;
      for (const part of path) at = at?.kind === 'object' ? at.props.get(part) : undefined;
      return at?.kind === 'array' ? at.elements.flatMap((one) => folderOf(textOf(one) ?? '', root)) : [];
    });
  });
}

function folderOf(written: string, root: string): string[] {
  const plain = written.replace(/^(?:\.\/|~~?\/|@@?\/)/, '').replace(/\/\*.*$/, '');
  return plain === '' || plain.startsWith('.') ? [] : [`${root}${plain}`];
}

function filesIn(folder: string, files: Files, depth: number): string[] {
  return (files.list(`/${folder}`) ?? []).flatMap((name) => {
    if (/\.[cm]?[jt]sx?$/.test(name)) return [`/${folder}/${name}`];
    return depth < 3 ? filesIn(`${folder}/${name}`, files, depth + 1) : [];
  });
}

/** A default export is called like its file. */
function defaultNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '').replace(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase());
}
