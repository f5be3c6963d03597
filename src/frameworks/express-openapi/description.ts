import type { Expr, ModuleFacts, Site, Value } from '../../model/index.ts';
import { array, literal, object, settle, textOf } from '../../link/index.ts';
import { dataIn, type Data } from '../deployment.ts';
import { member } from '../named.ts';
import { describedIn } from '../openapi.ts';
import type { ProjectFiles } from '../types.ts';
import { propertyAt } from '../written.ts';

/** The API description among the options: an object, the path of a file, its text in YAML, or what is made of a file that is named. */
export function descriptionOf(options: Value, from: ModuleFacts, files: ProjectFiles): Value | undefined {
  const value = member(options, 'apiDoc');
  const settled = value && settle(value);
  if (!settled || settled.kind === 'object') return settled;
  const text = textOf(settled);
  if (text !== undefined && text.includes('\n')) return asValue(dataIn(text));
  const site = siteOf(options);
  const file = text ?? namedIn(settled, 4) ?? (site && loadedBy(propertyAt(site, 'apiDoc'), site.module));
  return file === undefined ? undefined : asValue(describedIn(file, from.path, files));
}

/** The file of data that is imported: `require('./api.json')`, or a name that stands for it. */
function loadedBy(expr: Expr | undefined, module: ModuleFacts, depth = 2): string | undefined {
  if (expr?.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.name === 'require') return expr.args[0]?.kind === 'literal' ? String(expr.args[0].value) : undefined;
  const binding = expr?.kind === 'ref' && depth > 0 ? module.bindings.find((one) => one.name === expr.name && one.owner < 0) : undefined;
  return binding && (binding.import?.source ?? loadedBy(binding.init, module, depth - 1));
}

/** The file that a call reads: `yaml.load(fs.readFileSync('api.yml', 'utf8'))`. */
function namedIn(value: Value, depth: number): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return /\.(ya?ml|json)$/.test(text) ? text : undefined;
  if (value.kind !== 'result' || depth === 0) return undefined;
  return value.call.args.map((arg) => namedIn(arg, depth - 1)).find((one) => one !== undefined);
}

/** What is written down of an operation, if anything is; a text is YAML. */
export function operationIn(value: Value | undefined): Value | undefined {
  if (value?.kind === 'literal' && !value.value) return undefined;
  const text = value && textOf(value);
  return text === undefined ? value : asValue(dataIn(text));
}

function asValue(data: Data): Value | undefined {
  if (data === undefined) return undefined;
  if (Array.isArray(data)) return array(data.map((one) => asValue(one) ?? literal(undefined)));
  if (data === null || typeof data !== 'object') return literal(data);
  const made = object();
  for (const [key, one] of Object.entries(data)) made.props.set(key, asValue(one) ?? literal(undefined));
  return made;
}

/** Members of an object by their names, in order. */
export function membersOf(value: Value | undefined): [string, Value][] {
  const settled = value && settle(value);
  return settled?.kind === 'object' ? [...settled.props].filter(([name]) => !name.startsWith('\0')) : [];
}

/** Whether more may be in an object than is seen. */
export function isOpen(value: Value | undefined): boolean {
  const settled = value && settle(value);
  return settled !== undefined && (settled.kind !== 'object' || settled.open === true);
}

/** In front of every path: those of the description's servers, or its `basePath` (Swagger 2.0). */
export function basesOf(description: Value | undefined): string[] {
  if (!member(description, 'openapi')) return [(textOf(member(description, 'basePath') ?? literal('')) ?? '').replace(/\/$/, '')];
  const servers = member(description, 'servers');
  const urls = servers?.kind === 'array' ? servers.elements.map((server) => textOf(member(server, 'url') ?? literal('')) ?? '') : [''];
  return [...new Set(urls.map((url) => inForm(url.replace(/^\w+:\/\/[^/]*/, '').replace(/\/$/, ''))))];
}

/** `{id}` is `:id`. */
export function inForm(path: string): string {
  return path.replace(/\{([^{}]+)\}/g, ':$1');
}

/** Where an object is written down. */
export function siteOf(value: Value | undefined): Site | undefined {
  const settled = value && settle(value);
  return settled?.kind === 'object' ? settled.site : undefined;
}
