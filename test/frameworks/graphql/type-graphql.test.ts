import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const manifest = '{ "dependencies": { "type-graphql": "^2.0.0" } }';
const resolvers = `
import { Arg, Authorized, Ctx, Mutation, Query, Resolver, Subscription, UseMiddleware, createMethodDecorator } from 'type-graphql';
const isAuth = async ({ context }, next) => {
  if (!context.user) throw new Error('not authenticated');
  return next();
};
const LogAccess = async ({ context, info }, next) => { console.log(context.user?.id, info.fieldName); return next(); };
class RequireOwner { async use({ context, args }, next) { if (context.user.id !== args.id) throw new Error('forbidden'); return next(); } }
const OnlyStaff = () => UseMiddleware(async ({ context }, next) => { if (context.user?.role !== 'staff') throw new Error('forbidden'); return next(); });
const Signed = createMethodDecorator(async ({ context }, next) => { if (!context.user) throw new Error('no'); return next(); });

@Resolver()
export class RecipeResolver {
  @Query(() => [Recipe]) recipes() { return []; }
  @Query(() => Recipe, { name: 'recipe' }) one(@Arg('id') id: string) { return id; }
  @Authorized() @Mutation(() => Recipe) addRecipe() { return {}; }
  @Authorized('ADMIN', 'EDITOR') @Mutation(() => Boolean) removeRecipe() { return true; }
  @Mutation(() => Boolean) @UseMiddleware(LogAccess, isAuth) like() { return true; }
  @Mutation(() => Boolean) @UseMiddleware(LogAccess) view() { return true; }
  @Mutation(() => Boolean) @UseMiddleware(isAuth, RequireOwner) edit() { return true; }
  @Query(() => Boolean) @OnlyStaff() drafts() { return true; }
  @Query(() => Boolean) @Signed saved() { return true; }
  @Query(() => User) me(@Ctx() ctx: Context) { if (!ctx.user) throw new Error('not logged in'); return ctx.user; }
  @Query(() => User, { nullable: true }) whoami(@Ctx() { user }: Context) { return user; }
  @Subscription({ topics: 'R' }) added() { return 1; }
}

@Resolver()
@Authorized('ADMIN')
export class AdminResolver {
  @Query(() => Boolean) stats() { return true; }
}
`;
const server = (checker: string): string => `
import { ApolloServer } from '@apollo/server';
import { buildSchema } from 'type-graphql';
import { RecipeResolver, AdminResolver } from './resolvers';
${checker}
const schema = await buildSchema({ resolvers: [RecipeResolver, AdminResolver], authChecker });
export const server = new ApolloServer({ schema });
`;

test('decorators, the checker, and middleware as functions, classes and decorators', () => {
  const authChecker = 'const authChecker = ({ context: { user } }, roles) => { if (!user) return false; if (roles.length === 0) return true; return roles.includes(user.role); };';
  expect(accessOf({ 'package.json': manifest, 'src/resolvers.ts': resolvers, 'src/server.ts': server(authChecker) })).toEqual({
    'QUERY recipes': 'public',
    'QUERY recipe': 'public',
    'MUTATION addRecipe': 'authenticated',
    'MUTATION removeRecipe': 'authorized [ADMIN,EDITOR]',
    'MUTATION like': 'authenticated',
    'MUTATION view': 'public',
    'MUTATION edit': 'authorized',
    'QUERY drafts': 'authorized [staff]',
    'QUERY saved': 'authenticated',
    'QUERY me': 'authenticated in the handler',
    'QUERY whoami': 'public',
    'SUBSCRIPTION added': 'public',
    'QUERY stats': 'authorized [ADMIN]',
  });
});

test('a checker that lets everybody through', () => {
  const map = accessOf({ 'package.json': manifest, 'src/resolvers.ts': resolvers, 'src/server.ts': server('const authChecker = () => true;') });
  expect([map['MUTATION addRecipe'], map['MUTATION removeRecipe'], map['QUERY stats']]).toEqual(['public', 'public', 'public']);
});
