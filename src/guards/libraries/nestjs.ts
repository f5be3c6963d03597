import { texts } from './options.ts';
import { proofOfStrategies } from './passport.ts';
import type { LibraryGuard } from './types.ts';

/** Guards of packages for NestJS, as far as they stand by themselves: what decorators add is the framework's to know. */
export const nestjs: LibraryGuard[] = [
  { package: '@nestjs/passport', names: ['AuthGuard'], proves: 'unknown', judge: (call) => proofOfStrategies(texts(call.args), undefined) ?? { proves: 'unknown', reason: 'the passport strategy is not known' } },
  { package: '@nestjs-cognito/auth', names: ['AuthorizationGuard'], proves: 'authorization', judge: (call) => ({ proves: 'authorization', roles: texts(call.args) }) },
];
