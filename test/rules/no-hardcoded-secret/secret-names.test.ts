import { expect, it } from 'vitest';
import { environmentName, kindOfName } from '../../../rules/no-hardcoded-secret/secret-names.ts';

it.each([
  ['jwtSecret', 'signing'], ['SESSION_SECRET', 'signing'], ['SECRET_KEY', 'signing'], ['encryptionKey', 'signing'], ['clientSecret', 'key'], ['apiKey', 'key'], ['X-Api-Key', 'key'],
  ['aws_secret_access_key', 'key'], ['slackBotToken', 'key'], ['privateKey', 'key'], ['dbPassword', 'password'], ['passphrase', 'password'], ['smtpPass', 'password'],
  ['publicKey', undefined], ['publishableKey', undefined], ['NEXT_PUBLIC_API_KEY', undefined], ['primaryKey', undefined], ['storageKey', undefined], ['key', undefined], ['passwordField', undefined],
  ['showPassword', undefined], ['tokenType', undefined], ['nextPageToken', undefined], ['secretName', undefined], ['bypass', undefined], ['searchApiKey', undefined],
] as const)('%s promises: %s', (name, kind) => { expect(kindOfName(name)).toBe(kind); });

it('names an environment variable after the property, unless that says too little', () => {
  expect([environmentName('cookieSecret', 'SESSION_SECRET'), environmentName('secret', 'JWT_SECRET'), environmentName(undefined, 'HMAC_KEY')]).toEqual(['COOKIE_SECRET', 'JWT_SECRET', 'HMAC_KEY']);
});
