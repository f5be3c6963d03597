import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'app.js': `
    import { feathers } from '@feathersjs/feathers';
    import express, { rest } from '@feathersjs/express';
    import { authenticate, AuthenticationService } from '@feathersjs/authentication';
    import { iff, isProvider, disallow } from 'feathers-hooks-common';
    import { NotAuthenticated, Forbidden } from '@feathersjs/errors';
    import { MongoDBService } from '@feathersjs/mongodb';
    class Notes { async find(params) { return []; } async create(data, params) { return data; } async remove(id, params) { return id; } }
    const app = express(feathers());
    app.configure(rest());
    ${body}
  `,
});

test('hooks before all methods and before one', () => {
  expect(accessOf(app("app.use('/notes', new Notes()); app.service('notes').hooks({ before: { create: [authenticate('jwt')], remove: [authenticate('jwt'), (context) => { if (context.params.user.role !== 'admin') throw new Forbidden(); }] } });")))
    .toEqual({ 'GET /notes': 'public', 'POST /notes': 'authenticated', 'DELETE /notes/:id': 'authorized [admin]' });
  expect(accessOf(app("app.use('notes', new Notes()); app.service('notes').hooks({ around: { all: [authenticate('jwt')] } });")))
    .toEqual({ 'GET /notes': 'authenticated', 'POST /notes': 'authenticated', 'DELETE /notes/:id': 'authenticated' });
});

test('hooks after a method refuse what it read, and come too late for what it changed', () => {
  const owner = "(context) => { if (!context.params.user) throw new NotAuthenticated(); }";
  expect(accessOf(app(`app.use('/notes', new Notes(), { methods: ['find', 'create'] }); app.service('notes').hooks({ after: { all: [${owner}] } });`))).toEqual({ 'GET /notes': 'authenticated', 'POST /notes': 'public' });
  expect(accessOf(app("app.use('/notes', new Notes(), { methods: ['find'] }); app.service('notes').hooks({ after: { all: [(context) => { context.result.seen = true; }] } });"))).toEqual({ 'GET /notes': 'public' });
});

test('hooks of the application stand before those of services', () => {
  expect(accessOf(app("const notes = (app) => { app.use('/notes', new Notes(), { methods: ['find', 'create'] }); }; app.configure(notes); app.hooks({ before: { all: [async (context) => { if (context.params.provider && !context.params.user) throw new NotAuthenticated(); }] } });")))
    .toEqual({ 'GET /notes': 'authenticated', 'POST /notes': 'authenticated' });
});

test('hooks in hooks that ask where a call comes from', () => {
  expect(accessOf(app("app.use('/notes', new Notes()); app.service('notes').hooks({ before: { find: iff(isProvider('external'), authenticate('jwt')), create: [iff((context) => context.x, authenticate('jwt'))], remove: [disallow('external')] } });")))
    .toEqual({ 'GET /notes': 'authenticated', 'POST /notes': 'unknown', 'DELETE /notes/:id': 'authorized' });
});

test('a service of a package has all methods; the one for logging in has two', () => {
  expect(accessOf(app("class Users extends MongoDBService {} app.use('/users', new Users({}), { methods: ['find', 'get', 'create', 'patch'] }); app.use('/authentication', new AuthenticationService(app));")))
    .toEqual({ 'GET /users': 'public', 'GET /users/:id': 'public', 'POST /users': 'public', 'PATCH /users/:id': 'public', 'POST /authentication': 'public', 'DELETE /authentication/:id': 'authenticated' });
});
