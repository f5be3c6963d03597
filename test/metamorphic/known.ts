interface Known {
  reason: string;
  /** Transformations by application. */
  of: Record<string, string[]>;
}

/** Differences that are not mended, or where the transformation does change what the code does. None calls a public route guarded. */
const DIFFERENCES: Known[] = [
  {
    reason: 'a library, or a parameter handler, is judged as a whole, and not as what a function calls',
    of: {
      'express-api': ['async-handler', 'pass-through', 'pass-through-async', 'pass-through-rest'],
      'express-openapi': ['async-handler', 'pass-through', 'pass-through-async', 'pass-through-rest'],
      'express-shop': ['async-handler', 'pass-through', 'pass-through-async', 'pass-through-rest'],
      'hono-desk': ['pass-through', 'pass-through-async', 'pass-through-rest'],
      'koa-desk': ['pass-through', 'pass-through-async', 'pass-through-rest'],
    },
  },
  {
    reason: 'what a subclass replaces is looked for among methods',
    of: {
      'express-api': ['method-properties'],
    },
  },
  {
    reason: 'a type said which class is injected',
    of: {
      'express-api': ['transpile-commonjs', 'transpile-es2022'],
    },
  },
  {
    reason: 'what is loaded is a member of a default export',
    of: {
      'express-shop': ['commonjs-to-esm'],
      'sails-harbour': ['commonjs-to-esm'],
    },
  },
  {
    reason: 'a branch that gives nothing for want of a credential is put down to something else than a conditional that does',
    of: {
      'express-shop': ['conditional-to-if'],
    },
  },
  {
    reason: 'the paths of routes are read off the conditions around them, which are followed in one form only',
    of: {
      'koa-desk': ['de-morgan'],
      'node-http-desk': ['condition-function', 'de-morgan', 'invert-if', 'named-condition', 'rename', 'return-constant'],
      'workers-links': ['condition-function', 'de-morgan', 'invert-if', 'named-condition'],
      'ws-desk': ['condition-function', 'invert-if', 'named-condition'],
    },
  },
  {
    reason: 'the role is asked for under a condition that another part decides',
    of: {
      'loopback-depot': ['condition-function'],
      'nestjs-market': ['condition-function', 'named-condition'],
    },
  },
  {
    reason: 'the framework is known by the names that are imported',
    of: {
      'loopback-depot': ['namespace-imports'],
    },
  },
  {
    reason: 'some of what decorators and types said is gone with the compiled text',
    of: {
      'loopback-depot': ['transpile-commonjs', 'transpile-es2017', 'transpile-es2017-commonjs', 'transpile-es2022'],
      'nestjs-clinic': ['transpile-commonjs', 'transpile-es2017', 'transpile-es2017-commonjs', 'transpile-es2022'],
      'nestjs-market': ['transpile-commonjs', 'transpile-es2017', 'transpile-es2017-commonjs', 'transpile-es2022'],
    },
  },
  {
    reason: 'what is said of the sender is not followed through a name',
    of: {
      'socket-io-desk': ['name-arguments'],
    },
  },
  {
    reason: 'the framework goes by the name that `action` is imported under',
    of: {
      'solid-start-notes': ['namespace-imports'],
    },
  },
  {
    reason: 'a router that is loaded late has no place in the tree of routers',
    of: {
      'trpc-workshop': ['transpile-es2017-commonjs'],
    },
  },
  {
    reason: 'the platform is given ES modules',
    of: {
      'vercel-links': ['transpile-commonjs', 'transpile-es2017-commonjs'],
      'workers-links': ['transpile-commonjs', 'transpile-es2017-commonjs'],
    },
  },
];

/** The reason by `application transformation`. */
export const KNOWN = new Map(DIFFERENCES.flatMap(({ reason, of }) => Object.entries(of).flatMap(([app, names]) => names.map((name): [string, string] => [`${app} ${name}`, reason]))));
