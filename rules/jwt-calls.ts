import { packageOf, pathOf } from '../src/link/index.ts';
import type { CallSite, ModuleFacts, ProgramView } from '../src/model/index.ts';
import { callIndex } from './call-index.ts';

export interface LibraryCall {
  site: CallSite;
  library: string;
  /** What is called, without `default`: `verify`, `SignJWT.setProtectedHeader`, '' for the package's export itself. */
  name: string;
}

/** Names under which the functions of the libraries are called where they are reached through another module. */
const METHODS = [
  'verify', 'verifyAsync', 'decode', 'decodeJwt', 'jwtDecode', 'decodeProtectedHeader', 'sign', 'signAsync', 'encode', 'jwtVerify', 'compactVerify', 'flattenedVerify', 'setProtectedHeader',
  'Strategy', 'JwtStrategy', 'expressjwt', 'expressJwt', 'jwt', 'jwk', 'createVerifier', 'createSigner', 'register', 'registerAsync', '',
];

const PACKAGES = ['jsonwebtoken', 'jose', 'express-jwt', 'passport-jwt', 'koa-jwt', 'hono', 'jwt-simple', 'fast-jwt', 'jws', 'jwt-decode', '@nestjs/jwt'];
const isKnown = (name: string): boolean => PACKAGES.some((one) => name === one || name.startsWith(`${one}/`));

const known = new WeakMap<ProgramView, LibraryCall[]>();

/**
 * Calls of what the JWT libraries export. Only calls in files that import one, and calls under a name that says so, are
 * asked what they denote: to ask it of every call in every file from which a library can be reached costs too much.
 */
export function callsOfLibraries(program: ProgramView): LibraryCall[] {
  let calls = known.get(program);
  if (!calls) known.set(program, (calls = find(program)));
  return calls;
}

function find(program: ProgramView): LibraryCall[] {
  const importers = program.modules.filter((module) => module.imports.some((one) => isKnown(one.source)));
  if (importers.length === 0) return [];
  const direct = new Set(importers);
  const index = callIndex(program);
  const names = new Set([...METHODS, ...importers.flatMap(namesKept)]);
  const elsewhere = [...names].flatMap((name) => index.get(name) ?? []).filter(({ module }) => !direct.has(module));
  return [...importers.flatMap((module) => program.calls(module)), ...elsewhere].flatMap((site) => {
    const callee = program.denote(site.module, site.expr.callee, site.fn);
    const library = packageOf(callee);
    // What a call of the package returned is not the package's export, though it comes from there.
    if (library === undefined || !isKnown(library) || callee.kind === 'result') return [];
    return [{ site, library: library.replace(/^jose\/.*/, 'jose'), name: pathOf(callee).filter((part) => part !== 'default').join('.') }];
  });
}

/** `const verifyAsync = promisify(jwt.verify)`: names that a file gives to what it takes from elsewhere. */
function namesKept(module: ModuleFacts): string[] {
  return module.bindings.flatMap(({ owner, init, name }) => (owner === -1 && name !== '' && init && /^(call|member|ref)$/.test(init.kind) ? [name] : []));
}
