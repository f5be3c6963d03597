import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
    const { Server } = require('socket.io'); const jwt = require('jsonwebtoken'); const db = require('./db');
    const verify = (token) => { try { return jwt.verify(token, 'key'); } catch { return null; } };
    const io = new Server(3000);
    io.on('connection', (socket) => { ${body} });
  `,
  'db.js': "const { Pool } = require('pg'); module.exports = new Pool();",
});

test('a check that comes after something was done protects nothing', () => {
  expect(accessOf(app(`
    socket.user = verify(socket.handshake.auth.token);
    socket.on('late', (x) => { db.insert(x); if (socket.user) socket.emit('done', x); });
    socket.on('early', (x) => { if (socket.user) { db.insert(x); socket.emit('done', x); } });
  `))).toEqual({ 'EVENT late': 'public', 'EVENT early': 'authenticated in the handler' });
});

test('a name for those who have none is no refusal', () => {
  expect(accessOf(app(`
    socket.user = verify(socket.handshake.auth.token);
    socket.on('say', (text) => { if (!socket.user) { socket.user = { name: 'guest' }; } io.emit('said', text); });
  `))).toEqual({ 'EVENT say': 'public' });
});

test('a listener that disconnects, with or without a return', () => {
  expect(accessOf(app(`
    if (!verify(socket.handshake.auth.token)) socket.disconnect();
    socket.on('a', (x) => db.insert(x));
  `))).toEqual({ 'EVENT a': 'authenticated' });
});

test('events that are there before a check that takes time are open', () => {
  expect(accessOf({
    'app.js': `const io = require('socket.io')(3000); const jwt = require('jsonwebtoken');
      io.on('connection', async (socket) => {
        socket.on('a', (x) => io.emit('a', x));
        try { await jwt.verify(socket.handshake.auth.token, 'key'); } catch { return socket.disconnect(); }
        socket.on('b', (x) => io.emit('b', x));
      });`,
  })).toEqual({ 'EVENT a': 'public', 'EVENT b': 'authenticated' });
});

test('what is kept by the id of the socket is known of the socket', () => {
  expect(accessOf(app(`
    const clients = io.clients = {}; clients[socket.id] = { socket };
    socket.on('auth', (token) => { const user = verify(token); if (user) clients[socket.id].user = user; });
    socket.on('scan', (x) => { if (!clients[socket.id]?.user?.isAdmin) return; db.insert(x); });
  `))).toEqual({ 'EVENT auth': 'public', 'EVENT scan': 'authorized [isAdmin] in the handler' });
});

test('a namespace whose sockets only listen is an entry point, too', () => {
  expect(accessOf(app('socket.join(socket.handshake.query.room); socket.emit("state", db.all());'))).toEqual({ 'EVENT connection': 'public' });
});

test('events that are registered once another has let the caller in are not known', () => {
  expect(accessOf(app("socket.on('authenticate', (password) => { if (password === db.password) { socket.on('secret', (x) => db.insert(x)); } });"))['EVENT secret']).toBe('unknown');
});
