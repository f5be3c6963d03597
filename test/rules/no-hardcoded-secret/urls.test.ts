import { expect, it } from 'vitest';
import { urlPassword } from '../../../rules/no-hardcoded-secret/urls.ts';

it('finds the password, and where it stands', () => {
  expect(urlPassword('uri: postgres://app:Tr0ub4dor@db.acme.io:5432/shop')).toEqual({ scheme: 'postgres', password: 'Tr0ub4dor', local: false, start: 20, end: 29 });
});

it.each([
  ['redis://:kx92vb71@cache.acme.io:6379', 'kx92vb71'],
  ['amqps://shop:p%40ss-word-9@mq.acme.io/vhost', 'p%40ss-word-9'],
  ['mongodb://root:s3cr3t-of-prod@localhost:27017', 's3cr3t-of-prod'],
  ['https://deploy:Zk82bq@git.acme.io/app.git', 'Zk82bq'],
])('sees the password of %s', (url, password) => { expect(urlPassword(url)?.password).toBe(password); });

it.each([
  'postgres://postgres:postgres@localhost:5432/app', 'mysql://root:root@db/app', 'mongodb://user:password@host:27017', 'postgres://user:pass@db.acme.io/app', 'redis://:<password>@cache.acme.io',
  'https://user:secret@example.com', 'mongodb://admin:${PASSWORD}@db.acme.io', 'postgres://%s:%s@db.acme.io', 'amqp://guest:guest@rabbitmq:5672', 'https://acme.io:8080/@scope/name', 'postgres://app@db.acme.io/app',
])('is quiet on %s', (url) => { expect(urlPassword(url)).toBeUndefined(); });
