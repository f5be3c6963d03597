import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (check: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const { User, Role } = require('./models');
const app = express();
const verifyToken = (req, res, next) => {
  jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }, (error, claims) => {
    if (error) return res.sendStatus(401);
    req.userId = claims.id;
    next();
  });
};
const isAdmin = async (req, res, next) => { ${check} };
app.get('/a', [verifyToken, isAdmin], (req, res) => res.json({}));
`,
  'models.js': 'module.exports = { User: load(), Role: load() };',
});

test.each([
  ['looked up by the roles of the account', "const user = await User.findById(req.userId); const roles = await Role.find({ _id: { $in: user.roles } }); for (const role of roles) { if (role.name === 'admin') return next(); } res.sendStatus(403);"],
  ['asked of the account', "const user = await User.findByPk(req.userId); const roles = await user.getRoles(); if (roles.some((role) => role.name === 'admin')) return next(); res.sendStatus(403);"],
  ['with callbacks', "User.findById(req.userId).exec((error, user) => { Role.find({ _id: { $in: user.roles } }, (failed, roles) => { for (let i = 0; i < roles.length; i++) { if (roles[i].name === 'admin') { next(); return; } } res.sendStatus(403); }); });"],
])('records of roles that are %s', (_, check) => {
  expect(accessOf(app(check))).toEqual({ 'GET /a': 'authorized [admin]' });
});
