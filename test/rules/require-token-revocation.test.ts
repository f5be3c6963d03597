import { ruleCases } from '../harness/cases.ts';

const tokens = `const jwt = require('jsonwebtoken');
exports.signAccessToken = (id) => jwt.sign({ sub: id }, process.env.ACCESS_SECRET, { expiresIn: '15m' });
exports.signRefreshToken = (id, jti) => jwt.sign({ sub: id, jti }, process.env.REFRESH_SECRET, { expiresIn: '7d' });
`;
const express = (routes: string, more: Record<string, string> = {}, signing = tokens) => ({
  'src/app.js': `const express = require('express');
const bcrypt = require('bcryptjs');
const User = require('./user');
const RefreshToken = require('./refresh-token');
const { signAccessToken, signRefreshToken } = require('./tokens');
const app = express();
app.post('/auth/login', async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  if (!user || !(await bcrypt.compare(req.body.password, user.password))) return res.sendStatus(401);
  const record = await RefreshToken.create({ user: user.id });
  res.json({ accessToken: signAccessToken(user.id), refreshToken: signRefreshToken(user.id, record.id) });
});
${routes}module.exports = app;
`,
  'src/tokens.js': signing,
  'src/user.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String, password: String }));\n",
  'src/refresh-token.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('RefreshToken', new mongoose.Schema({ user: String }));\n",
  ...more,
});
const day = "const jwt = require('jsonwebtoken');\nexports.signAccessToken = (id, jti) => jwt.sign({ sub: id, jti }, process.env.ACCESS_SECRET, { expiresIn: '7d' });\nexports.signRefreshToken = () => '';\n";
const logout = (body: string) => `app.post('/auth/logout', async (req, res) => {\n${body}  res.clearCookie('refreshToken');\n  res.json({ message: 'Logged out' });\n});\n`;
const change = (body: string, path = '/users/change-password') => `app.put('${path}', async (req, res) => {
  const user = await User.findById(req.user.id);
  if (!(await bcrypt.compare(req.body.oldPassword, user.password))) return res.sendStatus(401);
  user.password = await bcrypt.hash(req.body.newPassword, 12);
${body}  await user.save();
  res.sendStatus(204);
});
`;
const at = (messageId: string) => ({ file: 'src/app.js', line: 13, messageId });
const nest = (body: string) => ({
  'src/auth.controller.ts': `import { Controller, Post, Body, Res } from '@nestjs/common';
import { AuthService } from './auth.service';
@Controller('auth')
export class AuthController {
  constructor(private readonly authService: AuthService) {}
  @Post('login')
  login(@Body() body: { id: string }) { return this.authService.issue(body.id); }
  @Post('logout')
  logout(@Res({ passthrough: true }) res: any, @Body() body: { id: string }) {
    res.clearCookie('refresh_token');
    return this.authService.logout(body.id);
  }
}
`,
  'src/auth.service.ts': `import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { PrismaService } from './prisma.service';
@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService, private readonly prisma: PrismaService) {}
  issue(id: string) {
    return {
      accessToken: this.jwtService.sign({ sub: id }, { secret: process.env.ACCESS_SECRET, expiresIn: '15m' }),
      refreshToken: this.jwtService.sign({ sub: id }, { secret: process.env.REFRESH_SECRET, expiresIn: '7d' }),
    };
  }
  async logout(id: string) {
${body}    return { message: 'bye' };
  }
}
`,
  'src/app.module.ts': "import { Module } from '@nestjs/common';\nimport { AuthController } from './auth.controller';\nimport { AuthService } from './auth.service';\n@Module({ controllers: [AuthController], providers: [AuthService] })\nexport class AppModule {}\n",
  'src/prisma.service.ts': "import { PrismaClient } from '@prisma/client';\nexport class PrismaService extends PrismaClient {}\n",
});

