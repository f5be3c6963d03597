import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Analysis } from '../../../../src/model/finding.ts';
import type { Route } from '../../../../src/model/route.ts';
import { mapPage } from '../../../../src/report/map/index.ts';
import { analysis, routes, SECRET, source } from '../../sample.ts';
import { executable, launch, openPage, WHY_SKIPPED } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  if (executable) browser = await launch();
  else console.warn(WHY_SKIPPED);
}, 60_000);
afterAll(async () => browser?.close());
beforeEach(({ skip }) => skip(!executable, WHY_SKIPPED));

const options = { title: 'shop', version: '1.2.3', source };
const html = mapPage(analysis, options);

it('loads without asking for anything, and shows the routes by path to eyes and screen readers', async () => {
  const { page, problems } = await openPage(browser, html);
  expect(await page.getByRole('tree').ariaSnapshot()).toBe([
    '- tree "Routes by path":',
    `  - 'treeitem "/users, 3 routes: 1 public, 1 public on purpose, 1 authorized" [expanded] [level=1]': /users 3`,
    '  - treeitem "GET /users, authorized, admin" [level=2]: GET / requireRole admin authorized',
    '  - treeitem "DELETE /users/:id, public, 1 finding" [level=2]: DELETE /:id ▲ 1 public',
    '  - treeitem "GET /users/export, public on purpose" [level=2]: "GET /export convention: health public on purpose"',
  ].join('\n'));
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Auth map of shop');
  expect(problems).toEqual([]);
});

describe('filters', () => {
  it('narrow by access, method, guard, role, findings and text, and say how many are left', async () => {
    const { page } = await openPage(browser, html);
    const shown = () => page.getByRole('treeitem').filter({ hasNotText: /^▾/ }).evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')!.split(',')[0]));
    const reset = () => page.getByRole('button', { name: 'Reset' }).click();

    await page.getByRole('button', { name: 'authorized 1' }).click();
    expect(await shown()).toEqual(['GET /users']);
    await page.getByRole('button', { name: 'public 1' }).click();
    expect(await shown()).toEqual(['GET /users', 'DELETE /users/:id']);
    await reset();
    expect(await shown()).toHaveLength(3);

    await page.getByRole('combobox', { name: 'Method' }).selectOption('DELETE');
    expect(await shown()).toEqual(['DELETE /users/:id']);
    await reset();
    await page.getByRole('combobox', { name: 'Guard' }).selectOption({ label: 'requireRole (1)' });
    expect(await shown()).toEqual(['GET /users']);
    await reset();
    await page.getByRole('combobox', { name: 'Role' }).selectOption('admin');
    expect(await shown()).toEqual(['GET /users']);
    await reset();
    await page.getByLabel('with findings').check();
    expect(await shown()).toEqual(['DELETE /users/:id', 'GET /users/export']);
    await reset();

    await page.getByRole('searchbox').fill('export');
    expect(await shown()).toEqual(['GET /users/export']);
    await expect.poll(() => page.getByRole('status').textContent()).toBe('1 of 3 routes');
    await page.getByRole('searchbox').fill('nothing like it');
    expect(await page.getByRole('tabpanel', { name: 'Routes' }).getByText('No route passes the filters.').isVisible()).toBe(true);
  });
});

describe('the story of a route', () => {
  it('opens on a click, with what a request passes, the code and the findings', async () => {
    const { page, problems } = await openPage(browser, html);
    await page.getByRole('treeitem', { name: 'GET /users, authorized' }).click();
    const story = page.getByRole('complementary', { name: 'GET /users' });
    const text = await story.innerText();
    for (const part of ['Only callers with the right to it get in: admin.', 'Declared (express) src/users.ts:4', 'Mounted at /users src/app.ts:5', 'express.json proves nothing of the caller', 'requireRole proves authorization (admin)', 'Its code was followed; answers 403', 'without requireRole it is public']) expect(text).toContain(part);
    expect(await story.locator('mark').first().textContent()).toBe("users.get('/', requireRole('admin'), list);\n");

    await page.getByRole('treeitem', { name: 'DELETE /users/:id' }).click();
    expect(await page.getByRole('complementary').innerText()).toContain('Anyone can call DELETE /users/:id. It changes data.');
    expect(problems).toEqual([]);
  });

  it('is named by the address', async () => {
    const { page } = await openPage(browser, html);
    await page.getByRole('treeitem', { name: 'DELETE /users/:id' }).click();
    const { page: again } = await openPage(browser, html, {}, new URL(page.url()).hash);
    expect(await again.getByRole('complementary').getByRole('heading', { level: 2 }).innerText()).toMatch(/^DELETE\s*\/users\/:id$/);
  });

  it('shows no secret in any code', async () => {
    const secret = { ...analysis, routes: [{ ...routes[0]!, file: 'src/auth.ts', line: 2, endLine: 2 }] };
    const { page } = await openPage(browser, mapPage(secret, options));
    await page.getByRole('treeitem').click();
    expect(await page.locator('mark').first().textContent()).toBe("const key = '***';\n");
    expect(await page.content()).not.toContain(SECRET);
  });
});

