import type { CallSite, ProgramView, Value } from '../../src/model/index.ts';
import { alternatives, walkFunction } from '../../src/link/index.ts';
import { callIndex } from '../call-index.ts';
import { argumentValue, optionOf } from '../option.ts';
import { returned } from '../returned.ts';
import type { Answers } from './callback.ts';

/** How a library decides, by its documentation and source (see the page). */
export interface Library {
  /** What the origin is without the option: any that asks, or `*`. */
  origin: 'any' | 'wildcard';
  credentials: boolean;
  /** Whether `*` together with credentials is sent as the origin that asked. */
  reflectsWildcard?: boolean;
  /** Whether `*` in a list means any; other libraries compare it with the origin, which it never is. */
  listedWildcard?: boolean;
  answers?: Answers;
  /** Names of the options, where they are others. */
  names?: { origin: string; credentials: string };
}

const CORS: Library = { origin: 'wildcard', credentials: false };
const ELYSIA: Library = { origin: 'any', credentials: true, listedWildcard: true };
const KOA: Library = { origin: 'wildcard', credentials: false, reflectsWildcard: true, answers: 'origin' };
const REFLECTING: Library = { origin: 'any', credentials: false, reflectsWildcard: true, answers: 'origin' };
const YOGA: Library = { origin: 'any', credentials: true, reflectsWildcard: true, listedWildcard: true };
const HAPI: Library = { origin: 'any', credentials: false, reflectsWildcard: true, listedWildcard: true };

interface Form { packages: string[]; names: string[]; argument: number; keys?: string[]; library: Library }

const FORMS: Form[] = [
  { packages: ['cors'], names: [''], argument: 0, library: CORS },
  { packages: ['@feathersjs/express', '@feathersjs/koa'], names: ['cors'], argument: 0, library: CORS },
  { packages: ['nextjs-cors'], names: [''], argument: 2, library: CORS },
  { packages: ['@koa/cors'], names: [''], argument: 0, library: KOA },
  { packages: ['koa2-cors', 'kcors', 'koa-cors'], names: [''], argument: 0, library: REFLECTING },
  { packages: ['hono'], names: ['cors'], argument: 0, library: { ...CORS, answers: 'origin' } },
  { packages: ['@elysiajs/cors'], names: ['', 'cors'], argument: 0, library: ELYSIA },
  { packages: ['@adonisjs/cors'], names: ['defineConfig'], argument: 0, library: CORS },
  { packages: ['h3'], names: ['handleCors', 'appendCorsHeaders'], argument: 1, library: CORS },
  { packages: ['restify-cors-middleware2', 'restify-cors-middleware'], names: [''], argument: 0, library: { ...CORS, listedWildcard: true, names: { origin: 'origins', credentials: 'credentials' } } },
  { packages: ['socket.io'], names: ['', 'Server'], argument: -1, keys: ['cors'], library: CORS },
  { packages: ['graphql-yoga'], names: ['createYoga', 'createServer'], argument: 0, keys: ['cors'], library: YOGA },
  { packages: ['apollo-server'], names: ['ApolloServer'], argument: 0, keys: ['cors'], library: CORS },
  { packages: ['@hapi/hapi'], names: ['server', 'Server'], argument: 0, keys: ['routes', 'cors'], library: HAPI },
];

/** Methods by their names, in files that have to do with one of the packages. */
const METHODS: { name: string; imports: RegExp; argument: number; keys?: string[]; library: Library }[] = [
  { name: 'enableCors', imports: /^@nestjs\//, argument: 0, library: CORS },
  { name: 'create', imports: /^@nestjs\/core$/, argument: -1, keys: ['cors'], library: CORS },
  { name: 'WebSocketGateway', imports: /^@nestjs\/websockets$/, argument: -1, keys: ['cors'], library: CORS },
  { name: 'applyMiddleware', imports: /^apollo-server/, argument: 0, keys: ['cors'], library: CORS },
];

const FASTIFY = /^(@fastify\/cors|fastify-cors)$/;

/** One place where a library is told whom to let in. */
export interface Setup { site: CallSite; by: string; options: Value; library: Library }

/** Every such place whose options are known. */
export function setupsIn(program: ProgramView): Setup[] {
  const found: Setup[] = [];
  const imported = new Set(program.modules.flatMap((module) => module.imports.map((one) => one.source)));
  const wanted = FORMS.filter(({ packages }) => packages.some((name) => imported.has(name) || [...imported].some((source) => source.startsWith(`${name}/`))));
  for (const { site, package: from, path } of program.callsOf(wanted.flatMap(({ packages }) => packages))) {
    const name = path.at(-1) === 'default' ? '' : path.at(-1) ?? '';
    const form = wanted.find(({ packages, names }) => packages.some((one) => from === one || from.startsWith(`${one}/`)) && names.includes(name) && path.length <= 2);
    if (form) add(program, found, site, from, form.argument, form.keys, form.library);
  }
  for (const { name, imports, argument, keys, library } of METHODS) {
    if (![...imported].some((source) => imports.test(source))) continue;
    for (const site of callIndex(program).get(name) ?? []) {
      if (site.module.imports.some(({ source }) => imports.test(source))) add(program, found, site, name, argument, keys, library);
    }
  }
  if ([...imported].some((source) => FASTIFY.test(source))) {
    for (const site of callIndex(program).get('register') ?? []) {
      const plugin = argumentValue(program, site, 0);
      const [from] = plugin ? alternatives(plugin).flatMap((one) => (one.kind === 'external' && FASTIFY.test(one.package) ? [one.package] : [])) : [];
      if (from !== undefined) add(program, found, site, from, 1, undefined, { ...CORS, listedWildcard: true });
    }
  }
  return found;
}

function add(program: ProgramView, found: Setup[], site: CallSite, by: string, argument: number, keys: string[] | undefined, library: Library): void {
  const at = argument < 0 ? site.expr.args.length + argument : argument;
  let options = at < 0 ? undefined : argumentValue(program, site, at);
  for (const key of keys ?? []) {
    const one = options && optionOf(program, options, key);
    if (one?.state !== 'set') return;
    options = one.value;
  }
  if (options) found.push({ site, by, options, library });
}

/** The option objects that a setup works with: those that a function gives, by return or callback, where it is asked on every request. */
export function optionObjects(program: ProgramView, { options }: Setup): Value[] {
  if (options.kind !== 'function') return [options];
  const { module, fn } = options;
  if (fn.params.length < 2) return returned(program, options);
  const callback = fn.params.at(-1)!.binding;
  const values: Value[] = [];
  walkFunction(module, fn.id, {
    expr(expr, inside) {
      if (expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.binding === callback && expr.args[1]) values.push(program.denote(module, expr.args[1], inside));
    },
  });
  return values;
}
