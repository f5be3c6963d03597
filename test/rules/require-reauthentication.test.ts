import { ruleCases } from '../harness/cases.ts';

const lines = (...text: string[]): string => [...text, ''].join('\n');

const AUTH = lines(
  "const jwt = require('jsonwebtoken');",
  'exports.auth = (req, res, next) => {',
  '  try {',
  "    req.user = jwt.verify(req.headers.authorization.split(' ')[1], process.env.JWT_SECRET, { algorithms: ['HS256'] });",
  '  } catch {',
  '    return res.sendStatus(401);',
  '  }',
  '  next();',
  '};',
);

/** An Express application behind a token check; routes from line 7 on. */
const express = (...routes: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "5", "mongoose": "8", "jsonwebtoken": "9", "bcrypt": "6" } }',
  'auth.js': AUTH,
  'models.js': lines("const mongoose = require('mongoose');", "exports.User = mongoose.model('User', new mongoose.Schema({ email: String, password: String }));", "exports.ApiKey = mongoose.model('ApiKey', new mongoose.Schema({ user: String }));"),
  'app.js': lines("const express = require('express');", "const bcrypt = require('bcrypt');", "const { auth } = require('./auth');", "const { User, ApiKey } = require('./models');", 'const app = express();', 'app.use(express.json());', ...routes, 'app.listen(1);'),
});
const at = (nth: number, route: string) => ({ file: 'app.js', line: nth + 6, messageId: 'unasked', route });

const trpc = (procedures: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@trpc/server": "11", "@prisma/client": "6", "argon2": "0.40" } }',
  'src/trpc.ts': lines(
    "import { initTRPC, TRPCError } from '@trpc/server';",
    "import jwt from 'jsonwebtoken';",
    'export const createContext = ({ req }: { req: Request }) => {',
    "  const token = req.headers.get('authorization');",
    "  return { user: token ? jwt.verify(token, process.env.KEY!, { algorithms: ['HS256'] }) : null };",
    '};',
    'const t = initTRPC.context<typeof createContext>().create();',
    'export const router = t.router;',
    'export const protectedProcedure = t.procedure.use(({ ctx, next }) => {',
    "  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' });",
    '  return next({ ctx });',
    '});',
  ),
  'src/account.ts': lines("import argon2 from 'argon2';", "import { PrismaClient } from '@prisma/client';", "import { protectedProcedure, router } from './trpc';", 'const prisma = new PrismaClient();', 'export const account = router({', ...procedures, '});'),
});

const nest = (controller: string[], service: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@nestjs/common": "11", "@nestjs/core": "11", "@nestjs/passport": "11", "typeorm": "0.3", "bcrypt": "6" } }',
  'src/main.ts': lines("import { NestFactory } from '@nestjs/core';", "import { AppModule } from './app.module';", 'NestFactory.create(AppModule).then((app) => app.listen(1));'),
  'src/app.module.ts': lines("import { Module } from '@nestjs/common';", "import { ProfileController } from './profile.controller';", "import { ProfileService } from './profile.service';", '@Module({ controllers: [ProfileController], providers: [ProfileService] })', 'export class AppModule {}'),
  'src/profile.controller.ts': lines("import { Body, Controller, Delete, Patch, Req, UseGuards } from '@nestjs/common';", "import { AuthGuard } from '@nestjs/passport';", "import { ProfileService } from './profile.service';", "@Controller('profile')", "@UseGuards(AuthGuard('jwt'))", 'export class ProfileController {', '  constructor(private readonly profiles: ProfileService) {}', ...controller, '}'),
  'src/profile.service.ts': lines("import * as bcrypt from 'bcrypt';", "import { Injectable } from '@nestjs/common';", "import { Repository } from 'typeorm';", "import { User } from './user.entity';", '@Injectable()', 'export class ProfileService {', '  constructor(private readonly userRepository: Repository<User>) {}', ...service, '}'),
});
const PASSWORD = ["  @Patch('password')", '  change(@Req() req, @Body() dto) { return this.profiles.change(req.user.id, dto); }'];

const SET = 'await User.updateOne({ _id: req.user.id }, { password: await bcrypt.hash(req.body.password, 12) }); res.sendStatus(204);';
const KEY = "app.post('/api-keys', auth, async (req, res) => res.json(await ApiKey.create({ user: req.user.id })));";
const COMPARES = "const user = await User.findById(req.user.id); if (!(await bcrypt.compare(req.body.currentPassword, user.password))) return res.sendStatus(403);";

