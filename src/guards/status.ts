import type { Value } from '../model/index.ts';
import { alternatives, textOf } from '../link/index.ts';

/** Status codes by the names that packages give them (`http-status`, `http-status-codes`); RFC 9110 section 15. */
const CODES: Record<string, number> = {
  OK: 200, CREATED: 201, ACCEPTED: 202, NOCONTENT: 204, MOVEDPERMANENTLY: 301, FOUND: 302, MOVEDTEMPORARILY: 302, SEEOTHER: 303, NOTMODIFIED: 304,
  BADREQUEST: 400, UNAUTHORIZED: 401, PAYMENTREQUIRED: 402, FORBIDDEN: 403, NOTFOUND: 404, METHODNOTALLOWED: 405, NOTACCEPTABLE: 406, CONFLICT: 409, GONE: 410,
  UNPROCESSABLEENTITY: 422, UNPROCESSABLECONTENT: 422, TOOMANYREQUESTS: 429, INTERNALSERVERERROR: 500, NOTIMPLEMENTED: 501, BADGATEWAY: 502, SERVICEUNAVAILABLE: 503,
};

/** The status that a value stands for: a number, or a constant of a package that is called like one. */
export function statusCodeOf(value: Value | undefined): number | undefined {
  if (!value) return undefined;
  for (const one of alternatives(value)) {
    const number = Number(textOf(one));
    if (textOf(one) !== undefined && Number.isFinite(number)) return number;
    const name = one.kind === 'property' ? one.name : one.kind === 'external' ? one.path.at(-1) : undefined;
    const code = name === undefined ? undefined : CODES[name.replace(/_/g, '').replace(/^(HTTP|STATUS|HTTPSTATUS)(?=[A-Z])/i, '').toUpperCase()];
    if (code !== undefined) return code;
  }
  return undefined;
}
