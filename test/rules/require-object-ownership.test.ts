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

/** An Express application behind a token check; routes from line 6 on. */
const express = (...routes: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "5", "mongoose": "8", "jsonwebtoken": "9" } }',
  'auth.js': AUTH,
  'models.js': lines("const mongoose = require('mongoose');", "exports.Order = mongoose.model('Order', new mongoose.Schema({ user: String, total: Number }));", "exports.User = mongoose.model('User', new mongoose.Schema({ email: String }));"),
  'app.js': lines("const express = require('express');", "const { auth } = require('./auth');", "const { Order, User } = require('./models');", 'const app = express();', 'app.use(express.json());', ...routes, 'app.listen(1);'),
});
const MINE = "app.get('/orders/mine', auth, async (req, res) => res.json(await Order.find({ user: req.user.id })));";
const at = (nth: number, route: string) => ({ file: 'app.js', line: nth + 5, messageId: 'unowned', route });

/** tRPC with a protected procedure; the procedures of the router from line 5 on. */
const trpc = (procedures: string[], more: Record<string, string> = {}): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@trpc/server": "11", "@prisma/client": "6", "zod": "4" } }',
  'src/trpc.ts': lines(
    "import { initTRPC, TRPCError } from '@trpc/server';",
    "import { prisma } from './db';",
    "import { getSession } from './session';",
    'export const createContext = async ({ req }: { req: Request }) => ({ prisma, session: await getSession(req) });',
    'const t = initTRPC.context<typeof createContext>().create();',
    'export const router = t.router;',
    'export const protectedProcedure = t.procedure.use(({ ctx, next }) => {',
    "  if (!ctx.session) throw new TRPCError({ code: 'UNAUTHORIZED' });",
    '  return next({ ctx });',
    '});',
  ),
  'src/db.ts': lines("import { PrismaClient } from '@prisma/client';", 'export const prisma = new PrismaClient();'),
  'src/session.ts': lines("import jwt from 'jsonwebtoken';", "export const getSession = async (req: Request) => { const token = req.headers.get('authorization'); return token ? jwt.verify(token, process.env.KEY!, { algorithms: ['HS256'] }) : null; };"),
  'src/notes.ts': lines("import { z } from 'zod';", "import { prisma } from './db';", "import { protectedProcedure, router } from './trpc';", "import { findNote } from './service';", 'export const notes = router({', ...procedures, '});'),
  'src/service.ts': lines("import { prisma } from './db';", 'export const findNote = (noteId: string) => prisma.note.findUnique({ where: { id: noteId } });'),
  ...more,
});
const LIST = '  list: protectedProcedure.query(({ ctx }) => prisma.note.findMany({ where: { userId: ctx.session.userId } })),';
const ID = '.input(z.object({ id: z.string() }))';
const note = (nth: number, route: string) => ({ file: 'src/notes.ts', line: nth + 5, messageId: 'unowned', route });

/** NestJS with a guard in front of the controller; its methods from line 8 on. */
const nest = (methods: string[], service: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@nestjs/common": "11", "@nestjs/core": "11", "typeorm": "0.3", "@nestjs/passport": "11" } }',
  'src/main.ts': lines("import { NestFactory } from '@nestjs/core';", "import { AppModule } from './app.module';", 'NestFactory.create(AppModule).then((app) => app.listen(1));'),
  'src/app.module.ts': lines("import { Module } from '@nestjs/common';", "import { InvoicesController } from './invoices.controller';", "import { InvoicesService } from './invoices.service';", '@Module({ controllers: [InvoicesController], providers: [InvoicesService] })', 'export class AppModule {}'),
  'src/invoices.service.ts': lines("import { Injectable } from '@nestjs/common';", "import { InjectRepository } from '@nestjs/typeorm';", "import { Repository } from 'typeorm';", "import { Invoice } from './invoice.entity';", '@Injectable()', 'export class InvoicesService {', '  constructor(@InjectRepository(Invoice) private readonly invoiceRepository: Repository<Invoice>) {}', ...service, '}'),
  'src/invoices.controller.ts': lines("import { Body, Controller, Delete, Get, Param, Patch, Req, UseGuards } from '@nestjs/common';", "import { AuthGuard } from '@nestjs/passport';", "import { InvoicesService } from './invoices.service';", "@Controller('invoices')", "@UseGuards(AuthGuard('jwt'))", 'export class InvoicesController {', '  constructor(private readonly invoices: InvoicesService) {}', ...methods, '}'),
});
const ALL_MINE = ['  @Get()', '  all(@Req() req) { return this.invoices.all(req.user.id); }'];
const SERVICE = ['  all(userId: string) { return this.invoiceRepository.find({ where: { userId } }); }', '  one(id: string) { return this.invoiceRepository.findOne({ where: { id } }); }', '  remove(id: string) { return this.invoiceRepository.delete(id); }'];

