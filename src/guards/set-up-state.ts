import type { Expr, Scope, Value } from '../model/index.ts';
import { namesIn } from './doubt.ts';

const COUNTS_USERS = /(^|\.)(get|count|fetch)?_?((number|amount|total|count)_?(of_?)?(all_?)?(users|admins|administrators|accounts|owners)|(users?|admins?|administrators?|accounts?|owners?)(_?model|_?repository|_?service|s)?[_.]?(get_?)?(count|total|number)\w*)(\.length)?$/i;
const IS_SET_UP = /(^|\.)(check_?(if_?)?)?((is|has|was|needs?|requires?|not)_?)?((app|system|server|instance|site|initial|first)_?)?((set_?up|install(ed|ation)?|initiali[sz]ed|configured|onboarded|on_?boarding)(_?(is_?)?(done|completed?|mode|required|needed|finished|pending))?|first_?(run|start|user|time_?set_?up|boot|launch)|no_?users(_?yet)?|(any_?)?(user|admin|owner)s?_?exists?|has_?(any_?)?(users|admins?|owner))$/i;

/**
 * Whether a condition asks if the installation has been set up: whether it has a user yet, or a first run is going on. That
 * stays what it is once somebody has made the first account.
 */
export function isAboutSetUp(value: Value, test: Expr, { module }: Scope): boolean {
  if (value.kind !== 'unknown' && value.kind !== 'result' && value.kind !== 'property') return false;
  const asked = test.kind === 'await' ? test.value : test;
  const counted = asked.kind === 'binary' ? comparesWithNone(asked) : asked;
  if (!counted) return false;
  const names = [namesIn(counted)];
  if (counted.kind === 'ref' && counted.binding >= 0) {
    const { init, reassigned } = module.bindings[counted.binding]!;
    if (init && !reassigned) names.push(namesIn(init));
  }
  return names.some((name) => (asked === counted ? IS_SET_UP.test(name) : false) || COUNTS_USERS.test(name));
}

/** `count === 0`, `count > 0`, `count < 1`: what is counted. */
function comparesWithNone({ operator, left, right }: Extract<Expr, { kind: 'binary' }>): Expr | undefined {
  const number = right.kind === 'literal' ? right.value : undefined;
  const none = number === 0 ? /^([=!]==?|>|<=)$/ : number === 1 ? /^(<|>=)$/ : undefined;
  return none?.test(operator) ? left : undefined;
}
