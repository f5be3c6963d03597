import type { FlaggedCase } from '../../harness/cases.ts';
import { books, ERRORS, GUARDS } from './sources.ts';

export const flagged: FlaggedCase[] = [
  {
    name: 'a method of an injected service, and names the sibling that checks nothing',
    files: {
      ...books({}),
      'src/books/book.service.ts': `import { ForbiddenError } from '../errors';
import type { User } from './user';

export class BookService {
  private readonly books = new Map<string, unknown>();

  async list() {
    return [...this.books.values()];
  }
  async update(id: string, book: unknown) {
    this.books.set(id, book);
    return book;
  }
  async remove(user: User, id: string) {
    if (user.role !== 'librarian') {
      throw new ForbiddenError('Only librarians may remove books');
    }
    this.books.delete(id);
  }
}
`,
      'src/books/user.ts': `export interface User { id: string; role: string }\n`,
    },
    findings: [{
      file: 'src/books/book.service.ts', line: 15, column: 9, endLine: 15, endColumn: 34, messageId: 'siblingUnchecked', confidence: 'high', severity: 'warning',
      message: '`BookService.remove` checks for `librarian` itself, but `BookService.update` beside it checks nothing and is reached by PUT /books/:id. A check inside a service protects only the function it stands in. Require the role at the routes, in front of the handlers.',
    }],
  },
  {
    name: 'an exported function, imported and taken out of its module',
    files: {
      'app.js': `const express = require('express');
const { authenticate } = require('./middleware/authenticate');
const articles = require('./controllers/articles');

const app = express();
app.use(authenticate);
app.post('/articles/:id/publish', articles.publish);
`,
      'controllers/articles.js': `const { publishArticle: publish } = require('../services/article-service');

exports.publish = async (req, res, next) => {
  try {
    res.json(await publish(req.params.id, req.user));
  } catch (error) {
    next(error);
  }
};
`,
      'services/article-service.js': `const Article = require('../models/article');

async function publishArticle(id, user) {
  if (!user || (user.role !== 'editor' && user.role !== 'admin')) {
    const error = new Error('Forbidden');
    error.status = 403;
    throw error;
  }
  return Article.findByIdAndUpdate(id, { published: true });
}
module.exports = { publishArticle };
`,
      'models/article.js': `const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Article', new mongoose.Schema({ published: Boolean }));\n`,
      'middleware/authenticate.js': `exports.authenticate = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));\n`,
    },
    findings: [{
      file: 'services/article-service.js', line: 4, column: 7, endLine: 4, endColumn: 65, messageId: 'checkedInService', confidence: 'medium',
      message: '`publishArticle` checks for `editor` or `admin` itself, and POST /articles/:id/publish reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.',
    }],
  },
  {
    name: 'a service that the handler makes, reached by two routes of which one is guarded',
    files: {
      'src/app.ts': `import express from 'express';
import { allow, authenticate } from './guards';
import { ReportService } from './report.service';

const app = express();
app.use(authenticate);
app.get('/admin/report', allow('auditor'), async (req, res) => {
  res.json(await new ReportService(req.user).yearly());
});
app.get('/report', async (req, res) => {
  const service = new ReportService(req.user);
  res.json(await service.yearly());
});
`,
      'src/guards.ts': GUARDS,
      'src/report.service.ts': `import { ForbiddenError } from './errors';

export class ReportService {
  constructor(private readonly currentUser: { roles: string[] }) {}

  async yearly() {
    if (!this.currentUser.roles.includes('auditor')) throw new ForbiddenError();
    return [];
  }
}
`,
      'src/errors.ts': ERRORS,
    },
    findings: [{
      file: 'src/report.service.ts', line: 7, column: 9, messageId: 'checkedInService', confidence: 'medium',
      message: '`ReportService.yearly` checks for `auditor` itself, and GET /report reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.',
    }],
  },
  {
    name: 'a static of a model',
    files: {
      'src/app.ts': `import express from 'express';
import { authenticate } from './guards';
import { Account } from './models/account';

const app = express();
app.post('/accounts/:id/close', authenticate, async (req, res) => {
  res.json(await Account.close(req.params.id, req.user.role));
});
`,
      'src/guards.ts': GUARDS,
      'src/models/account.ts': `import { ROLES } from '../roles';

export class Account {
  constructor(readonly id: string, public open = true) {}

  static async close(id: string, role: string) {
    if (![ROLES.owner, ROLES.admin].includes(role)) return null;
    const account = new Account(id);
    account.open = false;
    return account;
  }
}
`,
      'src/roles.ts': `export const ROLES = { owner: 'owner', admin: 'admin', guest: 'guest' };\n`,
    },
    findings: [{ file: 'src/models/account.ts', line: 7, column: 9, endColumn: 51, message: '`Account.close` checks for `owner` or `admin` itself, and POST /accounts/:id/close reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' }],
  },
  {
    name: 'the call of a function that exists for the check',
    files: {
      ...books({}),
      'src/books/book.service.ts': `import { assertLibrarian } from '../lib/permissions';

export class BookService {
  async list() {
    return [];
  }
  async update(id: string, book: unknown) {
    return book;
  }
  async remove(actor: { id: string }, id: string) {
    await assertLibrarian(actor.id);
    return id;
  }
}
`,
      'src/lib/permissions.ts': `import { ForbiddenError } from '../errors';
import { users } from './users';

export async function assertLibrarian(userId: string): Promise<void> {
  const user = await users.findOne({ id: userId });
  if (!user || user.role !== 'librarian') {
    throw new ForbiddenError();
  }
}
`,
      'src/lib/users.ts': `import { MongoClient } from 'mongodb';\nexport const users = new MongoClient(process.env.DB!).db().collection('users');\n`,
    },
    findings: [{ file: 'src/books/book.service.ts', line: 11, column: 11, endColumn: 36, messageId: 'siblingUnchecked', confidence: 'high' }],
  },
  {
    name: 'a permission of a caller that is looked up by the name in the session',
    files: {
      'src/server.js': `import express from 'express';
import session from 'express-session';
import * as refunds from './refunds.js';

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET }));
const loggedIn = (req, res, next) => (req.session.userId ? next() : res.status(401).end());
app.post('/orders/:id/refund', loggedIn, async (req, res) => {
  res.json(await refunds.refund({ order: req.params.id, by: req.session.userId }));
});
`,
      'src/refunds.js': `import { users } from './users.js';

export async function refund({ order, by }) {
  const user = await users.findById(by);
  if (!hasPermission(user, 'orders:refund')) return { error: 'not allowed' };
  return { order, refunded: true };
}

function hasPermission(user, permission) {
  return user.permissions.includes(permission);
}
`,
      'src/users.js': `import mongoose from 'mongoose';\nexport const users = mongoose.model('User', new mongoose.Schema({ permissions: [String] }));\n`,
    },
    findings: [{ file: 'src/refunds.js', line: 5, column: 7, endColumn: 44, messageId: 'checkedInService', message: '`refund` checks for `orders:refund` itself, and POST /orders/:id/refund reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' }],
  },
  {
    name: 'a check that the option names',
    files: {
      ...books({}),
      'src/books/book.service.ts': `import { gate } from '@company/gate';

export class BookService {
  async list() {
    return [];
  }
  async update(user: unknown, id: string) {
    return id;
  }
  async remove(user: unknown, id: string) {
    gate.mustBe(user, 'librarian');
    return id;
  }
}
`,
    },
    options: { roleChecks: ['mustBe'] },
    findings: [{ file: 'src/books/book.service.ts', line: 11, column: 5, endColumn: 35, messageId: 'siblingUnchecked' }],
  },
  {
    name: 'a check that the configuration names',
    files: {
      ...books({}),
      'src/books/book.service.ts': `import { gate } from '@company/gate';

export class BookService {
  async list() {
    return [];
  }
  async remove(user: unknown, id: string) {
    if (!gate.lets(user, 'librarian')) throw new Error('no');
    return id;
  }
}
`,
      'authlint.config.json': '{ "roleChecks": ["lets"] }',
    },
    findings: [{ file: 'src/books/book.service.ts', line: 8, column: 9, messageId: 'checkedInService' }],
  },
  {
    name: 'a route that lets in more roles than the check',
    files: {
      ...books({ remove: "allow('reader', 'librarian'), " }),
      'src/books/book.service.ts': `import { ForbiddenError } from '../errors';
import { Role } from './role';

export class BookService {
  async list() {
    return [];
  }
  async update(id: string, book: unknown) {
    return book;
  }
  async remove(user: { role: Role }, id: string) {
    if (user.role === Role.Librarian) {
      return id;
    } else {
      throw new ForbiddenError();
    }
  }
}
`,
      'src/books/role.ts': `export enum Role {\n  Reader = 'reader',\n  Librarian = 'librarian',\n}\n`,
    },
    findings: [{ file: 'src/books/book.service.ts', line: 12, column: 9, endColumn: 37, messageId: 'checkedInService', message: '`BookService.remove` checks for `librarian` itself, and DELETE /books/:id reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' }],
  },
  {
    name: 'in a transaction, through a second service and a default export under another name',
    files: {
      'src/app.js': `const express = require('express');
const { requireUser } = require('./middleware/user');
const transfer = require('./services/transfer');

const app = express();
app.post('/transfers', requireUser, async (req, res) => res.json(await transfer(req.user, req.body)));
`,
      'src/services/transfer.js': `const Ledger = require('./ledger');
const ledger = new Ledger();

module.exports = async function makeTransfer(user, { from, to, amount }) {
  return ledger.move({ user }, from, to, amount);
};
`,
      'src/services/ledger.js': `const { sequelize } = require('../db');

class Ledger {
  move(context, from, to, amount) {
    return sequelize.transaction(async (transaction) => {
      const { role } = context.user;
      if (role === 'trainee') throw new Error('Trainees may not move money');
      return { from, to, amount, transaction };
    });
  }
}
module.exports = Ledger;
`,
      'src/db.js': `const { Sequelize } = require('sequelize');\nexports.sequelize = new Sequelize(process.env.DATABASE_URL);\n`,
      'src/middleware/user.js': `exports.requireUser = (req, res, next) => (req.user ? next() : res.sendStatus(401));\n`,
    },
    findings: [{ file: 'src/services/ledger.js', line: 7, column: 11, endColumn: 29, messageId: 'checkedInService', message: '`Ledger.move` turns `trainee` away itself, and POST /transfers reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' }],
  },
  {
    name: 'a role that may go on, and everyone else turned away at the end or in the last of several branches',
    files: {
      'src/app.js': `const express = require('express');
const grades = require('./services/grades');

const app = express();
app.use((req, res, next) => (req.session.user ? next() : res.sendStatus(401)));
app.put('/grades/:id', async (req, res) => res.json(await grades.enter(req.session.user, req.params.id, req.body)));
app.get('/grades', async (req, res) => res.json(await grades.list(req.session.user)));
`,
      'src/services/grades.js': `exports.enter = async (user, id, grade) => {
  const entry = { id, ...grade };
  if (user.role === 'teacher') return { ...entry, by: user.id };
  if (user.role === 'head') return entry;
  throw new Error('Only teachers enter grades');
};

exports.list = async (user) => {
  let where = {};
  if (user.role === 'teacher') {
    where = { teacher: user.id };
  } else if (user.role !== 'head') {
    throw new Error('Only teachers see grades');
  }
  return [where];
};
`,
    },
    findings: [
      { file: 'src/services/grades.js', line: 3, column: 7, endColumn: 30, message: '`enter` checks for `teacher` or `head` itself, and PUT /grades/:id reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' },
      { file: 'src/services/grades.js', line: 12, column: 14, endColumn: 34, message: '`list` checks for `teacher` or `head` itself, and GET /grades reaches it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' },
    ],
  },
  {
    name: 'in a file whose name says nothing, reached by several routes',
    files: {
      'src/index.js': `const express = require('express');
const stock = require('./stock');

const app = express();
app.use((req, res, next) => (req.session.user ? next() : res.sendStatus(401)));
app.post('/stock', (req, res) => res.json(stock.correct(req.session.user, req.body)));
app.put('/stock/:id', (req, res) => res.json(stock.correct(req.session.user, req.body)));
`,
      'src/stock.js': `exports.correct = function (user, change) {
  const isManager = user.isAdmin || user.role === 'manager';
  if (!isManager) throw new Error('forbidden');
  return change;
};
`,
    },
    findings: [{ file: 'src/stock.js', line: 3, column: 7, endColumn: 17, messageId: 'checkedInService', message: '`correct` checks for `isAdmin` or `manager` itself, and 2 routes reach it without requiring that at the route. The routes do not show who may call them, and what does not go through this function is not checked. Require it at the route, in front of the handler.' }],
  },
];
