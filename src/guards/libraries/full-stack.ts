import type { LibraryGuard } from './types.ts';

const ANY = ['*'];
const populates = (name: string, names: string[] = ANY): LibraryGuard => ({ package: name, names, proves: 'nothing', populates: true });

/** Hooks and handlers of packages for full-stack frameworks: SvelteKit, Nuxt, Astro, React Router and their like. */
export const fullStack: LibraryGuard[] = [
  populates('@auth/sveltekit'), populates('svelte-clerk'), populates('clerk-sveltekit'), populates('svelte-kit-sessions'), populates('svelte-kit-cookie-session'), populates('better-auth/svelte-kit'),
  { package: 'nuxt-auth-utils', names: ANY, proves: 'nothing', judge: (call) => (call.callee.kind === 'external' && /^defineOAuth/.test(call.callee.path.at(-1) ?? '') ? { proves: 'nothing', startsLogin: true, reason: 'it starts and ends a login' } : undefined) },
  { package: '#auth', names: ['NuxtAuthHandler'], proves: 'nothing' },
  { package: 'auth-astro', names: ANY, proves: 'nothing', populates: true },
  populates('@clerk/astro', ['clerkMiddleware']), populates('@clerk/react-router', ['clerkMiddleware', 'rootAuthLoader']), populates('@clerk/remix', ['rootAuthLoader']), populates('@clerk/nuxt', ['clerkMiddleware']), populates('@clerk/tanstack-react-start', ['createClerkHandler', 'clerkMiddleware']),
];
