import type { Analysis } from '../model/finding.ts';
import { code, link, markdownTable, plainText } from './markdown-text.ts';
import { relativeLink } from './markdown.ts';
import type { LineLink, ReportOptions } from './options.ts';
import { accessOfRoute, guardNames, routesInOrder, routeTotals } from './routes-table.ts';

/** The routes as a table in Markdown, by path and method, each with a link to its line, under a line of totals. */
export function routesMarkdown(analysis: Analysis, options: Pick<ReportOptions, 'repositoryPath'> & { link?: LineLink } = {}): string {
  const { repositoryPath = (file: string) => file, link: address = relativeLink } = options;
  const rows = routesInOrder(analysis).map((route) => {
    const path = repositoryPath(route.file);
    return [
      code(route.method), code(route.path), plainText(accessOfRoute(route)), route.roles.map(code).join(', '), guardNames(route).map(code).join(', '),
      link(code(`${path}:${route.line}`), address(path, route.line)),
    ];
  });
  const table = rows.length === 0 ? [] : ['', ...markdownTable(['Method', 'Path', 'Access', 'Roles', 'Guards', 'Where'], rows)];
  return ['## Routes', '', routeTotals(analysis.routes), ...table, ''].join('\n');
}
