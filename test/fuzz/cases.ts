import { CHARACTERS, NAMES, TEXTS } from './hostile.ts';
import { program } from './grammar.ts';
import { mutatedJson } from './json.ts';
import { mutated } from './mutate.ts';
import { seeded, seedOf, type Random } from './random.ts';
import { sourcesOf, type Files, type Seeds } from './seeds.ts';

/** One input: a project on disk, and how it is looked at. */
export interface Case {
  kind: Kind;
  files: Files;
  /** Files whose text stands for bytes, one a character. */
  binary?: string[];
  /** What the command line is asked for besides the usual; a choice the case makes. */
  extra: number;
}

const WEIGHTS = {
  source: 60, program: 12, project: 12, names: 4, bytes: 2, config: 4, house: 3, policy: 2, tsconfig: 4, manifest: 3, ignore: 3, baseline: 3, snapshot: 2, openapi: 4, document: 4, map: 2, suppression: 3, flows: 1,
} as const;

export type Kind = keyof typeof WEIGHTS;

const KINDS = Object.entries(WEIGHTS).flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind as Kind));

const EXTENSIONS = ['ts', 'tsx', 'js', 'jsx', 'mts', 'cts', 'mjs', 'cjs'];

export const CONFIG = 'authlint.config.json';

const CONFIGS = [
  { $schema: './x.json', include: ['src/**', '*.ts'], exclude: ['**/gen/**', '!**/*.spec.ts', '{a,b}/{c,d}'], preset: 'preview', rules: { 'require-route-auth': 'error', 'no-weak-jwt-secret': ['warning', {}], policy: 'warning', 'require-route-role': 'off' }, public: ['GET /health', '/webhooks/**', 'ANY /a/*'], guards: [{ name: 'requireAuth', proves: 'authentication', roles: ['admin'] }, { name: './src/auth.ts#guard', proves: 'authorization' }], roleChecks: ['can', 'hasRole'] },
  { policy: { routes: [{ match: 'ANY /admin/**', require: { role: 'admin' } }, { match: 'POST /*', require: 'authenticated' }, { match: 'GET /:id', require: { roles: ['a'], permission: 'x', guard: 'g', proves: 'csrf' } }] } },
  { frameworks: [{ name: 'house', call: ['this.route', '*.addRoute', 'app.get'], method: '0.method', path: '0.path', prefix: '/api', handler: ['0.handler', '-1'], guards: ['1..-2'], dialect: 'connect', requires: [{ proves: 'authorization', at: ['0.permission', '0.roles.*'], except: ['NONE'], unless: { at: ['0.skipAuth'] }, routes: ['/api/**'] }] }] },
  { frameworks: [{ name: 'deco', decorator: ['Get', 'Post'], controller: { decorator: 'Controller', path: '0', guards: '@Use.0' }, methods: { Get: 'GET' }, requires: [{ proves: 'authentication', at: '@Roles.0', roles: ['x'] }] }, { name: 'files', export: 'default', files: ['src/**'], path: 'file', root: 'src', method: 'name', dialect: 'fetch' }] },
];

const TSCONFIGS = [
  { extends: './base.json', compilerOptions: { baseUrl: '.', paths: { '@/*': ['src/*'], '~': ['./src/app'], '*': ['types/*', 'src/*'] }, rootDirs: ['src', 'gen'] }, references: [{ path: './tsconfig.app.json' }], include: ['src'] },
  { extends: ['./tsconfig.json', '@tsconfig/node20', '../../outside.json', '${configDir}/x'], compilerOptions: { baseUrl: '${configDir}/..', paths: { 'a*b*c': ['*'], '../*': ['/etc/*'] } } },
];

const MANIFEST = { name: 'shop', type: 'module', main: './dist/index.js', exports: { '.': { import: './src/app.ts', require: { node: './a.cjs', default: null } }, './*': './src/*.ts', './x/*': [null, './y/*'] }, imports: { '#a': './src/a.ts', '#b/*': './b/*' }, workspaces: ['packages/*', '!packages/x', '**'], dependencies: { express: '^5', jsonwebtoken: '9', '@nestjs/common': 'workspace:*', a: 'file:../a' }, devDependencies: { vitest: '1' }, authlint: { preset: 'strict' } };

const OPENAPI = { openapi: '3.1.0', info: { title: 'x', version: '1' }, servers: [{ url: 'https://a.b/api/v1/' }, { url: '/{v}', variables: { v: { default: '1' } } }], security: [{ bearer: [] }], components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, pathItems: { a: { get: {} } } }, paths: { '/pets': { get: { security: [{ bearer: ['a'] }], operationId: 'x', responses: {} }, post: { security: [] } }, '/pets/{id}': { $ref: '#/components/pathItems/a' }, '/x': { $ref: './other.yaml#/a/b' }, '/{a}{b}': { delete: { security: [{}] } } } };
const YAML = 'openapi: 3.0.3\nx: &a { get: { security: [] } }\nsecurity: [{ bearer: [] }]\npaths:\n  /pets: *a\n  /pets/{id}:\n    <<: *a\n    delete: { security: [{ key: [] }] }\n';

