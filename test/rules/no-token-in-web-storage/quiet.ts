import type { QuietCase } from '../../harness/cases.ts';

export const quiet: QuietCase[] = [
  {
    name: 'themes, languages and flags',
    files: {
      'src/prefs.ts': `export function save(theme: string, locale: string, open: boolean) {
  localStorage.setItem('theme', theme);
  localStorage.setItem('i18nextLng', locale);
  localStorage.setItem('sidebar-open', String(open));
  localStorage.setItem('design-tokens', JSON.stringify({ color: '#fff' }));
  localStorage.setItem('featureFlags', JSON.stringify({ newTokenizer: true }));
  localStorage['columns'] = JSON.stringify(['name', 'tokenCount']);
}
`,
    },
  },
  {
    name: 'reading, removing and clearing',
    files: {
      'src/logout.js': `export function logout() {
  const token = localStorage.getItem('token');
  localStorage.removeItem('token');
  localStorage.setItem('token', '');
  sessionStorage.setItem('accessToken', null);
  localStorage.refreshToken = undefined;
  delete localStorage.jwt;
  localStorage.clear();
  document.cookie = 'token=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/';
  return token;
}
`,
    },
  },
  {
    name: 'tokens that scripts are meant to read, or that open nothing',
    files: {
      'src/keep.ts': `import Cookies from 'js-cookie';

export function keep(page: { nextPageToken: string }, csrfToken: string, fcmToken: string) {
  sessionStorage.setItem('csrfToken', csrfToken);
  Cookies.set('XSRF-TOKEN', csrfToken);
  sessionStorage.setItem('nextPageToken', page.nextPageToken);
  localStorage.setItem('fcm_token', fcmToken);
  localStorage.setItem('deviceToken', fcmToken);
  localStorage.setItem('mapboxToken', 'pk.abc');
}
`,
    },
  },
  {
    name: 'the state of an authorization request',
    files: {
      'src/oauth.ts': `import { nanoid } from 'nanoid';

export function start(verifier: string) {
  const state = nanoid();
  sessionStorage.setItem('code_verifier', verifier);
  sessionStorage.setItem('pkce_code_verifier', verifier);
  sessionStorage.setItem('oauth_state', state);
  sessionStorage.setItem('auth.nonce', nanoid());
}
`,
    },
  },
  {
    name: 'what is known about a token',
    files: {
      'src/about.ts': `export function about(token: { expiresAt: number; type: string }, tokens: number) {
  localStorage.setItem('token_expires_at', String(token.expiresAt));
  localStorage.setItem('tokenType', token.type);
  localStorage.setItem('hasToken', 'true');
  localStorage.setItem('isPasswordVisible', JSON.stringify(true));
  localStorage.setItem('maxTokens', String(tokens));
  localStorage.setItem('token', 'true');
  localStorage.setItem('tokenSavedAt', new Date().toISOString());
  localStorage.setItem('AUTH_TIMESTAMP', String(Date.now()));
}
`,
    },
  },
  {
    name: 'claims, profiles and the user without the token',
    files: {
      'src/user.ts': `import { jwtDecode } from 'jwt-decode';

export function keep(token: string, data: { user: { name: string }; token: string }) {
  const claims = jwtDecode<{ sub: string }>(token);
  localStorage.setItem('claims', JSON.stringify(claims));
  localStorage.setItem('user', JSON.stringify(data.user));
  localStorage.setItem('userId', claims.sub);
  localStorage.setItem('isLoggedIn', JSON.stringify(Boolean(token)));
  localStorage.setItem('loggedIn', token ? 'yes' : 'no');
}
`,
    },
  },
  {
    name: 'coins',
    files: {
      'src/tokens.ts': `import { ethers } from 'ethers';

export function remember(token: { address: string }, tokens: string[]) {
  localStorage.setItem('tokens', JSON.stringify(tokens));
  localStorage.setItem('token', ethers.utils.getAddress(token.address));
  localStorage.setItem('selectedToken', JSON.stringify(token));
}
`,
    },
  },
  {
    name: 'a store that is not the browser’s',
    files: {
      'src/cache.ts': `import { LocalStorage } from 'node-localstorage';
import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

const localStorage = new LocalStorage('./scratch');
const cache = new Map<string, string>();
export async function keep(token: string) {
  localStorage.setItem('token', token);
  cache.set('token', token);
  await AsyncStorage.setItem('token', token);
  await SecureStore.setItemAsync('token', token);
}
`,
    },
  },
  {
    name: 'cookies that the server sets',
    files: {
      'src/routes.ts': `import type { Response } from 'express';
import { setCookie } from 'nookies';
import { setCookie as setNextCookie } from 'cookies-next';

export function login(ctx: any, req: any, res: Response, token: string) {
  res.cookie('token', token, { httpOnly: true, secure: true, sameSite: 'lax' });
  setCookie(ctx, 'token', token, { httpOnly: true, path: '/' });
  setNextCookie('token', token, { req, res, httpOnly: true });
}
`,
    },
  },
  {
    name: 'identifiers of conversations and visits',
    files: {
      'src/chat.ts': `import { v4 as uuid } from 'uuid';

export function start(conversation: { sessionId: string }) {
  sessionStorage.setItem('sessionId', uuid());
  localStorage.setItem('chat_session_id', conversation.sessionId);
  localStorage.setItem('visitor_id', crypto.randomUUID());
  localStorage.setItem('cartToken', 'c1');
}
`,
    },
  },
  {
    name: 'persisted stores without tokens, or that leave them out',
    files: {
      'src/stores.ts': `import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const useSettings = create(persist(() => ({ theme: 'dark', fontSize: 12 }), { name: 'settings' }));
export const useAuth = create(
  persist(() => ({ user: null, token: null }), { name: 'auth', partialize: (state: { user: null }) => ({ user: state.user }) }),
);
`,
      'src/redux.ts': `import { combineReducers, createSlice } from '@reduxjs/toolkit';
import { persistReducer } from 'redux-persist';
import storage from 'redux-persist/lib/storage';

const auth = createSlice({ name: 'auth', initialState: { token: null }, reducers: {} });
const ui = createSlice({ name: 'ui', initialState: { sidebar: true }, reducers: {} });
export const reducer = persistReducer({ key: 'root', storage, blacklist: ['auth'] }, combineReducers({ auth: auth.reducer, ui: ui.reducer }));
`,
    },
  },
  {
    name: 'hooks of which only the value is taken',
    files: {
      'src/Header.tsx': `import { useLocalStorage } from 'react-use';

export function Header() {
  const [token] = useLocalStorage('token', '');
  return token ? <a href="/account">Account</a> : <a href="/login">Log in</a>;
}
`,
    },
  },
  {
    name: 'tests and stories',
    files: {
      'src/auth.test.ts': `beforeEach(() => { localStorage.setItem('token', makeToken()); });
`,
      'cypress/support/commands.js': `Cypress.Commands.add('login', (token) => { window.localStorage.setItem('token', token); });
`,
      'src/Page.stories.tsx': `export const loggedIn = (token: string) => localStorage.setItem('accessToken', token);
`,
    },
  },
  {
    name: 'keys, stores and cookies that the configuration leaves out',
    files: {
      'src/keep.ts': `export function keep(token: string) {
  localStorage.setItem('embed-token', token);
  sessionStorage.setItem('token', token);
  document.cookie = \`token=\${token}\`;
}
`,
    },
    options: { ignoreKeys: ['embedToken'], sessionStorage: false, cookies: false },
  },
];
