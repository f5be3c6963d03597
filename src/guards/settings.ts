import type { FunctionValue, Value } from '../model/index.ts';
import { textOf } from '../link/index.ts';
import type { Assumption, Outcome } from './simulation.ts';

/**
 * Whether some caller gets through however the installation is set up: where a condition on one of the `fixed` kinds was
 * met, both ways of it have to lead through; of any other condition, one way is enough.
 *
 * @param last where not all ways were tried, the last that was: the other ways of what it chose are those that were not
 */
export function getsThrough(outcomes: Outcome[], passes: (outcome: Outcome) => boolean, fixed: Assumption['kind'][], last?: Outcome): boolean {
  return through(outcomes, 0) === true;

  /** The outcomes agree in their first `depth` assumptions: they are one branch of the tree of choices. */
  function through(branch: Outcome[], depth: number): boolean | undefined {
    if (branch.length === 0) return undefined;
    const ended = branch.filter((one) => one.assumptions.length <= depth);
    if (ended.length > 0) return ended.some(passes);
    const ways = [true, false].map((holds) => through(branch.filter((one) => one.assumptions[depth]!.holds === holds), depth + 1));
    const isFixed = fixed.includes(branch[0]!.assumptions[depth]!.kind);
    if (isFixed && last && last.assumptions[depth]?.holds && branch.includes(last)) return false;
    // A way that cannot be told apart was not tried, and says nothing.
    const tried = ways.filter((way) => way !== undefined);
    return isFixed ? tried.every(Boolean) : tried.some(Boolean);
  }
}

const KEEPER = /^(app|application|base|core|default|global|instance|server|site|system)?_?(config(uration)?s?|settings?|env(ironment)?|feature_?flags?)_?(helper|loader|manager|model|provider|registry|repository|service|store|util)?s?$/i;
const READS = /^(get|read|fetch|find|is|has|value|lookup)/i;
const READS_SETTING = /^(get|read|fetch|load|is)_?(app|global|instance|server|site|system)?_?(config(uration)?|setting|env(ironment)?(_?var(iable)?)?|option|feature_?flag)(_?(by_?)?(key|name|value|enabled))?$/i;

/**
 * The name of the setting of the installation that a function of the project gives, wherever these are kept:
 * `this.config.get('signUp.open')` of a class that is called so, `getSetting('signUp.open')`.
 *
 * @param args nothing of the caller is among them
 */
export function settingRead(fn: FunctionValue, args: Value[]): string | undefined {
  if (!READS_SETTING.test(fn.fn.name) && !(KEEPER.test(fn.home?.cls.name ?? '') && READS.test(fn.fn.name))) return undefined;
  return (args[0] && textOf(args[0])) || undefined;
}
