import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, options = ''): Record<string, string> => ({
  'app.js': `
    const { Server } = require('socket.io'); const jwt = require('jsonwebtoken'); const passport = require('passport'); const db = require('./db');
    const verify = (token) => { try { return jwt.verify(token, 'key'); } catch { return null; } };
    const io = new Server(3000, { ${options} });
    ${body}
  `,
  'db.js': "const { Pool } = require('pg'); module.exports = new Pool();",
});

test('middleware of a namespace stands in front of all its events, and of those of no other', () => {
  expect(accessOf(app(`
    io.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); });
    io.use((socket, next) => { const user = verify(socket.handshake.auth.token); if (!user) return next(new Error('no')); socket.user = user; next(); });
    io.of('/chat').on('connection', (socket) => { socket.on('b', (x) => db.query(x)); });
  `))).toEqual({ 'EVENT a': 'authenticated', 'EVENT /chat/b': 'public' });
});

test('middleware that lets everyone through proves nothing, whatever it sets', () => {
  expect(accessOf(app(`
    io.use((socket, next) => { socket.user = verify(socket.handshake.query.token); next(); });
    io.sockets.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); socket.on('b', (x) => { if (!socket.user) return; db.query(x); }); });
  `))).toEqual({ 'EVENT a': 'public', 'EVENT b': 'authenticated in the handler' });
});

test('that a token is there does not make it a good one', () => {
  expect(accessOf(app(`
    io.use((socket, next) => (socket.handshake.auth.token ? next() : next(new Error('no token'))));
    io.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); });
  `))).toEqual({ 'EVENT a': 'public' });
});

test('allowRequest decides about the handshake of all namespaces', () => {
  const events = "io.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); }); io.of('/n').on('connection', (socket) => { socket.on('b', (x) => db.query(x)); });";
  expect(accessOf(app(events, "allowRequest: (req, callback) => { const user = verify(req.headers.authorization); callback(null, Boolean(user)); }"))).toEqual({ 'EVENT a': 'authenticated', 'EVENT /n/b': 'authenticated' });
  expect(accessOf(app(events, "allowRequest: (req, callback) => { callback(null, req.headers.origin === 'https://example.com'); }"))).toEqual({ 'EVENT a': 'public', 'EVENT /n/b': 'public' });
});

test('middleware of Express in front of the transport', () => {
  expect(accessOf(app(`
    io.engine.use((req, res, next) => { if (!verify(req.headers.authorization)) { res.writeHead(401); res.end(); return; } next(); });
    io.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); });
  `))).toEqual({ 'EVENT a': 'authenticated' });
});

test('a session that Express has made is asked through a wrapper', () => {
  expect(accessOf(app(`
    const wrap = (middleware) => (socket, next) => middleware(socket.request, {}, next);
    io.use(wrap(passport.session()));
    io.use((socket, next) => { if (socket.request.user) next(); else next(new Error('unauthorized')); });
    io.on('connection', (socket) => { socket.on('a', (x) => db.query(x)); });
  `))).toEqual({ 'EVENT a': 'authenticated' });
});

test('a function that is given the server, and no one is seen to call', () => {
  expect(accessOf({
    'server.js': "const { Server } = require('socket.io'); exports.make = (http) => new Server(http);",
    'sockets.js': "module.exports = (io) => { io.on('connection', (socket) => { socket.on('a', (x, ack) => ack(x)); }); };",
  })).toEqual({ 'EVENT a': 'public' });
});