ruleCases('require-reauthentication', {
  flagged: [
    { name: 'a new password, and the old one is not asked for', files: express(`app.put('/me/password', auth, async (req, res) => { ${SET} });`), findings: [{ ...at(1, 'PUT /me/password'), confidence: 'medium' }] },
    { name: 'the password of a record that is saved', files: express("app.post('/change-password', auth, async (req, res) => { const user = await User.findById(req.user.id); user.password = await bcrypt.hash(req.body.newPassword, 12); await user.save(); res.sendStatus(204); });"), findings: [at(1, 'POST /change-password')] },
    { name: 'the password among the other fields of a profile', files: express("app.patch('/profile', auth, async (req, res) => { const user = await User.findById(req.user.id); user.name = req.body.name; if (req.body.password) user.password = req.body.password; await user.save(); res.json(user); });"), findings: [at(1, 'PATCH /profile')] },
    { name: 'the address', files: express("app.put('/me/email', auth, async (req, res) => { await User.findByIdAndUpdate(req.user.id, { $set: { email: req.body.email } }); res.sendStatus(204); });"), findings: [{ ...at(1, 'PUT /me/email'), confidence: 'low' }] },
    { name: 'the second factor', files: express("app.post('/me/2fa/disable', auth, async (req, res) => { await User.updateOne({ _id: req.user.id }, { twoFactorEnabled: false, twoFactorSecret: null }); res.sendStatus(204); });"), findings: [at(1, 'POST /me/2fa/disable')] },
    { name: 'the account is deleted', files: express("app.delete('/me', auth, async (req, res) => { await User.findByIdAndDelete(req.user.id); res.sendStatus(204); });"), findings: [at(1, 'DELETE /me')] },
    { name: 'a key, where the application asks before the password changes', files: express(`app.put('/me/password', auth, async (req, res) => { ${COMPARES} ${SET} });`, KEY), findings: [at(2, 'POST /api-keys')] },
    { name: 'a service that sets it, in another file', files: nest(PASSWORD, ['  async change(id: string, dto: any) {', '    await this.userRepository.update(id, { password: await bcrypt.hash(dto.password, 12) });', '  }']), findings: [{ file: 'src/profile.controller.ts', line: 8, messageId: 'unasked', route: 'PATCH /profile/password' }] },
    { name: 'a procedure', files: trpc(['  changePassword: protectedProcedure.mutation(async ({ ctx, input }) => prisma.user.update({ where: { id: ctx.user.id }, data: { password: await argon2.hash(input.password) } })),']), findings: [{ file: 'src/account.ts', line: 6, messageId: 'unasked', route: 'MUTATION changePassword' }] },
    { name: 'in SQL', files: { ...express("const { setPassword } = require('./store');", `app.post('/account/password', auth, async (req, res) => { await setPassword(req.user.id, await bcrypt.hash(req.body.password, 12)); res.sendStatus(204); });`), 'store.js': lines("const { Pool } = require('pg');", 'const pool = new Pool();', "exports.setPassword = (id, hash) => pool.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, hash]);") }, findings: [at(2, 'POST /account/password')] },
  ],
  quiet: [
    { name: 'the old password is compared', files: express(`app.put('/me/password', auth, async (req, res) => { ${COMPARES} ${SET} });`) },
    { name: 'a middleware compares it', files: express(`const confirmPassword = async (req, res, next) => { ${COMPARES} next(); };`, `app.put('/me/password', auth, confirmPassword, async (req, res) => { ${SET} });`) },
    { name: 'the login has to be fresh', files: express('const recent = (req, res, next) => (Date.now() / 1000 - req.user.auth_time < 300 ? next() : res.sendStatus(401));', `app.put('/me/password', auth, recent, async (req, res) => { ${SET} });`) },
    { name: 'a mailed token stands for it', files: express(`app.post('/reset-password', async (req, res) => { await User.updateOne({ resetToken: req.body.token }, { password: await bcrypt.hash(req.body.password, 12) }); res.sendStatus(204); });`) },
    { name: 'a code turns the second factor off', files: express("const { authenticator } = require('otplib');", "app.post('/me/2fa/disable', auth, async (req, res) => { const user = await User.findById(req.user.id); if (!authenticator.check(req.body.code, user.secret)) return res.sendStatus(403); await User.updateOne({ _id: req.user.id }, { twoFactorEnabled: false }); res.sendStatus(204); });") },
    { name: 'the second factor is switched on', files: express("app.post('/me/2fa/enable', auth, async (req, res) => { await User.updateOne({ _id: req.user.id }, { twoFactorEnabled: true }); res.sendStatus(204); });") },
    { name: 'an administrator sets another\'s', files: express("app.put('/admin/users/:id/password', auth, async (req, res) => { if (req.user.role !== 'admin') return res.sendStatus(403); await User.updateOne({ _id: req.params.id }, { password: await bcrypt.hash(req.body.password, 12) }); res.sendStatus(204); });") },
    { name: 'sign-up', files: express("app.post('/register', async (req, res) => res.json(await User.create({ email: req.body.email, password: await bcrypt.hash(req.body.password, 12) })));") },
    { name: 'other fields of the profile', files: express("app.patch('/profile', auth, async (req, res) => { await User.updateOne({ _id: req.user.id }, { name: req.body.name }); res.sendStatus(204); });") },
    { name: 'keys, where nothing else asks', files: express(KEY) },
    { name: 'an address that has to be confirmed before it counts', files: express("app.put('/me/email', auth, async (req, res) => { await User.updateOne({ _id: req.user.id }, { pendingEmail: req.body.email }); res.sendStatus(204); });") },
    { name: 'a service compares it', files: nest(PASSWORD, ['  async change(id: string, dto: any) {', '    const user = await this.userRepository.findOneBy({ id });', '    if (!user || !(await bcrypt.compare(dto.currentPassword, user.password))) throw new Error();', '    await this.userRepository.update(id, { password: await bcrypt.hash(dto.password, 12) });', '  }']) },
    { name: 'a procedure that verifies it', files: trpc(['  changePassword: protectedProcedure.mutation(async ({ ctx, input }) => {', '    const user = await prisma.user.findUniqueOrThrow({ where: { id: ctx.user.id } });', "    if (!(await argon2.verify(user.password, input.old))) throw new Error('no');", '    return prisma.user.update({ where: { id: ctx.user.id }, data: { password: await argon2.hash(input.password) } });', '  }),']) },
    { name: 'an action that the options leave out', options: { actions: ['password'] }, files: express("app.delete('/me', auth, async (req, res) => { await User.findByIdAndDelete(req.user.id); res.sendStatus(204); });") },
  ],
});
