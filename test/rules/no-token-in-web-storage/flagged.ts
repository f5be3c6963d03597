import type { FlaggedCase } from '../../harness/cases.ts';

export const flagged: FlaggedCase[] = [
  {
    name: 'a call with a literal key',
    files: {
      'src/Login.jsx': `import axios from 'axios';

export const login = async (form) => {
  const res = await axios.post('/api/login', form);
  localStorage.setItem('token', res.data.token);
};
`,
    },
    findings: [
      { file: 'src/Login.jsx', line: 5, column: 3, endLine: 5, endColumn: 48, messageId: 'stored', confidence: 'high', message: 'A token is written to localStorage. Every script on the page can read it there, an injected one too. Let the server set it as an HttpOnly cookie, or keep it in memory.' },
    ],
  },
  {
    name: 'keys that are destructured from another module',
    files: {
      'src/consts.ts': `const consts = { LOGIN_TOKEN_KEY: 'erxesLoginToken', LOGIN_REFRESH_TOKEN_KEY: 'erxesLoginRefreshToken' };
export default consts;
`,
      'src/containers/SignIn.tsx': `import consts from '../consts';

export const save = ({ data }) => {
  const { LOGIN_TOKEN_KEY, LOGIN_REFRESH_TOKEN_KEY } = consts;
  const { token, refreshToken } = data.login;
  localStorage.setItem(LOGIN_TOKEN_KEY, token);
  localStorage.setItem(LOGIN_REFRESH_TOKEN_KEY, refreshToken);
};
`,
    },
    findings: [
      { file: 'src/containers/SignIn.tsx', line: 6, column: 3, endLine: 6, endColumn: 47, messageId: 'stored', confidence: 'high' },
      { file: 'src/containers/SignIn.tsx', line: 7, column: 3, endLine: 7, endColumn: 62, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'a key that says nothing, with the value of a constant of another module',
    files: {
      'src/keys.js': `exports.STORAGE_KEY = 'app.s1';
`,
      'src/session.js': `const { STORAGE_KEY } = require('./keys');

exports.keep = (response) => {
  const jwt = response.headers.get('x-token');
  window.sessionStorage.setItem(STORAGE_KEY, jwt);
};
`,
    },
    findings: [
      { file: 'src/session.js', line: 5, column: 3, endLine: 5, endColumn: 50, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'properties, brackets and aliases of the stores',
    files: {
      'src/auth.js': `const storage = window.localStorage;
const { sessionStorage: temporary } = globalThis;
const remembered = (stay) => (stay ? localStorage : sessionStorage);

export function keep(data, stay) {
  localStorage.accessToken = data.access_token;
  self.localStorage['refresh_token'] = data.refresh_token;
  storage.setItem('id_token', data.idToken);
  temporary.setItem('password', data.password);
  remembered(stay).setItem('jwt', data.jwt);
}
`,
    },
    findings: [
      { file: 'src/auth.js', line: 6, column: 3, endLine: 6, endColumn: 47, messageId: 'stored', confidence: 'high' },
      { file: 'src/auth.js', line: 7, column: 3, endLine: 7, endColumn: 58, messageId: 'stored', confidence: 'high' },
      { file: 'src/auth.js', line: 8, column: 3, endLine: 8, endColumn: 44, messageId: 'stored', confidence: 'high' },
      { file: 'src/auth.js', line: 9, column: 3, endLine: 9, endColumn: 47, messageId: 'stored', confidence: 'high' },
      { file: 'src/auth.js', line: 10, column: 3, endLine: 10, endColumn: 44, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'a class with an injected store',
    files: {
      'src/token-store.ts': `export class TokenStore {
  constructor(private readonly storage: Storage = window.localStorage) {}
  save(token: string) { this.storage.setItem('auth-token', token); }
}
`,
    },
    findings: [
      { file: 'src/token-store.ts', line: 3, column: 25, endLine: 3, endColumn: 66, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'a method that chooses the store',
    files: {
      'src/mixins/socket.js': `export default {
  data() { return { remember: true }; },
  methods: {
    storage() { return this.remember ? localStorage : sessionStorage; },
    login(socket, form) {
      socket.emit('login', form, (res) => { if (res.ok) { this.storage().token = res.token; } });
    },
    logout() { this.storage().removeItem('token'); },
  },
};
`,
    },
    findings: [
      { file: 'src/mixins/socket.js', line: 6, column: 59, endLine: 6, endColumn: 91, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'an object with a token in it',
    files: {
      'src/store.ts': `interface Auth { user: string; token: string }

export function persist(auth: Auth, extra: object) {
  localStorage.setItem('auth', JSON.stringify({ user: auth.user, accessToken: auth.token }));
  const state = { current: { jwt: auth.token }, ...extra };
  sessionStorage.setItem('state-of-app', JSON.stringify(state));
}
`,
    },
    findings: [
      { file: 'src/store.ts', line: 4, column: 3, endLine: 4, endColumn: 93, messageId: 'stored', confidence: 'high' },
      { file: 'src/store.ts', line: 6, column: 3, endLine: 6, endColumn: 64, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'an answer out of which a token is read',
    files: {
      'src/auth.service.js': `import axios from 'axios';

class AuthService {
  login(username, password) {
    return axios.post('/signin', { username, password }).then((response) => {
      if (response.data.accessToken) {
        localStorage.setItem('user', JSON.stringify(response.data));
      }
      return response.data;
    });
  }
}
export default new AuthService();
`,
    },
    findings: [
      { file: 'src/auth.service.js', line: 7, column: 9, endLine: 7, endColumn: 68, messageId: 'stored', confidence: 'medium' },
    ],
  },
  {
    name: 'the answer to a login, used for its token elsewhere',
    files: {
      'src/screens/Signin.js': `import axios from 'axios';

export const submit = async (dispatch, form) => {
  const { data } = await axios.post('/api/users/signin', form);
  dispatch({ type: 'USER_SIGNIN', payload: data });
  localStorage.setItem('userInfo', JSON.stringify(data));
};
`,
      'src/screens/Orders.js': `import axios from 'axios';

export const load = (userInfo) => axios.get('/api/orders/mine', { headers: { authorization: \`Bearer \${userInfo.token}\` } });
`,
    },
    findings: [
      { file: 'src/screens/Signin.js', line: 6, column: 3, endLine: 6, endColumn: 57, messageId: 'stored', confidence: 'medium' },
    ],
  },
  {
    name: 'a wrapper of the project, called from another file',
    files: {
      'src/lib/storage.ts': `export function setItem(key: string, data: unknown, session?: boolean): void {
  if (typeof window !== 'undefined' && data) {
    return (session ? sessionStorage : localStorage).setItem(\`app.\${key}\`, JSON.stringify(data));
  }
}
`,
      'src/lib/client.ts': `import { setItem } from './storage';

const AUTH_TOKEN = 'app.auth';
export const setClientAuthToken = (token: string) => setItem(AUTH_TOKEN, token);
export const setTheme = (theme: string) => setItem('theme', theme);
`,
    },
    findings: [
      { file: 'src/lib/client.ts', line: 4, column: 54, endLine: 4, endColumn: 80, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'an API key that the user types in',
    files: {
      'src/Settings.tsx': `import { useState } from 'react';

export function Settings() {
  const [apiKey, setApiKey] = useState('');
  const save = () => window.localStorage.setItem('openai_api_key', apiKey);
  return <form onSubmit={save}><input value={apiKey} onChange={(e) => setApiKey(e.target.value)} /></form>;
}
`,
    },
    findings: [
      { file: 'src/Settings.tsx', line: 5, column: 22, endLine: 5, endColumn: 75, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'cookies set by scripts',
    files: {
      'src/cookies.ts': `import Cookies from 'js-cookie';
import { setCookie } from 'cookies-next';
import UniversalCookie from 'universal-cookie';

const cookies = new UniversalCookie();
export function keep(accessToken: string, refreshToken: string) {
  document.cookie = \`access_token=\${accessToken}; path=/; secure\`;
  document.cookie = 'refresh_token=' + encodeURIComponent(refreshToken) + '; max-age=3600';
  Cookies.set('token', accessToken, { secure: true, sameSite: 'strict' });
  cookies.set('jwt', accessToken, { path: '/' });
  setCookie('session-token', accessToken);
}
`,
    },
    findings: [
      { file: 'src/cookies.ts', line: 7, column: 3, endLine: 7, endColumn: 66, messageId: 'cookie', confidence: 'high', message: 'An access token is written to a cookie by a script. Such a cookie is never HttpOnly, so every script on the page can read it, an injected one too. Let the server set the cookie, with HttpOnly.' },
      { file: 'src/cookies.ts', line: 8, column: 3, endLine: 8, endColumn: 91, messageId: 'cookie', confidence: 'high' },
      { file: 'src/cookies.ts', line: 9, column: 3, endLine: 9, endColumn: 74, messageId: 'cookie', confidence: 'high' },
      { file: 'src/cookies.ts', line: 10, column: 3, endLine: 10, endColumn: 49, messageId: 'cookie', confidence: 'high' },
      { file: 'src/cookies.ts', line: 11, column: 3, endLine: 11, endColumn: 42, messageId: 'cookie', confidence: 'high' },
    ],
  },
  {
    name: 'hooks that keep their state in a store',
    files: {
      'src/useAuth.tsx': `import { useLocalStorage } from 'usehooks-ts';
import { useSessionStorage } from '@mantine/hooks';
import { useCookies } from 'react-cookie';
import { atomWithStorage } from 'jotai/utils';

export const tokenAtom = atomWithStorage('access_token', '');
export function useAuth() {
  const [token, setToken] = useLocalStorage<string | null>('token', null);
  const [refresh, setRefresh] = useSessionStorage({ key: 'refreshToken', defaultValue: '' });
  const [, setCookie] = useCookies(['jwt']);
  return { token, refresh, login(t: string, r: string) { setToken(t); setRefresh(r); setCookie('jwt', t); } };
}
`,
    },
    findings: [
      { file: 'src/useAuth.tsx', line: 6, column: 26, endLine: 6, endColumn: 61, messageId: 'stored', confidence: 'high' },
      { file: 'src/useAuth.tsx', line: 8, column: 29, endLine: 8, endColumn: 74, messageId: 'stored', confidence: 'high' },
      { file: 'src/useAuth.tsx', line: 9, column: 33, endLine: 9, endColumn: 93, messageId: 'stored', confidence: 'high' },
      { file: 'src/useAuth.tsx', line: 11, column: 86, endLine: 11, endColumn: 105, messageId: 'cookie', confidence: 'high' },
    ],
  },
  {
    name: 'a hook of the project',
    files: {
      'src/hooks/useLocalStorage.ts': `import { useState } from 'react';

export function useLocalStorage<T>(key: string, initial: T) {
  const [stored, setStored] = useState<T>(initial);
  const setValue = (value: T) => {
    setStored(value);
    window.localStorage.setItem(key, JSON.stringify(value));
  };
  return [stored, setValue] as const;
}
`,
      'src/App.tsx': `import { useLocalStorage } from './hooks/useLocalStorage';

export function App() {
  const [token, setToken] = useLocalStorage('authToken', '');
  const [theme, setTheme] = useLocalStorage('theme', 'dark');
  return <button onClick={() => { setToken(''); setTheme(theme); }}>{token}</button>;
}
`,
    },
    findings: [
      { file: 'src/App.tsx', line: 4, column: 29, endLine: 4, endColumn: 61, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'a persisted Zustand store',
    files: {
      'src/auth-store.ts': `import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export const useAuthStore = create<{ user: string; accessToken: string | null; login(t: string): void }>()(
  persist(
    (set) => ({
      user: '',
      accessToken: null,
      login: (accessToken) => set({ accessToken }),
    }),
    { name: 'auth', storage: createJSONStorage(() => sessionStorage) },
  ),
);
`,
    },
    findings: [
      { file: 'src/auth-store.ts', line: 5, column: 3, endLine: 5, endColumn: 10, messageId: 'persisted', confidence: 'high', message: 'An access token is part of the state that Zustand writes to sessionStorage (accessToken). Every script on the page can read it there, an injected one too. Leave it out of what is persisted, and let the server set it as an HttpOnly cookie.' },
    ],
  },
  {
    name: 'a persisted slice of Redux',
    files: {
      'src/store/authSlice.ts': `import { createSlice } from '@reduxjs/toolkit';

const initialState = { user: null, token: null, isLoading: false };
const authSlice = createSlice({ name: 'auth', initialState, reducers: { login(state, { payload }) { state.token = payload; } } });
export default authSlice.reducer;
`,
      'src/store/index.ts': `import { combineReducers } from '@reduxjs/toolkit';
import { persistReducer } from 'redux-persist';
import storage from 'redux-persist/lib/storage';
import auth from './authSlice';

const rootReducer = combineReducers({ auth, ui: (state = { theme: 'light' }) => state });
export const reducer = persistReducer({ key: 'root', storage, whitelist: ['auth'] }, rootReducer);
`,
    },
    findings: [
      { file: 'src/store/index.ts', line: 7, column: 24, endLine: 7, endColumn: 38, messageId: 'persisted', confidence: 'high' },
    ],
  },
  {
    name: 'a persisted Pinia store',
    files: {
      'src/stores/user.ts': `import { defineStore } from 'pinia';

export const useUserStore = defineStore('user', {
  state: () => ({ name: '', refreshToken: '' }),
  actions: { login(token: string) { this.refreshToken = token; } },
  persist: true,
});
`,
    },
    findings: [
      { file: 'src/stores/user.ts', line: 3, column: 29, endLine: 3, endColumn: 40, messageId: 'persisted', confidence: 'high' },
    ],
  },
  {
    name: 'other packages around the stores',
    files: {
      'src/keep.js': `import localforage from 'localforage';
import store from 'store2';

export async function keep(session) {
  await localforage.setItem('access_token', session.access_token);
  store.set('refreshToken', session.refresh_token);
}
`,
    },
    findings: [
      { file: 'src/keep.js', line: 5, column: 9, endLine: 5, endColumn: 66, messageId: 'stored', confidence: 'high' },
      { file: 'src/keep.js', line: 6, column: 3, endLine: 6, endColumn: 51, messageId: 'stored', confidence: 'high' },
    ],
  },
  {
    name: 'a key that the configuration adds',
    files: {
      'src/keep.js': `export const keep = (value) => localStorage.setItem('x-app', value);
`,
    },
    options: { keys: ['x-app'] },
    findings: [
      { file: 'src/keep.js', line: 1, column: 32, endLine: 1, endColumn: 68, messageId: 'stored', confidence: 'high' },
    ],
  },
];
