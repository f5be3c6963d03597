import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
    const http = require('node:http'); const { parse } = require('url'); const jwt = require('jsonwebtoken');
    function known(req) { try { return jwt.verify(req.headers.authorization, 'key'); } catch { return null; } }
    ${body}
  `,
});

test('conditions on path and method are routes', () => {
  expect(accessOf(app(`http.createServer((req, res) => {
    if (req.url === '/health') return res.end('ok');
    if (req.method === 'POST' && req.url === '/notes') { if (!known(req)) { res.statusCode = 401; return res.end(); } return res.end('x'); }
    res.statusCode = 404; res.end();
  }).listen(1);`))).toEqual({ 'ALL /health': 'public', 'POST /notes': 'authenticated in the handler' });
});

test('a check protects what stands behind it', () => {
  expect(accessOf(app(`http.createServer((req, res) => {
    const { pathname } = new URL(req.url, 'http://x');
    if (pathname === '/open') return res.end('ok');
    if (!known(req)) { res.writeHead(401); return res.end(); }
    switch (pathname) { case '/a': case '/b': return res.end('a'); case '/c': if (req.method === 'DELETE') return res.end(''); return res.end('c'); default: res.writeHead(404); res.end(); }
  });`))).toEqual({ 'ALL /open': 'public', 'ALL /a': 'authenticated in the handler', 'ALL /b': 'authenticated in the handler', 'DELETE /c': 'authenticated in the handler' });
});

test('one text for method and path, patterns and prefixes', () => {
  expect(accessOf(app(`const server = http.createServer(); server.on('request', (req, res) => {
    const { pathname } = parse(req.url, true);
    if (/^\\/users\\/(\\d+)$/.test(pathname)) { if (!known(req)) { res.writeHead(403); res.end(); return; } return res.end('u'); }
    if (pathname.startsWith('/files/')) return res.end('f');
    switch (\`\${req.method} \${req.url}\`) { case 'GET /x': return res.end('x'); default: res.writeHead(404); return res.end(); }
  });`))).toEqual({ 'ALL /users/:param': 'authenticated in the handler', 'ALL /files/*': 'public', 'GET /x': 'public' });
});

test('branches of functions that are given the request', () => {
  expect(accessOf(app(`
    function api(req, res) { if (req.url === '/api/a') { if (!known(req)) { res.writeHead(401); return res.end(); } return res.end('a'); } res.end(); }
    http.createServer((req, res) => { if (req.url.startsWith('/api/')) return api(req, res); res.end('page'); });`))).toEqual({ 'ALL /api/a': 'authenticated in the handler' });
});

test('a listener that passes all requests on has no routes of its own', () => {
  expect(accessOf(app("const app = require('express')(); app.get('/x', (req, res) => res.end()); http.createServer((req, res) => app(req, res)); http.createServer(app);"))).toEqual({ 'GET /x': 'public' });
});
