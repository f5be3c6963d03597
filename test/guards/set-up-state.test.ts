import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (condition: string, before = ''): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const { PrismaClient } = require('@prisma/client');
    const prisma = new PrismaClient();
    const app = express();
    async function guard(req, res, next) {
      ${before}
      if (${condition}) return next();
      if (req.user) return next();
      res.sendStatus(401);
    }
    app.get('/x', guard, (req, res) => res.json([]));
  `,
});

test.each([
  ['count === 0', 'const count = await prisma.user.count();'],
  ['(await prisma.user.count()) < 1', ''],
  ['userCount === 0', 'const userCount = await prisma.$queryRaw`select 1`;'],
  ['!setup', 'const setup = await require("./state").isSetup();'],
  ['needsSetup', 'const needsSetup = await require("setup").check();'],
])('callers who are let in as long as nobody has an account leave a guard: %s', (condition, before) => {
  expect(accessOf(app(condition, before))).toEqual({ 'GET /x': 'authenticated' });
});

test.each([
  ['count === 0', 'const count = await prisma.attempt.count();'],
  ['count > 5', 'const count = await prisma.user.count();'],
  ['user', 'const user = await prisma.user.findFirst();'],
  ['open', 'const open = await require("setup").open();'],
])('what else a condition asks of the database stays open: %s', (condition, before) => {
  expect(accessOf(app(condition, before))).toEqual({ 'GET /x': 'public' });
});
