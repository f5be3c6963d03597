import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const access = (...routes: string[]): Record<string, string> => accessOf({
  'src/app.ts': `
    import { Hono } from 'hono';
    import { basicAuth } from 'hono/basic-auth';
    import { bearerAuth } from 'hono/bearer-auth';
    import { every, except, some } from 'hono/combine';
    import { logger } from 'hono/logger';
    import { unknownCheck } from './nowhere.ts';
    const app = new Hono();
    const basic = basicAuth({ username: 'a', password: process.env.PASSWORD });
    const bearer = bearerAuth({ token: process.env.TOKEN });
    ${routes.join('\n')}
    export default app;
  `,
});

test('every: all of them', () => {
  expect(access(`app.get('/x', every(logger(), basic), (c) => c.text('x'));`)).toEqual({ 'GET /x': 'authenticated' });
});

test('some: what lets everyone past lets everyone past it', () => {
  expect(access(`app.get('/either', some(basic, bearer), (c) => c.text('x'));`, `app.get('/any', some(basic, logger()), (c) => c.text('x'));`)).toEqual({ 'GET /either': 'authenticated', 'GET /any': 'public' });
});

test('some with a condition on what only some callers know', () => {
  expect(access(`app.get('/x', some((c) => c.req.header('x-api-key') === process.env.API_KEY, basic), (c) => c.text('x'));`)).toEqual({ 'GET /x': 'authenticated' });
});

test('except: by path, by condition, and where the condition is not known', () => {
  expect(access(
    `app.use('*', except(['/open/*', (c) => c.req.path === '/health'], basic));`,
    `app.get('/open/a', (c) => c.text('a'));`, `app.get('/health', (c) => c.text('h'));`, `app.get('/closed', (c) => c.text('c'));`,
  )).toEqual({ 'GET /open/a': 'public', 'GET /health': 'public', 'GET /closed': 'authenticated' });
  expect(access(`app.use('*', except(unknownCheck, basic));`, `app.get('/x', (c) => c.text('x'));`)).toEqual({ 'GET /x': 'unknown' });
});
