import { expect, test } from 'vitest';
import { authMapOf } from '../../harness/map.ts';

test('guards and handlers inside wrappers keep their names', () => {
  const { routes } = authMapOf({
    'app.js': `
      const express = require('express');
      const asyncHandler = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
      const auth = { member(req, res, next) { if (!req.user) return res.sendStatus(401); next(); } };
      const books = { list: async (req, res) => res.json([]) };
      const app = express();
      app.get('/books', asyncHandler(auth.member), asyncHandler(books.list));
    `,
  });
  expect(routes.map(({ handler, guards }) => [handler?.name, guards.map((guard) => `${guard.name}: ${guard.proves}`)])).toEqual([['list', ['member: authentication']]]);
});
