import type { Value } from '../src/model/index.ts';
import { alternatives, textOf, truth } from '../src/link/index.ts';

export type Flag = 'httpOnly' | 'secure' | 'sameSite';
/** `off`: said to be off, or off by default. `unknown`: it cannot be told. */
export type State = 'on' | 'off' | 'unknown';

export interface Flags { httpOnly: State; secure: State; sameSite: State; path?: string | undefined; domain?: string | undefined; maxAge?: Value | undefined; /** SameSite is None. */ none: boolean }

/** The flags that an options value asks for, over the defaults. Without options, the defaults. */
export function flagsOf(options: Value | undefined, defaults: Partial<Record<Flag, boolean>>): Flags {
  const initial = (flag: Flag): State => (defaults[flag] ? 'on' : 'off');
  const flags: Flags = { httpOnly: initial('httpOnly'), secure: initial('secure'), sameSite: initial('sameSite'), none: false };
  if (!options || (options.kind === 'literal' && options.value === undefined)) return flags;
  const values = alternatives(options).filter((one) => !(one.kind === 'literal' && one.value === undefined));
  const [value] = values;
  if (values.length !== 1 || value?.kind !== 'object') return { httpOnly: 'unknown', secure: 'unknown', sameSite: 'unknown', none: false };
  const read = (name: string): Value | undefined => value.props.get(name);
  const missing = (flag: Flag): State => (value.open || (value.rest?.length ?? 0) > 0 ? 'unknown' : initial(flag));
  flags.httpOnly = stateOf(read('httpOnly') ?? read('httponly'), missing('httpOnly'));
  flags.secure = stateOf(read('secure'), missing('secure'));
  const sameSite = read('sameSite') ?? read('samesite');
  flags.none = sameSite !== undefined && alternatives(sameSite).every((one) => /^none$/i.test(textOf(one) ?? ''));
  flags.sameSite = sameSite === undefined ? missing('sameSite') : sameSite.kind === 'literal' && sameSite.value === false ? 'off' : 'on';
  flags.path = text(read('path'));
  flags.domain = text(read('domain'));
  flags.maxAge = read('maxAge');
  return flags;
}

function stateOf(value: Value | undefined, missing: State): State {
  if (value === undefined) return missing;
  const answers = alternatives(value).map(truth);
  if (answers.every((one) => one === false)) return 'off';
  return answers.some((one) => one === true) ? 'on' : 'unknown';
}

function text(value: Value | undefined): string | undefined {
  return value && textOf(value);
}

/** The flags in a `Set-Cookie` header (RFC 6265 section 4.1). Parts that are not known are given as `null`. */
export function flagsInHeader(parts: (string | null)[]): { name: string; flags: Flags } | undefined {
  const text = parts.map((part) => part ?? '\0').join('');
  const [pair, ...attributes] = text.split(';').map((one) => one.trim());
  const name = /^([^=\0]+)=/.exec(pair ?? '')?.[1];
  if (name === undefined) return undefined;
  const rest = attributes.join(';').toLowerCase();
  // What is put in after the value may be any attribute.
  const open = attributes.some((one) => one.includes('\0') && !/^(max-age|expires|domain|path)=/i.test(one)) || (pair ?? '').endsWith('\0\0');
  const state = (pattern: RegExp): State => (pattern.test(rest) ? 'on' : open ? 'unknown' : 'off');
  return { name, flags: { httpOnly: state(/httponly/), secure: state(/secure/), sameSite: state(/samesite/), none: /samesite=none/.test(rest) } };
}
