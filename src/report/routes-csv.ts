import type { Analysis } from '../model/finding.ts';
import type { ReportOptions } from './options.ts';
import { guardNames, routesInOrder } from './routes-table.ts';
import { inert, printable } from './text.ts';

const HEADS = ['method', 'path', 'access', 'roles', 'guards', 'public_by', 'unknown_reason', 'framework', 'handler', 'file', 'line'];

/**
 * One cell (RFC 4180). Spreadsheets run a cell that starts like a formula (OWASP, CSV Injection): an apostrophe in front of it
 * makes it text.
 */
function cell(value: string): string {
  const risky = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value);
  const text = `${risky ? "'" : ''}${inert(printable(value))}`;
  return risky || /[",;\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The routes as comma-separated values in UTF-8, by path and method, under a line of names. Roles and guards are separated by spaces and commas in one cell. */
export function routesCsv(analysis: Analysis, { repositoryPath = (file) => file }: Pick<ReportOptions, 'repositoryPath'> = {}): string {
  const rows = routesInOrder(analysis).map((route) => [
    route.method, route.path, route.access, route.roles.join(', '), guardNames(route).join(', '), route.publicBy ?? '', route.unknownReason ?? '',
    route.framework, route.handler?.name ?? '', repositoryPath(route.file), String(route.line),
  ]);
  return [HEADS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
