import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const work = Array.from({ length: 8 }, (_, i) => `function work${i}() { ${`work${i + 1}(); `.repeat(6)} return count; }`).join('\n');
const app = (guard: string): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    let count = 0;
    ${work}
    function work8() { count = count + 1; }
    function demand(user) { work0(); if (!user) throw Object.assign(new Error('no'), { status: 401 }); }
    const app = express();
    ${guard}
    app.get('/x', guard, (req, res) => res.json(count));
  `,
});

test('work that has nothing of the request is not followed to tell who gets past', () => {
  expect(accessOf(app('const guard = (req, res, next) => { work0(); void work1(); next(); };'))).toEqual({ 'GET /x': 'public' });
});

test('a check after such work is a check', () => {
  expect(accessOf(app('const guard = (req, res, next) => { work0(); if (!req.user) return res.sendStatus(401); next(); };'))).toEqual({ 'GET /x': 'authenticated' });
});

test('a function that is given something of the request is followed', () => {
  expect(accessOf(app('const guard = (req, res, next) => { demand(req.user); next(); };'))).toEqual({ 'GET /x': 'authenticated' });
});

test('a function that is made around the request is followed', () => {
  expect(accessOf(app('const guard = (req, res, next) => { const check = () => { if (!req.user) throw Object.assign(new Error("no"), { status: 401 }); }; check(); next(); };'))).toEqual({ 'GET /x': 'authenticated' });
});
