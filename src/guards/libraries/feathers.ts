import { texts } from './options.ts';
import type { LibraryGuard } from './types.ts';

/** Hooks of Feathers and of the packages beside it (feathersjs.com, "Authentication"). */
export const feathers: LibraryGuard[] = [
  { package: '@feathersjs/authentication', names: ['authenticate'], proves: 'authentication' },
  { package: '@feathersjs/authentication-client', names: ['*'], proves: 'nothing' },
  { package: '@feathersjs/authentication', names: ['*'], proves: 'nothing' },
  { package: 'feathers-authentication-hooks', names: ['restrictToOwner'], proves: 'ownership' },
  { package: 'feathers-authentication-hooks', names: ['restrictToAuthenticated'], proves: 'authentication' },
  { package: 'feathers-authentication-hooks', names: ['restrictToRoles', 'hasRoleOrRestrict'], proves: 'authorization' },
  { package: 'feathers-authentication-hooks', names: ['*'], proves: 'nothing' },
  { package: 'feathers-permissions', names: ['checkPermissions', 'default', ''], proves: 'authorization', judge: (call) => ({ proves: 'authorization', roles: texts(call.args.flatMap((arg) => (arg.kind === 'object' ? [arg.props.get('roles')].filter((one) => one !== undefined) : []))) }) },
  { package: 'feathers-hooks-common', names: ['*'], proves: 'nothing' },
  { package: '@feathersjs/authentication-local', names: ['*'], proves: 'nothing' },
  { package: '@feathersjs/schema', names: ['*'], proves: 'nothing' },
];
