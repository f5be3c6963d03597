import * as z from 'zod';
import { printableLines } from '../../report/text.ts';
import { version } from '../package.ts';
import type { ServedProject } from './project.ts';
import { CallToolRequestSchema, ListToolsRequestSchema, Server, StdioServerTransport, type CallToolResult, type Tool } from './sdk.ts';
import { tools } from './tools.ts';

const INSTRUCTIONS = `authlint knows every entry point of this JavaScript or TypeScript project and who may call it. Before you add or change a route, a guard, or code \
that handles tokens, cookies, sessions or passwords, ask list_routes and explain_route how its neighbours are protected. After a change, and before you commit, ask check_file \
for each changed file. "unknown" is no proof of protection. Nothing of the project is run or changed.`;

/** Answers questions about a project over stdin and stdout until there is nobody to ask any more. It only reads. */
export async function serve(project: ServedProject): Promise<void> {
  const server = projectServer(project);
  await new Promise<void>((done, fail) => {
    server.onclose = done;
    // The transport does not notice that whoever asked has gone away.
    process.stdin.once('end', () => void server.close());
    server.connect(new StdioServerTransport()).catch(fail);
  });
}

function projectServer(project: ServedProject): Server {
  const server = new Server({ name: 'authlint', title: 'authlint', version }, { capabilities: { tools: {} }, instructions: INSTRUCTIONS });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(described) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => answer(project, params.name, params.arguments ?? {}));
  return server;
}

function described({ name, title, description, input }: (typeof tools)[number]): Tool {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(input, { io: 'input' });
  return { name, title, description, inputSchema: inputSchema as Tool['inputSchema'], annotations: { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } };
}

/** What goes wrong is an answer, so that whoever asked can ask better. */
function answer(project: ServedProject, name: string, input: Record<string, unknown>): CallToolResult {
  const tool = tools.find((one) => one.name === name);
  if (!tool) return { content: [{ type: 'text', text: `There is no tool "${name}". There is ${tools.map((one) => one.name).join(', ')}.` }], isError: true };
  try {
    return { content: [{ type: 'text', text: tool.run(project, input) }] };
  } catch (error) {
    return { content: [{ type: 'text', text: reason(error) }], isError: true };
  }
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return printableLines(['UsageError', 'ConfigError'].includes(name) ? message : `Internal error: ${message}`).join('\n');
}