const DOCUMENTS: Files[] = [
  { 'serverless.yml': 'service: x\nprovider:\n  name: aws\n  httpApi:\n    authorizers:\n      jwt: { type: jwt }\nfunctions:\n  a:\n    handler: src/app.handler\n    events:\n      - http: { path: /a, method: get, authorizer: aws_iam }\n      - httpApi: "GET /b"\n' },
  { 'template.yaml': 'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: src/app.handler\n      Events:\n        A: { Type: Api, Properties: { Path: /a, Method: get, Auth: { Authorizer: !Ref X } } }\n' },
  { 'schema.graphql': 'directive @auth(role: Role = ADMIN) on FIELD_DEFINITION\nenum Role { ADMIN USER }\ntype Query { me: User @auth(role: ADMIN) all(a: [Int!]! = [1]): [User!]! }\nextend type Mutation { a(b: B): C }\ntype User implements N & M { id: ID! }\ninput B { c: Int = 1 }\nunion C = User | X\n"""doc"""\nscalar D\n' },
  { 'vercel.json': '{ "functions": { "api/*.ts": { "runtime": "x" } }, "rewrites": [{ "source": "/a/(.*)", "destination": "/api/a" }], "routes": [{ "src": "/(.*)", "dest": "/$1" }] }' },
  { 'wrangler.toml': 'name = "x"\nmain = "src/app.ts"\n[[routes]]\npattern = "a/*"\n' }, { 'wrangler.jsonc': '{ /* x */ "main": "src/app.ts", }' },
  { 'supabase/config.toml': '[functions.a]\nverify_jwt = false\n[functions."b-c"]\nverify_jwt = true\n', 'supabase/functions/a/index.ts': 'Deno.serve(() => new Response())' },
  { 'tsoa.json': '{ "entryFile": "src/app.ts", "spec": { "basePath": "/v1" }, "routes": { "authenticationModule": "./src/auth.ts", "basePath": "/x" } }' },
  { 'src/api/a/content-types/a/schema.json': '{ "kind": "collectionType", "info": { "singularName": "a", "pluralName": "as" }, "attributes": { "b": { "type": "relation", "target": "api::a.a" } } }', 'config/server.js': 'module.exports = {}', 'package.json': '{ "dependencies": { "@strapi/strapi": "5" } }' },
  { 'prisma/schema.prisma': 'model A { id Int @id }\n' }, { 'docker-compose.yml': 'services: { a: { image: b } }\n' },
  { 'app/api/a/route.ts': 'export async function GET() {}\n', 'middleware.ts': "export const config = { matcher: ['/((?!api).*)', '/a/:path*'] };\nexport default function middleware() {}\n", 'package.json': '{ "dependencies": { "next": "15" } }' },
];

const IGNORES = 'node_modules/\n!src/**\n/src/*.ts\n**/gen/**\n*.log\n[a-z]*\n\\#x\n!\\!y\n/a/**/b\ndist\n';
const SUPPRESSIONS = ['disable-next-line', 'disable-line', 'disable', 'enable', 'public', 'disabled', ''];
const EMPTY_BASELINE = '{"version":1,"findings":[{"rule":"require-route-auth","route":"GET /a","file":"src/app.ts","fingerprint":"ab","identity":"cd","code":"ef"}],"files":{"src/app.ts":"00000001 00000002"}}';
const MAP = '{"version":1,"root":".","routes":[{"method":"GET","path":"/a","framework":"express","file":"a.ts","line":1,"column":1,"handler":{"name":"h","file":"a.ts","line":1},"access":"authorized","roles":["admin"],"inHandler":false,"guards":[{"name":"g","proves":"authorization","basis":"body","roles":["admin"],"file":"a.ts","line":1,"appliedAt":{"file":"a.ts","line":1}}]}]}';

/** The case of a run by its number: always the same one. */
export function caseOf(run: number, index: number, seeds: Seeds, only?: Kind): Case {
  const random = seeded(seedOf(run, index));
  const kind = only ?? random.pick(KINDS);
  const extra = random.int(1000);
  const donor = random.pick(seeds.sources);
  if (kind === 'source') return { kind, extra, files: { [`a.${random.pick(EXTENSIONS)}`]: mutated(random.pick(seeds.sources), random, donor) } };
  if (kind === 'program') return { kind, extra, files: { 'package.json': '{ "dependencies": { "express": "5", "@nestjs/common": "10" } }', [`src/app.${random.pick(EXTENSIONS)}`]: program(random), 'src/a.ts': program(random), 'src/b.js': random.chance(0.5) ? program(random) : "module.exports = require('./a');" } };
  const files: Files = { ...random.pick(seeds.projects) };
  return { kind, extra, ...changed(kind, files, random, donor) };
}

