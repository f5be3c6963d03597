/** What an operation asks: one of the access functions, for someone to be logged in, or nothing. */
export type Asks = 'create' | 'read' | 'update' | 'delete' | 'readVersions' | 'unlock' | 'someone' | 'nobody' | 'first user';

/** A route that Payload makes for every collection or global of some kind. */
export interface Operation {
  method: string;
  /** Below the collection's or global's own address. */
  path: string;
  asks: Asks;
  /** A second access function that it asks first. */
  too?: Asks;
  /** Open to everyone because of what it is for. */
  purpose?: string;
}

/** Of every collection (payloadcms.com, "REST API"). */
export const COLLECTION: Operation[] = [
  { method: 'GET', path: '/', asks: 'read' }, { method: 'GET', path: '/:id', asks: 'read' }, { method: 'GET', path: '/count', asks: 'read' },
  { method: 'POST', path: '/', asks: 'create' }, { method: 'POST', path: '/:id/duplicate', asks: 'create', too: 'read' },
  { method: 'PATCH', path: '/', asks: 'update' }, { method: 'PATCH', path: '/:id', asks: 'update' },
  { method: 'DELETE', path: '/', asks: 'delete' }, { method: 'DELETE', path: '/:id', asks: 'delete' },
];

export const GLOBAL: Operation[] = [{ method: 'GET', path: '/', asks: 'read' }, { method: 'POST', path: '/', asks: 'update' }];

/** Of those with `versions`. */
export const VERSIONS: Operation[] = [
  { method: 'GET', path: '/versions', asks: 'readVersions' }, { method: 'GET', path: '/versions/:id', asks: 'readVersions' }, { method: 'POST', path: '/versions/:id', asks: 'update' },
];

/** Of those with `upload`. */
export const UPLOAD: Operation[] = [{ method: 'GET', path: '/file/:filename', asks: 'read' }];

/** Of those with `auth` (payloadcms.com, "Authentication operations"). */
export const AUTH: Operation[] = [
  { method: 'GET', path: '/me', asks: 'nobody', purpose: 'who is calling' },
  { method: 'POST', path: '/logout', asks: 'someone' }, { method: 'POST', path: '/refresh-token', asks: 'someone' },
];

/** Of those whose users log in with a password. */
export const LOCAL: Operation[] = [
  { method: 'POST', path: '/login', asks: 'nobody', purpose: 'login' },
  { method: 'POST', path: '/forgot-password', asks: 'nobody', purpose: 'password reset' }, { method: 'POST', path: '/reset-password', asks: 'nobody', purpose: 'password reset' },
  { method: 'POST', path: '/verify/:id', asks: 'nobody', purpose: 'verification' },
  { method: 'POST', path: '/first-register', asks: 'first user' }, { method: 'POST', path: '/unlock', asks: 'unlock' },
];