/** Hono and Drizzle; routes from line 9 on. */
const hono = (...routes: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "hono": "4", "drizzle-orm": "0.40" } }',
  'src/app.ts': lines(
    "import { Hono } from 'hono';", "import { jwt } from 'hono/jwt';", "import { and, eq } from 'drizzle-orm';", "import { db } from './db';", "import { documents } from './schema';", 'const app = new Hono();', "app.use('*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }));", '',
    ...routes, 'export default app;',
  ),
  'src/db.ts': lines("import { drizzle } from 'drizzle-orm/node-postgres';", 'export const db = drizzle(process.env.DATABASE_URL!);'),
  'src/schema.ts': lines("import { pgTable, text } from 'drizzle-orm/pg-core';", "export const documents = pgTable('documents', { id: text('id'), teamId: text('team_id') });"),
});
const TEAMS = "app.get('/documents', async (c) => c.json(await db.select().from(documents).where(eq(documents.teamId, c.get('jwtPayload').teamId))));";

ruleCases('require-object-ownership', {
  flagged: [
    { name: 'an order by its id, beside one\'s own orders', files: express(MINE, "app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));"), findings: [at(2, 'GET /orders/:id')] },
    { name: 'an order is deleted, while changing asks for the owner', files: express("app.put('/orders/:id', auth, async (req, res) => {", '  const order = await Order.findById(req.params.id);', '  if (order.user !== req.user.id) return res.sendStatus(403);', '  order.total = req.body.total; await order.save(); res.json(order);', '});', "app.delete('/orders/:id', auth, async (req, res) => { const { id } = req.params; await Order.findByIdAndDelete(id); res.sendStatus(204); });"), findings: [at(6, 'DELETE /orders/:id')] },
    { name: 'the id comes in the body', files: express(MINE, "app.post('/orders/cancel', auth, async (req, res) => { await Order.updateOne({ _id: req.body.orderId }, { $set: { cancelled: true } }); res.sendStatus(204); });"), findings: [{ ...at(2, 'POST /orders/cancel'), confidence: 'medium' }] },
    { name: 'a service runs the SQL', files: { ...express("const orders = require('./orders');", "app.get('/orders', auth, async (req, res) => res.json(await orders.of(req.user.id)));", "app.get('/orders/:orderId', auth, async (req, res) => res.json(await orders.one(req.params.orderId)));"), 'orders.js': lines("const { Pool } = require('pg');", 'const pool = new Pool();', "exports.of = (user) => pool.query('SELECT * FROM orders WHERE user_id = $1', [user]);", "exports.one = (id) => pool.query('SELECT * FROM orders WHERE id = $1', [id]);") }, findings: [at(3, 'GET /orders/:orderId')] },
    { name: 'a procedure that never takes its context', files: trpc([LIST, `  one: protectedProcedure${ID}.query(({ input }) => findNote(input.id)),`]), findings: [{ ...note(2, 'QUERY one'), confidence: 'medium' }] },
    { name: 'a mutation that takes only the database from its context', files: trpc([LIST, `  remove: protectedProcedure${ID}.mutation(({ input, ctx }) => ctx.prisma.note.delete({ where: { id: input.id } })),`]), findings: [note(2, 'MUTATION remove')] },
    { name: 'a controller and its service', files: nest([...ALL_MINE, "  @Get(':id')", "  one(@Param('id') id: string) { return this.invoices.one(id); }"], SERVICE), findings: [{ file: 'src/invoices.controller.ts', line: 10, messageId: 'unowned', route: 'GET /invoices/:id' }] },
    { name: 'a controller that deletes', files: nest([...ALL_MINE, "  @Delete(':id')", "  remove(@Param('id') id: string) { return this.invoices.remove(id); }"], SERVICE), findings: [{ file: 'src/invoices.controller.ts', line: 10, messageId: 'unowned', route: 'DELETE /invoices/:id' }] },
    { name: 'a query builder, by the tenant', files: hono(TEAMS, "app.get('/documents/:id', async (c) => c.json(await db.select().from(documents).where(eq(documents.id, c.req.param('id')))));"), findings: [{ file: 'src/app.ts', line: 10, messageId: 'unowned', route: 'GET /documents/:id' }] },
    { name: 'someone else\'s account is changed', files: express("app.get('/users/:id/orders', auth, async (req, res) => { const user = await User.findById(req.params.id); if (user.account_id !== req.user.account_id) return res.sendStatus(403); res.json(await Order.find({ user: user.id })); });", "app.put('/users/:id', auth, async (req, res) => res.json(await User.findByIdAndUpdate(req.params.id, { email: req.body.email })));"), findings: [at(2, 'PUT /users/:id')] },
  ],
  quiet: [
    { name: 'the caller is a condition of the query', files: express(MINE, "app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findOne({ _id: req.params.id, user: req.user.id })));") },
    { name: 'the owner is compared', files: express(MINE, "app.get('/orders/:id', auth, async (req, res) => { const order = await Order.findById(req.params.id); if (order.user !== req.user.id) return res.sendStatus(403); res.json(order); });") },
    { name: 'nothing of the kind is tied to anyone', files: express("app.get('/orders', auth, async (req, res) => res.json(await Order.find()));", "app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));") },
    { name: 'everyone may list them, and only changing is for the owner', files: express("app.get('/orders', async (req, res) => res.json(await Order.find()));", MINE, "app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));") },
    { name: 'the owner is asked for where it is changed; all members read it', files: express("app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));", "app.delete('/orders/:id', auth, async (req, res) => { const order = await Order.findById(req.params.id); if (order.user !== req.user.id) return res.sendStatus(403); await order.deleteOne(); res.sendStatus(204); });") },
    { name: 'for administrators', files: express(MINE, "app.get('/admin/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));") },
    { name: 'middleware ties it', files: { ...express("const { ownsOrder } = require('./owns');", MINE, "app.get('/orders/:id', auth, ownsOrder, async (req, res) => res.json(await Order.findById(req.params.id)));"), 'owns.js': lines("const { Order } = require('./models');", 'exports.ownsOrder = async (req, res, next) => {', '  const order = await Order.findById(req.params.id);', '  if (order.user !== req.user.id) return res.sendStatus(403);', '  next();', '};') } },
    { name: 'a function that cannot be looked into is given the request', files: express("const { permit } = require('@company/permissions');", MINE, "app.get('/orders/:id', auth, async (req, res) => { await permit(req, 'order'); res.json(await Order.findById(req.params.id)); });") },
    { name: 'people see each other', files: express("app.get('/me', auth, async (req, res) => res.json(await User.findOne({ account_id: req.user.account_id })));", "app.get('/users/:id', auth, async (req, res) => res.json(await User.findById(req.params.id)));") },
    { name: 'a kind that the options leave out', options: { ignore: ['order'] }, files: express(MINE, "app.get('/orders/:id', auth, async (req, res) => res.json(await Order.findById(req.params.id)));") },
    { name: 'a procedure that gives the service its caller', files: trpc([LIST, `  one: protectedProcedure${ID}.query(async ({ input, ctx }) => { const found = await findNote(input.id); if (found.userId !== ctx.session.userId) throw new Error('no'); return found; }),`]) },
    { name: 'the whole context goes to the service', files: trpc([LIST, `  one: protectedProcedure${ID}.query(({ input, ctx }) => noteOf(ctx, input.id)),`]) },
    { name: 'a controller that hands over its caller', files: nest([...ALL_MINE, "  @Get(':id')", "  one(@Param('id') id: string, @Req() req) { return this.invoices.mine(id, req.user.id); }"], [...SERVICE, '  mine(id: string, userId: string) { return this.invoiceRepository.findOne({ where: { id, userId } }); }']) },
    { name: 'a query builder, with the tenant', files: hono(TEAMS, "app.get('/documents/:id', async (c) => c.json(await db.select().from(documents).where(and(eq(documents.id, c.req.param('id')), eq(documents.teamId, c.get('jwtPayload').teamId)))));") },
    { name: 'what is no id', files: express(MINE, "app.get('/orders/by-status/:status', auth, async (req, res) => res.json(await Order.findOne({ status: req.params.status })));") },
    { name: 'without anyone known, it is another rule\'s', files: express(MINE, "app.get('/orders/:id', async (req, res) => res.json(await Order.findById(req.params.id)));") },
  ],
});
