import type { ModuleFacts } from '../src/model/index.ts';

const TEST_FOLDER = /^(([\w]+[-_])?(tests?|specs?|e2e|mocks?|fixtures?|examples?)|__tests?__|__mocks?__|__fixtures?__|cypress|playwright|testing|test-?(utils?|helpers?|support|setup|data)|storybook|\.storybook|samples?|demos?|docs?|documentation|benchmarks?|bench|snippets?)$/i;
const TEST_FILE = /(\.|-|_)(test|tests|spec|specs|e2e|cy|stories|story|mock|mocks|fixture|fixtures|example|examples|sample|bench|test-d)\.[cm]?[jt]sx?$/i;
const TEST_SETUP = /^((jest|vitest|cypress|playwright|karma|mocha|wdio)\w*([.-]\w+)*|setup-?tests?|test-?(setup|utils?|helpers?)|(example|sample)s?[.-].*|mock(s|-?data|-?server)?)\.[cm]?[jt]sx?$/i;
const DATA_FOLDER = /^(seeds?|seeders?|seeding|migrations?|openapi|swagger|locales?|i18n|lang|langs|languages?|translations?)$/i;
const DATA_FILE = /^(seed(er|s)?|swagger|openapi)\b|(\.|-|_)(seed(er|s)?|swagger|openapi)\.[cm]?[jt]sx?$/i;

/** Tests, fixtures, stories, examples and documentation: what stands in them is made up. */
export function isTestOrExample(path: string): boolean {
  let known = testOrExample.get(path);
  if (known === undefined) {
    const parts = path.split('/');
    const file = parts.pop()!;
    known = parts.some((part) => TEST_FOLDER.test(part)) || TEST_FILE.test(file) || TEST_SETUP.test(file);
    if (testOrExample.size > 50_000) testOrExample.clear();
    testOrExample.set(path, known);
  }
  return known;
}

/** Rules ask for each call that they look at. */
const testOrExample = new Map<string, boolean>();

/** Seeds, API descriptions and translations: full of values that are named like secrets and are none. */
export function isSampleData(path: string): boolean {
  const parts = path.split('/');
  const file = parts.pop()!;
  return parts.some((part) => DATA_FOLDER.test(part)) || DATA_FILE.test(file);
}

/** Bundles and vendored libraries: nobody fixes them where they stand. */
export function isVendored(path: string): boolean {
  return /(^|\/)(vendor|vendors|third[-_]?party|bower_components)\//i.test(path) || /[.-]min\.[cm]?js$/.test(path);
}

export type Side = 'browser' | 'server' | 'unknown';

const BROWSER_PACKAGE = /^(react-dom|vue|@vue\/|@angular\/|svelte|solid-js|preact|@ionic\/|jquery|zustand|pinia|vuex|react-redux|@reduxjs\/)/;
const SERVER_PACKAGE = /^(node:|express|fastify|@fastify\/|koa|@koa\/|hono|@nestjs\/|@hapi\/|next-auth|mongoose|mongodb|pg|mysql2?|sequelize|typeorm|knex|redis|ioredis|jsonwebtoken|passport|nodemailer|socket\.io$|dotenv|(fs|path|http|https|crypto|os|net|tls|child_process|stream|util|url|zlib)$)/;

/** Where a file runs, as far as its own head and path tell. */
export function sideOf(module: ModuleFacts): Side {
  if (module.directives.includes('use client')) return 'browser';
  if (module.directives.includes('use server')) return 'server';
  const sources = module.imports.filter((one) => !one.typeOnly).map((one) => one.source);
  if (sources.some((source) => BROWSER_PACKAGE.test(source))) return 'browser';
  if (sources.some((source) => SERVER_PACKAGE.test(source))) return 'server';
  if (/\.[jt]sx$/.test(module.path)) return 'browser';
  if (/(^|\/)(frontend|client|webapp|public|components|pages|views)\//.test(module.path)) return 'browser';
  if (/(^|\/)(server|backend|api)\//.test(module.path)) return 'server';
  return 'unknown';
}
