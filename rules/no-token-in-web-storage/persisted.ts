import { alternatives, packageOf, pathOf, textOf, truth } from '../../src/link/index.ts';
import type { CallSite, ModuleFacts, ObjectValue, ProgramView, Site, Span, Value } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample } from '../file-role.ts';
import { returned } from '../returned.ts';
import { storeOfValue, type StoreName } from './stores.ts';
import { senseOf } from './words.ts';

/** A state container that writes its state, or a part of it, to one of the browser's stores. */
export interface PersistedStore {
  module: ModuleFacts;
  at: Span;
  library: string;
  store: StoreName;
  /** Credentials in what is written. */
  fields: { name: string; what: string; site?: Site }[];
}

/** Persisted state of Zustand, Redux (redux-persist) and Pinia in which credentials are provable. */
export function persistedStores(program: ProgramView): PersistedStore[] {
  const readers: [string, string, (program: ProgramView, args: Value[]) => Omit<PersistedStore, 'module' | 'at' | 'library'> | undefined, string][] = [
    ['persist', 'zustand', zustand, 'Zustand'],
    ['persistReducer', 'redux-persist', reduxPersist, 'redux-persist'],
    ['defineStore', 'pinia', pinia, 'Pinia'],
  ];
  return readers.flatMap(([name, from, read, library]) => (callIndex(program).get(name) ?? []).flatMap((site): PersistedStore[] => {
    if (isTestOrExample(site.module.path)) return [];
    const callee = program.denote(site.module, site.expr.callee, site.fn);
    if (!packageOf(callee)?.startsWith(from)) return [];
    const found = read(program, argumentsOf(program, site));
    return found && found.fields.length > 0 ? [{ module: site.module, at: site.expr.callee, library, ...found }] : [];
  }));
}

function argumentsOf(program: ProgramView, { module, expr, fn }: CallSite): Value[] {
  return expr.args.map((arg) => program.denote(module, arg, fn));
}

function objectsOf(program: ProgramView, value: Value | undefined): ObjectValue[] {
  return alternatives(value ?? { kind: 'unknown', reason: '' }).flatMap((one) => (one.kind === 'object' ? [one] : one.kind === 'function' ? returned(program, one).flatMap(alternatives).filter((inner) => inner.kind === 'object') : []));
}

/** Fields that are named like credentials and start as nothing, or as what somebody else gives. */
function credentials(state: ObjectValue): PersistedStore['fields'] {
  return [...state.props].flatMap(([name, value]) => {
    if (name.startsWith('\0') || value.kind === 'function' || (value.kind === 'literal' && (typeof value.value === 'boolean' || typeof value.value === 'number'))) return [];
    if (value.kind === 'object' || (value.kind === 'result' && packageOf(value) === 'vue')) {
      const inner = value.kind === 'object' ? credentials(value).map((field) => ({ ...field, name: `${name}.${field.name}` })) : [];
      if (inner.length > 0) return inner;
    }
    const sense = senseOf(name);
    return sense.kind === 'credential' && !sense.weak ? [{ name, what: sense.what, ...(state.site ? { site: state.site } : {}) }] : [];
  });
}

const list = (value: Value | undefined): string[] | undefined => (value?.kind === 'array' && !value.open ? value.elements.map((one) => textOf(one) ?? '') : undefined);

function zustand(program: ProgramView, [creator, given]: Value[]): ReturnType<typeof reduxPersist> {
  let inner = creator;
  // Other middleware around it: immer, devtools.
  while (inner?.kind === 'result' && inner.call.args[0]) inner = inner.call.args[0];
  const options = objectsOf(program, given)[0];
  const storage = options?.props.get('storage') ?? options?.props.get('getStorage');
  const store = storage ? zustandStore(program, storage) : 'localStorage';
  if (!store || !inner) return undefined;
  const partialize = options?.props.get('partialize');
  const state = objectsOf(program, partialize ?? inner);
  return { store, fields: state.flatMap(credentials) };
}

