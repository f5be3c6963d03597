import type { UseName } from './uses.ts';

/** A place in a call of a package where a secret goes. */
export interface Sink {
  /** Names, whose sub-paths count, or patterns of names. */
  packages: (string | RegExp)[];
  /** The last name of what is called; '' for the package's own (default) export, `*` for any. */
  calls: string[];
  /**
   * The argument (`*`: each), then properties. `**` looks for the next property at any depth, `[]` takes every element or
   * property. Functions on the way stand for what they return.
   */
  at: string[];
  use: UseName;
  /** Literals that come through a parameter do not count: the function is made for other people's secrets. */
  direct?: boolean;
}

const JWT: Sink[] = [
  { packages: ['jsonwebtoken'], calls: ['sign', 'verify'], at: ['1', '1.key', '1.private'], use: 'jwt' },
  { packages: ['jwt-simple'], calls: ['encode', 'decode'], at: ['1'], use: 'jwt' },
  { packages: ['jws'], calls: ['sign', 'createSign'], at: ['0.secret', '0.privateKey', '0.key'], use: 'jwt' },
  { packages: ['jws'], calls: ['verify'], at: ['2'], use: 'jwt' },
  { packages: ['jws'], calls: ['createVerify'], at: ['0.secret', '0.key'], use: 'jwt' },
  { packages: ['fast-jwt'], calls: ['createSigner', 'createVerifier'], at: ['0.key'], use: 'jwt' },
  { packages: ['jose'], calls: ['jwtVerify', 'jwtDecrypt', 'compactVerify', 'compactDecrypt', 'flattenedVerify', 'generalVerify'], at: ['1'], use: 'jwt' },
  { packages: ['jose'], calls: ['importPKCS8'], at: ['0'], use: 'jwt' },
  { packages: ['jose'], calls: ['sign', 'encrypt'], at: ['0'], use: 'jwt' },
  { packages: ['jose'], calls: ['importJWK'], at: ['0.k', '0.d'], use: 'jwt' },
  { packages: ['@tsndr/cloudflare-worker-jwt'], calls: ['sign', 'verify'], at: ['1'], use: 'jwt' },
  { packages: ['express-jwt', 'koa-jwt'], calls: ['', 'expressjwt', 'expressJwt', 'jwt'], at: ['0.secret', '0.secret.[]'], use: 'jwt' },
  { packages: ['passport-jwt'], calls: ['Strategy', 'super'], at: ['0.secretOrKey', '0.secretOrKeyProvider'], use: 'jwt' },
  { packages: ['@nestjs/jwt'], calls: ['register', 'registerAsync', 'JwtService'], at: ['0.secret', '0.privateKey', '0.secretOrPrivateKey', '0.useFactory.secret', '0.useFactory.privateKey'], use: 'jwt' },
  { packages: ['@nestjs/jwt'], calls: ['sign', 'signAsync', 'verify', 'verifyAsync'], at: ['1.secret', '1.privateKey'], use: 'jwt' },
  { packages: ['@fastify/jwt', 'fastify-jwt'], calls: ['register'], at: ['1.secret', '1.secret.private', '1.secret.private.key'], use: 'jwt' },
  { packages: ['hono'], calls: ['jwt'], at: ['0.secret'], use: 'jwt' },
  { packages: ['hono/jwt', 'hono/utils/jwt'], calls: ['sign', 'verify'], at: ['1'], use: 'jwt' },
  { packages: ['@elysiajs/jwt'], calls: ['', 'jwt'], at: ['0.secret'], use: 'jwt' },
  { packages: ['socketio-jwt', 'restify-jwt-community', 'express-jwt-authz'], calls: ['*'], at: ['0.secret'], use: 'jwt' },
  { packages: ['njwt'], calls: ['create', 'verify'], at: ['1'], use: 'jwt' },
];

