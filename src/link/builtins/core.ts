import type { CallRecord, Value } from '../../model/index.ts';
import { absolute, folderOf } from '../globals.ts';
import { askedOf } from '../asked.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { array, concat, literal, object, textOf, unknown } from '../values.ts';
import { requireValue } from '../modules.ts';
import { mergeCall } from './merging.ts';

/** Modules of Node whose meaning matters for how a project is put together. */
export function coreCall(m: Machine, record: CallRecord, at: CallSiteInfo): Value | undefined {
  const { callee, args } = record;
  if (callee.kind === 'result' && callee.call.callee.kind === 'external' && callee.call.callee.package === 'module') {
    const specifier = args[0] ? textOf(args[0]) : undefined;
    return specifier === undefined ? undefined : requireValue(m, at.scope.module, specifier, 'require');
  }
  if (callee.kind !== 'external') return undefined;
  const name = callee.path.at(-1) ?? '';
  switch (callee.package.replace(/\/(posix|win32|promises)$/, '')) {
    case 'path': return pathCall(name, args);
    case 'url': return name === 'fileURLToPath' && args[0] ? fileOf(args[0], at) : name === 'URL' ? moduleUrl(args) : undefined;
    case 'util': return name === 'promisify' && args[0] ? (args[0].kind === 'function' ? { kind: 'builtin', name: 'callback.promisified', self: args[0] } : args[0]) : undefined;
    case 'fs': return name === 'readdirSync' || name === 'readdir' ? folder(m, args) : undefined;
    default: return REMEMBERS.get(callee.package)?.has(name) && args[0]?.kind === 'function' ? args[0] : mergeCall(record);
  }
}

/** What gives back the function that it is given, with a memory of its answers: whoever calls the one calls the other. */
const REMEMBERS = new Map([
  ['react', new Set(['cache'])],
  ['next/cache', new Set(['unstable_cache'])],
  ['lodash', new Set(['memoize', 'once'])],
  ['p-memoize', new Set([''])],
  ['memoizee', new Set([''])],
]);

function fileOf(url: Value, at: CallSiteInfo): Value {
  const text = textOf((url.kind === 'object' ? url.props.get('pathname') : undefined) ?? url);
  return literal(text?.replace(/^file:\/\//, '') ?? absolute(at.scope.module.path));
}

/** `new URL('./routes', import.meta.url)`: a place beside the module. */
export function moduleUrl([path, base]: Value[]): Value | undefined {
  const text = path ? textOf(path) : undefined;
  const from = base ? textOf(base) : undefined;
  if (text === undefined || !from?.startsWith('file://')) return undefined;
  const made = object();
  made.props.set('pathname', literal(normalize(`${folderOf(from.slice('file://'.length))}/${text}`)));
  return made;
}

const PART_OF_PATH = new Set(['dirname', 'basename', 'extname']);

function pathCall(name: string, args: Value[]): Value | undefined {
  if (name === 'join' || name === 'resolve') {
    const joined = concat(args.flatMap((arg, i) => (i > 0 ? [literal('/'), arg] : [arg])));
    const text = textOf(joined);
    return text === undefined ? joined : literal(normalize(text));
  }
  const asked = args.length === 1 ? askedOf(args[0]!) : undefined;
  if (asked && PART_OF_PATH.has(name)) return asked.derive(`.${name}`, (text) => textOf(pathCall(name, [literal(text)])!)!);
  const text = args[0] ? textOf(args[0]) : undefined;
  if (text === undefined) return undefined;
  const base = text.slice(text.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  switch (name) {
    case 'dirname': return literal(folderOf(text));
    case 'basename': { const suffix = args[1] ? textOf(args[1]) : undefined; return literal(suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base); }
    case 'extname': return literal(dot > 0 ? base.slice(dot) : '');
    case 'parse': { const made = object(); made.props.set('name', literal(dot > 0 ? base.slice(0, dot) : base)); made.props.set('base', literal(base)); made.props.set('ext', literal(dot > 0 ? base.slice(dot) : '')); return made; }
    default: return undefined;
  }
}

export function normalize(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && out.length > 0 && out.at(-1) !== '..' && out.at(-1) !== '') out.pop();
    else if (part !== '.' && (part !== '' || out.length === 0)) out.push(part);
  }
  return out.join('/') || (path.startsWith('/') ? '/' : '.');
}

function folder(m: Machine, args: Value[]): Value | undefined {
  const path = args[0] ? textOf(args[0]) : undefined;
  const names = path === undefined ? undefined : m.host.list?.(normalize(path).replace(/^\/+/, '') || '.');
  return names ? array(names.map((name) => literal(name))) : unknown('the files of a folder');
}
