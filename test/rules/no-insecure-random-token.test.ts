import { ruleCases } from '../harness/cases.ts';

const js = (body: string): Record<string, string> => ({ 'src/a.js': body });
const at = (line: number, messageId = 'weak') => ({ file: 'src/a.js', line, messageId });
const helper = { 'src/random.js': "exports.randomText = (length) => {\n  const chars = 'ABC0123456789';\n  let text = '';\n  for (let i = 0; i < length; i++) text += chars.charAt(Math.floor(Math.random() * chars.length));\n  return text;\n};" };

ruleCases('no-insecure-random-token', {
  flagged: [
    { name: 'a token', files: js('exports.f = () => {\n  const token = Math.random().toString(36).substring(2);\n  return token;\n};'), findings: [{ ...at(2), column: 17, endColumn: 30, severity: 'error' }] },
    { name: 'a one-time code', files: js('exports.f = (user) => {\n  const otp = Math.floor(100000 + Math.random() * 900000);\n  user.otp = otp;\n};'), findings: [at(2)] },
    { name: 'a function that is called after it', files: js('function generateVerificationCode() {\n  return Math.floor(Math.random() * 1000000).toString().padStart(6, "0");\n}\nmodule.exports = generateVerificationCode;'), findings: [at(2)] },
    { name: 'a helper that a caller uses for a password', files: { ...helper, ...js("const { randomText } = require('./random');\nexports.invite = (email) => ({ email, password: randomText(10) });") }, findings: [{ file: 'src/random.js', line: 4, messageId: 'weak' }] },
    { name: 'a moment', files: js('exports.f = (user) => {\n  user.resetToken = `${user.id}-${Date.now()}`;\n};'), findings: [at(2)] },
    { name: 'a hash of a moment', files: js("const crypto = require('crypto');\nexports.f = (id) => {\n  const apiKey = crypto.createHash('sha256').update(id + Date.now()).digest('hex');\n  return apiKey;\n};"), findings: [at(3)] },
    { name: 'a UUID of version 1', files: js("const { v1: uuidv1 } = require('uuid');\nexports.f = () => ({ accessToken: uuidv1() });"), findings: [at(2)] },
    { name: 'characters of an alphabet', files: js("exports.f = () => {\n  const password = Array.from({ length: 8 }, () => 'abc'[Math.floor(Math.random() * 3)]).join('');\n  return password;\n};"), findings: [at(2)] },
    { name: 'too short', files: js("const crypto = require('crypto');\nexports.f = () => ({ sessionId: crypto.randomBytes(4).toString('hex') });"), findings: [{ ...at(2, 'short'), severity: 'warning' }] },
  ],
  quiet: [
    { name: 'a secure token', files: js("const crypto = require('crypto');\nexports.f = () => {\n  const token = crypto.randomBytes(32).toString('hex');\n  return token;\n};") },
    { name: 'a secure code', files: js("const { randomInt } = require('crypto');\nexports.f = (user) => {\n  user.otp = randomInt(100000, 1000000);\n};") },
    { name: 'when a token ends', files: js('exports.f = (user) => {\n  user.resetTokenExpires = Date.now() + 3600000;\n  user.tokenCreatedAt = new Date();\n};') },
    { name: 'a comparison', files: js('exports.f = (token) => {\n  const tokenIsOld = token.exp * 1000 < Date.now();\n  return tokenIsOld;\n};') },
    { name: 'a helper that nobody uses for a secret', files: { ...helper, ...js("const { randomText } = require('./random');\nexports.name = (email) => ({ email, fileName: randomText(10) });") } },
    { name: 'mixed with a secure value', files: js("const crypto = require('crypto');\nexports.f = () => {\n  const token = `${Date.now()}-${crypto.randomBytes(24).toString('hex')}`;\n  return token;\n};") },
    { name: 'claims of a token', files: js("exports.f = (sign) => {\n  const token = sign({ iat: Math.floor(Date.now() / 1000) });\n  return token;\n};") },
    { name: 'a UUID of version 4', files: js("const { v4 } = require('uuid');\nexports.f = () => ({ accessToken: v4() });") },
    { name: 'a delay and a colour', files: js('exports.delay = () => Math.floor(Math.random() * 1000);\nexports.color = () => `#${Math.random().toString(16).slice(2, 8)}`;') },
    { name: 'short, when the option allows it', options: { bits: 32 }, files: js("const crypto = require('crypto');\nexports.f = () => ({ sessionId: crypto.randomBytes(4).toString('hex') });") },
    { name: 'a session of a page', files: { 'src/a.tsx': "import { useState } from 'react';\nimport ReactDOM from 'react-dom';\nexport const sessionId = Math.random().toString(36);" } },
    { name: 'a test', files: { 'test/a.test.js': 'const token = Math.random().toString(36);' } },
  ],
});
