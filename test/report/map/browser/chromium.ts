import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine: of CHROMIUM_PATH, or on the PATH. */
export const executable = [process.env['CHROMIUM_PATH'] ?? '', ...(process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))]
  .find((file) => file !== '' && existsSync(file));

export const WHY_SKIPPED = `No Chromium is installed: none of ${NAMES.join(', ')} is on the PATH (Debian: apt-get install chromium), and CHROMIUM_PATH names none.`;

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable! });
}

export interface Opened {
  page: Page;
  /** What went wrong or was asked for: messages on the console, errors, dialogs, requests for anything but the page. */
  problems: string[];
}

/** Opens a page from a file, as people do. */
export async function openPage(browser: Browser, html: string, options: BrowserContextOptions = {}, hash = ''): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'authlint-map-'));
  const file = join(folder, 'map.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  onTestFinished(async () => {
    await context.close();
    rmSync(folder, { recursive: true });
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => problems.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { problems.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', (request) => { if (request.url().split('#')[0] !== address) problems.push(`request: ${request.url()}`); });
  await page.goto(address + hash);
  return { page, problems };
}
