import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

/** An object that middleware makes of the credential, and that the handler asks. */
const app = (access: string, handler = "await req.access.can('list'); res.json([]);"): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const jwt = require('jsonwebtoken');
    const Access = require('./access');
    const app = express();
    app.use((req, res, next) => { req.access = new Access(req.headers.authorization || null); next(); });
    app.get('/x', async (req, res, next) => { try { ${handler} } catch (err) { next(err); } });
  `,
  'access.js': `const jwt = require('jsonwebtoken'); module.exports = ${access};`,
});

const CLOSURE = (check: string): string => `function (token) {
  let claims;
  this.init = async () => {
    if (claims) return;
    ${check}
  };
  return { can: async (what) => { try { await this.init(); return true; } catch (err) { throw new Error('denied'); } } };
}`;

test('what its constructor has set on it is there when the handler asks', () => {
  expect(accessOf(app(CLOSURE('if (!token) throw new Error("nobody"); claims = jwt.verify(token, "k");')))).toEqual({ 'GET /x': 'authenticated in the handler' });
  expect(accessOf(app(CLOSURE('claims = token ? jwt.decode(token) : {};')))).toEqual({ 'GET /x': 'public' });
});

test('a handler that does not ask it is open', () => {
  expect(accessOf(app(CLOSURE('if (!token) throw new Error("nobody"); claims = jwt.verify(token, "k");'), 'res.json([]);'))).toEqual({ 'GET /x': 'public' });
});

const VALIDATED = (check: string): Record<string, string> => ({
  'app.js': `
    const express = require('express');
    const Ajv = require('ajv');
    const ajv = new Ajv();
    const validate = (schema, payload) => new Promise((resolve, reject) => {
      const compiled = ajv.compile(schema);
      const valid = compiled(payload);
      if (valid && !compiled.errors) resolve(payload);
      else reject(new Error('invalid'));
    });
    const app = express();
    app.get('/x', async (req, res, next) => {
      try {
        const query = await validate({ type: 'object' }, req.query);
        ${check}
        res.json(query);
      } catch (err) { next(err); }
    });
  `,
});

test('what stands behind a promise that may be refused for what is sent is reached', () => {
  expect(accessOf(VALIDATED('if (!req.user) return res.sendStatus(401);'))).toEqual({ 'GET /x': 'authenticated in the handler' });
  expect(accessOf(VALIDATED(''))).toEqual({ 'GET /x': 'public' });
});
