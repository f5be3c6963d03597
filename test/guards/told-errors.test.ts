import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (handler: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"^5.0.0"}}',
  'app.js': `
const express = require('express'); const { provider, db } = require('./services');
class Failure extends Error { constructor(options) { super(options.message, { cause: options.cause }); this.status = options.status; } }
function wasAborted(cause) { if (cause.code === 'ECONNRESET') return true; return typeof cause.cause === 'string' && cause.cause.includes('aborted'); }
function tell(cause) { if (wasAborted(cause)) return { status: 499, message: 'gone' }; return { status: cause.status ?? 500, message: cause.message }; }
const app = express();
app.post('/labels', async (req, res) => {
  try {
    if (!req.headers.authorization) throw new Failure({ message: 'nobody', status: 401 });
    const { data, error } = await provider().getUser(req.headers.authorization);
    if (error || !data) throw new Failure({ message: 'who?', status: 401 });
    ${handler}
    res.json({});
  } catch (cause) { const told = tell(cause); res.status(told.status).json({ error: told.message }); }
});`,
  'services.js': "const { connect } = require('some-service'); let made; exports.provider = () => (made ??= connect()); exports.db = connect('db');",
});

test('how an error is told is no reason of its own', () => {
  expect(accessOf(app("if (!data.roles.includes('editor')) throw new Failure({ message: 'no', status: 400 });"))).toEqual({ 'POST /labels': 'authorized [editor] in the handler' });
  expect(accessOf(app("const label = await db.findOne({ name: req.body.name }); if (label) throw new Failure({ message: 'taken', status: 400 });"))).toEqual({ 'POST /labels': 'authenticated in the handler' });
});
