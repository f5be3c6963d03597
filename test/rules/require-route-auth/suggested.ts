import { expect } from 'vitest';
import type { ExpectedFinding, FlaggedCase } from '../../harness/cases.ts';

const containing = (code: string): string => expect.stringContaining(code) as string;
const put = (code: string, output: string, more = ''): Pick<ExpectedFinding, 'suggestions'> => ({
  suggestions: [{ message: `Put \`${code}\`, which the routes beside it have, in front of the handler${more}.`, output: containing(output) }],
});

const MANIFEST = (name: string): string => JSON.stringify({ dependencies: { [name]: '*' } });
const REQUIRE_AUTH = `import jwt from 'jsonwebtoken'
export const requireAuth = (req, res, next) => {
  try { req.user = jwt.verify(req.headers.authorization.slice(7), process.env.KEY, { algorithms: ['HS256'] }); next() } catch { res.sendStatus(401) }
}
`;
const USERS = `import { Router } from 'express'
import { requireAuth } from '../auth.js'

const router = Router()
router.get('/', requireAuth, (req, res) => res.json(users.all(req.query)))
router.post('/', requireAuth, (req, res) => res.json(users.add(req.body)))
router.delete('/:id', requireAuth, (req, res) => res.json(users.remove(req.params.id)))
export default router
`;
const APP = `import express from 'express'
import users from './routes/users.js'
import orders from './routes/orders.js'
const app = express()
app.use('/users', users)
app.use('/orders', orders)
app.listen(1)
`;
const beside = (orders: string): Record<string, string> => ({ 'package.json': MANIFEST('express'), 'src/auth.js': REQUIRE_AUTH, 'src/app.js': APP, 'src/routes/users.js': USERS, 'src/routes/orders.js': orders });

const FASTIFY = (last: string): string => `const fastify = require('fastify');
const { all, add } = require('./orders');
const app = fastify();
async function auth(request, reply) {
  if (request.headers['x-key'] !== process.env.KEY) return reply.code(401).send();
}
app.get('/a', { preHandler: [auth] }, async (request) => all(request.query));
app.post('/b', { preHandler: [auth] }, async (request) => add(request.body));
${last}
app.listen({ port: 1 });
`;

export const suggested: FlaggedCase[] = [
  {
    name: 'the guard of the file beside it is offered, with its import',
    files: beside(`import { Router } from 'express'

const router = Router()
router.post('/', (req, res) => res.json(orders.add(req.body)))
export default router
`),
    findings: [{
      file: 'src/routes/orders.js', line: 4, messageId: 'unguarded',
      ...put('requireAuth', `import { Router } from 'express'
import { requireAuth } from '../auth.js'

const router = Router()
router.post('/', requireAuth, (req, res)`, ', and import it'),
    }],
  },
  {
    name: 'the guard of the file beside it is offered under the name that it has here',
    files: beside(`import { Router } from 'express'
import { requireAuth as known } from '../auth.js'

const router = Router()
router.post('/', (req, res) => res.json(orders.add(req.body)))
export default router
export { known }
`),
    findings: [{ file: 'src/routes/orders.js', line: 5, ...put('known', "router.post('/', known, (req, res)") }],
  },
  {
    name: 'nothing is offered where its name stands for something else',
    files: beside(`import { Router } from 'express'
const requireAuth = true
const router = Router()
router.post('/', (req, res) => res.json(orders.add(req.body, requireAuth)))
export default router
`),
    findings: [{ file: 'src/routes/orders.js', line: 4, suggestions: [] }],
  },
  {
    name: 'a required guard is required',
    files: {
      'package.json': MANIFEST('express'),
      'auth.js': 'const jwt = require("jsonwebtoken");\nexports.requireAuth = (req, res, next) => {\n  try { jwt.verify(req.headers.authorization.slice(7), process.env.KEY, { algorithms: ["HS256"] }); next(); } catch { res.sendStatus(401); }\n};\n',
      'app.js': 'const express = require("express");\nconst app = express();\napp.use("/users", require("./routes/users"));\napp.use("/orders", require("./routes/orders"));\napp.listen(1);\n',
      'routes/users.js': 'const { Router } = require("express");\nconst { requireAuth } = require("../auth");\nconst router = Router();\nrouter.get("/", requireAuth, (req, res) => res.json(users.all(req.query)));\nrouter.post("/", requireAuth, (req, res) => res.json(users.add(req.body)));\nrouter.put("/:id", requireAuth, (req, res) => res.json(users.set(req.body)));\nmodule.exports = router;\n',
      'routes/orders.js': 'const { Router } = require("express");\n\nconst router = Router();\nrouter.post("/", (req, res) => res.json(orders.add(req.body)));\nmodule.exports = router;\n',
    },
    findings: [{ file: 'routes/orders.js', line: 4, ...put('requireAuth', 'const { Router } = require("express");\nconst { requireAuth } = require("../auth");\n\nconst router = Router();\nrouter.post("/", requireAuth, (req, res)', ', and import it') }],
  },
  {
    name: 'the options of Fastify are given the property that those beside it have',
    files: { 'package.json': MANIFEST('fastify'), 'app.js': FASTIFY("app.post('/c', async (request) => add(request.body));") },
    findings: [{ file: 'app.js', line: 9, ...put('preHandler: [auth]', "app.post('/c', { preHandler: [auth] }, async (request)") }],
  },
  {
    name: 'the options of Fastify that are there already are extended',
    files: { 'package.json': MANIFEST('fastify'), 'app.js': FASTIFY("app.post('/c', { schema: {} }, async (request) => add(request.body));") },
    findings: [{ file: 'app.js', line: 9, ...put('preHandler: [auth]', "app.post('/c', { preHandler: [auth], schema: {} }, async (request)") }],
  },
  {
    name: 'a method is decorated as those beside it are',
    files: {
      'package.json': MANIFEST('@nestjs/common'),
      'src/main.ts': "import { NestFactory } from '@nestjs/core';\nimport { Module } from '@nestjs/common';\nimport { Cats } from './cats.controller';\n@Module({ controllers: [Cats] })\nexport class AppModule {}\nvoid NestFactory.create(AppModule).then((app) => app.listen(1));\n",
      'src/cats.controller.ts': `import { Body, CanActivate, Controller, Delete, Param, Post, Put, UseGuards } from '@nestjs/common';

export class KeyGuard implements CanActivate {
  canActivate(context) {
    return context.switchToHttp().getRequest().headers['x-key'] === process.env.KEY;
  }
}

@Controller('cats')
export class Cats {
  @Post()
  @UseGuards(KeyGuard)
  create(@Body() body) { return this.cats.add(body); }

  @Put(':id')
  @UseGuards(KeyGuard)
  change(@Param('id') id, @Body() body) { return this.cats.set(id, body); }

  @Delete(':id')
  remove(@Param('id') id) { return this.cats.remove(id); }
}
`,
    },
    findings: [{ file: 'src/cats.controller.ts', line: 19, ...put('@UseGuards(KeyGuard)', "\n\n  @UseGuards(KeyGuard)\n  @Delete(':id')\n  remove(") }],
  },
];
