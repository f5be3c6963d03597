import type { FunctionValue, Site } from '../../model/index.ts';
import { literal, textOf, type Program } from '../../link/index.ts';
import { caller, type Element, type GivenProof } from '../../guards/index.ts';
import type { Classes } from '../classes.ts';
import { asking } from '../controller-dialects.ts';
import { classesWithMethod } from '../controllers.ts';
import type { Mark } from '../decorations.ts';
import { member, textsIn } from '../named.ts';
import { AUTHENTICATION, AUTHORIZATION, imports, whyNotAuthenticated } from './model.ts';

/** Guards that the decorators of a method mean, or those of its class where it has none of the kind. */
export type GuardsOf = (own: Mark[], ofClass: Mark[]) => Element[];

const PACKAGED = ['@loopback/authentication-jwt', '@loopback/authentication-passport'];

/** Strategies of the project, by their name: instances with `name` and `authenticate(request)`. */
function strategiesOf(program: Program, classes: Classes): Map<string, FunctionValue> {
  const found = new Map<string, FunctionValue>();
  for (const { instance, methods } of classesWithMethod(program, classes, 'authenticate')) {
    const fn = methods.find((one) => one.facts.name === 'authenticate')?.fn;
    if (!fn) continue;
    const value = program.machine.getMember(instance, 'name', { module: fn.module, start: fn.fn.start, end: fn.fn.end });
    const name = textOf(value);
    if (name !== undefined) found.set(name, fn);
  }
  return found;
}

export function guardsOf(program: Program, classes: Classes): GuardsOf {
  const inert = whyNotAuthenticated(program);
  const strategies = strategiesOf(program, classes);
  const enforced = imports(program, AUTHORIZATION, 'AuthorizationComponent');
  const given = (site: Site, name: string, proof: GivenProof): Element => ({ value: literal(true), site, name, given: proof });

  function authentication(marks: Mark[]): Element[] | undefined {
    const mark = marks.findLast((one) => one.package === AUTHENTICATION && (one.name === 'authenticate' || one.name === 'skip'));
    if (!mark) return undefined;
    if (mark.name === 'skip') return [];
    const names = mark.args.flatMap((arg) => textsIn(member(arg, 'strategy') ?? arg));
    if (inert) return [given(mark.site, 'authenticate', { proves: 'nothing', basis: 'library', reason: inert })];
    // Of several strategies any is enough.
    const fn = names.length === 1 ? strategies.get(names[0]!) : undefined;
    if (fn) return [{ value: fn, site: mark.site, name: names[0]!, dialect: asking('loopback strategy', () => [caller('request', 'req')], 401, 'user') }];
    const known = PACKAGED.some((one) => imports(program, one));
    return [given(mark.site, 'authenticate', { proves: 'authentication', basis: known ? 'library' : 'name', ...(known ? {} : { reason: `the strategy \`${names.join()}\` could not be followed to its definition` }) })];
  }

  function authorization(marks: Mark[]): Element[] | undefined {
    const mark = marks.findLast((one) => one.package === AUTHORIZATION && ['authorize', 'skip', 'allowAll', 'allowAuthenticated', 'deny', 'denyAll', 'allow', 'scope', 'vote'].includes(one.name));
    if (!mark) return undefined;
    if (mark.name === 'skip' || mark.name === 'allowAll') return [];
    if (!enforced) return [given(mark.site, 'authorize', { proves: 'nothing', basis: 'library', reason: '`AuthorizationComponent` is not part of the application: `@authorize` has no effect' })];
    if (mark.name === 'allowAuthenticated') return [given(mark.site, 'authorize', { proves: 'authentication', basis: 'library' })];
    const [options] = mark.args;
    const roles = [...textsIn(member(options, 'allowedRoles')), ...textsIn(member(options, 'scopes')), ...textsIn(options?.kind === 'object' ? undefined : options)];
    if (roles.some((role) => role === '$everyone' || role === '$unauthenticated')) return [];
    if (roles.length > 0 && roles.every((role) => role === '$authenticated')) return [given(mark.site, 'authorize', { proves: 'authentication', basis: 'library' })];
    return [given(mark.site, 'authorize', { proves: 'authorization', basis: 'library', roles })];
  }

  return (own, ofClass) => [...(authentication(own) ?? authentication(ofClass) ?? []), ...(authorization(own) ?? authorization(ofClass) ?? [])];
}
