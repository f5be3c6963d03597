/** Files that several cases share. */

/** `authenticate` knows the caller, `allow(...roles)` asks for a role. */
export const GUARDS = `import jwt from 'jsonwebtoken';
import type { NextFunction, Request, Response } from 'express';

export function authenticate(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.split(' ')[1];
  if (!token) return res.sendStatus(401);
  try {
    req.user = jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ['HS256'] });
    next();
  } catch {
    res.sendStatus(401);
  }
}

export const allow = (...roles: string[]) => (req: Request, res: Response, next: NextFunction) => {
  if (!roles.includes(req.user.role)) return res.sendStatus(403);
  next();
};
`;

export const ERRORS = `export class ForbiddenError extends Error {
  readonly status = 403;
}
`;

/** A controller that is given its service, and its routes; the guards of \`remove\` and of the whole router are to be put in. */
export const books = (guards: { router?: string; remove?: string }): Record<string, string> => ({
  'src/app.ts': `import express from 'express';
import { BookController } from './books/book.controller';
import { BookService } from './books/book.service';
import { bookRoutes } from './books/book.routes';
import { authenticate${guards.router?.includes('allow') ? ', allow' : ''} } from './guards';

const app = express();
app.use('/books', ${guards.router ?? 'authenticate'}, bookRoutes(new BookController(new BookService())));
app.listen(3000);
`,
  'src/guards.ts': GUARDS,
  'src/errors.ts': ERRORS,
  'src/books/book.routes.ts': `import { Router } from 'express';
import type { BookController } from './book.controller';
import { allow } from '../guards';

export function bookRoutes(books: BookController) {
  const router = Router();
  router.get('/', books.list);
  router.put('/:id', ${guards.remove ?? ''}books.update);
  router.delete('/:id', ${guards.remove ?? ''}books.remove);
  return router;
}
`,
  'src/books/book.controller.ts': `import type { Request, Response } from 'express';
import { BookService } from './book.service';

export class BookController {
  constructor(private readonly books: BookService) {}

  list = async (req: Request, res: Response) => res.json(await this.books.list());
  update = async (req: Request, res: Response) => res.json(await this.books.update(req.params.id, req.body));
  remove = async (req: Request, res: Response) => {
    await this.books.remove(req.user, req.params.id);
    res.sendStatus(204);
  };
}
`,
});
