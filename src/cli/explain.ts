import { currentName, formerNameNote, isRetired } from '../../rules/redirects.ts';
import { plainPage } from '../report/page.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { config } from './options.ts';
import { rulePage } from './package.ts';
import { isRouteTopic, searchRoutes } from './route-search.ts';
import { didYouMean } from './suggest.ts';
import { colorsFor } from './terminal.ts';

export const explain: Command<{ topic?: string; paths?: string[]; config?: string }> = {
  usage: 'explain [topic] [paths..]',
  describe: 'Show the page of a rule, or the whole story of one route\'s verdict',
  positionals: {
    topic: { type: 'string', describe: 'Name of a rule, "METHOD /path" of a route, or file:line of its declaration' },
    paths: { type: 'string', describe: 'Files and folders to look for the route in', defaultDescription: 'the whole project' },
  },
  options: { config },
  examples: [
    ['authlint explain require-route-auth', 'What the rule does, and how to fix what it finds'],
    ['authlint explain "DELETE /users/:id"', 'Every element in front of the route, what it proves, and what would change the verdict'],
    ['authlint explain src/routes/users.ts:12', 'The same for the route that is declared there'],
  ],
  async run({ topic, paths, config: configPath, color }, host) {
    const known = (await host.rules()).map(({ name }) => name);
    if (topic === undefined) throw new UsageError(`Which rule, or which route? A route is "METHOD /path" or file:line; a rule is one of ${known.join(', ')}.`);
    const colors = colorsFor(host.stdout, host.env, color);
    if (isRetired(topic)) throw new UsageError(formerNameNote(topic));
    const rule = currentName(topic);
    if (known.includes(rule)) {
      const page = rulePage(rule);
      if (page === undefined) throw new Error(`The page of ${rule} is not installed.`);
      if (rule !== topic) await write(host.stderr, `authlint: ${formerNameNote(topic)}\n`);
      await write(host.stdout, plainPage(page, colors));
      return EXIT.clean;
    }
    if (!isRouteTopic(topic)) throw new UsageError(`There is no rule "${topic}".${didYouMean(topic, known)} "authlint rules" lists them all; a route is "METHOD /path" or file:line.`);
    const result = await analysis({ ...(paths?.length ? { paths } : {}), ...(configPath ? { configPath } : {}), only: [] }, host);
    const found = searchRoutes(result.routes, topic);
    if (found.length === 0) throw new UsageError(`There is no route "${topic}".${didYouMean(topic, result.routes.map((route) => `${route.method} ${route.path}`))} "authlint routes" lists them all.`);
    const { routeStory } = await import('../report/route-story.ts');
    await write(host.stdout, found.map((route) => routeStory(result, route, colors)).join('\n'));
    return EXIT.clean;
  },
};