it('a guard shows every route that has it, and lists them', async () => {
  const { page } = await openPage(browser, html);
  await page.getByRole('tab', { name: 'Guards' }).click();
  expect(await page.getByRole('listbox').getByRole('option').allInnerTexts()).toEqual([
    expect.stringMatching(/^requireRole\s+proves authorization \(admin\)\s+src\/auth.ts:8\s+1 route$/), expect.stringMatching(/^express.json\s+proves nothing of the caller\s+2 routes$/),
  ]);
  await page.getByRole('option', { name: 'express.json proves nothing' }).click();
  const story = page.getByRole('complementary', { name: 'Guard express.json' });
  expect(await story.getByRole('listitem').count()).toBe(2);
  await story.getByRole('button', { name: 'List only these' }).click();
  expect(await page.getByRole('treeitem').count()).toBe(3);
  expect(await page.getByText('2 of 3 routes').first().isVisible()).toBe(true);
});

it('the matrix has the routes under who they take', async () => {
  const { page } = await openPage(browser, html);
  await page.getByRole('tab', { name: 'Roles' }).click();
  const grid = page.getByRole('grid');
  expect(await grid.getByRole('columnheader').allInnerTexts()).toEqual(['route', 'anyone', 'admin']);
  expect(await grid.getByRole('gridcell', { name: 'yes' }).evaluateAll((cells) => cells.map((cell) => `${cell.parentElement!.querySelector('.path')!.textContent} ${cell.getAttribute('aria-label')}`))).toEqual([
    '/users admin: yes', '/users/:id anyone: yes', '/users/export anyone: yes',
  ]);
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('complementary', { name: 'DELETE /users/:id' }).isVisible()).toBe(true);
});

it('everything works from the keyboard', async () => {
  const { page } = await openPage(browser, html);
  const active = () => page.getByRole('tree').evaluate((tree) => document.getElementById(tree.getAttribute('aria-activedescendant')!)!.getAttribute('aria-label')!.split(',')[0]);
  const focused = () => page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
  await page.keyboard.press('/');
  expect(await focused()).toBe('Search routes');
  await page.keyboard.type('users');
  await page.keyboard.press('ArrowDown');
  expect([await focused(), await active()]).toEqual(['Routes by path', '/users']);
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByRole('treeitem').count()).toBe(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe('DELETE /users/:id');
  expect(await page.getByRole('tree').evaluate((tree) => getComputedStyle(tree).outlineStyle)).toBe('solid');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('DELETE /users/:id');
  await page.keyboard.press('Escape');
  expect([await focused(), await page.getByRole('complementary').count()]).toEqual(['Routes by path', 0]);
  await page.keyboard.press('ArrowLeft');
  expect(await active()).toBe('/users');
});

describe('hostile names', () => {
  const HOSTILE = '</script><img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)}\u202e';
  const guard = { ...routes[0]!.guards[1]!, name: HOSTILE, file: HOSTILE, reason: HOSTILE, roles: [HOSTILE] };
  const bad: Route = { ...routes[1]!, method: HOSTILE, path: `/${HOSTILE}`, framework: HOSTILE, file: HOSTILE, roles: [HOSTILE], guards: [guard], handler: { name: HOSTILE, file: HOSTILE, line: 1 }, mounts: [{ path: HOSTILE, file: HOSTILE, line: 1 }] };
  const proto: Route = { ...routes[1]!, method: 'GET', path: '/__proto__', roles: ['constructor'] };
  const hostile: Analysis = { ...analysis, routes: [bad, proto], findings: [{ ...analysis.findings[2]!, message: HOSTILE, route: `${HOSTILE} /${HOSTILE}` }] };

  it('are shown as text, everywhere', async () => {
    const { page, problems } = await openPage(browser, mapPage(hostile, { ...options, title: HOSTILE, source: () => `${HOSTILE}\n`.repeat(9) }));
    await page.getByRole('button', { name: 'Expand all' }).click();
    await page.locator('.row.route').filter({ hasText: 'onerror' }).click();
    const story = page.getByRole('complementary');
    expect((await story.innerText()).match(/<img src=x onerror=alert\(1\)>/g)!.length).toBeGreaterThan(8);
    for (const tab of ['Guards', 'Roles']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.locator('.row:visible').first().click();
    }
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    expect(await page.title()).toContain('<img src=x onerror=alert(1)>');
    expect(problems).toEqual([]);
  });

  it('could not run even if they were elements', async () => {
    const { page, problems } = await openPage(browser, html);
    const outcome = await page.evaluate(() => {
      const script = document.createElement('script');
      try { script.textContent = 'alert(1)'; } catch (error) { return (error as Error).name; }
      document.body.append(script);
      return 'appended';
    });
    expect(outcome).toBe('TypeError');
    expect(problems.filter((problem) => problem.startsWith('dialog'))).toEqual([]);
  });
});

