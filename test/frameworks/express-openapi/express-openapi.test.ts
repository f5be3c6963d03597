import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { accessOf, authMapOf } from '../../harness/map.ts';

const MANIFEST = JSON.stringify({ dependencies: { express: '^5.0.0', 'express-openapi': '^12.1.3', jsonwebtoken: '^9.0.0' } });
const SPEC = `
openapi: 3.0.3
servers: [{ url: https://api.test/v2 }, { url: /v2 }]
security: [{ bearer: [] }]
components: { securitySchemes: { bearer: { type: http, scheme: bearer }, key: { type: apiKey, in: header, name: x-api-key } } }
paths:
  /pets: { get: { operationId: listPets, security: [] }, post: { operationId: addPet } }
`;
const DOC = "{ openapi: '3.0.3', security: [{ bearer: [] }], components: { securitySchemes: { bearer: {}, key: {} } }, paths: {} }";

/** An application that takes up `src/paths`. @param set the options of the call, and what stands around `CALL` */
const app = (set: { options?: string; around?: string }, files: Record<string, string> = {}): Record<string, string> => ({
  'package.json': MANIFEST,
  'src/paths/pets.js': 'const GET = (req, res) => res.json([]); GET.apiDoc = { responses: {} }; module.exports = { GET };',
  'src/app.js': `
    const express = require('express'); const path = require('path'); const fs = require('fs'); const jwt = require('jsonwebtoken'); const { initialize } = require('express-openapi');
    const bearer = (req) => { req.user = jwt.verify(req.headers.authorization, process.env.KEY); return true; };
    const key = (req) => req.headers['x-api-key'] === process.env.API_KEY;
    const auth = (req, res, next) => { if (req.headers['x-api-key'] !== process.env.API_KEY) return res.sendStatus(401); next(); };
    const app = express(); const apiDoc = ${DOC};
    ${(set.around ?? 'CALL').replace('CALL', `initialize({ ${set.options ?? 'app, apiDoc, paths: path.join(__dirname, "paths"), securityHandlers: { bearer, key }'}, exposeApiDocs: false })`)};
    app.listen(1);`,
  ...files,
});

test('a list of middleware is described by what is set on it, also in TypeScript', () => {
  const files = {
    'src/paths/pets.js': 'module.exports = {};',
    'src/paths/pets/{id}.ts': `
      import type { Operation } from 'express-openapi';
      export const GET: Operation = [show()];
      GET.apiDoc = { security: [], responses: {} };
      export const PUT: Operation = [(req, res, next) => (req.headers['x-api-key'] === process.env.API_KEY ? next() : res.sendStatus(403)), show()];
      PUT.apiDoc = { security: [], responses: {} };
      export const DELETE: Operation = [show()];
      DELETE.apiDoc = { security: [{ bearer: [] }], responses: {} };
      function show() { return (req, res) => res.json({}); }`,
  };
  expect(accessOf(app({}, files))).toEqual({ 'GET /pets/:id': 'public', 'PUT /pets/:id': 'authenticated', 'DELETE /pets/:id': 'authenticated' });
  expect(authMapOf(app({}, files)).routes.map(({ method, file, line }) => `${method} ${file}:${line}`)).toEqual(['GET src/paths/pets/{id}.ts:3', 'PUT src/paths/pets/{id}.ts:5', 'DELETE src/paths/pets/{id}.ts:7']);
});

test.each(["'./src/api.yaml'", "fs.readFileSync(path.resolve(__dirname, 'api.yaml'), 'utf8')"])('the description is read from the file: %s', (apiDoc) => {
  const options = `app, apiDoc: ${apiDoc}, operations: { listPets: (req, res) => res.json([]), addPet: [(req, res) => res.json({})] }, securityHandlers: { bearer }`;
  expect(accessOf(app({ options }, { 'src/api.yaml': SPEC }))).toEqual({ 'GET /v2/pets': 'public', 'POST /v2/pets': 'authenticated' });
});

test.each(["apiDoc: require('./api.json')", 'apiDoc: description', 'apiDoc'])('data that is imported is the description: %s', (apiDoc) => {
  const options = `app, ${apiDoc}, operations: { listPets: (req, res) => res.json([]), addPet: (req, res) => res.json({}) }, securityHandlers: { bearer }`;
  const name = apiDoc === 'apiDoc' ? 'apiDoc' : 'description';
  const files = app({ options }, { 'src/api.json': JSON.stringify(parse(SPEC)) });
  files['src/app.js'] = files['src/app.js']!.replace(`const apiDoc = ${DOC};`, '').replace('const app =', `const ${name} = require('./api.json'); const app =`);
  expect(accessOf(files)).toEqual({ 'GET /v2/pets': 'public', 'POST /v2/pets': 'authenticated' });
});

