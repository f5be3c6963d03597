import pc from 'picocolors';
import * as z from 'zod';
import type { Finding } from '../../model/finding.ts';
import type { Route } from '../../model/route.ts';
import { isProtecting } from '../../guards/index.ts';
import { checkJson } from '../../report/json.ts';
import { routeStory } from '../../report/route-story.ts';
import { printableJson } from '../../report/text.ts';
import { UsageError } from '../host.ts';
import { searchRoutes, isRouteTopic } from '../route-search.ts';
import { didYouMean } from '../suggest.ts';
import type { ServedProject } from './project.ts';

/** What a client can ask for. */
export interface ProjectTool {
  name: string;
  title: string;
  description: string;
  input: z.ZodType;
  /**
   * @param input as the client gave it
   * @returns text
   * @throws ZodError or UsageError, whose message is for the client
   */
  run(project: ServedProject, input: unknown): string;
}

function tool<Schema extends z.ZodType>(one: Omit<ProjectTool, 'input' | 'run'> & { input: Schema; run(project: ServedProject, input: z.infer<Schema>): string }): ProjectTool {
  return { ...one, run: (project, input) => one.run(project, one.input.parse(input)) };
}

const MOST = 500;

const listRoutes = tool({
  name: 'list_routes',
  title: 'List routes',
  description: 'Lists the entry points of the project (HTTP routes, RPC procedures, GraphQL operations, server actions, socket events) with who may call each: public, authenticated, authorized (with roles) or unknown, and the guards that decide it. Answers with JSON.',
  input: z.strictObject({
    access: z.enum(['public', 'authenticated', 'authorized', 'unknown']).optional().describe('Only routes with this access.'),
    unintended: z.boolean().optional().describe('Only public routes that nothing says are public on purpose.'),
    method: z.string().optional().describe('Only this method: GET, POST, ALL, RPC, QUERY, MUTATION, ACTION, EVENT.'),
    path: z.string().optional().describe('Only paths that contain this text, such as /users.'),
    file: z.string().optional().describe('Only routes that are declared in this file or folder, relative to the root.'),
    role: z.string().optional().describe('Only routes that ask for this role, permission or scope.'),
    limit: z.number().int().min(1).max(MOST).default(100).describe('How many routes to answer with at most.'),
    offset: z.number().int().min(0).default(0).describe('How many routes to leave out at the beginning.'),
  }),
  run(project, input) {
    const file = input.file === undefined ? undefined : project.locate(input.file);
    const found = project.routes().routes.filter((route) =>
      (input.access === undefined || route.access === input.access)
      && (!input.unintended || (route.access === 'public' && route.publicBy === undefined))
      && (input.method === undefined || route.method === input.method.toUpperCase())
      && (input.path === undefined || route.path.toLowerCase().includes(input.path.toLowerCase()))
      && (file === undefined || route.file === file || route.file.startsWith(`${file}/`))
      && (input.role === undefined || route.roles.includes(input.role)));
    const { offset, limit } = input;
    return printableJson({ version: 1, total: found.length, offset, routes: found.slice(offset, offset + limit).map(summary) });
  },
});

function summary(route: Route): object {
  const { method, path, access, roles, publicBy, unknownReason, framework, file, line } = route;
  return { method, path, access, roles, publicBy, unknownReason, guards: route.guards.filter(isProtecting).map((guard) => (guard.inHandler ? `${guard.name} (in the handler)` : guard.name)), framework, file, line };
}

const explainRoute = tool({
  name: 'explain_route',
  title: 'Explain a route',
  description: 'Tells the whole story of one route\'s verdict: what a request passes on its way in order, what each element proves and by what evidence, and what would change the verdict.',
  input: z.strictObject({ route: z.string().min(1).describe('"METHOD /path" such as "DELETE /users/:id", a path alone, or file:line of its declaration or handler.') }),
  run(project, { route }) {
    if (!isRouteTopic(route)) throw new UsageError(`"${route}" is no route: write "METHOD /path", /path or file:line.`);
    const place = /^(.+):(\d+(?::\d+)?)$/.exec(route);
    const topic = place && !route.includes(' ') && !route.startsWith('/') ? `${project.locate(place[1]!)}:${place[2]}` : route;
    const result = project.routes();
    const found = searchRoutes(result.routes, topic);
    if (found.length === 0) throw new UsageError(`There is no route "${route}".${didYouMean(topic, result.routes.map((one) => `${one.method} ${one.path}`))} list_routes lists them.`);
    return found.map((one) => routeStory(result, one, pc.createColors(false))).join('\n');
  },
});

const checkFile = tool({
  name: 'check_file',
  title: 'Check a file',
  description: 'Reports what does not hold in one file: routes without a guard, and authentication practices (tokens, cookies, secrets, passwords), each with its rule, place, reason and suggested edits. With `text`, the file is judged as if it had that content, before it is written. Answers with JSON.',
  input: z.strictObject({
    file: z.string().min(1).describe('Path of the file, relative to the root of the project.'),
    text: z.string().optional().describe('Content to judge in place of what is on disk; the file need not exist yet.'),
  }),
  run(project, { file: given, text }) {
    const file = project.locate(given);
    const result = project.check(file, text);
    const isHere = (one: { file?: string }): boolean => one.file === file;
    return checkJson({ ...result, files: 1, routes: result.routes.filter(isHere), findings: result.findings.filter((one: Finding) => isHere(one) && !one.suppressed), diagnostics: result.diagnostics.filter(isHere) });
  },
});

export const tools: ProjectTool[] = [listRoutes, explainRoute, checkFile];
