import type { Value } from '../../model/index.ts';
import { siteOf, Thrown } from '../domain.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { rejected, rejection, resolved, settle } from '../promises.ts';
import { isUndefined, object, truth, UNDEFINED, unknown } from '../values.ts';

/** `then`, `catch` and `finally`: callbacks run at once. */
export function promiseCall(m: Machine, name: string, self: Value, args: Value[], at: CallSiteInfo): Value {
  if ((name === 'settle' || name === 'refuse') && self.kind === 'object') {
    const outcome = self.props.size === 0 ? settleOutcome(args[0]) : undefined;
    if (outcome) self.props.set(name === 'settle' ? 'value' : 'refused', outcome);
    return UNDEFINED;
  }
  if (name === 'callback' && self.kind === 'object') {
    const failed = args[0] && truth(args[0]) !== false && !(args[0].kind === 'unknown');
    if (self.props.size === 0) self.props.set(failed ? 'refused' : 'value', failed ? args[0]! : settleOutcome(args[1]));
    return UNDEFINED;
  }
  const error = rejection(self);
  const handle = (callback: Value | undefined, value: Value): Value => {
    if (!callback || isUndefined(callback) || callback.kind === 'literal') return self;
    if (!m.domain) return m.call(callback, [value], undefined, at);
    try {
      return resolved(m.call(callback, [value], undefined, at));
    } catch (thrown) {
      if (thrown instanceof Thrown) return rejected(thrown);
      throw thrown;
    }
  };
  if (name === 'finally') {
    if (args[0]) m.call(args[0], [], undefined, at);
    return self;
  }
  if (name === 'then') {
    if (error) return args[1] ? handle(args[1], error.value) : self;
    return handle(args[0], settle(self));
  }
  if (error) return handle(args[0], error.value);
  if (!m.domain && args[0]?.kind === 'function') {
    m.branches++;
    m.call(args[0], [unknown('a caught error')], undefined, at);
    m.branches--;
  }
  return self;
}

function settleOutcome(value: Value | undefined): Value {
  return value ? settle(value) : UNDEFINED;
}

/** What `util.promisify(fn)` gives: `fn` with a callback behind its arguments that settles the promise. */
export function promisified(m: Machine, fn: Value, args: Value[], at: CallSiteInfo): Value {
  const outcome = object();
  m.call(fn, [...args, { kind: 'builtin', name: 'promise.callback', self: outcome }], undefined, at);
  const error = outcome.props.get('refused');
  if (error) return m.domain ? rejected(new Thrown(error, siteOf(at.scope.module, at.expr))) : error;
  // A callback that is never called leaves the promise, and whoever awaits it, hanging.
  if (outcome.props.size === 0 && m.domain) return rejected(new Thrown(unknown('a promise that never settles'), siteOf(at.scope.module, at.expr)));
  return outcome.props.get('value') ?? unknown('the result of a callback');
}
