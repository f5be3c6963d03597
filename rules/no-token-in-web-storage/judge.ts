import { childrenOf } from '../../src/link/index.ts';
import type { Confidence, Expr, ModuleFacts, ParamValue, ProgramView } from '../../src/model/index.ts';
import { callersByName } from '../call-index.ts';
import { plain } from '../names.ts';
import { storesLoginResult } from './login-result.ts';
import { holdsCredential, senseOfValue } from './value-sense.ts';
import { senseOf, senseOfKeyName, UNCLEAR, type Sense } from './words.ts';
import { isSet, keyTexts, type Write } from './writes.ts';

export interface Judgement {
  write: Write;
  what: string;
  confidence: Confidence;
  /** The write that a wrapper of the project does for this call. */
  through?: Write;
}

export interface JudgeOptions { keys: string[]; ignoreKeys: string[] }

const MAX_HOPS = 2;

/** Whether a write stores a credential; of a wrapper of the project, which of its calls do. */
export function judge(program: ProgramView, write: Write, options: JudgeOptions, hops = 0): Judgement[] {
  const { texts, known } = keyTexts(program, write);
  if (texts.some((text) => options.ignoreKeys.some((one) => plain(one) === plain(text)))) return [];
  const param = !known ? parameterOf(program, write.module, write.key, write.fn) : undefined;
  const calls = param && hops < MAX_HOPS ? throughWrapper(program, write, param) : [];
  if (calls.length > 0) {
    return calls.flatMap((call) => judge(program, call, options, hops + 1)).map((one) => ({ ...one, through: one.through ?? write }));
  }
  const key = texts.some((text) => options.keys.some((one) => plain(one) === plain(text))) ? { kind: 'credential' as const, what: 'token' } : senseOfKey(write.key, texts);
  const verdict = decide(program, write, key, texts);
  return verdict ? [{ write, ...verdict }] : [];
}

function senseOfKey(key: Expr, texts: string[]): Sense {
  const senses = texts.map(senseOf);
  const told = senses.find((sense) => sense.kind === 'credential') ?? senses.find((sense) => sense.kind === 'harmless');
  if (told) return told;
  const name = key.kind === 'ref' ? key.name : key.kind === 'member' ? key.property : '';
  return name === '' ? UNCLEAR : senseOfKeyName(name);
}

function decide(program: ProgramView, { module, value: expr, fn }: Write, key: Sense, texts: string[]): { what: string; confidence: Confidence } | undefined {
  const value = expr ? senseOfValue(program, module, expr, fn) : UNCLEAR;
  if (value.kind === 'harmless' || key.kind === 'harmless') return undefined;
  const coins = [key, value].every((sense) => sense.kind !== 'credential' || sense.what === 'token') && isAboutCoins(module) && !texts.some((text) => /auth|jwt|bearer|login|user/i.test(text));
  if (coins) return undefined;
  const told = !key.weak && key.kind === 'credential' ? key : !value.weak && value.kind === 'credential' ? value : undefined;
  if (told) return { what: best(key, value), confidence: told === key || value.kind === 'credential' ? 'high' : 'medium' };
  if (key.weak && value.weak) return { what: key.what, confidence: 'medium' };
  const held = expr && key.kind === 'unclear' ? holdsCredential(program, module, expr, fn) ?? storesLoginResult(program, module, expr, fn, texts) : undefined;
  return held ? { what: held.what, confidence: 'medium' } : undefined;
}

/** The more telling of two names for the same thing. */
function best(key: Sense, value: Sense): string {
  if (key.kind !== 'credential') return value.what;
  return key.what === 'token' && value.kind === 'credential' ? value.what : key.what;
}

function isAboutCoins(module: ModuleFacts): boolean {
  return module.imports.some(({ source }) => /(^|\/)(ethers|web3|wagmi|viem|bignumber\.js)(\/|$)|@solana|@uniswap|@web3|@rainbow|@walletconnect|@metamask|starknet|@cosmjs/.test(source));
}

interface Parameter { value: ParamValue; /** The key is the parameter itself. */ whole: boolean }

/** The parameter that a key is, or is put together with. */
function parameterOf(program: ProgramView, module: ModuleFacts, key: Expr, fn: number): Parameter | undefined {
  const stack: Expr[] = [key];
  for (let expr = stack.pop(); expr; expr = stack.pop()) {
    if (expr.kind === 'ref' || expr.kind === 'member') {
      const value = program.denote(module, expr, fn);
      if (value.kind === 'param') return { value, whole: expr === key };
    }
    if (expr.kind !== 'member') stack.push(...childrenOf(expr));
  }
  return undefined;
}

/** The calls of the project's own wrapper, as writes of what they are given. */
function throughWrapper(program: ProgramView, write: Write, { value: param }: Parameter): Write[] {
  const { module, fn } = param;
  const stored = write.value ? parameterIn(program, write.module, write.value, write.fn) : undefined;
  // The value's own name tells enough: the wrapper is made for a credential.
  if (write.value && senseOfValue(program, write.module, write.value, write.fn).kind === 'credential') return [];
  const hook = /^use[A-Z]/.test(fn.name);
  return callersByName(program, module, fn).flatMap((site): Write[] => {
    const key = argument(site.expr.args[param.index], param.path);
    if (!key || (hook && !isSet(site.module, site.expr))) return [];
    const value = stored && stored.fn === fn ? argument(site.expr.args[stored.index], stored.path) : undefined;
    if (stored && stored.fn === fn && !value && !hook) return [];
    return [{ module: site.module, fn: site.fn, at: site.expr, key, ...(value && !hook ? { value } : {}), store: write.store }];
  });
}

function parameterIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): ParamValue | undefined {
  return parameterOf(program, module, expr, fn)?.value;
}

/** The argument, or the property of an object given as one. */
function argument(arg: Expr | undefined, path: string[]): Expr | undefined {
  let found = arg;
  for (const name of path) {
    if (found?.kind !== 'object') return undefined;
    found = found.properties.find((one) => one.key === name)?.value;
  }
  return found?.kind === 'spread' ? undefined : found;
}
