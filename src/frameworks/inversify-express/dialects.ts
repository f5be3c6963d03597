import type { CallRecord, Site, Value } from '../../model/index.ts';
import { entryOf, literal, packageOf, pathOf, settle, textOf } from '../../link/index.ts';
import { answerWith, caller, connect, identity, response, responseIn, statusCodeOf, type Dialect } from '../../guards/index.ts';
import { answering, asking, type Supply } from '../controller-dialects.ts';
import { UTILS } from './model.ts';

/** Status of what the methods of `BaseHttpController` make, and the classes that they make it of (inversify-express-utils, "BaseHttpController"). */
const RESULTS: Record<string, number | ((args: Value[]) => number | undefined)> = {
  ok: 200, OkResult: 200, OkNegotiatedContentResult: 200, created: 201, CreatedNegotiatedContentResult: 201, badRequest: 400, BadRequestResult: 400, BadRequestErrorMessageResult: 400,
  notFound: 404, NotFoundResult: 404, conflict: 409, ConflictResult: 409, internalServerError: 500, InternalServerErrorResult: 500, ExceptionResult: 500,
  statusCode: ([code]) => statusCodeOf(code), StatusCodeResult: ([code]) => statusCodeOf(code), json: ([, code]) => statusCodeOf(code) ?? 200, JsonResult: ([, code]) => statusCodeOf(code) ?? 200,
};

function resultIn(record: CallRecord): Value | undefined {
  if (packageOf(record.callee) !== UTILS) return undefined;
  const name = pathOf(record.callee).at(-1) ?? '';
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (name === 'redirect' || name === 'RedirectResult') return response(302, site, (record.args[0] && textOf(record.args[0])) ?? '');
  const status = entryOf(RESULTS, name);
  return status === undefined ? undefined : response(typeof status === 'number' ? status : status(record.args), site);
}

/** The principal that an `AuthProvider` made of the request: nobody is there for a caller who is not known. */
function withPrincipal(dialect: Dialect): Dialect {
  return {
    ...dialect,
    member(target, name, site, sim) {
      if (target.what !== 'input' || target.name !== 'principal') return dialect.member(target, name, site, sim);
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      return name === 'details' ? identity(sim, 'details', site) : caller('input', `principal.${name}`, site);
    },
    call(callee, args, record, sim): Value | undefined {
      const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
      const asked = callee.what === 'input' && callee.name.startsWith('principal.') ? callee.name.slice('principal.'.length) : undefined;
      if (asked === 'isAuthenticated') return sim.persona === 'user' ? literal(true) : caller('absent', 'isAuthenticated', site);
      if (asked === 'isInRole') return caller('absent', sim.persona === 'user' ? `role:${(args[0] && textOf(args[0])) ?? 'role'}` : 'isInRole', site);
      if (asked === 'isResourceOwner') return sim.persona === 'user' ? caller('claims', 'isResourceOwner', site) : caller('absent', 'isResourceOwner', site);
      return dialect.call(callee, args, record, sim);
    },
  };
}

export const middleware = withPrincipal({ ...connect, name: 'inversify middleware' });
export const activating = withPrincipal(asking('inversify guard', () => [caller('request', 'req')], 403));

/** A method of a controller: what it returns is the response, or says which. */
export function handling(supply: Supply): Dialect {
  const dialect = withPrincipal(answering('inversify handler', supply));
  return {
    ...dialect, outside: resultIn,
    returned(value, site, sim) {
      const given = settle(value);
      if (responseIn(given)) answerWith(given, site, sim);
      else dialect.returned!(value, site, sim);
    },
  };
}
