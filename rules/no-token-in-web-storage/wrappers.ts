/** How a package's function writes to the browser's stores or to a cookie. */
export interface Wrapper {
  /** Names; their sub-paths count. */
  packages: string[];
  /** The last name of what is called; '' for the package's own export. */
  calls: string[];
  store: 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'cookie';
  /** Indices of the arguments. A hook's state is the value, so it has none. */
  key: number;
  value?: number;
  /** A hook or a store: it writes when what it gives back is set. */
  hook?: boolean;
  /** Of a function that servers call, too: where its options are, which may then say HttpOnly. */
  options?: number;
}

export const WRAPPERS: readonly Wrapper[] = [
  { packages: ['localforage'], calls: ['setItem'], store: 'IndexedDB', key: 0, value: 1 },
  { packages: ['store2', 'store', 'lockr', 'lscache', 'local-storage', 'secure-ls', 'reactjs-localstorage', 'quasar', 'angular-web-storage', 'basil.js'], calls: ['set', ''], store: 'localStorage', key: 0, value: 1 },
  { packages: ['react-secure-storage'], calls: ['setItem'], store: 'localStorage', key: 0, value: 1 },
  { packages: ['ngx-webstorage'], calls: ['store'], store: 'localStorage', key: 0, value: 1 },
  { packages: ['@rehooks/local-storage'], calls: ['writeStorage'], store: 'localStorage', key: 0, value: 1 },

  { packages: ['js-cookie', 'universal-cookie', 'es-cookie', 'tiny-cookie', 'cookie-cutter', 'cookies-js', 'vue-cookies', 'vue3-cookies', 'ngx-cookie-service', 'ngx-cookie', '@vueuse/integrations'], calls: ['set', 'setCookie', 'put'], store: 'cookie', key: 0, value: 1 },
  { packages: ['typescript-cookie'], calls: ['setCookie'], store: 'cookie', key: 0, value: 1 },
  { packages: ['react-cookie'], calls: ['1', 'set', 'setCookie'], store: 'cookie', key: 0, value: 1 },
  { packages: ['cookies-next'], calls: ['setCookie'], store: 'cookie', key: 0, value: 1, options: 2 },
  { packages: ['nookies'], calls: ['setCookie', 'set'], store: 'cookie', key: 1, value: 2, options: 3 },

  { packages: ['usehooks-ts', 'react-use', '@uidotdev/usehooks', '@vueuse/core', '@mantine/hooks', 'rooks', 'use-local-storage', 'use-local-storage-state', '@rehooks/local-storage', 'react-storage-hooks', '@solid-primitives/storage'], calls: ['', 'useLocalStorage', 'useStorage', 'useLocalStorageState', 'useLocalstorageState', 'useLocalstorage'], store: 'localStorage', key: 0, hook: true },
  { packages: ['usehooks-ts', 'react-use', '@uidotdev/usehooks', '@vueuse/core', '@mantine/hooks', 'rooks', 'ahooks'], calls: ['useSessionStorage', 'useSessionstorageState', 'useSessionStorageState'], store: 'sessionStorage', key: 0, hook: true },
  { packages: ['ahooks'], calls: ['useLocalStorageState'], store: 'localStorage', key: 0, hook: true },
  { packages: ['react-use'], calls: ['useCookie'], store: 'cookie', key: 0, hook: true },
  { packages: ['jotai'], calls: ['atomWithStorage'], store: 'localStorage', key: 0, hook: true },
  { packages: ['svelte-persisted-store', 'svelte-local-storage-store'], calls: ['persisted', 'writable'], store: 'localStorage', key: 0, hook: true },
];
