import { packageOf, pathOf } from '../../src/link/index.ts';
import type { CallSite, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';

export interface LibraryCall {
  site: CallSite;
  library: string;
  /** What is called, without `default`: `verify`, `SignJWT.setProtectedHeader`, '' for the package's export itself. */
  name: string;
}

/** Names under which the functions of the libraries are called where they are reached through another module. */
const METHODS = [
  'verify', 'verifyAsync', 'decode', 'decodeJwt', 'sign', 'signAsync', 'encode', 'jwtVerify', 'compactVerify', 'flattenedVerify', 'setProtectedHeader',
  'Strategy', 'JwtStrategy', 'expressjwt', 'expressJwt', 'jwt', 'jwk', 'createVerifier', 'createSigner', 'register', 'registerAsync', '',
];

const known = new WeakMap<ProgramView, Map<string, LibraryCall[]>>();

/**
 * Calls of what packages export. Only calls in files that import the package, and calls under a name that says so, are
 * asked what they denote: to ask it of every call in every file from which the package can be reached costs too much.
 */
export function callsOfLibraries(program: ProgramView, packages: string[]): LibraryCall[] {
  const key = packages.join();
  let cache = known.get(program);
  if (!cache) known.set(program, (cache = new Map()));
  let calls = cache.get(key);
  if (!calls) cache.set(key, (calls = find(program, packages)));
  return calls;
}

function find(program: ProgramView, packages: string[]): LibraryCall[] {
  const wanted = (name: string): boolean => packages.some((one) => name === one || name.startsWith(`${one}/`));
  const importers = program.modules.filter((module) => module.imports.some((one) => wanted(one.source)));
  if (importers.length === 0) return [];
  const direct = new Set(importers);
  const index = callIndex(program);
  const names = new Set([...METHODS, ...importers.flatMap(namesKept)]);
  const elsewhere = [...names].flatMap((name) => index.get(name) ?? []).filter(({ module }) => !direct.has(module));
  return [...importers.flatMap((module) => program.calls(module)), ...elsewhere].flatMap((site) => {
    const callee = program.denote(site.module, site.expr.callee, site.fn);
    const library = packageOf(callee);
    // What a call of the package returned is not the package's export, though it comes from there.
    if (library === undefined || !wanted(library) || callee.kind === 'result') return [];
    return [{ site, library: library.replace(/^jose\/.*/, 'jose'), name: pathOf(callee).filter((part) => part !== 'default').join('.') }];
  });
}

/** `const verifyAsync = promisify(jwt.verify)`: names that a file gives to what it takes from elsewhere. */
function namesKept(module: ModuleFacts): string[] {
  return module.bindings.flatMap(({ owner, init, name }) => (owner === -1 && name !== '' && init && /^(call|member|ref)$/.test(init.kind) ? [name] : []));
}
