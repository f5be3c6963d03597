import type { HouseConstant, HouseRequirement, Value } from '../../model/index.ts';
import { alternatives, literal, textParts, type Machine } from '../../link/index.ts';
import { patternOf, type Element } from '../../guards/index.ts';
import type { Declaration } from './declaration.ts';
import { first, whyOpen, type Found } from './lookup.ts';

/** What a value says: whether it asks for something, and the texts that say for what. */
type Answer = { says: 'yes'; texts: string[] } | { says: 'no' } | { says: 'open'; why: string };

const NO: Answer = { says: 'no' };

/** What the framework itself asks of those who call one route, as elements in front of its handler. */
export function requirementsOf(declaration: Declaration, line: { method: string; path: string }, machine: Machine): Element[] {
  return declaration.framework.requires
    .filter((one) => one.routes === undefined || one.routes.some((pattern) => patternOf(pattern)(line)))
    .flatMap((one) => elementOf(one, declaration, line.method, machine));
}

function elementOf(requirement: HouseRequirement, declaration: Declaration, method: string, machine: Machine): Element[] {
  const { proves, at, unless } = requirement;
  const described = `as the configuration describes \`${declaration.framework.name}\``;
  const found = first(declaration, at, machine, method);
  const asked: Answer = at.length === 0 ? { says: 'yes', texts: [] } : found ? answerOf(found, requirement) : NO;
  const way = unless && first(declaration, unless.at, machine, method);
  const out = way ? answerOf(way, { is: unless?.is, except: [], proves: 'authentication' }) : NO;
  const site = (out.says === 'no' ? found?.site : way?.site) ?? declaration.head;
  const element = (name: string, given: Element['given']): Element[] => [{ value: literal(true), site, name, given: given! }];
  if (out.says === 'yes') return element(way!.name, { proves: 'nothing', basis: 'config', reason: `\`${way!.name}\` opts out of ${proves}, ${described}` });
  if (asked.says === 'no') return [];
  if (asked.says === 'open') return element(found!.name, { proves: 'unknown', basis: 'config', reason: `\`${found!.name}\` may ask for ${proves}, ${described}; its value is not known: ${asked.why}` });
  if (out.says === 'open') return element(way!.name, { proves: 'unknown', basis: 'config', reason: `\`${way!.name}\` may opt out of ${proves}, ${described}; its value is not known: ${out.why}` });
  const roles = proves === 'authorization' ? requirement.roles ?? asked.texts : [];
  const reason = found ? `\`${found.name}\` asks for it, ${described}` : `every route asks for it, ${described}`;
  return element(found?.name ?? declaration.framework.name, { proves, basis: 'config', roles, reason });
}

type Reading = Pick<HouseRequirement, 'is' | 'except' | 'proves' | 'roles'>;

function answerOf(found: Found, reading: Reading): Answer {
  return found.open === undefined ? answerOfValue(found.value, reading) : { says: 'open', why: found.open };
}

function answerOfValue(value: Value, reading: Reading): Answer {
  const { is, except } = reading;
  switch (value.kind) {
    case 'union': return answerOfAny(alternatives(value).map((one) => answerOfValue(one, reading)));
    case 'literal': {
      const constant = value.value as HouseConstant;
      if (is ? !is.includes(constant) : !value.value) return NO;
      return except.includes(constant) ? NO : { says: 'yes', texts: typeof constant === 'string' ? [constant] : [] };
    }
    case 'text': return is || except.length > 0 ? { says: 'open', why: 'only parts of it are known' } : { says: 'yes', texts: [textParts(value).map((part) => part ?? '*').join('')] };
    case 'array': return answerOfList(value.elements.map((one) => answerOfValue(one, reading)), value.open === true);
    case 'object': return is || (reading.proves === 'authorization' && !reading.roles) ? { says: 'open', why: 'it is an object, and the description does not say which of its members counts' } : { says: 'yes', texts: [] };
    default: return { says: 'open', why: whyOpen(value) };
  }
}

/** One of several values: all of them have to say the same. */
function answerOfAny(answers: Answer[]): Answer {
  const open = answers.find((one) => one.says === 'open');
  if (open) return open;
  if (answers.some((one) => one.says !== answers[0]!.says)) return { says: 'open', why: 'it is one of several values, which say different things' };
  return answers[0]?.says === 'yes' ? { says: 'yes', texts: textsOf(answers) } : NO;
}

/** A list asks for something where one of its elements does. */
function answerOfList(answers: Answer[], open: boolean): Answer {
  if (answers.some((one) => one.says === 'yes')) return { says: 'yes', texts: textsOf(answers) };
  return answers.find((one) => one.says === 'open') ?? (open ? { says: 'open', why: 'there may be more in the list than is seen' } : NO);
}

function textsOf(answers: Answer[]): string[] {
  return [...new Set(answers.flatMap((one) => (one.says === 'yes' ? one.texts : [])))];
}
