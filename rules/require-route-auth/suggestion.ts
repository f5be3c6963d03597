import type { Route, RouteDetail, RuleContext, Suggestion } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';

/**
 * Offers the guard that most siblings in the same file are given at the route itself. Only where it is a plain argument
 * after the path, so that inserting it there is sure to be right.
 */
export function suggestSiblingGuard(context: RuleContext<unknown>, detail: RouteDetail, siblings: Route[]): Suggestion | undefined {
  const text = context.program.text(detail.module);
  if (!/^\s*,/.test(text.slice(detail.end, detail.end + 200))) return undefined;
  const counts = new Map<string, number>();
  for (const sibling of siblings) {
    if (sibling.file !== detail.module.path || (sibling.access !== 'authenticated' && sibling.access !== 'authorized')) continue;
    const guard = sibling.guards.find((one) => isProtecting(one) && !one.inHandler && one.appliedAt.file === sibling.file && one.appliedAt.line >= sibling.line && one.appliedAt.line <= sibling.line + 3);
    if (!guard) continue;
    const start = (detail.module.lineStarts[guard.appliedAt.line - 1] ?? 0) + guard.appliedAt.column - 1;
    const written = /^[\w$.]+(\(\))?(?=\s*[,)\]])/.exec(text.slice(start, start + 120))?.[0];
    if (written) counts.set(written, (counts.get(written) ?? 0) + 1);
  }
  const [written] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (!written) return undefined;
  return { message: `Put \`${written}\`, which the routes beside it have, in front of the handler.`, edits: [{ start: detail.end, end: detail.end, text: `, ${written}` }] };
}
