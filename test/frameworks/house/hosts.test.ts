import { expect, test } from 'vitest';
import { analyze } from '../../../src/analyze.ts';
import { authlint, folder } from '../../cli/host.ts';
import { ruleCases } from '../../harness/cases.ts';

const FRAMEWORKS = [{ name: 'house', call: 'this.route', method: '0.method', path: '0.path', handler: '0.handler', requires: [{ proves: 'authentication', at: '0.login' }, { proves: 'authorization', at: '0.right', except: 'NONE' }] }];
const files = (options: string): Record<string, string> => ({
  'authlint.config.json': JSON.stringify({ frameworks: FRAMEWORKS, policy: { routes: [{ match: '/orders', require: 'authenticated' }] } }),
  'orders.js': `import { Controller } from '@house/web';
export class Orders extends Controller {
  constructor() {
    super();
    this.route({ method: 'get', path: '/orders', ${options}handler: (req, res) => res.json([]) });
  }
}
`,
});

ruleCases('policy', {
  flagged: [
    { name: 'a described route that asks for nothing', files: files(''), findings: [{ file: 'orders.js', line: 5, route: 'GET /orders', messageId: 'unmet' }] },
    { name: 'one whose permission is none', files: files("right: 'NONE', "), findings: [{ file: 'orders.js', line: 5, route: 'GET /orders', messageId: 'unmet' }] },
  ],
  quiet: [
    { name: 'a described route that asks for a login', files: files('login: true, ') },
    { name: 'one that asks for a right', files: files("right: 'orders:read', ") },
  ],
});

test('explain tells what the description has said, and where', async () => {
  const cwd = folder(files("login: true, right: 'orders:read', "));
  const { stdout } = await authlint(['explain', 'GET /orders'], { cwd, analyze: (options) => analyze({ ...options, cwd }) });
  expect(stdout).toBe(`GET /orders
authorized (orders:read): only callers with the right to it

  declared     orders.js:5  (house)
  handler      handler  orders.js:5

What a request passes, in order
  1. login: proves authentication  orders.js:5
     the configuration says so
     \`login\` asks for it, as the configuration describes \`house\`
  2. right: proves authorization (orders:read)  orders.js:5
     the configuration says so
     \`right\` asks for it, as the configuration describes \`house\`

What would change the verdict
  - it rests on 2 guards: without \`login\`, \`right\` it is public
  - without \`right\` any known caller gets in
`);
});
