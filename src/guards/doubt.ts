import type { Expr } from '../model/index.ts';
import { conventionOf } from './conventions.ts';
import type { RequestLine } from './dialect.ts';
import type { Outcome, Simulation } from './simulation.ts';

/** A condition whose value could not be worked out, and the choices that lead to it and then the other way. */
export interface Doubt { name: string; choices: boolean[] }

const MAX_DOUBTS = 6;

/** What an answer hangs on without its being known whether it holds: where it does not, the caller may be turned away. */
export function doubtsOf(sim: Simulation): Doubt[] {
  if (sim.persona === 'user' || !sim.untilAnswer) return [];
  return sim.assumptions
    .flatMap((one, i) => (one.kind === 'unknown' && one.about ? [{ name: one.about, choices: [...sim.choices.slice(0, i), !one.holds] }] : []))
    .slice(0, MAX_DOUBTS);
}

const ABOUT_CALLERS = /auth|session|permission|allowed|access|token|user|login|logged|role|admin|member|owner|credential|ability|policy|^can[A-Z]/i;

/** What says of an error that it may be for who is calling, whatever its status. */
const ABOUT_CREDENTIALS = /auth(?!or\b)|verif(y|ied)|signature|credential|permission/i;

const ANOTHER_CREDENTIAL = /(^|\.)(access_?|api_?|auth_?|project_?|share_?)?(token|api_?key|secret|signature|jwt)$/i;

/**
 * Why it is not known whether a handler that answers anonymous callers asks who they are: it turns them away where a condition
 * that could not be worked out goes the other way. Logging in fails like that, too.
 *
 * @param follow goes a way once
 */
export function doubtfulAnswer(answer: Outcome, request: RequestLine, follow: (choices: boolean[]) => Outcome): string | undefined {
  if (!answer.doubts || answer.doubts.length === 0 || conventionOf(request)) return undefined;
  const doubt = answer.doubts.find(({ name, choices }) => {
    const other = follow(choices);
    // Whoever sends no such thing has to be logged in: it is another credential, and what is made of it is not known.
    if (other.because) return other.end === 'refused' && ANOTHER_CREDENTIAL.test(name);
    if (other.end === 'failed') return ABOUT_CREDENTIALS.test(name);
    return other.end === 'refused' && (other.status === 401 || ABOUT_CALLERS.test(name));
  });
  return doubt && `it turns callers away unless \`${doubt.name}\` holds, which could not be worked out`;
}

/** What a condition is called: the names in it, as they are written one after the other. */
export function namesIn(expr: Expr): string {
  switch (expr.kind) {
    case 'ref': return expr.name;
    case 'member': return [namesIn(expr.object), expr.property].filter((name) => name !== '').join('.');
    case 'call': return namesIn(expr.callee);
    case 'await': return namesIn(expr.value);
    case 'unary': return namesIn(expr.operand);
    case 'binary': return namesIn(expr.left);
    default: return '';
  }
}
