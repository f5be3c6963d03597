import type { FunctionValue, Site, Value } from '../../model/index.ts';
import { alternatives, array, functionsOf, literal, object, type Machine } from '../../link/index.ts';
import { caller, connect, type Element } from '../../guards/index.ts';
import { asking } from '../controller-dialects.ts';
import type { Mark } from '../decorations.ts';
import { elementsOf } from '../elements.ts';
import { member, method, textsIn } from '../named.ts';
import { PACKAGE } from './model.ts';

/** Middleware is a function, or a class whose instance has a method `use`. */
export function asMiddleware(machine: Machine, element: Element): Element {
  const { value } = element;
  if (value.kind !== 'class') return { ...element, dialect: connect };
  const use = method(machine, machine.standIn(value), 'use');
  return { ...element, value: use ?? value, name: value.cls.name, dialect: connect };
}

/** What `@UseBefore(...)` puts in front: the controller's, then the method's (routing-controllers: `ExpressDriver.registerAction`). */
export function usesBefore(machine: Machine, marks: Mark[]): Element[] {
  return marks.filter((mark) => mark.package === PACKAGE && mark.name === 'UseBefore' && mark.record)
    .flatMap((mark) => elementsOf(mark.record!, 0)).map((element) => asMiddleware(machine, element));
}

/** `action`: what checkers are given of the request. */
function action(site: Site): Value {
  const made = object(site);
  made.open = true;
  made.props.set('request', caller('request', 'req'));
  made.props.set('response', caller('response', 'res'));
  made.props.set('next', caller('next', 'next'));
  made.props.set('context', caller('request', 'req'));
  return made;
}

const checkerIn = (options: Value | undefined, name: string): FunctionValue | undefined => {
  const given = member(options, name);
  return given && alternatives(given).length === 1 ? functionsOf(given)[0] : undefined;
};

/** `@Authorized(roles)`, on the controller or the method: the application's `authorizationChecker` is asked. */
export function authorized(marks: Mark[], options: Value | undefined): Element[] {
  const own = marks.filter((mark) => mark.package === PACKAGE && mark.name === 'Authorized');
  if (own.length === 0) return [];
  const roles = own.flatMap((mark) => mark.args).flatMap(textsIn);
  const { site } = own[0]!;
  const checker = checkerIn(options, 'authorizationChecker');
  if (!checker) {
    const reason = member(options, 'authorizationChecker') ? '`authorizationChecker` could not be followed to its definition' : 'no `authorizationChecker` was found for `@Authorized`';
    return [{ value: literal(true), site, name: 'Authorized', given: { proves: 'unknown', basis: 'name', reason } }];
  }
  const dialect = asking(`routing-controllers authorized ${roles.join()}`, () => [action(site), array(roles.map((role) => literal(role)))], roles.length === 0 ? 401 : 403);
  return [{ value: checker, site, name: 'Authorized', dialect }];
}

/** `@CurrentUser({ required: true })`: without a user, the handler is not reached. */
export function requiredUser(required: boolean, options: Value | undefined, site: Site): Element[] {
  const checker = checkerIn(options, 'currentUserChecker');
  if (!required || !checker) return [];
  return [{ value: checker, site, name: 'CurrentUser', dialect: asking('routing-controllers current user', () => [action(site)], 401, 'CurrentUser') }];
}
