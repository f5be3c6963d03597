import type { Answer, Step } from '../../flows/types.ts';
import type { Place } from '../../model/index.ts';
import { masked, suspects } from '../secrets.ts';

/** A literal in a condition may be a secret. It has to be looked for before quotes are encoded. */
export function withoutSecrets(text: string): string {
  return masked(text, suspects(text));
}

/** An answer in words: `401`, `302 to /login`, `200 with accessToken`, `TokenError (status of the error handler)`. */
export function outcome({ status, as, body, redirect, error, elsewhere }: Answer): string {
  if (elsewhere) return 'a refusal of its own, not followed';
  if (status === undefined && error !== undefined) return `${error}, status as the error handler says`;
  const code = status !== undefined ? String(status) : as !== undefined ? `the status ${as}` : 'an answer whose status is not known';
  if (redirect !== undefined) return `${code} to ${redirect || 'an address'}`;
  return `${code}${error === undefined ? '' : ` (${error})`}${body.length > 0 ? ` with ${body.join(', ')}` : ''}`;
}

export function isFailure({ error, status }: Answer): boolean {
  return error !== undefined || (status ?? 0) >= 400;
}

export interface Ending { when: string[]; text: string; isFailure: boolean; place: Place }

/** Every way in which a flow ends, with the conditions that lead there. */
export function endings(steps: Step[], when: string[] = []): Ending[] {
  return steps.flatMap((step): Ending[] => {
    switch (step.kind) {
      case 'answer': return [{ when, text: outcome(step.answer), isFailure: isFailure(step.answer), place: step.place }];
      case 'caught': return [];
      case 'branch': return [...endings(step.then, [...when, step.when]), ...endings(step.else, [...when, `otherwise (not: ${step.when})`])];
      case 'loop': return endings(step.steps, [...when, `for one of ${step.text}`]);
      case 'guard': return endings(step.steps, [...when, `in ${step.name || 'a check'}`]);
      default: return [];
    }
  });
}
