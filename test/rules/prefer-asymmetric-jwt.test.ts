import { ruleCases } from '../harness/cases.ts';

const sign = (key = 'process.env.JWT_SECRET', options = "{ expiresIn: '15m' }") => `const jwt = require('jsonwebtoken');\nexports.issue = (id) => jwt.sign({ sub: id }, ${key}, ${options});\n`;
const verify = (key = 'process.env.JWT_SECRET', algorithm = 'HS256') => `const jwt = require('jsonwebtoken');\nexports.read = (token) => jwt.verify(token, ${key}, { algorithms: ['${algorithm}'] });\n`;
const pair = "const jwt = require('jsonwebtoken');\nexports.issuePartnerToken = (id) => jwt.sign({ sub: id }, process.env.JWT_PRIVATE_KEY, { algorithm: 'RS256', expiresIn: '15m' });\n";

ruleCases('prefer-asymmetric-jwt', {
  flagged: [
    { name: 'services', files: { 'services/auth/tokens.js': sign(), 'services/orders/auth.js': verify() }, findings: [{ file: 'services/auth/tokens.js', line: 2, column: 25, endColumn: 33, messageId: 'shared', severity: 'note', confidence: 'medium' }] },
    { name: 'folders named as services', files: { 'auth-service/src/tokens.js': sign(), 'gateway/src/auth.js': verify(), 'order-service/src/auth.js': verify() }, findings: [{ file: 'auth-service/src/tokens.js', line: 2, messageId: 'shared' }] },
    { name: 'a setting by the same name', files: { 'apps/api/src/tokens.js': sign("require('config').get('JWT_SECRET')"), 'apps/worker/src/auth.js': verify() }, findings: [{ file: 'apps/api/src/tokens.js', line: 2, messageId: 'shared' }] },
    { name: 'HS512', files: { 'services/auth/tokens.js': sign(undefined, "{ algorithm: 'HS512', expiresIn: '15m' }"), 'services/orders/auth.js': verify(undefined, 'HS512') }, findings: [{ file: 'services/auth/tokens.js', line: 2, messageId: 'shared' }] },
    { name: 'jose', files: { 'apps/auth/tokens.ts': "import { SignJWT } from 'jose';\nconst key = new TextEncoder().encode(process.env.JWT_SECRET);\nexport const issue = (id: string) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('15m').sign(key);\n", 'apps/web/auth.ts': "import { jwtVerify } from 'jose';\nconst key = new TextEncoder().encode(process.env.JWT_SECRET);\nexport const read = (token: string) => jwtVerify(token, key);\n" }, findings: [{ file: 'apps/auth/tokens.ts', line: 3, messageId: 'shared' }] },
    { name: 'a strategy of NestJS in another application', files: { 'apps/auth/src/tokens.js': sign(), 'apps/billing/src/jwt.strategy.ts': "import { PassportStrategy } from '@nestjs/passport';\nimport { ExtractJwt, Strategy } from 'passport-jwt';\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() { super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET }); }\n  validate(payload: unknown) { return payload; }\n}\n" }, findings: [{ file: 'apps/auth/src/tokens.js', line: 2, messageId: 'shared' }] },
    { name: 'express-jwt', files: { 'services/auth/tokens.js': sign(), 'services/orders/app.js': "const { expressjwt } = require('express-jwt');\nmodule.exports = expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] });\n" }, findings: [{ file: 'services/auth/tokens.js', line: 2, messageId: 'shared' }] },
    { name: 'a key pair that is there', files: { 'src/tokens.js': sign(), 'src/partners.js': pair }, findings: [{ file: 'src/tokens.js', line: 2, messageId: 'pair', confidence: 'low' }] },
  ],
  quiet: [
    { name: 'one program', files: { 'src/tokens.js': sign(), 'src/auth.js': verify() } },
    { name: 'a key pair', files: { 'services/auth/tokens.js': sign('process.env.JWT_PRIVATE_KEY', "{ algorithm: 'ES256', expiresIn: '15m' }"), 'services/orders/auth.js': verify('process.env.JWT_PUBLIC_KEY', 'ES256') } },
    { name: 'a secret of its own for each', files: { 'services/auth/tokens.js': sign(), 'services/orders/auth.js': verify('process.env.ORDERS_SECRET') } },
    { name: 'each signs and verifies', files: { 'apps/one/tokens.js': sign(), 'apps/one/auth.js': verify(), 'apps/two/tokens.js': sign(), 'apps/two/auth.js': verify() } },
    { name: 'a folder called server inside of a program', files: { 'server/tokens.js': sign(), 'plugins/storage/server/auth.js': verify() } },
    { name: 'a library of the repository', files: { 'apps/api/tokens.js': sign(), 'packages/auth/verify.js': verify() } },
    { name: 'more services are allowed', options: { services: 2 }, files: { 'services/auth/tokens.js': sign(), 'services/orders/auth.js': verify() } },
    { name: 'an algorithm that is a setting', files: { 'services/auth/tokens.js': sign(undefined, '{ algorithm: process.env.JWT_ALGORITHM }'), 'services/orders/auth.js': verify() } },
    { name: 'tokens of another kind', files: { 'src/tokens.js': "const jwt = require('jsonwebtoken');\nexports.resetPasswordToken = (id) => jwt.sign({ sub: id }, process.env.RESET_SECRET, { expiresIn: '15m' });\n", 'src/partners.js': pair } },
    { name: 'a test', files: { 'services/auth/tokens.js': sign(), 'services/orders/test/auth.test.js': verify() } },
  ],
});
