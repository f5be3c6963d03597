import type { ModuleFacts, ProgramView, Span, Suggestion } from '../../src/model/index.ts';
import { sideOf } from '../file-role.ts';
import { exprAt, exprsAround } from '../surroundings.ts';
import type { Fallback } from './circumstances.ts';

/**
 * Reads the secret from the environment, where that can be written in place of the literal: in server code, and not as an
 * attribute of JSX. A fallback is dropped.
 */
export function readFromEnvironment(program: ProgramView, module: ModuleFacts, span: Span, name: string, fallback: Fallback | undefined, onServer: boolean): Suggestion[] {
  if (sideOf(module) === 'browser' || (!onServer && sideOf(module) !== 'server')) return [];
  const literal = exprAt(module, span)?.node;
  if (!literal || (literal.kind !== 'literal' && literal.kind !== 'template')) return [];
  if (exprsAround(module, span).some((expr) => expr.kind === 'unknown' && /jsx/i.test(expr.syntax))) return [];
  const text = program.text(module);
  if (!/^['"`]/.test(text.slice(span.start, span.end))) return [];
  if (fallback) {
    const { expr, env } = fallback;
    if (expr.right.kind !== 'ref' && (expr.right.start !== span.start || expr.right.end !== span.end)) return [];
    if (!/^\s*(\|\||\?\?)\s*$/.test(text.slice(expr.left.end, expr.right.start))) return [];
    return [{ message: `Drop the fallback, so that \`${env}\` has to be set`, edits: [{ start: expr.left.end, end: expr.right.end, text: '' }] }];
  }
  return [{ message: `Read it from the environment: process.env.${name}`, edits: [{ start: span.start, end: span.end, text: `process.env.${name}` }] }];
}
