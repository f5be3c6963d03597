import type { Proof } from './route.ts';

/**
 * Where a declaration says something: an argument (`0`, `-1` the last, `1..-2` several), a decorator beside it (`@Roles`, its
 * argument `@Roles.0`), an export of its file (`meta`), or `name`, `key`, `file`; then members of what stands there
 * (`0.permission`), with `*` for each member and `{method}` for the one called like the route's method.
 */
export type HousePlace = string;

/** A framework that only this project has, as the user describes it: how its routes are declared, and what a declaration says of callers. */
export interface HouseFramework {
  /** What its routes are listed under. */
  name: string;
  /** Patterns of the files that declare routes, from the folder of the configuration. Default: all. */
  files?: string[] | undefined;
  /** Exactly one of `decorator`, `call` and `export` is there. Names of decorators of the methods that are handlers. */
  decorator?: string[] | undefined;
  /** Calls that declare routes, as written: `this.route`, `API.v1.addRoute`, `*.addRoute`. */
  call?: string[] | undefined;
  /** The export that makes a file a route. */
  export?: string | undefined;
  /** Only in classes that extend, or are, one of this name. */
  extends?: string | undefined;
  /** The decorator of classes that hold routes; without it, any class may. */
  controller?: { decorator: string[]; path?: HousePlace | undefined; guards: HousePlace[] } | undefined;
  /** The method itself (`POST`), or where it stands. Default: `name`. */
  method?: string | undefined;
  /** What a text at the place of the method stands for, where it is not the method. */
  methods: Record<string, string>;
  /** Where the path stands, or the path itself (`/graphql`). Default: the first argument, or the file. */
  path?: HousePlace | undefined;
  /** What stands in front of every path. */
  prefix?: string | undefined;
  /** The folder that paths of files are relative to. */
  root?: string | undefined;
  /** Where the handler stands; the first place that has a function. Default: the method, the last argument, or the default export. */
  handler: HousePlace[];
  /** Functions in front of the handler, in order. */
  guards: HousePlace[];
  /** How handlers and guards see the request. */
  dialect: HouseDialect;
  /** What the framework itself asks of callers, and what opts in and out. */
  requires: HouseRequirement[];
}

/**
 * `connect`: `(req, res, next)`. `fetch`: a `Request`, and a `Response` is returned. `promise`: `(req)`, what is returned is
 * the answer, and a guard refuses by throwing. `operation`: parameters and `this` are told by their names (`user`, `this.userId`).
 */
export type HouseDialect = 'connect' | 'fetch' | 'promise' | 'operation';

/** What is known of callers who get to a handler, and when. */
export interface HouseRequirement {
  proves: Exclude<Proof, 'unknown' | 'nothing'>;
  /** It holds where the first of these places that has a value says so; without places, for every route. */
  at: HousePlace[];
  /** Values that say so. Default: `true`, and any text or list of texts that is not empty. */
  is?: HouseConstant[] | undefined;
  /** Values that say nothing (`NONE`), in lists too. */
  except: HouseConstant[];
  /** Roles, permissions or scopes it asks for. Default: the texts found at the place. */
  roles?: string[] | undefined;
  /** What opts a route out of it. */
  unless?: { at: HousePlace[]; is?: HouseConstant[] | undefined } | undefined;
  /** Patterns of the routes that it is about, as in `public`. Default: all. */
  routes?: string[] | undefined;
}

export type HouseConstant = string | number | boolean | null;