describe('at any width', () => {
  it.each([[360, 'light'], [360, 'dark'], [1280, 'light'], [1280, 'dark']] as const)('%i pixels, %s: nothing sticks out, and text can be read', async (width, colorScheme) => {
    const { page } = await openPage(browser, html, { viewport: { width, height: 700 }, colorScheme });
    const sticksOut = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await sticksOut()).toBe(0);
    expect(await page.evaluate(contrasts)).toEqual([]);
    await page.getByRole('treeitem', { name: 'GET /users,' }).click();
    expect(await sticksOut()).toBe(0);
    const covered = await page.locator('main').evaluate((main) => main.hasAttribute('inert'));
    expect(covered).toBe(width < 820);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('main').evaluate((main) => main.hasAttribute('inert'))).toBe(false);
  });

  it('the reader may choose the other scheme', async () => {
    const { page } = await openPage(browser, html, { colorScheme: 'dark' });
    const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const dark = await ground();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    expect([dark, await ground()]).toEqual(['rgb(20, 23, 28)', 'rgb(255, 255, 255)']);
  });
});

/** Pairs of text and ground with a contrast below 4.5 to 1 (WCAG 2.2, 1.4.3). Runs in the page. */
function contrasts(): string[] {
  const probe = document.body.appendChild(document.createElement('span'));
  const luminance = (name: string): number => {
    probe.style.color = `var(--${name})`;
    const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g)!.map((part) => Number(part) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const poor: string[] = [];
  for (const ground of ['ground', 'raised', 'active', 'mark']) {
    for (const text of ['text', 'faint', ...(ground === 'mark' ? [] : ['link', 'public', 'intended', 'authenticated', 'authorized', 'unknown'])]) {
      const [low, high] = [luminance(ground), luminance(text)].sort((a, b) => a - b) as [number, number];
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) poor.push(`${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  }
  probe.remove();
  return poor;
}

const many: Route[] = Array.from({ length: 5000 }, (_, i) => ({ ...routes[i % 3]!, method: ['GET', 'POST', 'DELETE'][i % 3]!, path: `/api/area${i % 40}/thing${i % 700}/part${i}` }));
const manyHtml = mapPage({ ...analysis, routes: many }, options);

it.each([
  ['few', 'part4999', ['/api/area39/thing99/part4999']],
  ['more than fit', 'area39', ['/api/area39', '/api/area39/thing119']],
])('a list that is scrolled down shows %s matches in the same step, from the first one', async (_, text, first) => {
  const { page } = await openPage(browser, manyHtml);
  await page.getByRole('button', { name: 'Expand all' }).click();
  await page.getByRole('tree').focus();
  await page.keyboard.press('End');
  // Within one task of the page: nothing can be drawn in between.
  const shown = await page.evaluate((typed) => {
    const search = document.querySelector<HTMLInputElement>('input[type=search]')!;
    search.value = typed;
    search.dispatchEvent(new Event('input', { bubbles: true }));
    return [...document.querySelectorAll('[role=treeitem]')].filter((item) => item.getBoundingClientRect().bottom > document.querySelector('[role=tree]')!.getBoundingClientRect().top)
      .map((item) => item.querySelector<HTMLElement>('.path')!.title);
  }, text);
  expect(shown.slice(0, first.length)).toEqual(first);
});

it('of 5 000 routes only those in sight are in the document', async () => {
  const { page, problems } = await openPage(browser, manyHtml);
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  await page.getByRole('button', { name: 'Expand all' }).click();
  const tree = page.getByRole('tree');
  expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
  expect(await elements()).toBeLessThan(1000);
  await tree.focus();
  await page.keyboard.press('End');
  const last = page.locator(`#${await tree.getAttribute('aria-activedescendant')}`);
  expect(await last.evaluate((item) => [item.getAttribute('aria-posinset') === item.getAttribute('aria-setsize'), item.getBoundingClientRect().bottom <= innerHeight])).toEqual([true, true]);
  await page.getByRole('searchbox').fill('part4999');
  expect(await page.getByRole('treeitem').evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')))).toEqual(['POST /api/area39/thing99/part4999, public']);
  expect(problems).toEqual([]);
});
