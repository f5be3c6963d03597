import type { Colors } from 'picocolors/types.js';
import type { Analysis } from '../model/finding.ts';
import type { Guard, Route } from '../model/route.ts';
import { circlesAround, isProtecting } from '../guards/index.ts';
import { count, inert, printable } from './text.ts';

const BASIS: Record<Guard['basis'], string> = {
  body: 'its code was followed', library: 'known package', config: 'the configuration says so', name: 'by its name only: its code could not be followed',
};

/**
 * All of one verdict: every element in front of the handler in order, what it proves and why, what decides, and what would
 * change it.
 *
 * @returns lines of text for a terminal
 */
export function routeStory(analysis: Analysis, route: Route, colors: Colors): string {
  const passed = analysis.passed?.get(route) ?? route.guards;
  const lines = [
    colors.bold(printable(`${route.method} ${route.path}`)),
    `${verdictLine(route, colors)}`,
    '',
    `  declared     ${place(route, colors)}  (${route.framework}${route.generated ? ', made by a library call or a loop' : ''})`,
    ...route.mounts.map((mount) => `  mounted at   ${printable(mount.path)}  ${place(mount, colors)}`),
    ...(route.handler ? [`  handler      ${printable(route.handler.name) || 'anonymous function'}  ${place(route.handler, colors)}`] : []),
    '',
    colors.bold(passed.length > 0 ? 'What a request passes, in order' : 'Nothing stands in front of the handler, and it refuses nobody.'),
    ...passed.flatMap((guard, i) => step(guard, i + 1, colors)),
    '',
    colors.bold('What would change the verdict'),
    ...changes(analysis, route).map((line) => `  - ${printable(line)}`),
  ];
  return inert(`${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`);
}

function verdictLine(route: Route, colors: Colors): string {
  const roles = route.roles.length > 0 ? ` (${route.roles.join(', ')})` : '';
  switch (route.access) {
    case 'public': return route.publicBy ? colors.cyan(printable(`public on purpose: ${route.publicBy}`)) : colors.red('public: anyone can call it');
    case 'authenticated': return colors.green(`authenticated: any known caller${route.inHandler ? '; the handler itself checks' : ''}`);
    case 'authorized': return colors.green(printable(`authorized${roles}: only callers with the right to it${route.inHandler ? '; the handler itself checks' : ''}`));
    default: return colors.yellow(printable(`unknown: ${route.unknownReason ?? 'what stands in front of it could not be resolved'}`));
  }
}

function place(at: { file: string; line: number }, colors: Colors): string {
  return colors.dim(printable(`${at.file}:${at.line}`));
}

function step(guard: Guard, number: number, colors: Colors): string[] {
  const proof = isProtecting(guard) ? colors.green(proofOf(guard)) : guard.proves === 'unknown' ? colors.yellow('unknown') : colors.dim(proofOf(guard));
  const name = printable(guard.name) || 'an anonymous function';
  const lines = [`  ${number}. ${guard.inHandler ? `${name} (the handler's own check)` : name}: ${proof}  ${place(guard.appliedAt, colors)}`];
  const add = (text: string): void => { lines.push(`     ${text}`); };
  add(`${BASIS[guard.basis]}${guard.file !== guard.appliedAt.file || guard.line !== guard.appliedAt.line ? `, defined at ${place(guard, colors)}` : ''}`);
  if (guard.evidence) add(`refuses at ${place(guard.evidence, colors)}`);
  if (guard.reason) add(printable(guard.reason));
  if (guard.unless && guard.unless.length > 0) add(printable(`switched off by ${guard.unless.join(', ')}`));
  return lines;
}

function proofOf(guard: Guard): string {
  const roles = guard.roles.length > 0 ? ` (${printable(guard.roles.join(', '))})` : '';
  if (guard.proves === 'nothing') return guard.populates ? 'sets what it learns of the caller, refuses nobody' : 'proves nothing of the caller';
  return `proves ${guard.proves}${roles}`;
}

/** What would change a route's verdict, one sentence each; code is in backticks. */
export function changes(analysis: Analysis, route: Route): string[] {
  const protecting = route.guards.filter(isProtecting);
  const lines: string[] = [];
  if (route.access === 'unknown') {
    for (const guard of route.guards.filter((one) => one.proves === 'unknown' && one.name !== '')) {
      lines.push(`say in authlint.config.json what \`${guard.name}\` proves: "guards": [{ "name": ${JSON.stringify(guard.name)}, "proves": "authentication" }] (or "nothing")`);
    }
    if (lines.length === 0) lines.push(`nothing in the code settles it; if it is open on purpose, say so in authlint.config.json: "public": [${JSON.stringify(`${route.method} ${route.path}`)}]`);
    return lines;
  }
  if (route.access === 'public') {
    const missing = circlesAround(analysis.routes, route).flatMap((circle) => circle.shared.filter((one) => one.lacking.includes(route) && !one.guard.inHandler).map((one) => ({ ...one, circle })))[0];
    if (missing) lines.push(`\`${missing.guard.name}\`, which ${missing.carriers.length} of the ${missing.circle.routes.length} routes ${missing.circle.kind === 'prefix' ? `under ${missing.circle.name}` : 'beside it'} have, in front of it`);
    else lines.push('an element in front of the handler, or a check in it, that refuses callers who are not known');
    if (!route.publicBy) lines.push('a comment `// authlint-public: <reason>` above it, or an entry under "public" in the configuration, makes it public on purpose');
    return lines;
  }
  const deciding = protecting.filter((guard) => route.access === 'authenticated' || guard.proves === 'authorization' || guard.proves === 'ownership');
  if (protecting.length === 1) lines.push(`without \`${protecting[0]!.name || 'the check'}\` it is public`);
  else lines.push(`it rests on ${count(protecting.length, 'guard')}: without ${protecting.map((one) => `\`${one.name}\``).join(', ')} it is public`);
  if (route.access === 'authorized' && deciding.length < protecting.length) lines.push(`without ${deciding.map((one) => `\`${one.name}\``).join(', ')} any known caller gets in`);
  if (route.access === 'authenticated') lines.push('a check of a role, a permission or of whose object it is makes it authorized');
  for (const guard of protecting) for (const name of guard.unless ?? []) lines.push(`\`${guard.name}\` lets everyone through when ${name} says so`);
  return lines;
}
