import { alternatives, editsOf, packageOf, pathOf, perModules, textOf, walkModule } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { callIndex, writtenName } from '../call-index.ts';
import { cookieParts } from './cookies.ts';
import { isDocument, storeOf } from './stores.ts';
import { WRAPPERS, type Wrapper } from './wrappers.ts';

/** Something is put into a store of the browser, or into a cookie by script. */
export interface Write {
  module: ModuleFacts;
  fn: number;
  /** What to underline. */
  at: Span;
  key: Expr;
  /** The key where it is known as text, rather than as an expression. */
  keyText?: string;
  /** Absent: the state of a hook, set later. */
  value?: Expr;
  store: Wrapper['store'];
}

const cache = new WeakMap<ProgramView, Write[]>();

/** Every write of the project, in order. Worked out once. */
export function storageWrites(program: ProgramView): Write[] {
  let writes = cache.get(program);
  if (!writes) cache.set(program, (writes = [...methodCalls(program), ...wrapperCalls(program), ...assignments(program)]));
  return writes;
}

/** `localStorage.setItem(key, value)`, whatever the store is called there. */
function methodCalls(program: ProgramView): Write[] {
  return (callIndex(program).get('setItem') ?? []).flatMap(({ module, expr, fn }): Write[] => {
    const [key, value] = expr.args;
    if (!key || !value || expr.callee.kind !== 'member') return [];
    const store = storeOf(program, module, expr.callee.object, fn);
    return store ? [{ module, fn, at: expr, key, value, store }] : [];
  });
}

function wrapperCalls(program: ProgramView): Write[] {
  return presentWrappers(program).length > 0 ? callsOfWrappers(program) : [];
}

const wrappers = new WeakMap<object, Wrapper[]>();

/** Those that the project imports, which no edit of a function changes. */
function presentWrappers(program: ProgramView): Wrapper[] {
  const key = editsOf(program);
  let known = wrappers.get(key);
  if (!known) {
    const imported = new Set(program.modules.flatMap((module) => module.imports.map((one) => one.source)));
    wrappers.set(key, (known = WRAPPERS.filter((wrapper) => [...imported].some((source) => belongs(wrapper, source)))));
  }
  return known;
}

const callsOfWrappers = perModules((program, module) => {
  const present = presentWrappers(program);
  const names = new Set(present.flatMap((wrapper) => wrapper.calls));
  return program.calls(module).flatMap((site): Write[] => {
    if (site.expr.args.length === 0 || !(names.has(writtenName(site.expr)) || isPlainName(site, present))) return [];
    const callee = program.denote(module, site.expr.callee, site.fn);
    const from = packageOf(callee);
    if (from === undefined) return [];
    const called = pathOf(callee).at(-1) ?? '';
    const wrapper = present.find((one) => belongs(one, from) && one.calls.includes(called));
    const write = wrapper && wrapped(site, wrapper);
    return write ? [write] : [];
  });
});

function belongs(wrapper: Wrapper, source: string): boolean {
  return wrapper.packages.some((one) => source === one || source.startsWith(`${one}/`));
}

/** A name of its own for a package's export, or for what a hook gives back. */
function isPlainName({ module, expr: { callee } }: CallSite, present: Wrapper[]): boolean {
  const binding = callee.kind === 'ref' ? module.bindings[callee.binding] : undefined;
  if (!binding) return false;
  if (binding.import) return present.some((wrapper) => belongs(wrapper, binding.import!.source));
  return /^set[A-Z]/.test(binding.name) && binding.init?.kind === 'member';
}

function wrapped({ module, expr, fn }: CallSite, wrapper: Wrapper): Write | undefined {
  let key = expr.args[wrapper.key];
  if (!key) return undefined;
  const { store } = wrapper;
  if (wrapper.hook) {
    if (key.kind === 'object') key = key.properties.find((one) => one.key === 'key')?.value;
    return key && isSet(module, expr) ? { module, fn, at: expr, key, store } : undefined;
  }
  const value = expr.args[wrapper.value!];
  if (!value) return undefined;
  const options = wrapper.options === undefined ? undefined : expr.args[wrapper.options];
  if (options?.kind === 'object' && options.properties.some((one) => /^(httpOnly|req|res|cookies)$/.test(one.key) && !(one.value.kind === 'literal' && one.value.value === false))) return undefined;
  return { module, fn, at: expr, key, value, store };
}

/** Whether what a hook gives back can be set: not when only the value is taken out of it. */
export function isSet(module: ModuleFacts, call: Expr): boolean {
  const isCall = (expr: Expr | undefined): boolean => expr?.kind === call.kind && expr.start === call.start && expr.end === call.end;
  const whole = module.bindings.findIndex(({ init }) => isCall(init));
  if (whole >= 0 && module.bindings[whole]!.name !== '') return true;
  const taken = module.bindings.flatMap(({ init }) => {
    if (init?.kind !== 'member') return [];
    return isCall(init.object) || (whole >= 0 && init.object.kind === 'ref' && init.object.binding === whole) ? [init.property] : [];
  });
  return taken.length === 0 ? whole < 0 : taken.some((property) => property !== '0' && property !== 'value');
}

/** `localStorage.token = ...`, `localStorage['token'] = ...` and `document.cookie = 'token=...'`. */
const assignments = perModules((program, module) => {
  const writes: Write[] = [];
  if (/[sS]torage|\.cookie\b/.test(program.text(module))) {
    walkModule(module, { expr(expr, fn) {
      if (expr.kind !== 'assign' || expr.target.kind !== 'member' || expr.operator !== '=') return;
      const { target } = expr;
      if (target.property === 'cookie' && isDocument(program, module, target.object, fn)) {
        const cookie = cookieParts(program, module, expr.value, fn);
        if (cookie) writes.push({ module, fn, at: expr, key: cookie.key, ...(cookie.keyText === undefined ? {} : { keyText: cookie.keyText }), value: cookie.value, store: 'cookie' });
        return;
      }
      const store = mayBeStore(target.object) ? storeOf(program, module, target.object, fn) : undefined;
      if (!store) return;
      const key: Expr = target.computed ?? { kind: 'literal', value: target.property, start: target.propertyStart, end: target.end };
      writes.push({ module, fn, at: expr, key, value: expr.value, store });
    } });
  }
  return writes;
});

/** Assignments are many, and few of their targets can be a store. */
function mayBeStore(object: Expr): boolean {
  return object.kind === 'ref' || object.kind === 'call' ? true : object.kind === 'member' && /storage/i.test(object.property);
}

/** Texts that a key may be, and whether that is all that it may be. */
export function keyTexts(program: ProgramView, { module, key, fn, keyText }: Write): { texts: string[]; known: boolean } {
  if (keyText !== undefined) return { texts: [keyText], known: true };
  const values = alternatives(program.denote(module, key, fn));
  const texts = values.map(textOf).filter((text) => text !== undefined);
  const known = texts.length === values.length;
  return { texts: [...texts, ...values.flatMap((one) => (one.kind === 'text' ? [one.parts.map((part) => part ?? '_').join('')] : []))], known };
}
