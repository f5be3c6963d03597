import { ruleCases } from '../harness/cases.ts';

const js = (body: string): Record<string, string> => ({
  'src/auth.js': `const jwt = require('jsonwebtoken');\nconst User = require('./user');\n${body}`,
  'src/user.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String, password: String }));",
});
const at = (line: number, messageId: string) => ({ file: 'src/auth.js', line: line + 2, messageId });
const found = (payload: string, query = 'User.findOne({ email })') => js(`exports.login = async (email) => {\n  const user = await ${query};\n  return jwt.sign(${payload}, process.env.KEY, { expiresIn: '15m' });\n};`);

ruleCases('no-sensitive-jwt-claims', {
  flagged: [
    { name: 'a password', files: js("exports.issue = (user) => jwt.sign({ sub: user.id, password: user.password }, process.env.KEY, { expiresIn: '15m' });"), findings: [{ ...at(1, 'secret'), column: 52, endColumn: 75, confidence: 'high' }] },
    { name: 'claims under a name', files: js("exports.issue = (user) => {\n  const payload = { user: { id: user.id, password_hash: user.password_hash } };\n  return jwt.sign(payload, process.env.KEY, { expiresIn: '15m' });\n};"), findings: [at(2, 'secret')] },
    { name: 'card data and an id', files: js("exports.issue = (user) => jwt.sign({ sub: user.id, ssn: user.ssn, cardNumber: user.card }, process.env.KEY, { expiresIn: '15m' });"), findings: [at(1, 'secret'), at(1, 'secret')] },
    { name: 'a whole record in a claim', files: found('{ user }'), findings: [{ ...at(3, 'record'), confidence: 'medium' }] },
    { name: 'a whole record', files: found('user.toJSON()'), findings: [at(3, 'record')] },
    { name: 'a record that is spread', files: found('{ ...user }'), findings: [at(3, 'record')] },
    { name: 'a record of Prisma', files: { 'src/auth.ts': "import jwt from 'jsonwebtoken';\nimport { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function login(email: string) {\n  const user = await prisma.user.findUnique({ where: { email } });\n  return jwt.sign(user!, process.env.KEY!, { expiresIn: '15m' });\n}" }, findings: [{ file: 'src/auth.ts', line: 6, messageId: 'record' }] },
    { name: 'jose', files: { 'src/auth.ts': "import { SignJWT } from 'jose';\nexport const issue = (user: any, key: Uint8Array) => new SignJWT({ sub: user.id, totpSecret: user.totp }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);" }, findings: [{ file: 'src/auth.ts', line: 2, messageId: 'secret' }] },
  ],
  quiet: [
    { name: 'claims by name', files: js("exports.issue = (user) => jwt.sign({ sub: user.id, role: user.role }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'claims of a record by name', files: found('{ user: { id: user.id } }') },
    { name: 'the id of a record', files: found('{ user: user.id }') },
    { name: 'selected fields', files: found('{ user }', "User.findOne({ email }, 'id role')") },
    { name: 'selected fields of Prisma', files: { 'src/auth.ts': "import jwt from 'jsonwebtoken';\nimport { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function login(email: string) {\n  const user = await prisma.user.findUnique({ where: { email }, select: { id: true } });\n  return jwt.sign(user!, process.env.KEY!, { expiresIn: '15m' });\n}" } },
    { name: 'flags', files: js("exports.issue = (user) => jwt.sign({ sub: user.id, password: true, hasPassword: user.hasPassword, pin: !!user.pin }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'an object that is not known', files: js("exports.issue = (user) => jwt.sign({ user }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'allowed', options: { allow: ['pin'] }, files: js("exports.issue = (user) => jwt.sign({ sub: user.id, pin: user.pin }, process.env.KEY, { expiresIn: '15m' });") },
    { name: 'a test', files: { 'test/auth.test.js': "const jwt = require('jsonwebtoken');\njwt.sign({ password: 'x' }, 'secret');" } },
  ],
});
