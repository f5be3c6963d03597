import { ruleCases } from '../harness/cases.ts';

const file = 'src/schemas.ts';
const zod = (body: string): Record<string, string> => ({ [file]: `import { z } from 'zod';\n${body}` });
const at = (line: number, messageId: string) => ({ file, line, messageId });
const ts = (text: string): Record<string, string> => ({ [file]: text });
const express = (body: string, before = ''): Record<string, string> => ({
  'src/app.js': `const express = require('express');\nconst bcrypt = require('bcrypt');\nconst User = require('./user');\n${before}const app = express();\napp.use(express.json());\napp.post('/api/register', async (req, res) => {\n  const { email, password } = req.body;\n  ${body}\n  const hash = await bcrypt.hash(password, 12);\n  await User.create({ email, hash });\n  res.sendStatus(201);\n});`,
  'src/user.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String, hash: String }));",
});

ruleCases('require-password-policy', {
  flagged: [
    { name: 'zod', files: zod('export const signUpSchema = z.object({ email: z.string().email(), password: z.string().min(6, "Too short").max(100) });'), findings: [{ ...at(2, 'short'), column: 92, endColumn: 93, severity: 'warning', confidence: 'high' }] },
    { name: 'eight characters', files: zod('export const resetPassword = z.object({ token: z.string(), newPassword: z.string().min(8) });'), findings: [{ ...at(2, 'below'), severity: 'note', confidence: 'medium' }] },
    { name: 'a schema of the password alone', files: zod('const MIN = 4;\nexport const passwordSchema = z.string().trim().min(MIN);\nexport const registerSchema = z.object({ password: passwordSchema });'), findings: [at(3, 'short')] },
    { name: 'a check of the characters beside the length', files: zod("export const registerSchema = z.object({ password: z.string().min(6).refine((p) => /[0-9]/.test(p), 'digit') });"), findings: [at(2, 'short')] },
    { name: 'Joi', files: { 'src/validations/user.js': "const Joi = require('joi');\nmodule.exports = { createUser: { body: Joi.object().keys({ email: Joi.string().required(), password: Joi.string().required().min(6) }) } };" }, findings: [{ file: 'src/validations/user.js', line: 2, messageId: 'short' }] },
    { name: 'Yup and a pattern', files: ts("import * as yup from 'yup';\nexport const registerSchema = yup.object({ password: yup.string().required().matches(/^(?=.*[a-z])(?=.*\\d).{6,}$/, 'weak') });"), findings: [at(2, 'short')] },
    { name: 'Valibot', files: ts("import * as v from 'valibot';\nexport const SignUp = v.object({ password: v.pipe(v.string(), v.minLength(6, 'short')) });"), findings: [at(2, 'short')] },
    { name: 'TypeBox', files: ts("import { Type } from '@sinclair/typebox';\nexport const RegisterBody = Type.Object({ password: Type.String({ minLength: 6 }) });"), findings: [at(2, 'short')] },
    { name: 'class-validator', files: ts("import { IsString, MinLength } from 'class-validator';\nexport class RegisterDto {\n  @IsString()\n  @MinLength(6)\n  password!: string;\n}"), findings: [{ ...at(4, 'short'), column: 4, endColumn: 16 }] },
    { name: 'a strong password of class-validator', files: ts("import { IsStrongPassword } from 'class-validator';\nexport class ChangePasswordDto {\n  @IsStrongPassword({ minLength: 6, minSymbols: 0 })\n  newPassword!: string;\n}"), findings: [at(3, 'short')] },
    { name: 'express-validator', files: { 'routes/users.js': "const { check } = require('express-validator');\nconst router = require('express').Router();\nrouter.post('/register', [check('email').isEmail(), check('password', 'Six characters').isLength({ min: 6 })], (req, res) => res.json({}));\nmodule.exports = router;" }, findings: [{ file: 'routes/users.js', line: 3, messageId: 'short' }] },
    { name: 'a schema of Fastify', files: ts("export const registerSchema = { body: { type: 'object', properties: { password: { type: 'string', minLength: 6, maxLength: 100 } } } };"), findings: [at(1, 'short')] },
    { name: 'Mongoose', files: { 'models/user.js': "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ password: { type: String, required: true, minlength: [5, 'short'] } }));" }, findings: [{ file: 'models/user.js', line: 2, messageId: 'short' }] },
    { name: 'Better Auth', files: ts("import { betterAuth } from 'better-auth';\nexport const auth = betterAuth({ emailAndPassword: { enabled: true, minPasswordLength: 6 } });"), findings: [at(2, 'short')] },
    { name: 'a comparison', files: express("if (!password || password.length < 6) return res.status(400).json({ message: 'short' });"), findings: [{ file: 'src/app.js', line: 8, messageId: 'short', column: 20, endColumn: 39 }] },
    { name: 'a low limit', files: zod('export const signUpSchema = z.object({ password: z.string().min(12).max(20) });'), findings: [{ ...at(2, 'maximum'), severity: 'note' }] },
    { name: 'nothing at all', files: express(''), findings: [{ file: 'src/app.js', line: 6, messageId: 'none', route: 'POST /api/register', confidence: 'medium' }] },
    { name: 'the option', options: { minimum: 15 }, files: zod('export const signUpSchema = z.object({ password: z.string().min(12) });'), findings: [at(2, 'below')] },
  ],
  quiet: [
    { name: 'twelve characters', files: zod('export const signUpSchema = z.object({ password: z.string().min(12) });') },
    { name: 'a login', files: zod('export const loginSchema = z.object({ password: z.string().min(6) });') },
    { name: 'a login of NestJS', files: ts("import { MinLength } from 'class-validator';\nexport class LoginDto {\n  @MinLength(6)\n  password!: string;\n}") },
    { name: 'a login by its route', files: { 'routes/auth.js': "const { check } = require('express-validator');\nconst router = require('express').Router();\nrouter.post('/login', [check('password').isLength({ min: 6 })], (req, res) => res.json({}));\nmodule.exports = router;" } },
    { name: 'that there is one', files: zod("export const registerSchema = z.object({ password: z.string().min(1, 'Required') });") },
    { name: 'the password of before', files: zod('export const changePassword = z.object({ currentPassword: z.string().min(6), newPassword: z.string().min(12) });') },
    { name: 'the password of a mail server', files: zod('export const mailSettings = z.object({ smtpPassword: z.string().min(4) });') },
    { name: 'a pattern for a long one', files: ts("import * as yup from 'yup';\nexport const registerSchema = yup.object({ password: yup.string().min(6).matches(/^.{12,}$/) });") },
    { name: 'a check of its own', files: zod('export const registerSchema = z.object({ password: z.string().min(6).refine(isStrong) });') },
    { name: 'a length that is not known', files: zod('export const registerSchema = z.object({ password: z.string().min(Number(process.env.MIN)) });') },
    { name: 'a hash', files: ts("export const userSchema = { properties: { passwordHash: { type: 'string', minLength: 6 } } };") },
    { name: 'a comparison with enough', files: express("if (password.length < 12) return res.status(400).json({ message: 'short' });") },
    { name: 'a generated password', files: { 'src/app.js': "function generate() {\n  let password = '';\n  while (password.length < 8) password += letter();\n  return password;\n}" } },
    { name: 'a check by a function of another file', files: { ...express('checkPassword(password);', "const { checkPassword } = require('./rules');\n"), 'src/rules.js': "exports.checkPassword = (password) => { if ([...password].length < 12) throw new Error('short'); };" } },
    { name: 'a form in the browser', files: { 'src/SignUp.tsx': "'use client';\nimport { z } from 'zod';\nexport const signUpSchema = z.object({ password: z.string().min(6) });" } },
    { name: 'a guard of a package in front', files: { 'src/app.js': "const express = require('express');\nconst bcrypt = require('bcrypt');\nconst { validator } = require('some-validator');\nconst app = express();\napp.post('/register', validator('user'), async (req, res) => {\n  const hash = await bcrypt.hash(req.body.password, 12);\n  res.json({ hash: Boolean(hash) });\n});" } },
    { name: 'the option', options: { minimum: 8 }, files: zod('export const signUpSchema = z.object({ password: z.string().min(8) });') },
    { name: 'a test', files: { 'test/schemas.test.ts': "import { z } from 'zod';\nexport const signUpSchema = z.object({ password: z.string().min(6) });" } },
  ],
});
