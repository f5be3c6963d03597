import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const SPEC = `
openapi: 3.0.3
servers: [{ url: https://api.test/v1 }]
security: [{ bearer: [] }]
components: { securitySchemes: { bearer: { type: http, scheme: bearer }, key: { type: apiKey, in: header, name: x-api-key }, anyone: { type: apiKey, in: query, name: who } } }
paths:
  /pets: { get: { security: [] }, post: {} }
  /pets/{id}: { get: { security: [{ bearer: [] }, {}] }, delete: { security: [{ bearer: [admin] }] }, patch: { security: [{ bearer: [] }, { anyone: [] }] }, put: { security: [{ bearer: [], anyone: [] }] } }
  /hooks: { post: { security: [{ key: [] }] } }
  /lost: { get: { security: [{ unknown: [] }] } }
`;
const ROUTES = "app.get('/v1/pets', h); app.post('/v1/pets', h); app.get('/v1/pets/:petId', h); app.delete('/v1/pets/:petId', h); app.patch('/v1/pets/:petId', h); app.put('/v1/pets/:petId', h); app.post('/v1/hooks', h); app.get('/v1/lost', h); app.get('/health', h);";
const app = (options: string, files: Record<string, string> = { 'api/openapi.yaml': SPEC }): Record<string, string> => ({
  ...files,
  'src/app.js': `
    import express from 'express'; import path from 'node:path'; import jwt from 'jsonwebtoken'; import * as OpenApiValidator from 'express-openapi-validator';
    const app = express(); const h = (req, res) => res.json([]);
    const bearer = async (req, scopes) => { const claims = jwt.verify(req.headers.authorization, 'key'); for (const scope of scopes) if (!claims.scopes.includes(scope)) throw { status: 403, message: 'no' }; return true; };
    const key = (req) => req.headers['x-api-key'] === process.env.KEY;
    app.use(OpenApiValidator.middleware({ ${options} }));
    ${ROUTES}
    app.listen(1);`,
});

test('the handlers of the schemes that the description demands are asked', () => {
  expect(accessOf(app("apiSpec: path.join(import.meta.dirname, '../api/openapi.yaml'), validateSecurity: { handlers: { bearer, key, anyone: () => true } }"))).toEqual({
    'GET /v1/pets': 'public', 'POST /v1/pets': 'authenticated', 'GET /v1/pets/:petId': 'public', 'DELETE /v1/pets/:petId': 'authorized [admin]', 'PATCH /v1/pets/:petId': 'public',
    'PUT /v1/pets/:petId': 'authenticated', 'POST /v1/hooks': 'authenticated', 'GET /v1/lost': 'unknown', 'GET /health': 'public',
  });
});

test('without handlers, or without validation, it asks for no more than some credential', () => {
  const all = Object.values(accessOf(app("apiSpec: './api/openapi.yaml'")));
  expect(new Set([...all, ...Object.values(accessOf(app("apiSpec: './api/openapi.yaml', validateSecurity: false")))])).toEqual(new Set(['public']));
});

test('without the description it is not known', () => {
  expect(accessOf(app("apiSpec: './api/missing.yaml', validateSecurity: { handlers: { bearer } }"))).toMatchObject({ 'GET /v1/pets': 'unknown', 'GET /health': 'unknown' });
});

test('the description may be an object', () => {
  const spec = "{ openapi: '3.0.3', security: [{ bearer: [] }], paths: { '/v1/pets': { get: { security: [] }, post: {} } } }";
  expect(accessOf(app(`apiSpec: ${spec}, validateSecurity: { handlers: { bearer } }`, {}))).toMatchObject({ 'GET /v1/pets': 'public', 'POST /v1/pets': 'authenticated', 'GET /health': 'public' });
});
