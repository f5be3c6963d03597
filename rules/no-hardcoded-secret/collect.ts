import { walkModule } from '../../src/link/index.ts';
import type { Confidence, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { fallbackOf, isListedAsMadeUp, isRefused, stageOf, type Fallback } from './circumstances.ts';
import { writtenKeys } from './keys.ts';
import { namedSecrets, type NamedOptions, type NamedSecret } from './named.ts';
import { isPlaceholder, isStandIn, isTrivialPassword } from './placeholder.ts';
import { providerTokens } from './providers.ts';
import { isGenerated, isPublicMaterial } from './shape.ts';
import { PROTOCOL_CONSTANTS } from './sinks.ts';
import { secretUses, type SecretUse } from './sink-uses.ts';
import { passwordPart, textsOf, urlPassword } from './urls.ts';
import { USES } from './uses.ts';

/** A hard-coded secret: the range to report, what it is worth, and what tells. */
export interface HardcodedSecret extends Span {
  /** What must not be shown: of the whole text, or of the part of it that is the secret. */
  secret: string;
  hidden: Span;
  confidence: Confidence;
  fallback?: Fallback;
  evidence:
    | { kind: 'use'; uses: SecretUse[] }
    | { kind: 'key'; form: string }
    | { kind: 'provider'; provider: string }
    | { kind: 'url'; scheme: string }
    | { kind: 'name'; named: NamedSecret };
}

export interface CollectOptions extends NamedOptions { fallbacks: boolean }

/** The hard-coded secrets that stand in one file, in order; one for each literal. */
export function hardcodedSecrets(program: ProgramView, module: ModuleFacts, options: CollectOptions): HardcodedSecret[] {
  const found = new Map<string, HardcodedSecret>();
  const add = (one: HardcodedSecret): void => {
    const inside = [...found.values()].some((other) => other.start <= one.start && other.end >= one.end);
    if (!inside && (options.fallbacks || !one.fallback)) found.set(`${one.start}:${one.end}`, one);
  };
  for (const one of reached(program, module)) add(one);
  for (const { form, length, ...span } of writtenKeys(program, module)) {
    if (stageOf(program, module, span) !== 'test') add({ ...span, secret: '-'.repeat(length), hidden: inner(span), confidence: 'high', evidence: { kind: 'key', form } });
  }
  for (const one of tokens(program, module)) add(one);
  for (const one of urls(program, module)) add(one);
  for (const named of namedSecrets(program, module, options)) {
    const span = { start: named.expr.start, end: named.expr.end };
    const fallback = fallbackOf(program, module, span);
    const stage = stageOf(program, module, span);
    if (stage === 'test' || (stage === 'development' && !isGenerated(named.text, options.minimumLength)) || isListedAsMadeUp(module, span)) continue;
    if (fallback && isRefused(program, module, span, named.text, fallback)) continue;
    add({ ...span, secret: named.text, hidden: inner(span), confidence: 'medium', ...(fallback ? { fallback } : {}), evidence: { kind: 'name', named } });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Without the quotes. */
function inner(span: Span): Span {
  return span.end - span.start > 2 ? { start: span.start + 1, end: span.end - 1 } : { start: span.start, end: span.end };
}

function reached(program: ProgramView, module: ModuleFacts): HardcodedSecret[] {
  const byPlace = new Map<string, SecretUse[]>();
  for (const use of secretUses(program)) {
    const { site } = use.origin;
    if (site.module !== module) continue;
    const key = `${site.start}:${site.end}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), use]);
  }
  const found: HardcodedSecret[] = [];
  for (const all of byPlace.values()) {
    const { text, site } = all[0]!.origin;
    const span = { start: site.start, end: site.end };
    if (isPlaceholder(text) || isPublicMaterial(text) || PROTOCOL_CONSTANTS.has(text)) continue;
    const uses = all.filter((use) => isAccepted(use, text));
    if (uses.length === 0) continue;
    const stage = stageOf(program, module, span);
    if (stage === 'test' || (stage === 'development' && !isGenerated(text, 16))) continue;
    const fallback = fallbackOf(program, module, span);
    if (fallback && isRefused(program, module, span, text, fallback)) continue;
    const local = uses.every((use) => use.local === true && USES[use.use].accepts === 'password');
    found.push({ ...span, secret: text, hidden: inner(span), confidence: local ? 'low' : fallback ? 'medium' : 'high', ...(fallback ? { fallback } : {}), evidence: { kind: 'use', uses } });
  }
  return found;
}

function isAccepted(use: SecretUse, text: string): boolean {
  switch (USES[use.use].accepts) {
    case 'generated': return isGenerated(text, 16);
    case 'password': return !isStandIn(text) && !(use.local === true && isTrivialPassword(text, use.user));
    default: return use.use !== 'client' || !isStandIn(text);
  }
}

function tokens(program: ProgramView, module: ModuleFacts): HardcodedSecret[] {
  const text = program.text(module);
  return providerTokens(module.path, text).map(({ provider, ...span }) => ({ ...span, secret: text.slice(span.start, span.end), hidden: span, confidence: 'high' as const, evidence: { kind: 'provider' as const, provider } }));
}

function urls(program: ProgramView, module: ModuleFacts): HardcodedSecret[] {
  const source = program.text(module);
  if (!source.includes('://')) return [];
  const found: HardcodedSecret[] = [];
  const add = (expr: Expr, password: string, scheme: string, local: boolean): void => {
    const span = { start: expr.start, end: expr.end };
    if (stageOf(program, module, span) === 'test') return;
    const at = source.indexOf(password, expr.start);
    const hidden = at >= 0 && at + password.length <= expr.end ? { start: at, end: at + password.length } : inner(span);
    const fallback = fallbackOf(program, module, span);
    if (fallback && isRefused(program, module, span, password, fallback)) return;
    found.push({ ...span, secret: password, hidden, confidence: local ? 'low' : 'high', ...(fallback ? { fallback } : {}), evidence: { kind: 'url', scheme } });
  };
  walkModule(module, { expr(expr, fn) {
    if (expr.kind !== 'literal' && expr.kind !== 'template') return;
    for (const text of textsOf(expr)) {
      const one = text.includes('://') ? urlPassword(text) : undefined;
      if (one) add(expr, one.password, one.scheme, one.local);
    }
    const part = expr.kind === 'template' ? passwordPart(expr) : undefined;
    const value = part ? program.denote(module, part, fn) : undefined;
    if (value?.kind === 'literal' && typeof value.value === 'string' && value.site?.module === module && !isTrivialPassword(value.value)) {
      add({ kind: 'literal', value: value.value, start: value.site.start, end: value.site.end }, value.value, /(?<![\w+.-])([\w+.-]+):\/\//.exec(expr.kind === 'template' ? expr.texts[0]! : '')?.[1] ?? 'connection', false);
    }
  } });
  return found;
}
