import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (config: string, head = ''): Record<string, string> => accessOf({
  'package.json': '{ "dependencies": { "@keystone-6/core": "6.3.0" } }',
  'keystone.ts': `import { config, g, graphql } from '@keystone-6/core'; ${head} export default config({ db: { provider: 'sqlite', url: 'file:./x.db' }, lists: {}, ${config} });`,
});
const schema = (fields: string): Record<string, string> => app(`graphql: { extendGraphqlSchema: g.extend((base) => (${fields})) }`);

test('fields that the project adds to the schema check for themselves', () => {
  expect(schema(`{
    query: { me: g.field({ type: base.object('User'), resolve: (root, args, context) => { if (!context.session) throw new Error('Not authenticated'); return context.prisma.user.findUnique({ where: { id: context.session.itemId } }); } }) },
    mutation: {
      reset: g.field({ type: g.Boolean, async resolve(root, { id }, context) { await context.prisma.user.deleteMany({ where: { id } }); return true; } }),
      force: g.field({ type: g.Boolean, async resolve(root, { id }, context) { await context.sudo().db.User.deleteOne({ where: { id } }); return true; } }),
      publish: g.field({ type: base.object('Post'), resolve: (root, { id }, context) => context.db.Post.updateOne({ where: { id }, data: {} }) }),
    },
  }`)).toEqual({ 'QUERY me': 'authenticated in the handler', 'MUTATION reset': 'public', 'MUTATION force': 'public', 'MUTATION publish': 'unknown' });
});

test('the name that the schema builder had before, and a function elsewhere', () => {
  expect(app('extendGraphqlSchema', "export const extendGraphqlSchema = graphql.extend(() => ({ query: { hello: graphql.field({ type: graphql.String, resolve: () => 'world' }) } }));")).toEqual({ 'QUERY hello': 'public' });
});

test('routes on the server ask for the session through the context', () => {
  expect(app(`server: { extendExpressApp: (app, commonContext) => {
    app.get('/open', async (req, res) => { const context = await commonContext.withRequest(req, res); res.json({ who: context.session ?? null }); });
    app.get('/closed', async (req, res) => { const context = await commonContext.withRequest(req, res); if (!context.session) return res.status(401).end(); res.json(await context.prisma.post.findMany()); });
    app.get('/left', async (req, res) => { const context = await commonContext.withRequest(req, res); res.json(await context.query.Post.findMany({})); });
    app.use('/admin', async (req, res, next) => { const context = await commonContext.withRequest(req, res); if (!context.session?.data.isAdmin) { res.sendStatus(403); return; } next(); });
    app.post('/admin/x', (req, res) => res.json({}));
  } }`)).toEqual({ 'GET /open': 'public', 'GET /closed': 'authenticated in the handler', 'GET /left': 'unknown', 'POST /admin/x': 'authorized [isAdmin]' });
});
