import type { ModuleFacts, Value } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { settingOf } from '../file-routes.ts';
import { listOf, member, textsIn } from '../named.ts';
import { covers, pathsOf, type Pattern } from '../paths.ts';
import { elementsOfProperty } from '../written.ts';

/** Middleware of one `defineMiddlewares` for the routes on which a matcher fits. */
interface Entry { patterns: Pattern[]; methods: string[]; exact: boolean; elements: Element[] }

/** What a `middlewares.ts` puts in front of routes, in order. */
export function middlewaresOf(program: Program, module: ModuleFacts | undefined): (method: string, path: string) => Element[] {
  const routes = module && routesIn(program, module);
  const entries = listOf(routes).values.flatMap((value): Entry[] => {
    if (!module || value.kind !== 'object') return [];
    const matcher = member(value, 'matcher');
    const patterns = pathsOf(starred(matcher));
    const site = value.site ?? { module, start: 0, end: 0 };
    const methods = [...textsIn(member(value, 'method')), ...textsIn(member(value, 'methods'))];
    // With methods it is registered as routes are, otherwise as what is used below a path.
    const exact = methods.length > 0 && starred(matcher) === matcher;
    return patterns ? [{ patterns, methods, exact, elements: elementsOfProperty(member(value, 'middlewares'), 'middlewares', value.site, site) }] : [];
  });
  return (method, path) => entries.filter((one) => (one.methods.length === 0 || one.methods.includes(method) || one.methods.includes('ALL')) && one.patterns.some((pattern) => covers(pattern, '/', path, one.exact))).flatMap((one) => one.elements);
}

/** `defineMiddlewares({ routes })`, or the list alone. */
function routesIn(program: Program, module: ModuleFacts): Value | undefined {
  const made = program.machine.exportOf(module.path, 'default');
  return (made?.kind === 'result' ? made.call.args.find((arg) => arg.kind === 'array') : undefined) ?? settingOf(program, module, 'routes');
}

/** A star at the end of a matcher also stands for nothing: `/custom*` and `/custom/*` both fit `/custom`. */
function starred(matcher: Value | undefined): Value | undefined {
  if (matcher?.kind !== 'literal' || typeof matcher.value !== 'string') return matcher;
  return matcher.value.endsWith('*') ? { ...matcher, value: matcher.value.replace(/\/?\*$/, '') || '/' } : matcher;
}
