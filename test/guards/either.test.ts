import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const guard = (find: string): Record<string, string> => ({
  'app.js': `
    import express from 'express';
    import * as E from 'fp-ts/Either';
    import { prisma } from './prisma.js';
    async function accountOf(token) { ${find} }
    const app = express();
    app.get('/x', async (req, res, next) => {
      const token = req.headers.authorization;
      if (!token) return res.sendStatus(401);
      const account = await accountOf(token);
      if (E.isLeft(account)) return res.sendStatus(401);
      req.account = account.right;
      next();
    }, (req, res) => res.json(req.account));`,
  'prisma.js': "import { PrismaClient } from '@prisma/client'; export const prisma = new PrismaClient();",
});

test('a refusal that a service hands over as an Either is followed', () => {
  expect(accessOf(guard("const found = await prisma.token.findUnique({ where: { token } }); return found ? E.right(found) : E.left('none');"))).toEqual({ 'GET /x': 'authenticated' });
});

test('what is not found by a method that throws is caught where the code catches it', () => {
  expect(accessOf(guard("try { return E.right(await prisma.token.findUniqueOrThrow({ where: { token } })); } catch { return E.left('none'); }"))).toEqual({ 'GET /x': 'authenticated' });
  expect(accessOf(guard("try { return E.right(await prisma.token.findUniqueOrThrow({ where: { token } })); } catch { return E.right(undefined); }"))).toEqual({ 'GET /x': 'public' });
});
