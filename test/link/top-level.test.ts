import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const numbers = `const numbers = [${Array.from({ length: 320 }, (_, i) => i).join()}];`;
const work = `${numbers}
const add = (a, b) => a + b;
for (const a of numbers) for (const b of numbers) add(a, b);
`;
const routes = 'export const routes = (app) => { app.get("/ping", (req, res) => res.send("pong")); };';

test('a long statement does not keep the next one from being followed', () => {
  expect(accessOf({
    'src/routes.js': routes,
    'src/app.js': `import express from 'express';\nimport { routes } from './routes.js';\nconst app = express();\n${work}routes(app);\n`,
  })).toEqual({ 'GET /ping': 'public' });
});

test('what a required module takes does not count against the one that requires it', () => {
  expect(accessOf({
    'src/work.js': `const express = require('express');\n${work}exports.total = 1;\n`,
    'src/routes.js': 'exports.routes = (app) => { app.get("/ping", (req, res) => res.send("pong")); };',
    'src/app.js': `const express = require('express');\nconst { routes } = require('./routes');\nconst app = express();\nconst setUp = () => { require('./work'); routes(app); };\nsetUp();\n`,
  })).toEqual({ 'GET /ping': 'public' });
});
