import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Access } from '../../src/model/index.ts';

/** What is true of one route by reading the fixture's code. */
export interface ExpectedRoute {
  method: string;
  path: string;
  access: Exclude<Access, 'unknown'>;
  roles?: string[];
  /** `either`: the check stands in a function that wraps the handler, which may be called both. */
  inHandler?: boolean | 'either';
  file: string;
  line: number;
  /** Other places that may be called its declaration: the row of the table that a loop registers. */
  alsoAt?: { file: string; line: number }[];
  /** It refuses every caller, whoever it is. */
  closed?: boolean;
  /** The regular expression, as Express shows it, that `path` is the readable form of. */
  pattern?: string;
  /** `unknown`: what the code says depends on something outside it. `optional`: not every reader would call it a route. */
  static?: 'unknown' | 'optional';
  /** Why `static` is set. */
  reason?: string;
}

export interface Expected {
  description: string;
  routes: ExpectedRoute[];
  /** Registrations that only let through or refuse; the handler is registered elsewhere. A closed one may be called a route. */
  guardOnly?: { method: string; path: string; file: string; line: number; closed?: boolean }[];
  /** All that the recommended rules report, by rule. */
  findings?: { ruleId: string; file: string; line: number }[];
}

export interface PersonaSpec {
  /** Signing in: its `Set-Cookie` becomes the persona's cookies. */
  login?: { path: string; body: Record<string, unknown> };
  /** The field of the sign-in response that is sent as a bearer token. */
  bearer?: string;
  headers?: Record<string, string>;
  /** The body is signed: HMAC with the key in `env`. */
  sign?: { header: string; env: string; algorithm: string; prefix?: string };
}

export interface CallSpec {
  /** How the entry point is reached over HTTP, where its method and path do not say so (RPC, GraphQL, actions). `:name` stands for a parameter. */
  request?: { method: string; path: string };
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** Headers whose value is a field of the persona's sign-in response. */
  headersFrom?: Record<string, string>;
  /** The persona that holds what this route asks for, in place of the ordinary users. */
  as?: string;
  /** A path whose answer changes when the handler runs, for routes that run it after having refused. */
  witness?: string;
}

export interface Runtime {
  entry: string;
  /** It is TypeScript that has to be compiled as its own tsconfig.json says (metadata of decorators), file by file, before Node runs it. */
  transpile?: boolean;
  /** A program of a dependency, as a path below node_modules, and its arguments: run in the fixture's folder before it is compiled. */
  build?: string[];
  env: Record<string, string>;
  params: Record<string, string>;
  personas: Record<string, PersonaSpec>;
  /** By `METHOD /path`. */
  calls: Record<string, CallSpec>;
  /** How entry points of a method are reached over HTTP where `calls` does not say so; `:operation` stands for the entry point's path. */
  requests?: Record<string, { method: string; path: string }>;
  /** Its events are reached by a client of this kind, which `/events/:operation` over HTTP is turned into. */
  sockets?: 'socket.io' | 'ws';
  /** An answer whose body matches it is a refusal, whatever its status. */
  refusedWhen?: string;
}

export interface Fixture {
  name: string;
  folder: string;
  expected: Expected;
  runtime: Runtime;
}

const apps = fileURLToPath(new URL('../../fixtures/apps/', import.meta.url));

const json = <T>(...path: string[]): T => JSON.parse(readFileSync(join(...path), 'utf8')) as T;

/** The fixture applications whose folder's name starts with the framework's. */
export function fixturesOf(framework: string): Fixture[] {
  return readdirSync(apps)
    .filter((name) => name.startsWith(`${framework}-`))
    .sort()
    .map((name) => ({
      name,
      folder: join(apps, name),
      expected: json<Expected>(apps, name, 'expected.json'),
      runtime: json<Runtime>(apps, name, 'runtime.json'),
    }));
}

/** `METHOD /path`. */
export const label = (route: { method: string; path: string }): string => `${route.method} ${route.path}`;

/** One spelling for the ways to write the same path: no parameter patterns, no optional marks, no name for the rest, no trailing slash. */
export function plainPath(path: string): string {
  const plain = path
    .replace(/:(\w+)(\([^)]*\))?\??/g, ':$1')
    .replace(/\{(\/:?\w+)\}/g, '$1')
    .replace(/\*\w*/g, '*');
  return plain.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
