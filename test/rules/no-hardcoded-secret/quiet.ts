import type { QuietCase } from '../../harness/cases.ts';

export const quiet: QuietCase[] = [
  {
    name: 'secrets from the environment, a configuration service and a file',
    files: {
      'src/auth.ts': `import fs from 'node:fs';
import jwt from 'jsonwebtoken';
import session from 'express-session';
import { ConfigService } from '@nestjs/config';

const privateKey = fs.readFileSync(process.env.KEY_FILE ?? 'keys/private.pem', 'utf8');
export class Tokens {
  constructor(private config: ConfigService) {}
  sign(sub: string) { return jwt.sign({ sub }, this.config.getOrThrow<string>('jwt.secret')); }
  signRs(sub: string) { return jwt.sign({ sub }, privateKey, { algorithm: 'RS256' }); }
}
export const sessions = session({ secret: process.env.SESSION_SECRET!, resave: false, saveUninitialized: false });
`,
    },
  },
  {
    name: 'placeholders that nobody runs with',
    files: {
      'src/config.ts': `import jwt from 'jsonwebtoken';

export const config = {
  jwtSecret: process.env.JWT_SECRET || '',
  clientSecret: '<your-client-secret>',
  apiKey: 'your_api_key_here',
  stripeSecret: 'sk_test_xxxxxxxxxxxxxxxxxxxxxxxx',
  webhookSecret: '****************',
  signingSecret: 'YOUR-SIGNING-SECRET-0123456789',
};
export const sign = (id: string) => jwt.sign({ id }, config.jwtSecret);
export const other = (id: string) => jwt.sign({ id }, '<replace me>');
`,
    },
  },
  {
    name: 'tests, fixtures, stories and examples',
    files: {
      'src/auth/auth.test.ts': `import jwt from 'jsonwebtoken';
const token = jwt.sign({ id: 1 }, 'test-secret-value-42');
export const headers = { apiKey: 'db55323b8d3e4154498498a75642b381', token };
`,
      'test/helpers/login.js': `module.exports = require('jsonwebtoken').sign({ id: 1 }, 'a-secret-of-the-tests');
`,
      'src/__fixtures__/user.ts': `export const user = { password: 'Sup3rS3cret!', apiKey: 'db55323b8d3e4154498498a75642b381' };
`,
      'src/Login.stories.tsx': `export const args = { password: 'Sup3rS3cret!' };
`,
      'config/app.example.js': `module.exports = { jwtSecret: 'c2VjcmV0LXNpZ25pbmcta2V5LTQy' };
`,
    },
  },
  {
    name: 'public keys and certificates',
    files: {
      'src/verify.ts': `import jwt from 'jsonwebtoken';
import { createPublicKey } from 'node:crypto';

const PUBLIC_KEY = \`-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9
q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==
-----END PUBLIC KEY-----\`;
export const publishableKey = 'pk_live_51H8xQ2eZvKYlo2C0aBcDeFgHiJk';
export const verify = (token: string) => jwt.verify(token, PUBLIC_KEY, { algorithms: ['ES256'] });
export const key = createPublicKey(PUBLIC_KEY);
`,
    },
  },
  {
    name: 'labels, messages, form fields, validation rules and header names',
    files: {
      'src/messages.ts': `export const messages = {
  password: 'Password',
  confirmPassword: 'Confirm Password 2',
  resetPassword: '/users/password/reset/v2',
  validationApiKey: 'You must provide an API key',
  apiKey: 'settings.radarr.apiKey2',
  tokenSecret: 'Token secret (optional)',
};
export const fields = [{ name: 'clientSecret', type: 'password', placeholder: 'client_secret_basic' }];
export const rules = { password: 'required|min:8|max:64', newPassword: /^(?=.*\\d).{8,}$/ };
export const headers = { apiKeyHeader: 'X-Api-Key-V2', authToken: 'X-Auth-Token', secretHeader: 'x-webhook-secret' };
export const API_KEY = 'x-api-key';
`,
    },
  },
  {
    name: 'names of environment variables, injection tokens and storage keys',
    files: {
      'src/keys.ts': `export const JWT_SECRET = 'JWT_SECRET';
export const SESSION_SECRET = 'sessionSecret';
export const ACCESS_TOKEN = 'access_token';
export const AUTH_TOKEN = 'anythingllm_authToken';
export const REFRESH_TOKEN_SECRET = 'REFRESH_TOKEN_SECRET_V2';
export const accessTokenKey = 'app.auth.accessToken';
export const config = { accessToken: 'access_token', refreshToken: 'refresh_token', clientSecret: 'client_secret' };
`,
      'src/verify.js': `const jwt = require('jsonwebtoken');
module.exports = (req, { jwtSecret = 'JWT_SECRET' }) => jwt.verify(req.token, process.env[jwtSecret]);
`,
    },
  },
  {
    name: 'what only development and tests get to',
    files: {
      'src/config.ts': `import jwt from 'jsonwebtoken';

const isProduction = process.env.NODE_ENV === 'production';
const secret = isProduction ? process.env.JWT_SECRET! : 'local-signing-key';
const configs = {
  test: { secret: 'signing-key-of-the-tests' },
  production: { secret: process.env.JWT_SECRET },
};
export const sign = (id: string) => jwt.sign({ id }, secret);
export const verify = (token: string) => jwt.verify(token, configs[process.env.NODE_ENV as 'test'].secret!);
`,
    },
  },
  {
    name: 'a fallback that the program refuses to run with',
    files: {
      'src/config.ts': `import jwt from 'jsonwebtoken';

const DEFAULT = 'change-me-in-production';
export const secret = process.env.JWT_SECRET || DEFAULT;
if (process.env.NODE_ENV === 'production' && !process.env.JWT_SECRET) {
  throw new Error('JWT_SECRET is not set');
}
export const other = process.env.COOKIE_SECRET || 'cookie-change-me';
if (other === 'cookie-change-me') {
  console.error('COOKIE_SECRET is not set');
  process.exit(1);
}
export const sign = (id: string) => jwt.sign({ id }, other);
`,
    },
  },
  {
    name: 'what every local database is started with',
    files: {
      'src/db.ts': `import { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import mysql from 'mysql2';

export const pool = new Pool({ connectionString: process.env.DATABASE_URL || 'postgres://postgres:postgres@localhost:5432/app' });
export const orm = new Sequelize('app', 'root', 'root', { dialect: 'mysql', host: process.env.DB_HOST || '127.0.0.1' });
export const connection = mysql.createConnection({ host: 'localhost', user: 'root', password: 'password' });
export const redis = 'redis://:redis@redis:6379';
export const doc = 'amqp://user:password@broker.example.com';
`,
    },
  },
  {
    name: 'keys that browsers are given by design',
    files: {
      'src/firebase.ts': `import { initializeApp } from 'firebase/app';

export const app = initializeApp({
  apiKey: 'AIzaSyD4k8xQ2eZvKYlo2C0aBcDeFgHiJk1234',
  authDomain: 'app.firebaseapp.com',
  projectId: 'app',
  messagingSenderId: '123456789012',
});
`,
      'docusaurus.config.js': `module.exports = { themeConfig: { algolia: { appId: 'R2IYF7ETH7', apiKey: '599cec31baffa4868cae4e79f180729b', indexName: 'docs' } } };
`,
      'src/maps.tsx': `export const Map = () => <GoogleMap apiKey="AIzaSyD4k8xQ2eZvKYlo2C0aBcDeFgHiJk1234" siteKey="6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI" />;
`,
    },
  },
  {
    name: 'hashes, identifiers, dates and versions',
    files: {
      'src/data.ts': `export const users = [
  { id: '3f1c9a7e-5b2d-4c4f-8a0e-1d3b5c7f9a2e', password: '$2b$10$8Zo/1e8KM8QzqOKqbDlYlONBOzukWXrM.IiyzqHRYDXqwB3gzDsba' },
  { id: '4a1c9a7e-5b2d-4c4f-8a0e-1d3b5c7f9a2e', password: '5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8' },
];
export const script = { integrity: 'sha512-oDvqfXBBuxdj7dpJm5rB3vXvEvyRlDpeg3yGJ6t4bQUQJxPd0yrpvxyRDvjn9fYyIGRy0wDYtYbXgP7TBlBYsQ==' };
export const requestToken = '550e8400-e29b-41d4-a716-446655440000';
export const clientSecret = { version: '2024-06-20' };
export const accessKey = '550e8400-e29b-41d4-a716-446655440000';
`,
    },
  },
  {
    name: 'keys that a protocol fixes',
    files: {
      'src/telegram.ts': `import { createHmac } from 'node:crypto';

export const dataKey = (token: string) => createHmac('sha256', 'WebAppData').update(token).digest();
export const signingKey = (secret: string, date: string) => createHmac('sha256', 'AWS4' + secret).update(date).digest();
`,
    },
  },
  {
    name: 'services that ask for no key',
    files: {
      'src/llm.ts': `import OpenAI from 'openai';

export const local = new OpenAI({ baseURL: 'http://localhost:1234/v1', apiKey: 'sk-local-no-key-required' });
export const ollama = new OpenAI({ baseURL: process.env.OLLAMA_URL, apiKey: process.env.OLLAMA_KEY ?? 'not-used' });
`,
    },
  },
  {
    name: 'seeds and API descriptions',
    files: {
      'prisma/seed.ts': `export const admin = { email: 'admin@acme.io', password: 'Password#123' };
`,
      'src/openapi/auth.ts': `export const example = { email: 'ada@acme.io', password: 'S3cure!Passw0rd' };
`,
    },
  },
  {
    name: 'a secret that is fetched, and one that is made',
    files: {
      'src/session.ts': `import crypto from 'node:crypto';
import session from 'express-session';
import jwt from 'jsonwebtoken';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';

const secrets = new SecretsManager({ region: 'eu-west-1' });
export const sessions = session({ secret: crypto.randomBytes(32).toString('hex'), resave: false, saveUninitialized: true });
export async function sign(sub: string) {
  const { SecretString } = await secrets.getSecretValue({ SecretId: 'prod/jwt/signing-key-2' });
  return jwt.sign({ sub }, SecretString!);
}
`,
    },
  },
  {
    name: 'names that the configuration excludes',
    files: {
      'src/api.ts': `export const params = { api_key: 'db55323b8d3e4154498498a75642b381' };
`,
    },
    options: { ignoreNames: ['apiKey'] },
  },
  {
    name: 'fallbacks, when they are allowed',
    files: {
      'src/token.ts': `import jwt from 'jsonwebtoken';
export const sign = (id: string) => jwt.sign({ id }, process.env.JWT_SECRET || 'mysupersecret');
`,
    },
    options: { fallbacks: false },
  },
];
