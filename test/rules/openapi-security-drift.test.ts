import { ruleCases } from '../harness/cases.ts';

const GUARD = "exports.requireUser = (req, res, next) => {\n  if (!req.headers.authorization || !verify(req.headers.authorization)) return res.status(401).end();\n  next();\n};\nconst jwt = require('jsonwebtoken');\nfunction verify(header) { try { return jwt.verify(header.slice(7), process.env.KEY, { algorithms: ['HS256'] }); } catch { return null; } }\n";
/** An application whose second route is without a guard. */
const app = (...routes: string[]): Record<string, string> => ({
  'src/guard.js': GUARD,
  'src/app.js': ["const express = require('express');", "const { requireUser } = require('./guard');", 'const app = express();', ...routes, 'app.listen(3000);', ''].join('\n'),
});
const ROUTES = ["app.get('/pets', (req, res) => res.json(pets));", "app.get('/pets/:petId', requireUser, (req, res) => res.json(pets[req.params.petId]));", "app.delete('/pets/:petId', requireUser, (req, res) => res.json(remove(req.params.petId)));"];
const head = ['openapi: 3.0.3', 'info: { title: Pets, version: "1" }', 'components:', '  securitySchemes:', '    bearer: { type: http, scheme: bearer }'];
const yaml = (...lines: string[]): Record<string, string> => ({ 'docs/openapi.yaml': [...head, ...lines, ''].join('\n') });
const PATHS = ['paths:', '  /pets:', '    get:', '      responses: {}', '  /pets/{id}:', '    get:', '      security: [{ bearer: [] }]', '      responses: {}', '    delete:', '      security: [{ bearer: [] }]', '      responses: {}'];
const change = (lines: string[], line: number, ...by: string[]): string[] => [...lines.slice(0, line), ...by, ...lines.slice(line + 1)];
const at = (route: number, messageId: string) => ({ file: 'src/app.js', line: route + 3, messageId });
const NEST = "import { Injectable, UnauthorizedException } from '@nestjs/common';\n@Injectable()\nexport class AuthGuard {\n  canActivate(context: any) {\n    if (!context.switchToHttp().getRequest().headers.authorization) throw new UnauthorizedException();\n    return verify(context.switchToHttp().getRequest().headers.authorization);\n  }\n}\nimport jwt from 'jsonwebtoken';\nfunction verify(token: string) { return Boolean(jwt.verify(token, process.env.KEY!, { algorithms: ['HS256'] })); }\n";
const nest = (...lines: string[]): Record<string, string> => ({
  'src/auth.guard.ts': NEST,
  'src/main.ts': "import { NestFactory } from '@nestjs/core';\nimport { Module } from '@nestjs/common';\nimport { PetsController } from './pets.controller';\n@Module({ controllers: [PetsController] })\nclass AppModule {}\nNestFactory.create(AppModule).then((app) => app.listen(3000));\n",
  'src/pets.controller.ts': ["import { Controller, Delete, Get, Patch, Post, UseGuards, applyDecorators } from '@nestjs/common';", "import { ApiBearerAuth, ApiExcludeEndpoint } from '@nestjs/swagger';", "import { AuthGuard } from './auth.guard';", "@Controller('pets')", 'export class PetsController {', ...lines, '}', ''].join('\n'),
});
const GUARDED = ['  @Get() @ApiBearerAuth() @UseGuards(AuthGuard) list() { return []; }', '  @Post() @ApiBearerAuth() @UseGuards(AuthGuard) add() { return {}; }', "  @Patch(':id') @ApiBearerAuth() @UseGuards(AuthGuard) change() { return {}; }"];
const inNest = (line: number, messageId: string) => ({ file: 'src/pets.controller.ts', line: line + 5, messageId });

