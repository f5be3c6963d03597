import type { CallExpr, CallRecord, ModuleFacts, NewExpr, Site, Value } from '../model/index.ts';
import { lineEndAfter, spansLines } from '../link/index.ts';

/** What a finding underlines: `app.get('/x'`, from the start of the call's last link to the end of its first argument. */
export function headOf(record: CallRecord): Site {
  const { module, expr } = declaringCall(record);
  const first = expr.args[0];
  const start = expr.callee.kind === 'member' && spansLines(module, expr.callee.object.start, expr.callee.propertyStart) ? expr.callee.propertyStart : expr.start;
  const end = first && first.end - start < 200 ? first.end : expr.callee.end;
  return { module, start, end };
}

/**
 * The call that declares the route: where its path is written among the arguments. For `setupRoute(router, 'get', '/x', h)`
 * it is that call, not the one line inside the helper that all routes go through.
 */
function declaringCall(record: CallRecord): { module: ModuleFacts; expr: CallExpr | NewExpr } {
  const path = [...record.args, ...(record.receiver?.kind === 'result' ? record.receiver.call.args : [])].map(siteOfPath).find((site) => site !== undefined);
  const holds = (module: ModuleFacts, expr: { start: number; end: number }): boolean => path?.module === module && expr.start <= path.start && path.end <= expr.end;
  if (!path || holds(record.module, record.expr)) return record;
  return record.frames.findLast((frame) => holds(frame.module, frame.expr) && frame.args.some(holdsHandler)) ?? record;
}

/** The handler is handed over as well: without it, the call only says where. */
function holdsHandler(value: Value, depth = 0): boolean {
  if (value.kind === 'function') return true;
  if (depth > 1) return false;
  if (value.kind === 'array') return value.elements.some((one) => holdsHandler(one, depth + 1));
  return value.kind === 'object' && value.cls === undefined && [...value.props.values()].some((one) => holdsHandler(one, depth + 1));
}

function siteOfPath(value: Value): Site | undefined {
  if (value.kind === 'array') return value.elements.map(siteOfPath).find((site) => site !== undefined);
  return (value.kind === 'literal' && typeof value.value === 'string' && value.value.startsWith('/')) || value.kind === 'text' || value.kind === 'regexp' ? (value.kind === 'regexp' ? undefined : value.tail) ?? value.site : undefined;
}

/** The first line of something written: what a finding underlines of what goes on for many. */
export function firstLine({ module, start, end }: Site): Site {
  return { module, start, end: Math.min(end, Math.max(lineEndAfter(module, start) ?? end, start + 1)) };
}