function zustandStore(program: ProgramView, storage: Value): StoreName | undefined {
  const source = storage.kind === 'result' && pathOf(storage).at(-1) === 'createJSONStorage' ? storage.call.args[0] : storage;
  if (!source) return undefined;
  return storeOfValue(source) ?? (source.kind === 'function' ? returned(program, source).map(storeOfValue).find((one) => one !== undefined) : undefined);
}

function reduxPersist(program: ProgramView, [config, reducer]: Value[]): { store: StoreName; fields: PersistedStore['fields'] } | undefined {
  const options = objectsOf(program, config)[0];
  const storage = options?.props.get('storage');
  if (!options || !storage || !reducer) return undefined;
  const from = packageOf(storage) ?? '';
  const store = /redux-persist\/.*session/.test(from) ? 'sessionStorage' : /^redux-persist\/(lib|es)\/storage/.test(from) ? 'localStorage' : storeOfValue(storage);
  if (!store) return undefined;
  const only = list(options.props.get('whitelist'));
  const without = list(options.props.get('blacklist')) ?? [];
  const kept = (name: string): boolean => (only ? only.includes(name) : true) && !without.includes(name);
  if (options.props.has('transforms')) return undefined;
  const slices = slicesOf(reducer);
  const fields = slices
    ? [...slices.props].filter(([name]) => kept(name)).flatMap(([name, slice]) => initialStates(program, slice).flatMap(credentials).map((field) => ({ ...field, name: `${name}.${field.name}` })))
    : initialStates(program, reducer).flatMap(credentials).filter((field) => kept(field.name.split('.')[0]!));
  return { store, fields };
}

/** What `combineReducers({ ... })` is given. */
function slicesOf(reducer: Value): ObjectValue | undefined {
  const one = alternatives(reducer)[0];
  if (one?.kind !== 'result' || pathOf(one).at(-1) !== 'combineReducers') return undefined;
  return one.call.args[0]?.kind === 'object' ? one.call.args[0] : undefined;
}

/** The state that a reducer starts with: of `createSlice`, of `createReducer`, or of `(state = initial, action) => ...`. */
function initialStates(program: ProgramView, reducer: Value): ObjectValue[] {
  return alternatives(reducer).flatMap((one) => {
    if (one.kind === 'property' && one.name === 'reducer') return initialStates(program, one.object);
    if (one.kind === 'function') {
      const first = one.fn.params[0];
      return first?.init ? objectsOf(program, program.denote(one.module, first.init, one.fn.id)) : [];
    }
    if (one.kind !== 'result') return [];
    const name = pathOf(one).at(-1);
    const [given] = one.call.args;
    if (name === 'createSlice') return objectsOf(program, given?.kind === 'object' ? given.props.get('initialState') : undefined);
    return name === 'createReducer' ? objectsOf(program, given) : [];
  });
}

function pinia(program: ProgramView, args: Value[]): ReturnType<typeof reduxPersist> {
  const definition = args[1] ?? args[0];
  const options = args[2] ?? definition;
  const persist = options?.kind === 'object' ? options.props.get('persist') : undefined;
  if (!persist || truth(persist) === false || !definition) return undefined;
  const storage = persist.kind === 'object' ? persist.props.get('storage') : undefined;
  const store = storage ? storeOfValue(storage) : 'localStorage';
  if (!store || (persist.kind !== 'object' && persist.kind !== 'literal')) return undefined;
  const paths = persist.kind === 'object' ? list(persist.props.get('pick') ?? persist.props.get('paths')) : undefined;
  const without = persist.kind === 'object' ? list(persist.props.get('omit')) ?? [] : [];
  const state = definition.kind === 'object' ? objectsOf(program, definition.props.get('state')) : objectsOf(program, definition);
  return { store, fields: state.flatMap(credentials).filter(({ name }) => (paths ? paths.some((path) => name === path || name.startsWith(`${path}.`)) : true) && !without.includes(name)) };
}
