import { expect, it } from 'vitest';
import { findFlows } from '../../src/flows/index.ts';
import { takeSnapshot } from '../../src/analyze.ts';
import { openProject } from '../../src/project/index.ts';
import { endings } from '../../src/report/flows/wording.ts';
import { projectFolder } from '../harness/project-folder.ts';

/** The error handlers of a project, with their ends. */
function handlersOf(files: Record<string, string>, dependency = 'express'): string[] {
  const folder = projectFolder({ 'package.json': `{ "dependencies": { "${dependency}": "*" } }`, ...files });
  try {
    const { errorHandlers } = findFlows(takeSnapshot(openProject({ cwd: folder.path })));
    return errorHandlers.flatMap(({ name, place, steps }) => endings(steps).map(({ text, when }) => `${name} ${place.file}:${place.line} ${text}${when.length > 0 ? ` when ${when.join(', ')}` : ''}`));
  } finally {
    folder.remove();
  }
}

const LOGIN = "const express = require('express');\nconst app = express();\napp.post('/login', (req, res, next) => { if (!req.body.name) return next(new Error('no name')); res.json({}); });\n";
const HANDLER = `exports.onError = function onError(err, req, res, next) {
  if (res.headersSent) return next(err);
  if (err.name === 'ValidationError') return res.status(422).json({ errors: err.errors });
  res.status(err.statusCode || 500).json({ message: err.message });
};
`;

it('are the functions of four parameters that Express is given, also from another file', () => {
  expect(handlersOf({ 'app.js': `${LOGIN}app.use((req, res, next) => res.status(404).end());\napp.use(require('./errors').onError);\napp.listen(1);\n`, 'errors.js': HANDLER })).toEqual([
    'onError errors.js:1 err, status as the error handler says when res.headersSent',
    "onError errors.js:1 422 with errors when err.name is 'ValidationError'",
    'onError errors.js:1 the status err.statusCode || 500 with message',
  ]);
});

it('say the status that a constant is set to', () => {
  expect(handlersOf({ 'app.js': `${LOGIN}app.use((err, req, res, next) => { const status = err.status ?? 500; res.status(status).end(); });\napp.listen(1);\n` })).toEqual([' app.js:4 the status err.status ?? 500']);
});

it('are left out where every error has a status of its own', () => {
  expect(handlersOf({ 'app.js': `${LOGIN.replace('return next(new Error(\'no name\'))', 'return res.sendStatus(400)')}app.use(require('./errors').onError);\napp.listen(1);\n`, 'errors.js': HANDLER })).toEqual([]);
});

it('of Fastify and Hono answer with what they return', () => {
  expect(handlersOf({ 'app.js': "const app = require('fastify')();\napp.post('/login', async (request) => { if (!request.body.name) throw new Error('no name'); return {}; });\napp.setErrorHandler((error, request, reply) => { if (error.validation) return reply.code(400).send({ error }); reply.code(500).send({ error: 'no' }); });\napp.listen({ port: 1 });\n" }, 'fastify')).toEqual([
    ' app.js:3 400 with error when error.validation', ' app.js:3 500 with error',
  ]);
  expect(handlersOf({ 'app.js': "import { Hono } from 'hono';\nconst app = new Hono();\napp.post('/login', async (c) => { const { name } = await c.req.json(); if (!name) throw new Error('no name'); return c.json({}); });\napp.onError((err, c) => c.json({ message: 'no' }, 500));\nexport default app;\n" }, 'hono')).toEqual([' app.js:4 500 with message']);
});
