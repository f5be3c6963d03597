import type { Value } from '../model/index.ts';
import { array, literal, object } from '../link/index.ts';
import { caller, isProtecting, pass, type Element, type JudgeContext, type RequestLine, type RequestState } from '../guards/index.ts';
import { asking } from './controller-dialects.ts';
import { yamlOf, type Data } from './deployment.ts';
import { member } from './named.ts';
import type { ProjectFiles } from './types.ts';

/** An element of which only the reason is known why it is not known. */
export function vague(element: Element, reason: string): Element {
  return { ...element, value: literal(true), given: { proves: 'unknown', basis: 'library', reason } };
}

/**
 * One scheme of one security requirement (OpenAPI 3.1, section 4.8.30): its handler is called with the request, the scopes and the scheme, and has to
 * give something true.
 *
 * @param element where the handlers are given
 */
export function schemeElement(scheme: string, scopes: string[], handlers: Value, element: Element): Element {
  const handler = member(handlers, scheme);
  if (handler?.kind !== 'function') return vague({ ...element, name: scheme }, `the security handler \`${scheme}\` was not found`);
  const dialect = asking(`openapi security ${scheme} ${scopes.join()}`, () => [caller('request', 'req'), array(scopes.map((scope) => literal(scope))), open()], 401);
  return { ...element, name: scheme, value: handler, dialect };
}

/** The scheme's own description, of which the handler may read anything. */
function open(): Value {
  const made = object();
  made.open = true;
  return made;
}

const STRENGTHS = ['nothing', 'unknown'];

/** Of several ways through, any is enough: the one that asks least of callers decides. */
export function easiest(ways: Element[][], request: RequestLine, state: RequestState, context: JudgeContext): Element[] {
  if (ways.length < 2) return ways[0] ?? [];
  const strength = (way: Element[]): number => Math.max(0, ...pass(way, request, context, state).judged.map(({ judgement: { guard } }) => (isProtecting(guard) ? (guard.proves === 'authorization' ? 3 : 2) : STRENGTHS.indexOf(guard.proves))));
  return ways.map((way) => ({ way, strength: strength(way) })).sort((a, b) => a.strength - b.strength)[0]!.way;
}

/**
 * The API description in a file that code names: of several of the name, the one whose path ends as the code has it, and is nearest.
 *
 * @param text the path, as far as it is known
 * @param from the file that names it
 */
export function describedIn(text: string, from: string, files: ProjectFiles): Data {
  const parts = text.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const found = files.documents((name) => name === parts.at(-1)).map((file) => ({ file, shared: sharedEnd(file.split('/'), parts), near: sharedStart(file, from) }));
  const [best, next] = found.sort((a, b) => b.shared - a.shared || b.near - a.near);
  return best && (!next || best.shared > next.shared || best.near > next.near) ? yamlOf(files, best.file) : undefined;
}

function sharedEnd(left: string[], right: string[]): number {
  let count = 0;
  while (count < left.length && left.at(-1 - count) === right.at(-1 - count)) count++;
  return count;
}

function sharedStart(left: string, right: string): number {
  const [a, b] = [left.split('/'), right.split('/')];
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}
