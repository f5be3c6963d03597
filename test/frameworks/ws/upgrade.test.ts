import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
    const WebSocket = require('ws'); const http = require('http'); const jwt = require('jsonwebtoken'); const { Pool } = require('pg'); const db = new Pool();
    const verify = (token) => { try { return jwt.verify(token, 'key'); } catch { return null; } };
    const server = http.createServer();
    ${body}
  `,
});

test('a server with a port or an HTTP server of its own is open', () => {
  expect(accessOf(app("const wss = new WebSocket.Server({ server, path: '/live' }); wss.on('connection', (ws) => { ws.on('message', (m) => db.query(m)); });"))).toEqual({ 'EVENT /live': 'public' });
});

test('verifyClient by what it returns', () => {
  expect(accessOf(app("const wss = new WebSocket.Server({ port: 1, verifyClient: (info) => !!verify(info.req.headers.authorization) }); wss.on('connection', (ws) => { ws.on('message', (m) => db.query(m)); });"))).toEqual({ 'EVENT /': 'authenticated' });
  expect(accessOf(app("const wss = new WebSocket.Server({ port: 1, verifyClient: (info) => info.origin === 'https://x.test' }); wss.on('connection', (ws) => { ws.on('message', (m) => db.query(m)); });"))).toEqual({ 'EVENT /': 'public' });
});

test('a listener of connections that closes them', () => {
  expect(accessOf(app(`const wss = new WebSocket.Server({ server });
    wss.on('connection', (ws, req) => {
      const token = new URL(req.url, 'http://x').searchParams.get('token');
      if (!token || !verify(token)) { ws.close(1008, 'Unauthorized'); return; }
      ws.on('message', (m) => db.query(m));
    });`))).toEqual({ 'EVENT /': 'authenticated in the handler' });
});

test('an upgrade that is refused by destroying the socket', () => {
  const upgrade = (check: string): Record<string, string> => app(`const wss = new WebSocket.WebSocketServer({ noServer: true });
    server.on('upgrade', (req, socket, head) => { ${check} wss.handleUpgrade(req, socket, head, (ws) => { wss.emit('connection', ws, req); }); });
    wss.on('connection', (ws) => { ws.on('message', (m) => db.query(m)); });`);
  expect(accessOf(upgrade("if (!verify(req.headers.cookie)) { socket.destroy(); return; }"))).toEqual({ 'EVENT /': 'authenticated' });
  expect(accessOf(upgrade("if (req.headers.origin !== 'https://x.test') { socket.destroy(); return; }"))).toEqual({ 'EVENT /': 'public' });
});

test('a server that nobody is seen to hand sockets to', () => {
  expect(accessOf(app("const wss = new WebSocket.Server({ noServer: true }); wss.on('connection', (ws) => { ws.on('message', (m) => db.query(m)); });"))).toEqual({ 'EVENT /': 'unknown' });
});

test('a listener that hands the socket to what is not known', () => {
  expect(accessOf(app("module.exports = (service) => { const wss = new WebSocket.Server({ port: 1 }); wss.on('connection', (ws) => service.attach(ws)); };"))).toEqual({ 'EVENT /': 'unknown' });
});
