/** What a secret is used for, and so what whoever knows it can do. */
export interface Use {
  noun: string;
  harm: string;
  /** The environment variable to suggest when the code has no better name. */
  env: string;
  /**
   * `any`: every literal that gets there is the secret. `password`: too, but for what local services are started with.
   * `generated`: services that ask for no key are given all sorts of text there, so it must look like a key.
   */
  accepts: 'any' | 'password' | 'generated';
}

export const USES = {
  jwt: { noun: 'a key that signs or verifies JSON Web Tokens', harm: 'make tokens that are taken for genuine', env: 'JWT_SECRET', accepts: 'any' },
  session: { noun: 'a session secret', harm: 'forge session cookies', env: 'SESSION_SECRET', accepts: 'any' },
  cookie: { noun: 'a secret that signs cookies', harm: 'forge signed cookies', env: 'COOKIE_SECRET', accepts: 'any' },
  csrf: { noun: 'a secret that protects against request forgery', harm: 'make valid CSRF tokens', env: 'CSRF_SECRET', accepts: 'any' },
  hmac: { noun: 'an HMAC key', harm: 'compute signatures that are taken for genuine', env: 'HMAC_KEY', accepts: 'any' },
  encryption: { noun: 'an encryption key', harm: 'decrypt what is encrypted with it', env: 'ENCRYPTION_KEY', accepts: 'any' },
  privateKey: { noun: 'a private key', harm: 'sign and decrypt in its owner’s name', env: 'PRIVATE_KEY', accepts: 'any' },
  client: { noun: 'an OAuth client secret', harm: 'act as this client towards the provider', env: 'CLIENT_SECRET', accepts: 'any' },
  database: { noun: 'a password of a database or service', harm: 'log in with it', env: 'DATABASE_PASSWORD', accepts: 'password' },
  mail: { noun: 'a password of a mail account', harm: 'send mail in its name', env: 'SMTP_PASSWORD', accepts: 'password' },
  basic: { noun: 'a password for basic authentication', harm: 'log in with it', env: 'BASIC_AUTH_PASSWORD', accepts: 'any' },
  bearer: { noun: 'a bearer token that callers are let in with', harm: 'call what it protects', env: 'API_TOKEN', accepts: 'any' },
  apiKey: { noun: 'a key of an external service', harm: 'use the service in your name and on your bill', env: 'API_KEY', accepts: 'generated' },
} satisfies Record<string, Use>;

export type UseName = keyof typeof USES;
