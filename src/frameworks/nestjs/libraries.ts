import type { ClassValue, Proof, Value } from '../../model/index.ts';
import { UNDEFINED } from '../../link/index.ts';
import { libraryProof, type GivenProof } from '../../guards/index.ts';
import type { Classes } from '../classes.ts';
import type { Mark } from '../decorations.ts';
import type { Entry } from './entry.ts';
import { member, namedOf, textsIn } from './names.ts';

/** A guard of a package that asks decorators of the same package what a handler demands. */
interface LibraryGuard {
  package: string;
  guard: string;
  proves: Proof;
  /** Decorators that open a handler or class. */
  openedBy?: string[];
  /** It asks nothing of handlers that have none of these; their arguments name the roles. */
  asks?: string[];
}

const GUARDS: LibraryGuard[] = [
  { package: 'nest-keycloak-connect', guard: 'AuthGuard', proves: 'authentication', openedBy: ['Public', 'Unprotected'] },
  { package: 'nest-keycloak-connect', guard: 'RoleGuard', proves: 'authorization', openedBy: ['Public', 'Unprotected'], asks: ['Roles', 'RealmRoles', 'ResourceRoles'] },
  { package: 'nest-keycloak-connect', guard: 'ResourceGuard', proves: 'authorization', openedBy: ['Public', 'Unprotected'], asks: ['Resource', 'Scopes', 'ConditionalScopes'] },
  { package: '@thallesp/nestjs-better-auth', guard: 'AuthGuard', proves: 'authentication', openedBy: ['AllowAnonymous', 'OptionalAuth', 'Public', 'Optional'] },
  { package: 'nest-access-control', guard: 'ACGuard', proves: 'authorization', asks: ['UseRoles'] },
  { package: 'nest-casl', guard: 'AccessGuard', proves: 'authorization', asks: ['UseAbility'] },
  { package: 'supertokens-nestjs', guard: 'SuperTokensAuthGuard', proves: 'authentication', openedBy: ['PublicAccess'] },
  { package: '@nestjs-cognito/auth', guard: 'CognitoAuthGuard', proves: 'authentication', openedBy: ['PublicRoute'] },
];

/** Modules of packages that put a guard in front of everything. */
const BRINGS: { package: string; module: string; guard: string; unless: string }[] = [
  { package: '@thallesp/nestjs-better-auth', module: 'AuthModule', guard: 'AuthGuard', unless: 'disableGlobalAuthGuard' },
];

/** Decorators of packages that are guards themselves. */
const DECORATORS: { package: string; decorator: string; proves: Proof }[] = [
  { package: '@nestjs-cognito/auth', decorator: 'Authentication', proves: 'authentication' },
  { package: '@nestjs-cognito/auth', decorator: 'Authorization', proves: 'authorization' },
  { package: '@nestjs-cognito/graphql', decorator: 'GqlAuthentication', proves: 'authentication' },
  { package: '@nestjs-cognito/graphql', decorator: 'GqlAuthorization', proves: 'authorization' },
  { package: 'supertokens-nestjs', decorator: 'VerifySession', proves: 'authentication' },
];

/** Marks on the handler, or else on its class. */
function marksFor(entry: Entry, classes: Classes, pkg: string, names: string[]): Mark[] {
  const own = entry.method.decorations.marks.filter((one) => one.package === pkg && names.includes(one.name));
  return own.length > 0 ? own : classes.lineage(entry.cls).flatMap((cls: ClassValue) => classes.own(cls).marks.filter((one) => one.package === pkg && names.includes(one.name)));
}

/** What a package's guard proves in front of this handler; `undefined` when the value is not a package's. */
export function libraryGuard(value: Value, entry: Entry, classes: Classes): GivenProof | undefined {
  const named = namedOf(value);
  if (!named) return undefined;
  const known = GUARDS.find((one) => one.package === named.package && one.guard === named.name);
  if (!known) {
    const proof = libraryProof(value);
    return proof && { proves: proof.proves, basis: 'library', roles: proof.roles, ...(proof.reason ? { reason: proof.reason } : {}), ...(proof.populates ? { populates: true } : {}), ...(proof.startsLogin ? { startsLogin: true } : {}) };
  }
  const [opener] = marksFor(entry, classes, known.package, known.openedBy ?? []);
  if (opener) return { proves: 'nothing', basis: 'library', reason: `\`@${opener.name}\` opens it` };
  if (!known.asks) return { proves: known.proves, basis: 'library' };
  const asked = marksFor(entry, classes, known.package, known.asks);
  if (asked.length === 0) return { proves: 'nothing', basis: 'library' };
  return { proves: known.proves, basis: 'library', roles: asked.flatMap((one) => one.args.flatMap((arg) => textsIn(arg.kind === 'object' ? arg.props.get('roles') : arg))).map((role) => role.replace(/^realm:/, '')) };
}

/** What a package's decorator proves by itself. */
export function libraryDecorator(mark: Mark): GivenProof | undefined {
  const known = DECORATORS.find((one) => one.package === mark.package && one.decorator === mark.name);
  return known && { proves: known.proves, basis: 'library', roles: known.proves === 'authorization' ? mark.args.flatMap(textsIn) : [] };
}

/** Guards that the modules of packages bring with them. */
export function broughtGuards(packages: Value[]): Value[] {
  return packages.flatMap((value): Value[] => {
    if (value.kind !== 'result' || value.call.callee.kind !== 'external') return [];
    const { package: name, path } = value.call.callee;
    const known = BRINGS.find((one) => one.package === name && path[0] === one.module);
    const off = known && member(value.call.args[0] ?? UNDEFINED, known.unless);
    return known && !(off?.kind === 'literal' && off.value === true) ? [{ kind: 'external', package: name, path: [known.guard] }] : [];
  });
}
