import type { CallExpr, Expr, NewExpr } from '../model/index.ts';
import { placeOf, type Frame, type Val, type Walk } from './frame.ts';

/** A step that is told in words. */
export function step(walk: Walk, kind: 'store' | 'external' | 'check' | 'session', text: string, expr: Expr, frame: Frame): void {
  walk.out.push({ kind, text, place: placeOf(walk, frame.module, expr.kind === 'call' && expr.callee.kind === 'member' ? { start: expr.callee.propertyStart } : expr) });
}

/** Something that could not be followed. */
export function gap(walk: Walk, text: string, expr: Expr, frame: Frame): void {
  const place = placeOf(walk, frame.module, expr);
  if (!walk.gaps.some((one) => one.text === text && one.place.file === place.file && one.place.line === place.line)) walk.gaps.push({ text, place });
}

/** Functions given to what is outside the project are called with what it finds. */
export function callbacks(walk: Walk, expr: CallExpr | NewExpr, frame: Frame): void {
  for (const arg of expr.args) {
    // `parse(form, { schema: async (data) => { ... } })`
    const given = arg.kind === 'object' ? arg.properties.map((one) => one.value) : [arg];
    for (const one of given) if (one.kind === 'function') inline(walk, frame, one, []);
  }
}

/** Runs a function where it is written; its variables are those around it. */
export function inline(walk: Walk, frame: Frame, arg: Extract<Expr, { kind: 'function' }>, given: Val[]): { returned: Val[] } {
  const fn = frame.module.functions[arg.fn]!;
  if (walk.stack.includes(fn)) return { returned: [] };
  walk.stack.push(fn);
  const inside: Frame = { ...frame, fn: fn.id, root: false, returned: [] };
  fn.params.forEach((param, i) => { if (given[i]) frame.env.set(param.binding, given[i]); if (param.pattern) walk.statements(param.pattern, inside); });
  walk.statements(fn.body, inside);
  walk.stack.pop();
  return inside;
}