function changed(kind: Exclude<Kind, 'source' | 'program'>, files: Files, random: Random, donor: string): { files: Files; binary?: string[] } {
  const source = random.pick(sourcesOf(files));
  const json = (value: unknown): string => mutatedJson(typeof value === 'string' ? value : JSON.stringify(value), random, donor);
  switch (kind) {
    case 'project': {
      for (let left = 1 + random.int(3); left > 0; left--) { const one = random.pick(sourcesOf(files)); files[one] = mutated(files[one]!, random, donor); }
      return { files };
    }
    case 'names': return { files: renamedProject(files, random) };
    case 'bytes': {
      const bytes = Buffer.from(random.chance(0.3) ? `\ufeff${files[source]}` : files[source]!, random.chance(0.3) ? 'utf16le' : 'utf8').toString('latin1');
      const at = random.int(bytes.length + 1);
      files[source] = bytes.slice(0, at) + String.fromCharCode(...Array.from({ length: random.int(4) }, () => random.int(256))) + bytes.slice(at + random.int(3));
      return { files, binary: [source] };
    }
    case 'config': files[CONFIG] = json(CONFIGS[0]); return { files };
    case 'policy': files[CONFIG] = json(CONFIGS[1]); return { files };
    case 'house': files[CONFIG] = json(random.pick(CONFIGS.slice(2))); return { files };
    case 'tsconfig': {
      files['tsconfig.json'] = json(TSCONFIGS[0]);
      files[random.pick(['base.json', 'tsconfig.app.json', 'src/tsconfig.json'])] = json(TSCONFIGS[1]);
      return { files };
    }
    case 'manifest': {
      files['package.json'] = json(MANIFEST);
      files['packages/a/package.json'] = json(MANIFEST);
      files['packages/a/src/app.ts'] = donor;
      return { files };
    }
    case 'ignore': files['.gitignore'] = mutated(IGNORES, random, random.pick(TEXTS)); files['src/.gitignore'] = random.pick(TEXTS); return { files };
    case 'baseline': files['authlint-baseline.json'] = json(EMPTY_BASELINE); return { files };
    case 'snapshot': files['authlint-routes.txt'] = mutated('# routes\nGET /a  public\nPOST /b  authenticated  requireAuth\n', random, donor); return { files };
    case 'map': files['before.json'] = json(MAP); files['after.json'] = random.chance(0.5) ? MAP : json(MAP); return { files };
    case 'flows': files['flows.md'] = mutated('# Authentication flows\n\n```mermaid\nsequenceDiagram\n```\n', random, donor); return { files };
    case 'openapi': {
      if (random.chance(0.5)) files['openapi.json'] = json(OPENAPI);
      else files['docs/openapi.yaml'] = mutated(YAML, random, donor);
      files['other.yaml'] = mutated('a: { b: { get: {}, $ref: "openapi.json#/paths" } }\n', random, YAML);
      return { files };
    }
    case 'document': {
      for (const [name, text] of Object.entries({ ...random.pick(DOCUMENTS), ...random.pick(DOCUMENTS) })) files[name] = random.chance(0.7) ? (text.startsWith('{') ? json(text) : mutated(text, random, donor)) : text;
      return { files };
    }
    case 'suppression': {
      const lines = files[source]!.split('\n');
      for (let left = 1 + random.int(4); left > 0; left--) {
        const words = Array.from({ length: random.int(4) }, () => random.pick(['require-route-auth', 'no-weak-jwt-secret', ',', '--', random.pick(NAMES), random.pick(CHARACTERS), 'reason']));
        const [open, close] = random.pick([['//', ''], ['/*', '*/'], ['{/*', '*/}'], ['#', '']] as const);
        lines.splice(random.int(lines.length), 0, `${open} authlint-${random.pick(SUPPRESSIONS)} ${words.join(' ')} ${close}`);
      }
      return { files: { ...files, [source]: lines.join('\n') } };
    }
  }
}

/** Property names, paths and texts that stand for something of JavaScript's own, wherever names stand. */
function renamedProject(files: Files, random: Random): Files {
  const name = random.pick(NAMES);
  const text = random.pick(TEXTS);
  const of = (code: string): string => code
    .replace(/\.(\w+)(?=\()/g, (whole) => (random.chance(0.04) ? `.${name || 'x'}` : whole))
    .replace(/(["'])(?:[^"'\\\n]|\\.)*\1/g, (whole) => (random.chance(0.08) ? JSON.stringify(random.chance(0.5) ? name : text) : whole))
    .replace(/([{,]\s*)(\w+)(?=\s*[:,}])/g, (whole, before: string) => (random.chance(0.05) ? `${before}${name || 'x'}` : whole));
  return Object.fromEntries(Object.entries(files).map(([path, code]) => [random.chance(0.1) ? path.replace(/[^/]+(?=\.\w+$)/, () => name || 'x') : path, of(code)]));
}
