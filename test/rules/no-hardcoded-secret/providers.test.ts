import { expect, it } from 'vitest';
import { providerTokens } from '../../../rules/no-hardcoded-secret/providers.ts';

const found = (text: string): [string, number, number][] => providerTokens('src/a.ts', text).map(({ provider, start, end }) => [provider, start, end]);

// Each is put together here, so that no scanner takes it for a real one.
it.each([
  ['GitHub token', ['ghp', '_a8Fk3nZq0LmW7xYt2RbV5cJd9HsPe1UgQoKi']],
  ['GitLab token', ['glpat', '-x8Fk3nZq0LmW7xYt2RbV']],
  ['Slack token', ['xoxb', '-240192837465-1209384756102-aBcDeFgH1jK9mN3pQ7rS5tU2']],
  ['Stripe live key', ['sk_live', '_51Hq8xQ2eZvKYlo2C0aBcDeF']],
  ['Google OAuth client secret', ['GOCSPX', '-a8Fk3nZq0LmW7xYt2RbV5cJd9HsP']],
  ['AWS access key', ['AKIA', 'Q4WMZ7TLX2N6VKRJ']],
  ['Telegram bot token', ['8123456790', ':AAF8k3nZq0LmW7xYt2RbV5cJd9HsPe1UgQo']],
  ['npm access token', ['npm', '_a8Fk3nZq0LmW7xYt2RbV5cJd9HsPe1UgQoKi']],
  ['SendGrid key', ['SG', '.aBcD3fGh1jKlMn0pQrStUv.WxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz012']],
])('finds a %s', (provider, parts) => {
  const token = parts.join('');
  expect(found(`const a = '${token}';`)).toEqual([[provider, 11, 11 + token.length]]);
});

it.each([
  ['made of one letter', `ghp_${'x'.repeat(36)}`],
  ['called an example', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['a test key of Stripe', ['sk_test', '_51Hq8xQ2eZvKYlo2C0aBcDeF'].join('')],
  ['publishable', ['pk_live', '_51Hq8xQ2eZvKYlo2C0aBcDeF'].join('')],
])('is quiet on one that is %s', (_, token) => { expect(found(`const a = '${token}';`)).toEqual([]); });
