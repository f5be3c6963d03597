import { ruleCases } from '../harness/cases.ts';

const head = "const crypto = require('crypto');\nconst User = require('./user');\n";
const user = { 'src/user.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String }));" };
const js = (body: string): Record<string, string> => ({ ...user, 'src/auth.js': head + body });
const at = (line: number) => ({ file: 'src/auth.js', line: line + 2, messageId: 'stored' });
const ts = (body: string): Record<string, string> => ({ 'src/auth.ts': `import { prisma } from './prisma';\n${body}`, 'src/prisma.ts': "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();" });

const repository = (value: string): Record<string, string> => ({
  'src/user.repository.ts': `import { createHash } from 'crypto';
import { BaseRepository } from './base';
export class UserRepository extends BaseRepository {
  hash(token: string) { return createHash('sha256').update(token).digest('hex'); }
  findUserByToken(token: string) { return this.findOne({ resetToken: ${value} }); }
  updatePasswordResetToken(id: string, token: string) {
    return this.update({ _id: id }, { $set: { resetToken: ${value}, resetTokenDate: new Date() } });
  }
}`,
  'src/base.ts': 'export class BaseRepository { constructor(protected model: any) {} findOne(query: any) { return this.model.findOne(query); } update(query: any, body: any) { return this.model.updateMany(query, body); } }',
  'src/request.ts': "import { v4 as uuidv4 } from 'uuid';\nimport { UserRepository } from './user.repository';\nexport class Request {\n  constructor(private users: UserRepository) {}\n  async execute(id: string) {\n    const token = uuidv4();\n    await this.users.updatePasswordResetToken(id, token);\n  }\n}",
});

ruleCases('no-plaintext-api-key', {
  flagged: [
    { name: 'a reset token on a record that is saved', files: js("exports.forgot = async (user) => {\n  const token = crypto.randomBytes(32).toString('hex');\n  user.resetToken = token;\n  await user.save();\n};"), findings: [{ ...at(3), column: 3, endColumn: 18, confidence: 'high' }] },
    { name: 'in an update', files: js("exports.forgot = (email) => User.updateOne({ email }, { $set: { resetPasswordToken: crypto.randomUUID() } });"), findings: [at(1)] },
    { name: 'through a repository of the project', files: repository('token'), findings: [{ file: 'src/user.repository.ts', line: 7, messageId: 'stored' }] },
    { name: 'an API key that a function of the project makes', files: ts("import { makeKey } from './keys';\nexport const issue = (userId: string) => prisma.user.update({ where: { id: userId }, data: { apiKey: makeKey() } });".replace("import { makeKey } from './keys';\n", "import { nanoid } from 'nanoid';\nfunction makeKey() { return `sk_${nanoid(40)}`; }\n")), findings: [{ file: 'src/auth.ts', line: 4 }] },
    { name: 'a plain token of a model that is called after it', files: ts("import { randomBytes } from 'node:crypto';\nexport async function forgot(userId: string) {\n  const token = randomBytes(32).toString('base64url');\n  await prisma.passwordResetToken.create({ data: { userId, token } });\n  return token;\n}"), findings: [{ file: 'src/auth.ts', line: 5, confidence: 'medium' }] },
    { name: 'a query builder', files: { 'src/invite.ts': "import { v4 } from 'uuid';\nimport { db } from './db';\nimport { invites } from './schema';\nexport const invite = (email: string) => db.insert(invites).values({ email, token: v4() });", 'src/db.ts': "import { drizzle } from 'drizzle-orm/node-postgres';\nexport const db = drizzle(process.env.DB!);", 'src/schema.ts': 'export const invites = {};' }, findings: [{ file: 'src/invite.ts', line: 4 }] },
    { name: 'a new document', files: js("exports.make = (email) => new User({ email, apiKey: crypto.randomBytes(24).toString('hex') }).save();"), findings: [at(1)] },
    { name: 'a method of a schema', files: { 'src/user.js': "const mongoose = require('mongoose');\nconst crypto = require('crypto');\nconst schema = new mongoose.Schema({ email: String, resetPasswordToken: String });\nschema.methods.makeReset = function () {\n  this.resetPasswordToken = crypto.randomBytes(20).toString('hex');\n};\nmodule.exports = mongoose.model('User', schema);" }, findings: [{ file: 'src/user.js', line: 5 }] },
    { name: 'promisified', files: js("const { promisify } = require('util');\nexports.forgot = async (user) => {\n  user.passwordResetToken = (await promisify(crypto.randomBytes)(20)).toString('hex');\n  await user.save();\n};"), findings: [at(3)] },
  ],
  quiet: [
    { name: 'encrypted by a function of the project', files: js("const encrypt = (text) => {\n  const iv = crypto.randomBytes(16);\n  return iv.toString('hex') + ':' + seal(text, iv);\n};\nexports.link = (user, apiKey) => User.updateOne({ _id: user.id }, { apiKey: apiKey ? encrypt(apiKey) : null });") },
    { name: 'a hash on a record', files: js("exports.forgot = async (user) => {\n  const token = crypto.randomBytes(32).toString('hex');\n  user.resetToken = crypto.createHash('sha256').update(token).digest('hex');\n  await user.save();\n  return token;\n};") },
    { name: 'a hash in an update', files: js("const hash = (token) => crypto.createHash('sha256').update(token).digest('hex');\nexports.forgot = (email) => User.updateOne({ email }, { $set: { resetPasswordToken: hash(crypto.randomUUID()) } });") },
    { name: 'the repository hashes', files: repository('this.hash(token)') },
    { name: 'a hook hashes', files: { 'src/user.js': "const mongoose = require('mongoose');\nconst crypto = require('crypto');\nconst schema = new mongoose.Schema({ resetToken: String });\nschema.pre('save', function () { this.resetToken = crypto.createHash('sha256').update(this.resetToken).digest('hex'); });\nconst User = mongoose.model('User', schema);\nexports.forgot = (email) => User.create({ email, resetToken: crypto.randomUUID() });" } },
    { name: 'a hash of a plain token', files: ts("import { randomBytes, createHash } from 'node:crypto';\nexport async function forgot(userId: string) {\n  const token = randomBytes(32).toString('base64url');\n  await prisma.passwordResetToken.create({ data: { userId, token: createHash('sha256').update(token).digest('hex') } });\n  return token;\n}") },
    { name: 'a token of somebody else', files: js('exports.link = async (user, tokens) => {\n  user.refreshToken = tokens.refresh_token;\n  await user.save();\n};') },
    { name: 'not a database', files: js("exports.start = (req, cache) => {\n  req.session.resetToken = crypto.randomUUID();\n  cache.set('sessionToken', { sessionToken: crypto.randomUUID() });\n};") },
    { name: 'what is known about a token', files: js('exports.forgot = (email) => User.updateOne({ email }, { resetTokenExpiry: Date.now() + 3600e3, resetTokenId: crypto.randomUUID() });') },
    { name: 'an identifier', files: js('exports.make = (email) => User.create({ email, publicKey: crypto.randomUUID(), id: crypto.randomUUID() });') },
    { name: 'allowed', options: { allow: ['inviteToken'] }, files: js('exports.invite = (email) => User.create({ email, inviteToken: crypto.randomUUID() });') },
    { name: 'a test', files: { 'test/user.test.js': "const crypto = require('crypto');\nconst User = require('../src/user');\nUser.create({ resetToken: crypto.randomUUID() });", ...user } },
  ],
});