const SESSIONS: Sink[] = [
  { packages: ['express-session'], calls: ['', 'session'], at: ['0.secret', '0.secret.[]'], use: 'session' },
  { packages: ['cookie-session'], calls: [''], at: ['0.secret', '0.keys', '0.keys.[]'], use: 'session' },
  { packages: ['@fastify/session', 'fastify-session', '@fastify/secure-session'], calls: ['register'], at: ['1.secret', '1.secret.[]', '1.key', '1.key.[]'], use: 'session' },
  { packages: ['iron-session'], calls: ['*'], at: ['*.password', '*.password.[]'], use: 'session' },
  { packages: ['next-auth', '@auth'], calls: ['*'], at: ['0.secret', '1.secret', '2.secret', '0.jwt.secret'], use: 'session' },
  { packages: ['better-auth'], calls: ['betterAuth'], at: ['0.secret'], use: 'session' },
  { packages: ['@remix-run', 'react-router'], calls: ['createCookieSessionStorage', 'createSessionStorage', 'createFileSessionStorage', 'createMemorySessionStorage'], at: ['0.cookie.secrets.[]'], use: 'session' },
  { packages: ['@remix-run', 'react-router'], calls: ['createCookie'], at: ['1.secrets.[]'], use: 'cookie' },
  { packages: ['cookie-parser'], calls: ['', 'cookieParser'], at: ['0', '0.[]'], use: 'cookie' },
  { packages: ['cookie-parser', 'cookie-signature'], calls: ['sign', 'unsign', 'signedCookie', 'signedCookies'], at: ['1'], use: 'cookie' },
  { packages: ['@fastify/cookie', 'fastify-cookie'], calls: ['register'], at: ['1.secret', '1.secret.[]'], use: 'cookie' },
  { packages: ['hono/cookie'], calls: ['setSignedCookie'], at: ['3'], use: 'cookie' },
  { packages: ['hono/cookie'], calls: ['getSignedCookie'], at: ['1'], use: 'cookie' },
  { packages: ['keygrip'], calls: [''], at: ['0.[]'], use: 'cookie' },
  { packages: ['express-openid-connect'], calls: ['auth'], at: ['0.secret'], use: 'session' },
  { packages: ['connect-mongo'], calls: ['create'], at: ['0.crypto.secret'], use: 'encryption' },
  { packages: ['csrf-csrf'], calls: ['doubleCsrf'], at: ['0.getSecret'], use: 'csrf' },
  { packages: ['@hapi/yar', '@hapi/cookie'], calls: ['register'], at: ['0.options.cookieOptions.password'], use: 'session' },
  { packages: ['@hapi/hapi', '@hapi/cookie', 'hapi-auth-jwt2'], calls: ['strategy'], at: ['2.cookie.password', '2.key', '2.keys'], use: 'session' },
  { packages: ['@hapi/iron'], calls: ['seal', 'unseal'], at: ['1'], use: 'encryption' },
];

const CRYPTO: Sink[] = [
  { packages: ['crypto', 'node:crypto'], calls: ['createHmac'], at: ['1'], use: 'hmac' },
  { packages: ['crypto', 'node:crypto'], calls: ['createCipheriv', 'createDecipheriv', 'createCipher', 'createDecipher'], at: ['1'], use: 'encryption' },
  { packages: ['crypto', 'node:crypto'], calls: ['scrypt', 'scryptSync', 'pbkdf2', 'pbkdf2Sync'], at: ['0'], use: 'encryption', direct: true },
  { packages: ['crypto', 'node:crypto'], calls: ['hkdf', 'hkdfSync'], at: ['1'], use: 'encryption' },
  { packages: ['crypto', 'node:crypto'], calls: ['createSecretKey'], at: ['0'], use: 'hmac' },
  { packages: ['crypto', 'node:crypto'], calls: ['createPrivateKey', 'privateDecrypt', 'privateEncrypt'], at: ['0', '0.key'], use: 'privateKey' },
  { packages: ['crypto', 'node:crypto'], calls: ['sign'], at: ['2', '2.key'], use: 'privateKey' },
  { packages: ['crypto-js'], calls: ['encrypt', 'decrypt'], at: ['1'], use: 'encryption' },
  { packages: ['crypto-js'], calls: ['HmacMD5', 'HmacSHA1', 'HmacSHA224', 'HmacSHA256', 'HmacSHA384', 'HmacSHA512', 'HmacSHA3', 'HmacRIPEMD160'], at: ['1'], use: 'hmac' },
  { packages: ['crypto-js/hmac-sha256', 'crypto-js/hmac-sha1', 'crypto-js/hmac-sha512', 'crypto-js/hmac-md5'], calls: [''], at: ['1'], use: 'hmac' },
  { packages: ['cryptr', 'simple-crypto-js', 'simple-encryptor'], calls: ['*'], at: ['0'], use: 'encryption' },
];

