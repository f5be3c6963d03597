import type { Value } from '../../model/index.ts';
import { alternatives, boundedRegExp, settle, truth } from '../../link/index.ts';
import { isProtecting, judge, type Dialect, type Element, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { member, textsIn } from '../named.ts';
import { schemeElement, vague } from '../openapi.ts';
import { isOpen, membersOf } from './description.ts';

const LOST = 'the API description that says what it asks of callers was not found';
const DISABLED = 'x-express-openapi-disable-middleware';

/** What is known of one operation. */
export interface Operation {
  /** The options of `initialize`. */
  options: Value;
  description: Value | undefined;
  /** As the description has it: `/users/{id}`. */
  path: string;
  pathItem: Value | undefined;
  module: Value | undefined;
  operation: Value | undefined;
}

/**
 * Sets of elements, each of which is enough to get through: the handlers of the schemes that the operation demands, or its path (`pathSecurity`), or the
 * description as a whole. An operation that nothing describes is asked nothing, a scheme without a handler is left out, and so is a
 * requirement of none (openapi-framework 12: `initialize`; openapi-security-handler: the constructor).
 */
export function waysInto(one: Operation, element: Element): Element[][] {
  const { options, description, operation } = one;
  if (!operation && !isKnown(description) && member(options, 'securityHandlers')) return [[vague(element, LOST)]];
  if (!operation || [description, one.module, one.pathItem, operation].some((value) => truth(member(value, DISABLED) ?? UNSET) === true)) return [];
  const handlers = member(options, 'securityHandlers');
  if (!handlers) return isOpen(options) ? [[vague(element, 'the options of `initialize` are not all known')]] : [];
  if (alternatives(handlers).length > 1) return [[vague(element, 'the security handlers are chosen when the application starts')]];
  const schemes = member(member(description, 'components'), 'securitySchemes') ?? member(description, 'securityDefinitions');
  if (!schemes && description && !isOpen(description) && !isOpen(member(description, 'components') ?? description)) return [];
  const security = demandOf(one);
  if (security === 'unknown') return [[vague(element, LOST)]];
  if (!security) return [];
  const sets = requirementsIn(security);
  if (!sets) return [[vague(element, 'what the API description asks of callers could not be worked out')]];
  return sets
    .map((set) => set.filter(([scheme]) => isOpen(handlers) || member(handlers, scheme) !== undefined))
    .filter((set) => set.length > 0)
    .map((set) => set.map(([scheme, scopes]) => schemeElement(scheme, scopes, handlers, element)));
}

/**
 * The ways that are tried: in order, up to one of which a handler throws for a caller who is nobody. That ends the request, while a handler that returns
 * something false leaves it to the next (openapi-security-handler: `handle`).
 */
export function triedWays(ways: Element[][], request: RequestLine, state: RequestState, context: JudgeContext): Element[][] {
  const last = ways.findIndex((way) => way.some(({ dialect, ...element }) => dialect !== undefined && isProtecting(judge({ ...element, dialect: onlyThrown(dialect) }, request, state, context).guard)));
  return last < 0 ? ways : ways.slice(0, last + 1);
}

function onlyThrown(dialect: Dialect): Dialect {
  return { ...dialect, name: `${dialect.name}, thrown`, returned: (_value, _site, sim) => { sim.passed = true; } };
}

const UNSET: Value = { kind: 'literal', value: undefined };

/** All the operations that it describes are seen. */
function isKnown(description: Value | undefined): boolean {
  if (!description || isOpen(description)) return false;
  const paths = member(description, 'paths');
  return !paths || (!isOpen(paths) && membersOf(paths).every(([, item]) => !isOpen(item)));
}

function demandOf({ options, description, path, operation }: Operation): Value | 'unknown' | undefined {
  const own = member(operation, 'security');
  if (own) return own;
  if (isOpen(operation)) return 'unknown';
  const byPath = member(options, 'pathSecurity');
  if (byPath) {
    if (byPath.kind !== 'array' || byPath.open) return 'unknown';
    for (const tuple of byPath.elements.toReversed()) {
      const [pattern, security] = tuple.kind === 'array' ? tuple.elements : [];
      const regexp = pattern?.kind === 'regexp' ? boundedRegExp(pattern.source, pattern.flags) : undefined;
      if (!regexp || !security) return 'unknown';
      if (regexp.test(path)) return security;
    }
  }
  if (!description) return 'unknown';
  return member(description, 'security') ?? (isOpen(description) ? 'unknown' : undefined);
}

/** Requirements, any of which is enough; `undefined` unless all of them are known. */
function requirementsIn(security: Value): [string, string[]][][] | undefined {
  const list = settle(security);
  if (list.kind !== 'array' || list.open) return undefined;
  const sets = list.elements.map((one) => (isOpen(one) ? undefined : membersOf(one).map(([scheme, scopes]): [string, string[]] => [scheme, textsIn(scopes)])));
  return sets.every((set) => set !== undefined) ? sets : undefined;
}
