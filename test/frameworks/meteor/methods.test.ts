import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

test('methods by the user that they ask for', () => {
  expect(accessOf({ 'imports/api/tasks.js': `
    import { Meteor } from 'meteor/meteor'; import { check } from 'meteor/check'; import { Roles } from 'meteor/alanning:roles'; import { Mongo } from 'meteor/mongo';
    export const Tasks = new Mongo.Collection('tasks');
    const requireUser = () => { if (!Meteor.userId()) throw new Meteor.Error('not-authorized'); };
    Meteor.methods({
      'tasks.open'(text) { check(text, String); return Tasks.insert({ text }); },
      'tasks.insert'(text) { check(text, String); if (!this.userId) { throw new Meteor.Error('not-authorized'); } return Tasks.insert({ text, owner: this.userId }); },
      'tasks.quiet': function (id) { if (!this.userId) return; Tasks.remove(id); },
      async 'tasks.helper'(id) { requireUser(); return Tasks.removeAsync(id); },
      'tasks.admin'(id) { if (!Roles.userIsInRole(this.userId, ['admin', 'editor'])) throw new Meteor.Error(403, 'Access denied'); Tasks.remove(id); },
      'tasks.user'() { const user = Meteor.user(); if (!user || !user.isAdmin) throw new Meteor.Error('denied'); return Tasks.find().count(); },
      'tasks.name'() { const name = this.userId ? 'you' : 'nobody'; return name; },
    });
  ` })).toEqual({
    'RPC tasks.open': 'public', 'RPC tasks.insert': 'authenticated in the handler', 'RPC tasks.quiet': 'authenticated in the handler', 'RPC tasks.helper': 'authenticated in the handler',
    'RPC tasks.admin': 'authorized [admin,editor] in the handler', 'RPC tasks.user': 'authorized [isAdmin] in the handler', 'RPC tasks.name': 'public',
  });
});

test('publications', () => {
  expect(accessOf({ 'server/publications.js': `
    import { Meteor } from 'meteor/meteor'; import { Tasks } from './tasks';
    Meteor.publish('all', function () { return Tasks.find({}); });
    Meteor.publish('ready', function () { if (!this.userId) { return this.ready(); } return Tasks.find({}); });
    Meteor.publish('own', function () { return Tasks.find({ owner: this.userId }); });
    Meteor.publish('mixed', function () { return Tasks.find({ $or: [{ private: { $ne: true } }, { owner: this.userId }] }); });
    Meteor.publish('stopped', function () { if (!this.userId) { this.stop(); return; } return Tasks.find({}); });
  `, 'server/tasks.js': "import { Mongo } from 'meteor/mongo'; export const Tasks = new Mongo.Collection('tasks');" })).toEqual({
    'RPC all': 'public', 'RPC ready': 'authenticated in the handler', 'RPC own': 'authenticated in the handler', 'RPC mixed': 'public', 'RPC stopped': 'authenticated in the handler',
  });
});

test('validated methods, and Meteor as a global', () => {
  expect(accessOf({ 'methods.js': `
    import { ValidatedMethod } from 'meteor/mdg:validated-method'; import { LoggedInMixin } from 'meteor/tunifight:loggedin-mixin';
    export const a = new ValidatedMethod({ name: 'a', validate: null, run({ id }) { return id; } });
    export const b = new ValidatedMethod({ name: 'b', validate: null, run({ id }) { if (!this.userId) throw new Meteor.Error('b.unauthorized', 'no'); return id; } });
    export const c = new ValidatedMethod({ name: 'c', mixins: [LoggedInMixin], validate: null, run() { return 1; } });
    if (Meteor.isServer) Meteor.methods({ d() { return 1; } });
  ` })).toEqual({ 'RPC a': 'public', 'RPC b': 'authenticated in the handler', 'RPC c': 'authenticated', 'RPC d': 'public' });
});
