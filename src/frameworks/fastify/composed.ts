import type { CallRecord, ResultValue, Value } from '../../model/index.ts';
import { alternatives, packageOf, textOf } from '../../link/index.ts';
import { isProtecting, judge, pass, type Element, type GivenProof, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { isInstance, lineage } from './instance.ts';
import { resolved } from './resolve.ts';

type Relation = 'or' | 'and';
interface Composition { relation: Relation; parts: Element[][] }

/**
 * What `fastify.auth([a, [b, c]], { relation })` of @fastify/auth stands for: all of `and` one after the other; of `or`, one
 * element that proves what all of its parts prove. Lists inside have the other relation.
 */
export function decomposed(element: Element, instance: ResultValue, request: RequestLine, state: RequestState, context: JudgeContext): Element[] {
  const composition = compositionOf(element, instance, context);
  if (!composition) return [element];
  const { relation, parts } = composition;
  if (relation === 'and') return parts.map((part) => (part.length === 1 ? part[0]! : { ...part[0]!, name: part.map((one) => one.name).join(' or '), given: either(part.map((one) => [one]), request, state, context) }));
  return [{ ...element, given: either(parts, request, state, context) }];
}

/** What is proven by passing one of several chains, whichever. */
function either(chains: Element[][], request: RequestLine, state: RequestState, context: JudgeContext): GivenProof {
  const guards = chains.map((chain) => {
    const { judged } = chain.length === 1 ? { judged: [{ judgement: judge(chain[0]!, request, state, context) }] } : pass(chain, request, context, state);
    const all = judged.map(({ judgement }) => judgement.guard);
    return all.find((guard) => guard.proves === 'authorization' || guard.proves === 'ownership') ?? all.find(isProtecting) ?? all.find((guard) => guard.proves === 'unknown') ?? all[0]!;
  });
  const proofs = new Set(guards.map((guard) => guard.proves));
  const vague = guards.find((guard) => guard.proves === 'unknown');
  if (guards.every(isProtecting)) {
    const proves = proofs.size === 1 ? guards[0]!.proves : 'authentication';
    return { proves, basis: 'body', roles: proves === 'authorization' ? [...new Set(guards.flatMap((guard) => guard.roles))] : [], ...(guards[0]!.evidence ? { evidence: guards[0]!.evidence } : {}) };
  }
  const open = guards.find((guard) => !isProtecting(guard) && guard.proves !== 'unknown');
  if (open) return { proves: 'nothing', basis: 'body', reason: `\`${open.name}\`, one of its alternatives, lets everyone through` };
  return { proves: 'unknown', basis: 'body', reason: vague?.reason ?? 'one of its alternatives is not known' };
}

function compositionOf(element: Element, instance: ResultValue, context: JudgeContext): Composition | undefined {
  const { value } = element;
  if (value.kind !== 'result' || value.call.method !== 'auth' || !isComposer(value.call)) return undefined;
  const [list, options] = value.call.args;
  if (list?.kind !== 'array' || list.elements.length === 0) return undefined;
  const given = options?.kind === 'object' ? options.props.get('relation') : undefined;
  const relation: Relation = ((given && textOf(given)) ?? defaultRelation(instance)) === 'and' ? 'and' : 'or';
  const written = value.call.expr.args[0];
  const make = (one: Value, expr: Parameters<typeof nameOfExpr>[0] | undefined): Element => resolved({
    value: one, site: { module: value.call.module, start: (expr ?? value.call.expr).start, end: (expr ?? value.call.expr).end },
    name: (expr && nameOfExpr(expr)) || nameOfValue(one), ...(element.dialect ? { dialect: element.dialect } : {}),
  }, instance, context.machine);
  const parts = list.elements.map((one, i) => {
    const expr = written?.kind === 'array' && written.elements.length === list.elements.length ? written.elements[i] : undefined;
    return one.kind === 'array' ? one.elements.map((inner, j) => make(inner, expr?.kind === 'array' ? expr.elements[j] : undefined)) : [make(one, expr)];
  });
  return { relation, parts };
}

function isComposer({ callee }: CallRecord): boolean {
  return callee.kind === 'property' && callee.name === 'auth' && alternatives(callee.object).some(isInstance);
}

/** `defaultRelation` of the plugin's registration. */
function defaultRelation(instance: ResultValue): string | undefined {
  const registered = lineage(instance).flatMap((one) => one.calls).filter((record) => record.method === 'register' && /^(@fastify\/|fastify-)auth$/.test((record.args[0] && packageOf(record.args[0])) ?? ''));
  for (const { args: [, options] } of registered) {
    const relation = options?.kind === 'object' ? options.props.get('defaultRelation') : undefined;
    if (relation) return textOf(relation);
  }
  return undefined;
}
