import type { Expr } from '../model/index.ts';
import { sendBody } from './answers.ts';
import { statusCodeOf } from '../guards/index.ts';
import { denoteIn, placeOf, sourceOf, type Frame, type Val, type Walk } from './frame.ts';
import { nameOf } from './requests.ts';

/** A value is given to a variable or a member: a session, the status and the body of an answer are told by it. */
export function assigned(walk: Walk, expr: Extract<Expr, { kind: 'assign' }>, frame: Frame): Val {
  const { target } = expr;
  const val = walk.evaluate(expr.value, frame, nameOf(target));
  const given: Val = val.origin ? val : { ...val, origin: { module: frame.module, expr: expr.value, frame } };
  if (target.kind === 'ref') {
    frame.env.set(target.binding, given);
    return given;
  }
  if (target.kind !== 'member') return given;
  const of = walk.evaluate(target.object, frame);
  const name = target.property;
  if (of.input?.in === 'session') walk.out.push({ kind: 'session', text: `${isEmpty(expr.value) ? 'removes' : 'sets'} ${sourceOf(walk, frame.module, target, 60)}`, place: placeOf(walk, frame.module, expr) });
  else if (of.role === 'context' || of.role === 'response') {
    const status = /^(status|statusCode)$/.test(name) ? statusCodeOf(denoteIn(walk, expr.value, frame)) : undefined;
    if (status !== undefined) walk.status = status;
    if (name === 'session') walk.out.push({ kind: 'session', text: `${isEmpty(expr.value) ? 'removes' : 'sets'} the session`, place: placeOf(walk, frame.module, expr) });
    if (name === 'body' && of.role === 'context') sendBody(walk, val, expr.value, frame, placeOf(walk, frame.module, expr));
  } else if (of.role === 'request' && name === 'session') walk.out.push({ kind: 'session', text: `${isEmpty(expr.value) ? 'removes' : 'sets'} the session`, place: placeOf(walk, frame.module, expr) });
  else if (target.object.kind === 'ref') {
    // A record that is saved later keeps what it was given.
    const fields = new Map(of.fields ?? []).set(name, given);
    frame.env.set(target.object.binding, { ...of, fields });
  }
  return given;
}

function isEmpty(value: Expr): boolean {
  return (value.kind === 'literal' && (value.value === null || value.value === false || value.value === '')) || (value.kind === 'ref' && value.name === 'undefined');
}