test('handlers of the other names, of modules that are handed over, and Swagger 2.0', () => {
  const options = "app, apiDoc: { swagger: '2.0', basePath: '/api', security: [{ key: [] }], securityDefinitions: { key: {} }, paths: {} }, paths: [{ path: '/pets', module: require('./pets') }], securityHandlers: { key }";
  const pets = 'exports.del = (req, res) => res.end(); exports.del.apiDoc = { responses: {} }; exports.get = (req, res) => res.end(); exports.get.apiDoc = { security: [], responses: {} };';
  expect(accessOf(app({ options }, { 'src/pets.js': pets }))).toEqual({ 'DELETE /api/pets': 'authenticated', 'GET /api/pets': 'public' });
});

test('without security handlers nothing is asked, whatever the description says', () => {
  expect(accessOf(app({ options: 'app, apiDoc, paths: "./src/paths"' }))).toEqual({ 'GET /pets': 'public' });
  expect(accessOf(app({ options: 'app, apiDoc, paths: "./src/paths", securityHandlers: { key }' }))).toEqual({ 'GET /pets': 'public' });
});

test('what cannot be worked out is not known', () => {
  const one = (doc: string, options?: string): Record<string, string> => accessOf(app(options === undefined ? {} : { options }, { 'src/paths/pets.js': `const settings = require('some-settings'); const GET = (req, res) => res.json([]); GET.apiDoc = ${doc}; module.exports = { GET };` }));
  expect(one('{ responses: {}, security: settings.security }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('{ responses: {}, security: process.env.SECURE ? [{ bearer: [] }] : [] }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('undefined', 'app, apiDoc: "./missing.yaml", paths: "./src/paths", securityHandlers: { bearer }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('undefined')).toEqual({ 'GET /pets': 'public' });
  expect(one('{ ...settings.common }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('{ responses: {} }', 'app, apiDoc: "./missing.yaml", paths: "./src/paths", securityHandlers: { bearer }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('{ responses: {} }', 'app, apiDoc, paths: "./src/paths", securityHandlers: { bearer: require("some-auth").bearer }')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('{ responses: {} }', 'app, apiDoc, paths: "./src/paths", securityHandlers: process.env.SECURE ? { bearer } : {}')).toEqual({ 'GET /pets': 'unknown' });
  expect(one('{ responses: {} }', 'app: require("./elsewhere").app, apiDoc, paths: "./src/paths"')).toEqual({ 'GET /pets': 'unknown' });
});

test('middleware of the application counts from where it is put', () => {
  const open = 'app, apiDoc, paths: "./src/paths"';
  expect(accessOf(app({ options: open, around: 'app.use(auth); CALL' }))).toEqual({ 'GET /pets': 'authenticated' });
  expect(accessOf(app({ options: open, around: "app.all('*', auth); CALL" }))).toEqual({ 'GET /pets': 'authenticated' });
  expect(accessOf(app({ options: open, around: "app.all('/', auth); app.get('/other', auth); CALL" }))).toEqual({ 'GET /pets': 'public' });
  expect(accessOf(app({ options: open, around: "app.use('/other', auth); CALL" }))).toEqual({ 'GET /pets': 'public' });
  expect(accessOf(app({ options: open, around: '(async () => { await CALL; app.use(auth); })()' }))).toEqual({ 'GET /pets': 'public' });
  expect(accessOf(app({ options: open, around: 'CALL; app.use(auth)' }))).toEqual({ 'GET /pets': 'unknown' });
  expect(accessOf(app({ options: open, around: 'CALL; app.use((error, req, res, next) => res.sendStatus(500))' }))).toEqual({ 'GET /pets': 'public' });
});

test('the application may be a router that is mounted', () => {
  const options = 'app: router, apiDoc, paths: "./src/paths"';
  expect(accessOf(app({ options, around: "const router = express.Router(); CALL; app.use('/api', auth, router)" }))).toEqual({ 'GET /api/pets': 'authenticated' });
  expect(accessOf(app({ options, around: "const router = express.Router(); CALL; app.use('/api', router)" }))).toEqual({ 'GET /api/pets': 'public' });
  expect(accessOf(app({ options, around: 'const router = express.Router(); CALL; module.exports = router' }))).toEqual({ 'GET /pets': 'unknown' });
});

test('the description is shown to whom its filter lets through', () => {
  const shown = (more: string): Record<string, string> => accessOf(app({ options: `app, apiDoc, paths: [], ${more} }); ({` }));
  expect(shown('')).toEqual({ 'GET /api-docs': 'public' });
  expect(shown("docsPath: '/docs', securityFilter: (req, res) => (req.headers['x-api-key'] === process.env.API_KEY ? res.json(req.apiDoc) : res.sendStatus(401))")).toEqual({ 'GET /docs': 'authenticated in the handler' });
});
