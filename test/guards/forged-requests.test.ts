import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (...lines: string[]): Record<string, string> => ({
  'app.js': ["const express = require('express');", "const crypto = require('crypto');", "const store = require('store');", 'const app = express();', ...lines].join('\n'),
});

test.each(['csrf-token', 'x-csrf-token', 'x-xsrf-token'])('a token against forged requests is no sign of who is calling: %s', (header) => {
  expect(accessOf(app(
    `const guard = async (req, res, next) => { const token = req.headers['${header}']; if (!token) return res.sendStatus(403); try { await store.check(token); } catch { return res.sendStatus(403); } next(); };`,
    "app.post('/things', guard, (req, res) => res.json({}));",
  ))).toEqual({ 'POST /things': 'public' });
});

test('a token of a session is', () => {
  expect(accessOf(app(
    "const guard = async (req, res, next) => { const token = req.headers['x-session-token']; const session = token && await store.getSession(token); if (!session) return res.sendStatus(403); next(); };",
    "app.post('/things', guard, (req, res) => res.json({}));",
  ))).toEqual({ 'POST /things': 'authenticated' });
});

test('a comparison of passwords in constant time is part of a login, whatever made them', () => {
  expect(accessOf(app(`app.post('/enter', async (req, res) => {
    const user = await store.findOne({ name: req.body.name });
    const passwordGiven = Buffer.from(await store.hash(req.body.word, user.salt), 'hex');
    const passwordKept = Buffer.from(user.hash, 'hex');
    if (!crypto.timingSafeEqual(passwordGiven, passwordKept)) return res.sendStatus(403);
    res.json({});
  });`))).toEqual({ 'POST /enter': 'public' });
  expect(accessOf(app(`app.post('/enter', async (req, res) => {
    const given = Buffer.from(req.headers['x-signature'], 'hex');
    const kept = Buffer.from(await store.sign(req.body), 'hex');
    if (!crypto.timingSafeEqual(given, kept)) return res.sendStatus(403);
    res.json({});
  });`))).toEqual({ 'POST /enter': 'authenticated in the handler' });
});
