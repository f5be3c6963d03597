import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const LOADER = 'export const loader = () => ({});';
const paths = (dependencies: Record<string, string>, files: Record<string, string>): string[] =>
  Object.keys(accessOf({ 'package.json': JSON.stringify({ dependencies }), 'app/root.tsx': 'export default () => null', ...files })).sort();
const loaders = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [`app/routes/${name}`, LOADER]));

const REACT_ROUTER = { 'react-router': '^7.9.0', '@react-router/node': '^7.9.0' };

test('flat names: dots, parameters, splats, pathless layouts, optional and escaped segments, folders with a route', () => {
  expect(paths(REACT_ROUTER, loaders('_index.tsx', 'users.$id_.edit.tsx', '_auth.sign-in.tsx', '($lang).terms.tsx', 'files.$.tsx', 'sitemap[.]xml.ts', 'reports.daily/route.tsx', 'reports.daily/query.ts', 'notes.server.ts'))).toEqual([
    'GET /', 'GET /:lang/terms', 'GET /files/*', 'GET /reports/daily', 'GET /sign-in', 'GET /sitemap.xml', 'GET /users/:id/edit',
  ]);
});

test('Remix 1: folders are segments, and what begins with two underscores has no address', () => {
  expect(paths({ '@remix-run/node': '^1.19.0' }, loaders('index.tsx', '__app/notes/$noteId.tsx', 'blog/$.tsx', 'a.b.tsx'))).toEqual(['GET /', 'GET /a/b', 'GET /blog/*', 'GET /notes/:noteId']);
});

test('folders that end in a plus, as remix-flat-routes has them', () => {
  expect(paths({ ...REACT_ROUTER, 'remix-flat-routes': '^0.8.0' }, {
    'app/routes.ts': `import { remixRoutesOptionAdapter } from '@react-router/remix-routes-option-adapter'; import { flatRoutes } from 'remix-flat-routes';
export default remixRoutesOptionAdapter((defineRoutes) => flatRoutes('routes', defineRoutes));`,
    ...loaders('_auth+/_layout.tsx', '_auth+/t.$team+/settings.general.tsx', 'api+/health.ts', 'api+/helper/route.ts', 'api+/helper/text.ts'),
  })).toEqual(['GET /', 'GET /api/health', 'GET /api/helper', 'GET /t/:team/settings/general']);
});

test('folders and dots alike, as react-router-auto-routes has them', () => {
  expect(paths({ ...REACT_ROUTER, 'react-router-auto-routes': '^0.6.0' }, {
    'app/routes.ts': "import { autoRoutes } from 'react-router-auto-routes'; export default autoRoutes();",
    ...loaders('_seo/robots[.]txt.ts', 'users/$name/notes/index.tsx', 'users/$name/notes/$id_.edit.tsx', 'users/+shared/editor.tsx'),
  })).toEqual(['GET /robots.txt', 'GET /users/:name/notes', 'GET /users/:name/notes/:id/edit']);
});

test('a table of routes: route, index, layout, prefix, files that are found by their names', () => {
  expect(paths(REACT_ROUTER, {
    'app/routes.ts': `import { index, layout, prefix, relative, route } from '@react-router/dev/routes'; import { flatRoutes } from '@react-router/fs-routes';
const admin = relative('./admin');
export default [
  index('./home.tsx'), route('about', 'about.tsx'), layout('shell.tsx', [route('team', 'team.tsx', [index('team-home.tsx'), route(':id?', 'member.tsx')])]),
  ...prefix('projects', [index('projects.tsx'), layout('shell2.tsx', [route(':pid', 'project.tsx')])]), admin.route('admin', 'index.tsx'), ...(await flatRoutes({ rootDirectory: 'extra' })),
];`,
    ...Object.fromEntries(['home', 'about', 'team', 'team-home', 'member', 'projects', 'project', 'admin/index', 'extra/more.$id'].map((name) => [`app/${name}.tsx`, LOADER])), 'app/shell.tsx': '', 'app/shell2.tsx': '',
  })).toEqual(['GET /', 'GET /about', 'GET /admin', 'GET /more/:id', 'GET /projects', 'GET /projects/:pid', 'GET /team', 'GET /team/:id']);
});
