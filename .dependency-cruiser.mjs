// The layers of the house, held by `npm run layers`. Each rule's comment is shown with a violation.

/** Every room, lowest first: where it is, and the rooms that it may import. A room on the same line is not below. */
const rooms = [
  { name: 'model', path: '^src/model/', below: [], why: 'The model is the words everyone uses. It is types only and knows nobody.' },
  { name: 'project', path: '^src/project/', below: ['model'], why: 'What is on disk can be known without reading code.' },
  { name: 'extract', path: '^src/extract/', below: ['model'], why: 'Extraction is a pure function of one path and its text: that is what makes facts cacheable.' },
  { name: 'cache', path: '^src/cache/', below: ['model', 'project', 'extract'], why: 'A cache keeps what extraction makes of a text, and finished analyses. It asks nothing of those who make them.' },
  { name: 'link', path: '^src/link/', below: ['model', 'project', 'extract'], why: 'Linking knows names and values. What a route or a guard is, is said by those above it.' },
  { name: 'guards', path: '^src/guards/', below: ['model', 'project', 'extract', 'link'], why: 'What a guard proves does not depend on the framework that puts it in front of a route.' },
  { name: 'frameworks', path: '^src/frameworks/', below: ['model', 'project', 'extract', 'link', 'guards'], why: 'A framework says which routes there are and in what order things stand in front of them, and asks what each proves.' },
  { name: 'rules', path: '^rules/', below: ['model', 'project', 'extract', 'link', 'guards', 'frameworks'], why: 'A rule reads the map and the facts. It runs in every host, so it knows none.' },
  { name: 'analyze', path: '^src/analyze[./]', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules'], why: 'The pipeline ends in findings. How they are shown is for those above it.' },
  { name: 'flows', path: '^src/flows/', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules', 'analyze'], why: 'Flows are worked out from the routes of an analysis, with what the rules know of tokens and cookies. How they are drawn is for reports.' },
  { name: 'report', path: '^src/report/', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules', 'analyze', 'flows'], why: 'A report is a function of an analysis. It does not know who asked.' },
  { name: 'cli', path: '^src/cli/', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules', 'analyze', 'flows', 'report'], why: 'The command line is one host, ESLint another. Neither leans on the other.' },
  { name: 'eslint', path: '^src/eslint/', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules', 'analyze', 'report'], why: 'ESLint is one host, the command line another. Neither leans on the other.' },
  { name: 'index', path: '^src/index[.]ts$', below: ['model', 'project', 'extract', 'cache', 'link', 'guards', 'frameworks', 'rules', 'analyze', 'report'], why: 'The public API is the engine. Loading it does not load a host.' },
];

const layers = rooms.map(({ name, path, below, why }) => ({
  name: `layer-${name}`,
  comment: `${why} It may import: ${below.join(', ') || 'nothing of ours'}.`,
  severity: 'error',
  from: { path },
  to: { path: '^(src|rules)/', pathNot: [path, ...rooms.filter((room) => below.includes(room.name)).map((room) => room.path)] },
}));

const ours = '^(src|rules)/';
const entryPoints = '^src/(index|cli/main|eslint/index)[.]ts$';
const typeOnly = ['type-only'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    {
      name: 'known-room',
      comment: 'A file of src belongs to a room of the list above, so that the layers hold for it.',
      severity: 'error',
      from: { path: '^src/', pathNot: rooms.map((room) => room.path) },
      to: {},
    },
    {
      name: 'model-is-types',
      comment: 'The model is data and types. From outside it takes only the types of zod, for the options of a rule.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { dependencyTypesNot: typeOnly },
    },
    {
      name: 'model-knows-zod-alone',
      comment: 'The model is the contract between the rooms: no library shapes it, except zod for the options of a rule.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'compiler-behind-one-door',
      comment: 'Only extraction knows the compiler. Everyone else works with facts, which outlive any parser.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/extract/' },
      to: { path: 'node_modules/(ts-morph|@ts-morph|typescript)/' },
    },
    {
      name: 'not-the-users-typescript',
      comment: "ts-morph carries its own compiler. A second one is another set of node kinds, and the user's may be any version.",
      severity: 'error',
      from: { path: ours },
      to: { path: 'node_modules/typescript/' },
    },
    {
      name: 'eslint-types-in-one-room',
      comment: 'Only the ESLint host knows the shapes of ESLint.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/eslint/' },
      to: { path: 'node_modules/(@typescript-eslint|eslint|@eslint)/' },
    },
    {
      name: 'no-eslint-at-run-time',
      comment: 'Loading ESLint or typescript-eslint costs over 100 ms and makes them a dependency of every user of the command line. Types cost nothing.',
      severity: 'error',
      from: { path: ours },
      to: { path: 'node_modules/(@typescript-eslint|typescript-eslint|eslint|@eslint)/', dependencyTypesNot: typeOnly },
    },
    {
      name: 'framework-stands-alone',
      comment: 'A framework is understood from its own folder. What two of them share lives beside the folders, in src/frameworks.',
      severity: 'error',
      from: { path: '^src/frameworks/([^/]+)/' },
      to: { path: '^src/frameworks/[^/]+/', pathNot: '^src/frameworks/$1/' },
    },
    {
      name: 'rule-stands-alone',
      comment: 'A rule can be read, changed and removed without another. What two of them share lives beside the folders, in rules, or in a room below.',
      severity: 'error',
      from: { path: '^rules/([^/]+)/' },
      to: { path: '^rules/[^/]+/', pathNot: '^rules/$1/' },
    },
    {
      name: 'rules-not-to-registry',
      comment: 'The registry lists the rules. No rule knows which others there are.',
      severity: 'error',
      from: { path: '^rules/', pathNot: '^rules/registry[.]ts$' },
      to: { path: '^rules/registry[.]ts$' },
    },
    {
      name: 'page-stands-alone',
      comment: "The code of the auth map's page runs in browsers. It knows the data that it draws, and nothing of the engine or of Node.",
      severity: 'error',
      from: { path: '^src/report/map/client/' },
      to: { pathNot: ['^src/report/map/client/', '^src/report/map/data[.]ts$'] },
    },
    {
      name: 'page-is-bundled',
      comment: "The code of the auth map's page reaches the report as one text, by scripts/map-client.mjs.",
      severity: 'error',
      from: { path: ours, pathNot: '^src/report/map/client/' },
      to: { path: '^src/report/map/client/' },
    },
    {
      name: 'no-network',
      comment: 'Scanning reads files and writes a report. It opens no connection.',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['core'], path: '^(node:)?(http|https|http2|net|tls|dgram|dns|inspector)(/|$)' },
    },
    {
      name: 'no-execution',
      comment: 'Scanned repositories are not trusted: nothing of theirs is run, and no process is started on their behalf but git, which reads revisions where the user asks to compare them. What the command loads from its own folder, V8 has compiled before.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/cli/(git|compiled)[.]ts$' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(child_process|cluster|vm|repl)(/|$)' },
    },
    {
      name: 'not-to-tests',
      comment: 'What is shipped does not lean on tests, fixtures, benchmarks or scripts.',
      severity: 'error',
      from: { path: ours },
      to: { path: '^(test|fixtures|bench|scripts)/' },
    },
    {
      name: 'not-to-dev-dependencies',
      comment: 'A development dependency is not installed for users. Its types are gone when it is shipped, and so is the SDK of the Model Context Protocol, whose part that is used is in the bundle: its own dependencies are servers and clients of HTTP.',
      severity: 'error',
      from: { path: ours, pathNot: '^src/cli/mcp/sdk[.]ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typeOnly },
    },
    {
      name: 'declared-packages',
      comment: 'A package that is not in package.json is there by luck.',
      severity: 'error',
      from: { path: ours },
      // ESLint is a development and a peer dependency, which counts as both and as neither.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '(^|/)node_modules/eslint/' },
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing fails at run time.',
      severity: 'error',
      from: { path: ours },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-cycles',
      comment: 'Modules in a cycle can only be understood, and loaded, together. Types may refer to one another.',
      severity: 'error',
      from: { path: ours },
      to: { circular: true, viaOnly: { dependencyTypesNot: typeOnly } },
    },
    {
      name: 'no-dead-modules',
      comment: 'A module that no entry point of the package reaches is not shipped for anyone.',
      severity: 'error',
      from: { path: entryPoints },
      to: { path: ours, pathNot: [entryPoints, '^src/report/map/client/'], reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
