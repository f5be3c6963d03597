import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

/** Work of 5 to the power of 9 calls. */
const WORK = Array.from({ length: 9 }, (_, i) => `const work${i} = () => { ${`work${i + 1}(); `.repeat(5)} };`).reverse();

test('routes that are registered after more work than can be followed are found', () => {
  expect(accessOf({
    'app.js': `
      const express = require('express');
      let count = 0;
      const work9 = () => { count = count + 1; };
      ${WORK.join('\n')}
      const createApp = () => {
        const app = express();
        app.get('/x', (req, res) => res.json(count));
      };
      const start = async () => {
        await work0();
        createApp();
      };
      start();
    `,
  })).toEqual({ 'GET /x': 'public' });
});

test('a small helper keeps its result, however often it is called', () => {
  const routes = Array.from({ length: 900 }, (_, i) => `app.get(at('/x${i}'), handler);`).join('\n');
  const found = accessOf({
    'app.js': `
      const express = require('express');
      const app = express();
      const handler = (req, res) => res.json([]);
      const at = (path) => { const clean = path.replace('//', '/'); const base = '/api'; return base + clean; };
      ${routes}
    `,
  });
  expect(Object.keys(found).at(-1)).toBe('GET /api/x899');
});
