import type { QuietCase } from '../../harness/cases.ts';
import { books, ERRORS, GUARDS } from './sources.ts';

const service = (remove: string, extra = ''): string => `import { ForbiddenError } from '../errors';
import type { User } from './user';
${extra}
export class BookService {
  async list() {
    return [];
  }
  async update(id: string, book: unknown) {
    return book;
  }
${remove}
}
`;

const CHECKED = `  async remove(user: User, id: string) {
    if (user.role !== 'librarian') throw new ForbiddenError();
    return id;
  }`;

export const quiet: QuietCase[] = [
  { name: 'every route to it asks for the role', files: { ...books({ remove: "allow('librarian'), " }), 'src/books/book.service.ts': service(CHECKED) } },
  { name: 'the role is asked for where the router is mounted', files: { ...books({ router: "authenticate, allow('librarian')" }), 'src/books/book.service.ts': service(CHECKED) } },
  {
    name: 'the guard in front of the route may be the very check, and cannot be looked into',
    files: {
      'src/app.ts': `import express from 'express';
import { checkRole } from '@company/guards';
import { authenticate } from './guards';
import * as stock from './services/stock';

const app = express();
app.use(authenticate);
app.delete('/stock/:id', checkRole('manager'), (req, res) => res.json(stock.remove(req.user, req.params.id)));
`,
      'src/guards.ts': GUARDS,
      'src/services/stock.ts': `export function remove(user: { role: string }, id: string) {
  if (user.role !== 'manager') throw new Error('forbidden');
  return id;
}
`,
    },
  },
  {
    name: 'the controller asks for the role before',
    files: {
      'src/app.js': `const express = require('express');
const controller = require('./controllers/stock');

const app = express();
app.use((req, res, next) => (req.session.user ? next() : res.sendStatus(401)));
app.delete('/stock/:id', controller.remove);
`,
      'src/controllers/stock.js': `const stock = require('../services/stock');
exports.remove = (req, res) => {
  if (req.session.user.role !== 'manager') return res.sendStatus(403);
  res.json(stock.remove(req.session.user, req.params.id));
};
`,
      'src/services/stock.js': `exports.remove = (user, id) => {
  if (user.role !== 'manager') throw new Error('forbidden');
  return id;
};
`,
    },
  },
  {
    name: 'no route leads to it',
    files: {
      ...books({}),
      'src/books/book.service.ts': service('  async remove(user: User, id: string) {\n    return id;\n  }'),
      'src/services/archive.ts': `export function archive(user: { role: string }, id: string) {
  if (user.role !== 'admin') throw new Error('forbidden');
  return id;
}
`,
      'src/jobs/nightly.ts': `import { archive } from '../services/archive';\narchive({ role: 'admin' }, process.argv[2]!);\n`,
    },
  },
  {
    name: 'a check of a record, and not of the caller',
    files: {
      'src/app.ts': `import express from 'express';
import { authenticate } from './guards';
import * as users from './users/user.service';

const app = express();
app.use(authenticate);
app.delete('/users/:id', async (req, res) => res.json(await users.remove(req.params.id)));
app.post('/users/:id/mail', async (req, res) => res.json(await users.mail(await users.find(req.params.id), req.body)));
app.post('/login', async (req, res) => res.json(await users.loginAsAdmin(req.body.email, req.body.password)));
`,
      'src/guards.ts': GUARDS,
      'src/users/user.service.ts': `import { User } from './user.model';

export const find = (id: string) => User.findById(id);

export async function remove(id: string) {
  const user = await User.findById(id);
  if (user.role === 'owner') throw new Error('The owner cannot be removed');
  return user.deleteOne();
}
export async function mail(user: { role: string }, text: string) {
  if (user.role === 'bot') throw new Error('Bots do not read');
  return text;
}
export async function loginAsAdmin(email: string, password: string) {
  const user = await User.findOne({ email });
  if (!user || user.role !== 'admin' || !(await user.matches(password))) throw new Error('Wrong e-mail or password');
  return user.token();
}
`,
      'src/users/user.model.ts': `import { model, Schema } from 'mongoose';\nexport const User = model('User', new Schema({ role: String }));\n`,
    },
  },
  {
    name: 'whose the object is: without a role, and with one that may do so as well',
    files: {
      ...books({}),
      'src/books/book.service.ts': service(`  async remove(user: User, id: string) {
    const book = await this.find(id);
    if (book.ownerId !== user.id) throw new ForbiddenError();
    if (book.lenderId !== user.id && user.role !== 'admin') throw new ForbiddenError();
    if (!(book.shelf.keeper === user.id || user.isAdmin)) throw new ForbiddenError();
    return id;
  }
  private async find(id: string) {
    return { id, ownerId: 'a', lenderId: 'b', shelf: { keeper: 'c' } };
  }`),
    },
  },
  {
    name: 'an administrator or the owner may go on, and everyone else is turned away at the end',
    files: {
      ...books({}),
      'src/books/book.service.ts': service(`  async remove(user: User, id: string) {
    const book = { id, ownerId: 'a' };
    if (user.role === 'admin') return id;
    if (book.ownerId === user.id) return id;
    throw new ForbiddenError();
  }`),
    },
  },
  {
    name: 'what a role may see or set, where nobody is turned away',
    files: {
      ...books({}),
      'src/books/book.service.ts': service(`  async remove(user: User, id: string, options: { forever?: boolean } = {}) {
    const where: Record<string, string> = { id };
    if (user.role !== 'admin') where.owner = user.id;
    if (options.forever && user.role !== 'admin') throw new ForbiddenError();
    if (user.role === 'admin') return where;
    const label = user.role === 'admin' ? 'all' : 'mine';
    return { where, label };
  }`),
    },
  },
  {
    name: 'what is called something like a role: a plan, a state, a kind of record',
    files: {
      ...books({}),
      'src/books/book.service.ts': service(`  async remove(user: User, id: string) {
    const book = { type: 'loan', status: 'open', role: 'reference' };
    if (user.plan === 'free') throw new ForbiddenError();
    if (!user.isActive || !user.isVerified) throw new ForbiddenError();
    if (book.type !== 'loan' || book.status !== 'open' || book.role === 'antique') throw new Error('no');
    return id;
  }`),
    },
  },
  {
    name: 'two people compared, and a permission on one record',
    files: {
      ...books({}),
      'src/books/book.service.ts': service(
        `  async remove(user: User, id: string) {
    const book = await this.find(id);
    const other = await this.owner(id);
    if (user.role !== other.role) throw new ForbiddenError();
    if (!abilityOf(user).can('delete', book)) throw new ForbiddenError();
    return id;
  }
  private async find(id: string) {
    return { id };
  }
  private async owner(id: string) {
    return { id, role: 'reader' };
  }`,
        "import { abilityOf } from '@company/abilities';",
      ),
    },
  },
  {
    name: 'middleware, guards and controllers themselves, wherever they stand',
    files: {
      'src/app.ts': `import express from 'express';
import { authenticate } from './guards';
import { onlyAdmins, purge } from './services/admin';
import { PurgeController } from './services/purge.controller';

const app = express();
app.use(authenticate);
app.post('/purge', onlyAdmins, purge);
app.post('/purge/all', new PurgeController().run);
`,
      'src/guards.ts': GUARDS,
      'src/services/admin.ts': `import type { Request, Response } from 'express';

export function onlyAdmins(req: Request, res: Response, next: () => void) {
  if (req.user.role !== 'admin') throw new Error('forbidden');
  next();
}
export const purge = (req: Request, res: Response) => {
  if (req.user.role !== 'admin') throw new Error('forbidden');
  res.sendStatus(204);
};
`,
      'src/services/purge.controller.ts': `import type { Request, Response } from 'express';

export class PurgeController {
  run = (req: Request, res: Response) => {
    this.check(req.user);
    res.sendStatus(204);
  };
  private check(user: { role: string }) {
    if (user.role !== 'admin') throw new Error('forbidden');
  }
}
`,
    },
  },
  {
    name: 'a check in a service that a guard calls',
    files: {
      'src/app.ts': `import express from 'express';
import { authenticate } from './guards';
import { permissions } from './services/permission.service';

const app = express();
app.use(authenticate);
app.post('/purge', (req, res, next) => {
  try {
    permissions.needsAdmin(req.user);
    next();
  } catch {
    res.sendStatus(403);
  }
}, (req, res) => res.sendStatus(204));
`,
      'src/guards.ts': GUARDS,
      'src/errors.ts': ERRORS,
      'src/services/permission.service.ts': `import { ForbiddenError } from '../errors';

class PermissionService {
  needsAdmin(user: { role: string }) {
    if (user.role !== 'admin') throw new ForbiddenError();
    return user;
  }
}
export const permissions = new PermissionService();
`,
    },
  },
];
