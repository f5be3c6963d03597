import * as z from 'zod';

const PLACE = /^(-?\d+(\.\.-?\d+)?|@[A-Za-z_$][\w$]*|[A-Za-z_$][\w$]*)(\.([\w$-]+|\*|\{method\}))*$/;
const place = z.string().regex(PLACE, 'expected a place: an argument ("0", "-1", "1..-2"), a decorator ("@Roles.0"), an export ("meta"), "name", "key" or "file", then members ("0.permission")');

/** One of something, or a list of them: always a list afterwards. */
function oneOrMore<T extends z.ZodType>(one: T, what: string) {
  return z
    .union([one, z.array(one).min(1)], { error: (issue) => furthest(issue as { errors?: { message: string }[][] }) ?? `expected ${what}, or a list of them` })
    .transform((value) => (Array.isArray(value) ? value : [value]) as z.output<T>[]);
}

/** What is said of the alternative that fits best: that a text is no place, rather than that it is no list. */
function furthest({ errors = [] }: { errors?: { message: string }[][] }): string | undefined {
  return errors.flat().find((one) => !one.message.startsWith('Invalid input'))?.message;
}

const places = oneOrMore(place, 'a place');
const names = oneOrMore(z.string().min(1), 'a name');
const constants = oneOrMore(z.union([z.string(), z.number(), z.boolean(), z.null()]), 'a text, a number, true, false or null');

const requirement = z
  .strictObject({
    proves: z.enum(['authentication', 'authorization', 'ownership', 'signature', 'shared-secret', 'csrf', 'rate-limit']).describe('What is known of callers who get past it.'),
    at: places.default([]).describe('Where a declaration asks for it; the first place that has a value counts. Without it, every route asks for it.'),
    is: constants.optional().describe('Values that ask for it. Without it: true, and texts and lists of texts that are not empty.'),
    except: constants.default([]).describe('Values that ask for nothing, such as "NONE"; in lists, too.'),
    roles: z.array(z.string().min(1)).min(1).optional().describe('Roles, permissions or scopes that it asks for. Without it, the texts at its place.'),
    unless: z
      .strictObject({ at: places.describe('Where a declaration opts out; the first place that has a value counts.'), is: constants.optional().describe('Values that opt out. Without it: true, and texts that are not empty.') })
      .optional()
      .describe('What opts a route out of it.'),
    routes: z.array(z.string().min(1)).min(1).optional().describe('Patterns of the routes that it is about, as in "public": "/api/**".'),
  })
  .describe('Something that the framework asks of callers.');

/** How the project's own framework declares routes, and what a declaration says of callers. */
export const frameworkSetting = z
  .strictObject({
    name: z.string().min(1).describe('What its routes are listed under.'),
    files: z.array(z.string().min(1)).min(1).optional().describe('Patterns of the files that declare routes, from the folder of the configuration.'),
    decorator: names.optional().describe('Routes are methods of classes with one of these decorators: "Get".'),
    call: names.optional().describe('Routes are declared by calls that are written like this: "this.route", "API.v1.addRoute"; "*.addRoute" on anything.'),
    export: z.string().min(1).optional().describe('Routes are files that export this: "meta".'),
    extends: z.string().min(1).optional().describe('Only calls in classes of this name, or that extend one.'),
    controller: z
      .strictObject({
        decorator: names.describe('The decorator of classes that hold routes.'),
        path: place.optional().describe('Where the path stands that is put in front of those of its methods: "0".'),
        guards: places.default([]).describe('Functions in front of all its handlers.'),
      })
      .optional()
      .describe('What makes a class hold routes, where routes are declared by decorators.'),
    method: z.string().regex(/^[A-Z]+$|^(-?\d+|@[\w$]+|[A-Za-z_$][\w$]*)(\.[\w$*-]+)*$/, 'expected a method ("POST"), or its place ("0.method", "name", "key")').optional().describe('The method ("POST"), or where it stands. Without it: what the decorator or call is called.'),
    methods: z.record(z.string().min(1), z.string().regex(/^[A-Z]+$/, 'expected a method in capital letters, such as "GET"')).default({}).describe('What a text at the place of the method stands for: { "HttpGet": "GET" }.'),
    path: z.string().min(1).optional().describe('Where the path stands ("0.path"; "file": the name of the file), or the path itself, with a slash. Without it: the first argument, or the file.'),
    prefix: z.string().min(1).optional().describe('What stands in front of every path: "/api/v1".'),
    root: z.string().min(1).optional().describe('The folder that the paths of files are relative to.'),
    handler: places.default([]).describe('Where the handler stands; the first place with a function. Without it: the method, the last argument, or the default export.'),
    guards: places.default([]).describe('Where functions stand that run in front of the handler, in order.'),
    dialect: z.enum(['connect', 'fetch', 'promise', 'operation']).default('connect')
      .describe('How handlers and guards see the request. "connect": (req, res, next). "fetch": a Request, a Response is returned. "promise": (req), guards throw. "operation": parameters and members of `this` by their names.'),
    requires: z.array(requirement).default([]).describe('What the framework asks of callers, and what opts in and out.'),
  })
  .refine((value) => [value.decorator, value.call, value.export].filter((one) => one !== undefined).length === 1, 'expected exactly one of "decorator", "call" and "export"')
  .describe('A framework of the project itself.');
