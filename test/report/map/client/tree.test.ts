import { describe, expect, it } from 'vitest';
import { inOrder, openLevels, rowsOf, segmentsOf, treeOf, type TreeNode } from '../../../../src/report/map/client/tree.ts';
import { routesOf } from './routes.ts';

const all = (routes: unknown[]) => [...routes.keys()];

/** A tree as indented lines. */
function drawn(names: string[]): string[] {
  const routes = routesOf(...names);
  const lines = (nodes: TreeNode[], depth: number): string[] => nodes.flatMap((node) => (node.kind === 'route'
    ? [`${'  '.repeat(depth)}${routes[node.route]!.method} ${node.label}`]
    : [`${'  '.repeat(depth)}${node.label} (${node.total})`, ...lines(node.children, depth + 1)]));
  return lines(treeOf(routes, all(routes)), 0);
}

it.each([
  ['/api/users/:id', ['/api', '/users', '/:id']],
  ['/', ['/']],
  ['', ['']],
  ['/a//b/', ['/a', '/', '/b', '/']],
  ['user.posts.byId', ['user.', 'posts.', 'byId']],
  ['chat message', ['chat message']],
])('the segments of %j', (path, segments) => {
  expect(segmentsOf(path)).toEqual(segments);
  expect(segmentsOf(path).join('')).toBe(path);
});

describe('the tree', () => {
  it('has a group for what several routes share, and the rest of the path in each', () => {
    expect(drawn(['GET /api/users/:id', 'POST /api/users', 'GET /api/users', 'GET /api/health/live', 'DELETE /api/users/:id'])).toEqual([
      '/api (5)',
      '  GET /health/live',
      '  /users (4)',
      '    GET /',
      '    POST /',
      '    GET /:id',
      '    DELETE /:id',
    ]);
  });

  it('joins groups with one way on', () => {
    expect(drawn(['GET /api/v1/admin/users', 'GET /api/v1/admin/roles'])).toEqual(['/api/v1/admin (2)', '  GET /roles', '  GET /users']);
  });

  it('holds names with dots and paths side by side', () => {
    expect(drawn(['QUERY user.list', 'MUTATION user.add', 'GET /user', 'EVENT message'])).toEqual([
      'GET /user', 'EVENT message', 'user. (2)', '  MUTATION add', '  QUERY list',
    ]);
  });

  it('keeps names that objects have of their own', () => {
    expect(drawn(['GET /__proto__/a', 'GET /constructor', 'GET /__proto__/b'])).toEqual(['/__proto__ (2)', '  GET /a', '  GET /b', 'GET /constructor']);
  });

  it('counts each kind of access', () => {
    const routes = routesOf('GET /a/b', 'GET /a/c', 'GET /a/d/e', 'GET /a/d/f');
    routes[1]!.access = 'authorized';
    routes[3]!.access = 'authorized';
    expect(treeOf(routes, all(routes))[0]).toMatchObject({ total: 4, counts: { public: 2, intended: 0, authenticated: 0, authorized: 2, unknown: 0 } });
  });

  it('is of the routes shown', () => {
    const routes = routesOf('GET /b', 'GET /a', 'GET /c');
    expect(inOrder(routes, [0, 1])).toEqual([1, 0]);
  });
});

describe('the lines', () => {
  const routes = routesOf('GET /a/b/c', 'GET /a/b/d', 'GET /a/e', 'GET /f');
  const tree = treeOf(routes, all(routes));

  it('leave out what is in closed groups, and say where each stands', () => {
    expect(rowsOf(tree, (group) => group.key === '/a').map(({ node, level, position, size, expanded, parent }) => [node.label, level, position, size, expanded, parent])).toEqual([
      ['/a', 1, 1, 2, true, -1],
      ['/b', 2, 1, 2, false, 0],
      ['/e', 2, 2, 2, false, 0],
      ['/f', 1, 2, 2, false, -1],
    ]);
  });

  it.each([[100, 2], [6, 2], [5, 1], [1, 1]])('of at most %i at first: %i levels open', (most, levels) => {
    expect(openLevels(tree, most)).toBe(levels);
  });
});