ruleCases('require-token-revocation', {
  flagged: [
    { name: 'a logout that clears the cookie', files: express(logout('')), findings: [{ ...at('logout'), severity: 'warning', confidence: 'medium', route: 'POST /auth/logout' }] },
    { name: 'a logout that answers', files: express("app.post('/auth/logout', (req, res) => res.sendStatus(204));\n"), findings: [at('logout')] },
    { name: 'a logout that only checks the token', files: express(logout("  require('jsonwebtoken').verify(req.cookies.refreshToken, process.env.REFRESH_SECRET);\n")), findings: [at('logout')] },
    { name: 'a logout, and access tokens of a week', files: express(logout(''), {}, day), findings: [{ ...at('logout'), severity: 'note', confidence: 'low' }] },
    { name: 'a controller in another file', files: { 'src/app.js': "const express = require('express');\nconst { login, logout } = require('./controller');\nconst app = express();\napp.post('/login', login);\napp.get('/logout', logout);\nmodule.exports = app;\n", 'src/controller.js': "const { signRefreshToken } = require('./tokens');\nexports.login = (req, res) => res.json({ refreshToken: signRefreshToken(req.body.id, '1') });\nexports.logout = async (req, res) => {\n  try {\n    res.cookie('refreshToken', '', { maxAge: 0 });\n    res.status(200).json({ message: 'Logged out successfully' });\n  } catch (error) {\n    res.status(500).json({ message: error.message });\n  }\n};\n", 'src/tokens.js': tokens }, findings: [{ file: 'src/app.js', line: 5, messageId: 'logout' }] },
    { name: 'NestJS', files: nest(''), findings: [{ file: 'src/auth.controller.ts', line: 8, messageId: 'logout' }] },
    { name: 'a new password', files: express(change('')), findings: [{ ...at('password'), route: 'PUT /users/change-password' }] },
    { name: 'a reset that only takes its own token back', files: express("app.post('/auth/reset-password', async (req, res) => {\n  const user = await User.findOne({ resetToken: req.body.token });\n  if (!user) return res.sendStatus(400);\n  user.password = await bcrypt.hash(req.body.password, 12);\n  user.resetToken = undefined;\n  await user.save();\n  res.sendStatus(204);\n});\n"), findings: [at('password')] },
    { name: 'a new password, and a token in a field of the account', files: { ...Object.fromEntries(Object.entries(express(change('').replace(/\.hash\(.*\)/, '').replace('await bcrypt;', 'req.body.newPassword;'))).map(([path, text]) => [path, text.replace('const record = await RefreshToken.create({ user: user.id });', "const record = { id: '1' };\n  user.refreshToken = signRefreshToken(user.id, record.id);")])) }, findings: [{ file: 'src/app.js', line: 14, messageId: 'password' }] },
    { name: 'a token of a year without an identifier', files: { 'src/tokens.js': "const jwt = require('jsonwebtoken');\nexports.signAccessToken = (id) => jwt.sign({ sub: id }, process.env.ACCESS_SECRET, { expiresIn: '365d' });\n" }, findings: [{ file: 'src/tokens.js', line: 2, column: 35, endColumn: 43, messageId: 'identifier', severity: 'note', confidence: 'low' }] },
  ],
  quiet: [
    { name: 'a logout that deletes the record', files: express(logout('  await RefreshToken.deleteOne({ token: req.cookies.refreshToken });\n')) },
    { name: 'a logout that empties the field', files: express(logout('  const user = await User.findById(req.user.id);\n  user.refreshToken = null;\n  await user.save();\n')) },
    { name: 'a logout that puts the token on a list', files: express(logout("  await require('./blacklist').blacklist.add(req.cookies.refreshToken);\n"), { 'src/blacklist.js': 'exports.blacklist = new Set();\n' }) },
    { name: 'a logout that counts up a version', files: express(logout('  await User.updateOne({ _id: req.user.id }, { $inc: { tokenVersion: 1 } });\n')) },
    { name: 'a logout that destroys the session', files: express("app.post('/auth/logout', (req, res) => req.session.destroy(() => res.sendStatus(204)));\n") },
    { name: 'a logout of passport', files: express("app.post('/auth/logout', (req, res, next) => req.logout((error) => (error ? next(error) : res.sendStatus(204))));\n") },
    { name: 'a logout of Supabase', files: express("app.post('/auth/logout', async (req, res) => {\n  await require('@supabase/supabase-js').createClient(process.env.URL, process.env.KEY).auth.signOut();\n  res.sendStatus(204);\n});\n") },
    { name: 'a logout that cannot be looked into', files: express("app.post('/auth/logout', require('house-auth').logout);\n") },
    { name: 'short access tokens, and no refresh token', files: express(logout(''), {}, day.replace('7d', '15m')) },
    { name: 'NestJS with a service that deletes', files: nest('    await this.prisma.refreshToken.deleteMany({ where: { userId: id } });\n') },
    { name: 'a new password that revokes', files: express(change('  await RefreshToken.deleteMany({ user: user.id });\n')) },
    { name: 'a new password with its time', files: express(change('  user.passwordChangedAt = new Date();\n')) },
    { name: 'a new password, not wanted', options: { passwordChange: false }, files: express(change('')) },
    { name: 'a new password, and nothing is kept', files: Object.fromEntries(Object.entries(express(change(''))).map(([path, text]) => [path, text.replace("  const record = await RefreshToken.create({ user: user.id });\n", '').replace('record.id', 'user.id')])) },
    { name: 'a token of a year with an identifier', files: { 'src/tokens.js': "const jwt = require('jsonwebtoken');\nexports.signAccessToken = (id, jti) => jwt.sign({ sub: id, jti }, process.env.ACCESS_SECRET, { expiresIn: '365d' });\n" } },
    { name: 'a token of a year that is kept', files: { 'src/tokens.js': "const jwt = require('jsonwebtoken');\nconst Token = require('./token');\nexports.issueAccessToken = async (id) => {\n  const accessToken = jwt.sign({ sub: id }, process.env.ACCESS_SECRET, { expiresIn: '365d' });\n  await Token.create({ value: accessToken, token: accessToken, user: id });\n  return accessToken;\n};\n", 'src/token.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Token', new mongoose.Schema({ token: String }));\n" } },
  ],
});