ruleCases('openapi-security-drift', {
  flagged: [
    { name: 'described with a token, and open', files: { ...app(...ROUTES), ...yaml(...change(PATHS, 3, '      security: [{ bearer: [] }]')) }, findings: [{ ...at(1, 'unguarded'), severity: 'error', confidence: 'high' }] },
    { name: 'described for all with a token, and open', files: { ...app(...ROUTES), ...yaml('security: [{ bearer: [] }]', ...PATHS) }, findings: [{ ...at(1, 'unguarded'), confidence: 'medium' }] },
    { name: 'described as open, and guarded', files: { ...app(...ROUTES), ...yaml('security: [{ bearer: [] }]', ...change(change(PATHS, 6, '      security: []'), 3, '      security: []')) }, findings: [{ ...at(2, 'undescribed'), severity: 'warning', confidence: 'high' }] },
    { name: 'described without a word, and guarded', files: { ...app(...ROUTES), ...yaml(...change(PATHS, 6)) }, findings: [{ ...at(2, 'undescribed'), confidence: 'medium' }] },
    { name: 'a document in JSON, with the path of its server', files: { ...app(...ROUTES.map((one) => one.replace("'/pets", "'/api/v1/pets"))), 'openapi.json': JSON.stringify({ openapi: '3.1.0', servers: [{ url: 'https://pets.acme.dev/api/v1/' }], paths: { '/pets': { get: { security: [{ key: [] }] } }, '/pets/{id}': { get: { security: [{ key: [] }] }, delete: { security: [{ key: [] }] } } } }, null, 2) }, findings: [at(1, 'unguarded')] },
    { name: 'Swagger 2.0 with a base path', files: { ...app(...ROUTES.map((one) => one.replace("'/pets", "'/v2/pets"))), 'swagger.yaml': ['swagger: "2.0"', 'basePath: /v2', 'securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }', 'security: [{ key: [] }]', ...PATHS, ''].join('\n') }, findings: [at(1, 'unguarded')] },
    { name: 'a prefix that the document leaves out', files: { ...app(...ROUTES.map((one) => one.replace("'/pets", "'/internal/pets"))), ...yaml('security: [{ bearer: [] }]', ...PATHS) }, findings: [at(1, 'unguarded')] },
    { name: 'a path in a document of its own', files: { ...app(...ROUTES), ...yaml('paths:', '  /pets: { $ref: ./paths/pets.yaml }', ...PATHS.slice(4)), 'docs/paths/pets.yaml': 'get:\n  security: [{ bearer: [] }]\n  responses: {}\n' }, findings: [at(1, 'unguarded')] },
    { name: 'a route that the document leaves out', options: { undocumented: true }, files: { ...app(...ROUTES, "app.post('/pets', requireUser, (req, res) => res.json(add(req.body)));"), ...yaml(...PATHS) }, findings: [{ ...at(4, 'undocumented'), severity: 'note' }] },
    { name: 'NestJS: a decorator says so, and no guard does', files: nest(...GUARDED, "  @Delete(':id') @ApiBearerAuth() remove() { return {}; }"), findings: [{ ...inNest(4, 'unguardedHere'), severity: 'error' }] },
    { name: 'NestJS: a guard does, and no decorator says so', files: nest(...GUARDED, "  @Delete(':id') @UseGuards(AuthGuard) remove() { return {}; }"), findings: [{ ...inNest(4, 'undescribedHere'), severity: 'warning' }] },
    { name: 'Fastify: the schema says so, and no hook does', files: { 'src/app.ts': "import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/pets', { schema: { security: [{ bearer: [] }] } }, async () => []);\napp.listen({ port: 3000 });\n" }, findings: [{ file: 'src/app.ts', line: 3, messageId: 'unguardedHere' }] },
    { name: 'Hono: the route says so, and no middleware does', files: { 'src/app.ts': "import { OpenAPIHono, createRoute } from '@hono/zod-openapi';\nconst app = new OpenAPIHono();\nconst list = createRoute({ method: 'get', path: '/pets', security: [{ Bearer: [] }], responses: { 200: { description: 'ok' } } });\napp.openapi(list, (c) => c.json([]));\nexport default app;\n" }, findings: [{ file: 'src/app.ts', line: 4, messageId: 'unguardedHere' }] },
  ],
  quiet: [
    { name: 'they agree', files: { ...app(...ROUTES), ...yaml(...PATHS) } },
    { name: 'all but one, and that one is open', files: { ...app(...ROUTES), ...yaml('security: [{ bearer: [] }]', ...change(PATHS, 3, '      security: []')) } },
    { name: 'a document that does not speak of credentials', files: { ...app(...ROUTES), ...yaml(...PATHS.filter((line) => !line.includes('security'))) } },
    { name: 'credentials that may be left out', files: { ...app(...ROUTES), ...yaml(...change(PATHS, 3, '      security: [{}, { bearer: [] }]')) } },
    { name: 'a token as a parameter', files: { ...app(...ROUTES), ...yaml(...change(PATHS, 6, '      parameters: [{ in: header, name: Authorization }]')) } },
    { name: 'the document of another application', files: { ...app(...ROUTES), ...yaml('security: [{ bearer: [] }]', 'paths:', '  /pets: { get: { responses: {} } }', '  /invoices: { get: { responses: {} } }', '  /invoices/{id}: { get: { responses: {} } }', '  /customers: { get: { responses: {} } }') } },
    { name: 'a document of a test', files: { ...app(...ROUTES), 'test/fixtures/openapi.yaml': [...head, 'security: [{ bearer: [] }]', ...PATHS, ''].join('\n') } },
    { name: 'a login among what asks for a token', files: { ...app(...ROUTES.slice(1), "app.post('/login', (req, res) => login(req.body).then((token) => res.json({ token })));"), ...yaml('security: [{ bearer: [] }]', 'paths:', '  /login:', '    post:', '      responses: {}', ...PATHS.slice(4)) } },
    { name: 'a guard that cannot be seen through', files: { 'src/app.js': ["const express = require('express');", "const { guard } = require('@acme/guard');", 'const app = express();', "app.get('/pets', guard, (req, res) => res.json([]));", "app.get('/pets/:id', guard, (req, res) => res.json({}));", ''].join('\n'), ...yaml('security: [{ bearer: [] }]', ...PATHS.slice(0, 8)) } },
    { name: 'a broken document', files: { ...app(...ROUTES), 'openapi.json': '{ "openapi": "3.0.0", "paths": {' } },
    { name: 'a document that is none', files: { ...app(...ROUTES), 'api.json': '{ "pets": [] }' } },
    { name: 'a route that the document leaves out, without the option', files: { ...app(...ROUTES, "app.post('/pets', requireUser, (req, res) => res.json(add(req.body)));"), ...yaml(...PATHS) } },
    { name: 'NestJS: they agree', files: nest(...GUARDED, "  @Get('health') health() { return 'ok'; }") },
    { name: 'NestJS: a decorator of the project says both', files: nest(...GUARDED, "  @Delete(':id') @Auth() remove() { return {}; }", '}', 'export function Auth() {', '  return applyDecorators(UseGuards(AuthGuard), ApiBearerAuth());') },
    { name: 'NestJS: left out of the document', files: nest(...GUARDED, "  @Delete(':id') @ApiExcludeEndpoint() @UseGuards(AuthGuard) remove() { return {}; }") },
    { name: 'NestJS: nobody says so', files: nest(...GUARDED.map((line) => line.replace('@ApiBearerAuth() ', ''))) },
    { name: 'Fastify: a schema without security', files: { 'src/app.ts': "import Fastify from 'fastify';\nconst app = Fastify();\napp.get('/pets', { schema: { tags: ['pets'] } }, async () => []);\napp.get('/cats', { schema: { security: [] } }, async () => []);\napp.listen({ port: 3000 });\n" } },
  ],
});
