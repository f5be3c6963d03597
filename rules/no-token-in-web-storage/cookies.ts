import { textOf } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';

/** What `document.cookie = ...` sets: an expression, or the text, of the name, and the expression of the value. */
export interface CookieParts { key: Expr; keyText?: string; value: Expr }

type Part = { text: string } | { expr: Expr };

/** Takes a cookie's text apart. Nothing for one that is deleted, or whose value is only text. */
export function cookieParts(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): CookieParts | undefined {
  const parts = flatten(expr);
  const texts = parts.map((part) => ('text' in part ? part.text : '')).join('\0');
  if (/max-age=(0|-\d+)\b|expires=Thu, 01[ -]Jan[ -]1970/i.test(texts)) return undefined;
  const equals = parts.findIndex((part) => 'text' in part && part.text.includes('='));
  const at = parts[equals];
  if (!at || !('text' in at)) return undefined;
  const [before, after] = [at.text.slice(0, at.text.indexOf('=')), at.text.slice(at.text.indexOf('=') + 1)];
  const value = parts[equals + 1];
  if (after.includes(';') || !value || !('expr' in value)) return undefined;
  const named = parts.slice(0, equals).find((part) => 'expr' in part);
  const keyText = [...parts.slice(0, equals).map((part) => ('text' in part ? part.text : textOf(program.denote(module, part.expr, fn)) ?? undefined)), before];
  const key = named && 'expr' in named ? named.expr : expr;
  return keyText.every((text) => text !== undefined) ? { key, keyText: keyText.join('').trim(), value: value.expr } : { key, value: value.expr };
}

function flatten(expr: Expr): Part[] {
  if (expr.kind === 'literal') return [{ text: String(expr.value) }];
  if (expr.kind === 'binary' && expr.operator === '+') return merge([...flatten(expr.left), ...flatten(expr.right)]);
  if (expr.kind === 'template' && !expr.tag) return merge(expr.texts.flatMap((text, i) => [{ text }, ...(expr.values[i] ? flatten(expr.values[i]) : [])]));
  if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'join' && expr.callee.object.kind === 'array') {
    return merge(expr.callee.object.elements.flatMap((one, i) => [...(i > 0 ? [{ text: ';' }] : []), ...flatten(one)]));
  }
  return [{ expr }];
}

function merge(parts: Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if ('text' in part && part.text === '') continue;
    if (last && 'text' in last && 'text' in part) last.text += part.text; else merged.push({ ...part });
  }
  return merged;
}
