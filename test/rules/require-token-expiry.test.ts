import { ruleCases } from '../harness/cases.ts';

const js = (...lines: string[]): Record<string, string> => ({ 'src/tokens.js': ["const jwt = require('jsonwebtoken');", ...lines, ''].join('\n') });
const at = (line: number, messageId: string) => ({ file: 'src/tokens.js', line: line + 1, messageId });

ruleCases('require-token-expiry', {
  flagged: [
    { name: 'no end', files: js('exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY);'), findings: [at(1, 'none')] },
    { name: 'options without an end', files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { algorithm: 'HS256' });"), findings: [at(1, 'none')] },
    { name: 'options in another file', files: { ...js("const { OPTIONS } = require('./options');", 'exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, OPTIONS);'), 'src/options.js': "exports.OPTIONS = { issuer: 'me' };" }, findings: [at(2, 'none')] },
    { name: 'thirty days for access', files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '30d' });"), findings: [{ ...at(1, 'longAccess'), severity: 'warning' }] },
    { name: 'an hour for access, as a note', files: js('exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: 3600 });'), findings: [{ ...at(1, 'longAccess'), severity: 'note' }] },
    { name: 'a year for refresh', files: js("exports.createRefreshToken = (user) => jwt.sign({ sub: user.id }, process.env.REFRESH_KEY, { expiresIn: '1y' });"), findings: [at(1, 'longRefresh')] },
    { name: 'Hono', files: { 'src/tokens.ts': "import { sign } from 'hono/jwt';\nexport const issue = (id: string) => sign({ sub: id }, process.env.KEY!);" }, findings: [{ file: 'src/tokens.ts', line: 2, messageId: 'none' }] },
    { name: 'jose', files: { 'src/tokens.ts': "import { SignJWT } from 'jose';\nexport const issue = (id: string, key: Uint8Array) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().sign(key);" }, findings: [{ file: 'src/tokens.ts', line: 2, messageId: 'none' }] },
    {
      name: 'NestJS, with no end in the module either',
      files: { 'src/auth.module.ts': "import { JwtModule } from '@nestjs/jwt';\nexport const imports = [JwtModule.register({ secret: process.env.KEY })];", 'src/auth.service.ts': "import { JwtService } from '@nestjs/jwt';\nexport class AuthService {\n  constructor(private readonly jwt: JwtService) {}\n  login(id: string) {\n    return this.jwt.sign({ sub: id });\n  }\n}" },
      findings: [{ file: 'src/auth.service.ts', line: 5, messageId: 'none' }],
    },
    { name: 'the end is not checked', files: js("exports.user = (token) => jwt.verify(token, process.env.KEY, { algorithms: ['HS256'], ignoreExpiration: true }).sub;"), findings: [at(1, 'ignored')] },
  ],
  quiet: [
    { name: 'an hour for a link, in a class that is about nothing else', files: { 'src/password-reset.service.ts': "import jwt from 'jsonwebtoken';\nexport class PasswordResetService {\n  sign(id: string) {\n    return jwt.sign({ id }, process.env.KEY!, { expiresIn: '1h' });\n  }\n}" } },
    { name: 'an end of its own among the claims', files: js('exports.issue = (user, end) => jwt.sign({ sub: user.id, expiresAt: end.toISOString() }, process.env.KEY);') },
    { name: 'the name of a file', files: js("exports.screenshot = (id) => '/screenshots/' + jwt.sign(id, process.env.KEY) + '.png';") },
    { name: 'fifteen minutes', files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'an end among the claims', files: js('exports.issue = (user) => jwt.sign({ sub: user.id, exp: Math.floor(Date.now() / 1000) + 900 }, process.env.KEY);') },
    { name: 'a setting', files: js('exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: process.env.TTL });') },
    { name: 'options that are not known', files: js('exports.issue = (user, options) => jwt.sign({ sub: user.id }, process.env.KEY, options);') },
    { name: 'thirty days for refresh', files: js("exports.createRefreshToken = (user) => jwt.sign({ sub: user.id }, process.env.REFRESH_KEY, { expiresIn: '30d' });") },
    { name: 'a link in a mail, which ends in another way', files: js('exports.createUnsubscribeToken = (user) => jwt.sign({ sub: user.id }, process.env.KEY);') },
    { name: 'an hour, when the option allows it', options: { accessMinutes: 60 }, files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '1h' });") },
    { name: 'jose with an end', files: { 'src/tokens.ts': "import { SignJWT } from 'jose';\nexport const issue = (id: string, key: Uint8Array) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);" } },
    { name: 'NestJS, with an end in the module', files: { 'src/auth.module.ts': "import { JwtModule } from '@nestjs/jwt';\nexport const imports = [JwtModule.register({ secret: process.env.KEY, signOptions: { expiresIn: '10m' } })];", 'src/auth.service.ts': "import { JwtService } from '@nestjs/jwt';\nexport class AuthService {\n  constructor(private readonly jwt: JwtService) {}\n  login(id: string) {\n    return this.jwt.sign({ sub: id });\n  }\n}" } },
    { name: 'renewing what has just ended', files: js("exports.refresh = function refresh(token) { return jwt.verify(token, process.env.KEY, { algorithms: ['HS256'], ignoreExpiration: true }); };") },
    { name: 'a test', files: { 'test/tokens.test.js': "const jwt = require('jsonwebtoken');\njwt.sign({ sub: 1 }, 'x');" } },
  ],
});
