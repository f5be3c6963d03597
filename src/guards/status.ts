import type { Value } from '../model/index.ts';
import { alternatives, textOf } from '../link/index.ts';

/** Status codes by the names that packages give them (`http-status`, `http-status-codes`); RFC 9110 section 15. */
const CODES: Record<string, number> = {
  OK: 200, CREATED: 201, ACCEPTED: 202, NOCONTENT: 204, MOVEDPERMANENTLY: 301, FOUND: 302, MOVEDTEMPORARILY: 302, SEEOTHER: 303, NOTMODIFIED: 304,
  BADREQUEST: 400, UNAUTHORIZED: 401, UNAUTHENTICATED: 401, PAYMENTREQUIRED: 402, FORBIDDEN: 403, PERMISSIONDENIED: 403, NOTFOUND: 404, METHODNOTALLOWED: 405, NOTACCEPTABLE: 406, CONFLICT: 409, GONE: 410,
  UNPROCESSABLEENTITY: 422, UNPROCESSABLECONTENT: 422, TOOMANYREQUESTS: 429, INTERNALSERVERERROR: 500, NOTIMPLEMENTED: 501, BADGATEWAY: 502, SERVICEUNAVAILABLE: 503, GATEWAYTIMEOUT: 504,
};

/** The status that a code of an error stands for (`UNAUTHORIZED`, `NOT_FOUND`). */
export function statusNamed(code: string): number | undefined {
  return CODES[code.replace(/_/g, '').toUpperCase()];
}

/** The status that a value stands for: a number, or a constant of a package that is called like one. */
export function statusCodeOf(value: Value | undefined): number | undefined {
  if (!value) return undefined;
  // Of several that it may be, a success: that a caller is refused has to be certain.
  const codes = alternatives(value).map(codeOf).filter((code) => code !== undefined);
  return codes.find((code) => code < 400) ?? codes[0];
}

function codeOf(value: Value): number | undefined {
  const number = Number(textOf(value));
  if (textOf(value) !== undefined && Number.isFinite(number)) return number;
  const name = value.kind === 'property' ? value.name : value.kind === 'external' ? value.path.at(-1) : undefined;
  return name === undefined ? undefined : CODES[name.replace(/_/g, '').replace(/^(HTTP|STATUS|HTTPSTATUS)(?=[A-Z])/i, '').toUpperCase()];
}
