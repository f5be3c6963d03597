import { expect, it } from 'vitest';
import { senseOf, senseOfKeyName } from '../../../rules/no-token-in-web-storage/words.ts';

it.each([
  ['token', 'token'], ['accessToken', 'access token'], ['access_token', 'access token'], ['@app:refresh-token', 'refresh token'], ['idToken', 'ID token'], ['authtoken', 'token'], ['next-auth.session-token', 'session token'],
  ['openai_api_key', 'key'], ['userPassword', 'password'], ['clientSecret', 'secret'], ['jwt', 'token'], ['resetToken', 'password reset token'], ['PHPSESSID', 'session ID'], ['anythingllm_authToken', 'token'],
])('%s is a credential: %s', (name, what) => { expect(senseOf(name)).toEqual({ kind: 'credential', what }); });

it.each([
  'csrfToken', 'XSRF-TOKEN', 'nextPageToken', 'fcmToken', 'deviceToken', 'token_expires_at', 'tokenType', 'maxTokens', 'tokenCount', 'hasToken', 'showPassword', 'designTokens', 'tokenizerSecret', 'codeVerifierSecret',
  'tokenId', 'tokenAddress', 'inviteToken', 'tokenList',
])('%s is harmless', (name) => { expect(senseOf(name).kind).toBe('harmless'); });

it.each(['theme', 'tokenizer', 'user', 'auth', 'session', 'sessionData', 'key', 'monkey', 'passenger'])('%s says nothing', (name) => { expect(senseOf(name).kind).toBe('unclear'); });

it('the name of a constant that holds a key is read without what makes it one', () => {
  expect(['TOKEN_KEY', 'AUTH_TOKEN_STORAGE_KEY', 'STORAGE_KEY', 'API_KEY_NAME', 'THEME_KEY'].map((name) => senseOfKeyName(name).kind)).toEqual(['credential', 'credential', 'unclear', 'credential', 'unclear']);
});
