import { ruleCases } from '../harness/cases.ts';

const js = (body: string): Record<string, string> => ({ 'src/auth.js': `const jwt = require('jsonwebtoken');\n${body}` });
const at = (line: number, messageId: string) => ({ file: 'src/auth.js', line: line + 1, messageId });
const long = 'x3TqL0vZ8yHc1RkN5mWb7uJd9sGf2aPe4iXo6tBn8hVr1lKz3cYw5jMq7gDs9fUa';

ruleCases('no-weak-jwt-secret', {
  flagged: [
    { name: 'a word', files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, 'secret', { expiresIn: '15m' });"), findings: [{ ...at(1, 'short'), column: 54, endColumn: 62, confidence: 'high' }] },
    { name: 'a fallback of another file', files: { ...js("const config = require('./config');\nexports.read = (token) => jwt.verify(token, config.secret, { algorithms: ['HS256'] });"), 'src/config.js': "module.exports = { secret: process.env.JWT_SECRET || 'changeme' };" }, findings: [{ file: 'src/config.js', line: 1, messageId: 'fallback' }] },
    { name: 'long enough for HS256, and not for HS512', files: js(`exports.issue = (user) => jwt.sign({ sub: user.id }, '${long.slice(0, 40)}', { algorithm: 'HS512', expiresIn: '15m' });`), findings: [at(1, 'short')] },
    { name: 'jose', files: { 'src/auth.ts': "import { SignJWT } from 'jose';\nconst key = new TextEncoder().encode('top-secret');\nexport const issue = (id: string) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);" }, findings: [{ file: 'src/auth.ts', line: 2, messageId: 'short' }] },
    { name: 'Hono', files: { 'src/app.ts': "import { Hono } from 'hono';\nimport { jwt } from 'hono/jwt';\nconst app = new Hono();\napp.use('/api/*', jwt({ secret: 'it-is-very-secret', alg: 'HS256' }));\nexport default app;" }, findings: [{ file: 'src/app.ts', line: 4, messageId: 'short' }] },
    { name: 'NestJS', files: { 'src/auth.module.ts': "import { JwtModule } from '@nestjs/jwt';\nexport const imports = [JwtModule.register({ secret: 'secretKey', signOptions: { expiresIn: '10m' } })];" }, findings: [{ file: 'src/auth.module.ts', line: 2, messageId: 'short' }] },
    { name: 'passport-jwt', files: { 'src/strategy.js': "const { Strategy, ExtractJwt } = require('passport-jwt');\nmodule.exports = new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 'keyboard cat' }, (claims, done) => done(null, claims));" }, findings: [{ file: 'src/strategy.js', line: 2, messageId: 'short' }] },
    { name: 'one for both', files: js("exports.issue = (user) => {\n  const accessToken = jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '15m' });\n  const refreshToken = jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '7d' });\n  return { accessToken, refreshToken };\n};"), findings: [{ ...at(3, 'shared'), confidence: 'medium' }] },
  ],
  quiet: [
    { name: 'from the environment', files: js("exports.issue = (user) => jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'a setting without a fallback', files: { ...js("const config = require('./config');\nexports.read = (token) => jwt.verify(token, config.secret, { algorithms: ['HS256'] });"), 'src/config.js': 'module.exports = { secret: process.env.JWT_SECRET };' } },
    { name: 'long enough for HS512', files: js(`exports.issue = (user) => jwt.sign({ sub: user.id }, '${long}', { algorithm: 'HS512', expiresIn: '15m' });`) },
    { name: 'a key of jose from the environment', files: { 'src/auth.ts': "import { SignJWT } from 'jose';\nconst key = new TextEncoder().encode(process.env.SECRET);\nexport const issue = (id: string) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);" } },
    { name: 'a public key', files: js("const key = '-----BEGIN PUBLIC KEY-----';\nexports.read = (token) => jwt.verify(token, key, { algorithms: ['RS256'] });") },
    { name: 'an asymmetric algorithm', files: js("exports.issue = (user, key) => jwt.sign({ sub: user.id }, 'key.pem', { algorithm: 'RS256', expiresIn: '15m' });") },
    { name: 'a secret for each', files: js("exports.issue = (user) => {\n  const accessToken = jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '15m' });\n  const refreshToken = jwt.sign({ sub: user.id }, process.env.REFRESH_KEY, { expiresIn: '7d' });\n  return { accessToken, refreshToken };\n};") },
    { name: 'one for both, with a type', files: js("exports.issue = (user) => {\n  const accessToken = jwt.sign({ sub: user.id, type: 'access' }, process.env.KEY, { expiresIn: '15m' });\n  const refreshToken = jwt.sign({ sub: user.id, type: 'refresh' }, process.env.KEY, { expiresIn: '7d' });\n  return { accessToken, refreshToken };\n};") },
    { name: 'one for both, allowed', options: { allowShared: true }, files: js("exports.issue = (user) => {\n  const accessToken = jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '15m' });\n  const refreshToken = jwt.sign({ sub: user.id }, process.env.KEY, { expiresIn: '7d' });\n  return { accessToken, refreshToken };\n};") },
    { name: 'a test', files: { 'test/auth.test.js': "const jwt = require('jsonwebtoken');\njwt.sign({ sub: 1 }, 'secret');" } },
  ],
});
