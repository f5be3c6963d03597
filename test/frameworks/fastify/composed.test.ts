import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';
import { application } from './app.ts';

const checks = "app.register(require('@fastify/auth')); const open = async () => {}; const admin = async (request) => { if (request.user.role !== 'admin') throw Object.assign(new Error('no'), { statusCode: 403 }); };";
const one = (list: string): Record<string, string> => accessOf(application(`${checks} app.get('/x', { preHandler: app.auth(${list}) }, h);`));

test('of alternatives, all have to refuse', () => {
  expect(one('[guard]')).toEqual({ 'GET /x': 'authenticated' });
  expect(one('[guard, open]')).toEqual({ 'GET /x': 'public' });
  expect(one("[guard, open], { relation: 'or' }")).toEqual({ 'GET /x': 'public' });
});

test('of what is asked for together, one is enough', () => {
  expect(one("[guard, open], { relation: 'and' }")).toEqual({ 'GET /x': 'authenticated' });
  expect(one("[guard, admin], { relation: 'and' }")).toEqual({ 'GET /x': 'authorized [admin]' });
});

test('lists inside have the other relation', () => {
  expect(one('[open, [guard, admin]]')).toEqual({ 'GET /x': 'public' });
  expect(one('[[guard, open]]')).toEqual({ 'GET /x': 'authenticated' });
  expect(one("[guard, [open, admin]], { relation: 'and' }")).toEqual({ 'GET /x': 'authenticated' });
});

test('the default relation is what the plugin was registered with', () => {
  expect(accessOf(application("app.register(require('@fastify/auth'), { defaultRelation: 'and' }); app.get('/x', { preHandler: app.auth([guard, async () => {}]) }, h);"))).toEqual({ 'GET /x': 'authenticated' });
});