const OAUTH: Sink[] = [
  { packages: [/^(@[\w.-]+\/)?passport(-|$)/, '@nestjs/passport'], calls: ['*'], at: ['0.clientSecret', '0.consumerSecret', '0.apiKeySecret'], use: 'client' },
  { packages: ['next-auth/providers', '@auth', 'next-auth', 'better-auth', 'arctic', 'remix-auth-oauth2', 'express-openid-connect', 'simple-oauth2', 'openid-client', 'grant'], calls: ['*'], at: ['0.clientSecret', '0.client_secret', '0.client.secret', '0.**.clientSecret'], use: 'client' },
  { packages: ['keycloak-connect'], calls: ['*'], at: ['*.**.credentials.secret'], use: 'client' },
  { packages: ['google-auth-library'], calls: ['OAuth2Client'], at: ['1', '0.clientSecret'], use: 'client' },
  { packages: ['googleapis'], calls: ['OAuth2'], at: ['1'], use: 'client' },
  { packages: ['express-basic-auth'], calls: [''], at: ['0.users.[]'], use: 'basic' },
  { packages: ['basic-auth-connect'], calls: [''], at: ['1'], use: 'basic' },
  { packages: ['hono/basic-auth'], calls: ['basicAuth'], at: ['*.password'], use: 'basic' },
  { packages: ['hono/bearer-auth'], calls: ['bearerAuth'], at: ['0.token', '0.token.[]'], use: 'bearer' },
  { packages: ['express-bearer-token', '@fastify/bearer-auth'], calls: ['register'], at: ['1.keys.[]'], use: 'bearer' },
];

/** What opens a connection; queries and models of the same packages take passwords of users, too. */
const CONNECTING = ['', 'Pool', 'Client', 'Connection', 'ConnectionPool', 'createPool', 'createConnection', 'createPoolCluster', 'createClient', 'createCluster', 'createRedisClient', 'connect', 'connectAsync', 'Sequelize', 'DataSource', 'forRoot', 'forRootAsync', 'registerQueue', 'MongoClient', 'Mongoose', 'Redis', 'Cluster', 'Queue', 'Worker', 'QueueEvents', 'init', 'knex', 'MikroORM', 'driver', 'bind', 'access', 'NodeSSH', 'ImapFlow', 'Imap', 'SftpClient'];

const SERVICES: Sink[] = [
  { packages: ['pg', 'pg-promise', 'pg-pool', 'postgres', 'mysql', 'mysql2', 'mariadb', 'mssql', 'tedious', 'oracledb', 'sequelize', 'sequelize-typescript', 'typeorm', '@nestjs/typeorm', '@nestjs/sequelize', '@nestjs/mongoose', '@nestjs/bull', '@nestjs/bullmq', 'knex', '@mikro-orm', 'mongoose', 'mongodb', 'redis', 'ioredis', 'bull', 'bullmq', 'cassandra-driver', 'neo4j-driver', '@elastic/elasticsearch', '@opensearch-project/opensearch', 'ldapts', 'ssh2', 'node-ssh', 'ssh2-sftp-client', 'basic-ftp', 'imap', 'imapflow', 'mqtt', 'connect-redis', 'rate-limiter-flexible', 'snowflake-sdk', '@clickhouse/client'], calls: CONNECTING, at: ['*.password', '*.**.password', '*.pass'], use: 'database' },
  { packages: ['sequelize', 'sequelize-typescript'], calls: ['Sequelize', ''], at: ['2'], use: 'database' },
  { packages: ['neo4j-driver'], calls: ['basic'], at: ['1'], use: 'database' },
  { packages: ['ldapjs', 'ldapts'], calls: ['bind'], at: ['1'], use: 'database' },
  { packages: ['nodemailer', '@nestjs-modules/mailer'], calls: ['createTransport', 'forRoot', 'forRootAsync'], at: ['0.**.pass', '0.**.password', '0.**.clientSecret', '0.**.refreshToken'], use: 'mail' },
  { packages: ['@sendgrid/mail'], calls: ['setApiKey'], at: ['0'], use: 'apiKey' },
  { packages: ['twilio'], calls: ['', 'Twilio'], at: ['1'], use: 'apiKey' },
  { packages: ['stripe'], calls: ['', 'Stripe'], at: ['0'], use: 'apiKey' },
  { packages: ['web-push'], calls: ['setVapidDetails'], at: ['2'], use: 'privateKey' },
  { packages: ['discord.js', 'eris'], calls: ['login', 'setToken', 'Client'], at: ['0'], use: 'apiKey' },
  { packages: ['telegraf', 'node-telegram-bot-api', 'grammy'], calls: ['', 'Telegraf', 'Bot'], at: ['0'], use: 'apiKey' },
  { packages: [/^@aws-sdk\/client-/, 'aws-sdk'], calls: ['*'], at: ['0.secretAccessKey', '0.credentials.secretAccessKey'], use: 'apiKey' },
];

export const SINKS: readonly Sink[] = [...JWT, ...SESSIONS, ...CRYPTO, ...OAUTH, ...SERVICES];

/** Text that a protocol fixes as the key: it is the same for everyone. */
export const PROTOCOL_CONSTANTS = new Set(['WebAppData', 'Bitcoin seed', 'ed25519 seed', 'Nist256p1 seed', 'aws4_request', 'AWS4', 'Symbol seed', 'clientKey', 'Client Key', 'Server Key']);
