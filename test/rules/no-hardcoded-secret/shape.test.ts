import { describe, expect, it } from 'vitest';
import { isChosenPassword, isGenerated, isMadeUp, isPublicMaterial, isSequence } from '../../../rules/no-hardcoded-secret/shape.ts';

describe('isGenerated', () => {
  it.each([
    'db55323b8d3e4154498498a75642b381', 'pa4qacea4VK9t9nGv7yZtwmj', 'v9dn0balpqas1pcc281tn5ood1', 'LlKq6ZtYbr+hTC073mAmAh9/h2HwMfsFo4hrfCx5mLg=', 'wJalrXUtnFEMI/K7MDENGbPxRfiCY',
  ])('takes %s for one', (text) => { expect(isGenerated(text, 16)).toBe(true); });

  it.each([
    'anythingllm_authToken', 'application/x-www-form-urlencoded', 'AES-256-CBC-HMAC-SHA256', 'oauth2-client-secret-v1', 'us-east-1-prod-api-key', 'settings.radarr.apiKey2',
    '550e8400-e29b-41d4-a716-446655440000', '2023-10-16T12:00:00.000Z', 'https://example.org/keys/0123456789abcdef', '/api/v2/keys/rotate/now', 'REFRESH_TOKEN_SECRET_V2',
    'mySuperSecretKey2024', 'abcdef0123456789abcdef', 'a1b2c3', 'AABBCCDDAABBCCDDAABBCCDD', '$2b$10$8Zo/1e8KM8QzqOKqbDlYlONBOzukWXrM', 'sha512-oDvqfXBBuxdj7dpJm5rB3vXv',
  ])('does not take %s for one', (text) => { expect(isGenerated(text, 16)).toBe(false); });
});

describe('isChosenPassword', () => {
  it.each(['Sup3rS3cret!', 'Admin@123', 'P4ssw0rdForProd', 'Admin_123'])('takes %s for one', (text) => { expect(isChosenPassword(text)).toBe(true); });
  it.each(['Password', 'password', 'min:8|max:64', 'Confirm Password 2', 'users/reset/v2', '5e884898da28047151d0e56f8dc62927', 'hunter2'])('does not take %s for one', (text) => { expect(isChosenPassword(text)).toBe(false); });
});

it('a made up secret is none of its own names, nor a label', () => {
  const texts = ['mysupersecret', 'change-me-please', 'JWT_SECRET', 'jwtSecret', 'jwt.secret', 'password', 'Secret'];
  expect(texts.filter((text) => isMadeUp(text, 'jwtSecret'))).toEqual(['mysupersecret', 'change-me-please']);
});

it('the token of an anonymous role is public, and that of a service is not', () => {
  const token = (role: string): string => ['eyJhbGciOiJIUzI1NiJ9', Buffer.from(JSON.stringify({ role })).toString('base64url'), 'c2lnbmF0dXJl'].join('.');
  expect([token('anon'), token('service_role')].map(isPublicMaterial)).toEqual([true, false]);
});

it('what is typed along the keyboard is a sequence', () => {
  expect(['abcdefgh12345678', '0123456789abcdef', 'db55323b8d3e4154'].map(isSequence)).toEqual([true, true, false]);
});
