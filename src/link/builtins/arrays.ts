import { siteOf } from '../domain.ts';
import type { ArrayValue, CallerValue, Value } from '../../model/index.ts';
import { iterate } from '../iterate.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { rejection, settle } from '../promises.ts';
import { array, concat, FALSE, literal, noIndex, same, TRUE, truth, UNDEFINED, union, unknown } from '../values.ts';

/** Methods of arrays. Callbacks run for each element, in order. */
export function arrayCall(m: Machine, name: string, self: Value, args: Value[], at: CallSiteInfo): Value | undefined {
  if (self.kind !== 'array') return undefined;
  const called = (value: Value, i: number): Value => (args[0] ? m.call(args[0], [value, literal(i), self], undefined, at) : unknown('a missing callback'));
  const callback = (value: Value, i: number): Value => settle(called(value, i));
  const { values, open } = iterate(m, self);
  switch (name) {
    case 'forEach': values.forEach((value, i) => callback(value, i)); return UNDEFINED;
    // A promise that is rejected is an element like others, until somebody awaits it.
    case 'map': return array(values.map((value, i) => { const made = called(value, i); return rejection(made) ? made : settle(made); }), open);
    case 'flatMap': return flat(values.map(callback), open);
    case 'flat': return flat(values, open);
    case 'filter': {
      if (args[0]?.kind === 'builtin' && args[0].name === 'Boolean') return array(values.filter((value) => truth(value) !== false), open || values.some((value) => truth(value) === undefined));
      let vague = open;
      const kept = values.filter((value, i) => {
        const holds = m.truth(callback(value, i));
        if (holds === undefined) vague = true;
        return holds !== false;
      });
      return array(kept, vague);
    }
    case 'some': return quantifier(m, values.map(callback), open, true);
    case 'every': return quantifier(m, values.map(callback), open, false);
    case 'find': case 'findLast': return find(m, values, callback, open);
    case 'includes': return includes(m, values, args[0], open, at);
    case 'indexOf': case 'lastIndexOf': {
      const found = includes(m, values, args[0], open, at);
      const holds = m.truth(found);
      // That it is not in the list for what the caller lacks has to stay known.
      if (found.kind === 'caller' && found.what === 'absent') return noIndex(found);
      return holds === undefined ? unknown('an index') : holds ? literal(values.findIndex((one) => same(one, args[0]!) === true)) : literal(-1);
    }
    case 'push': case 'unshift': return change(m, self, () => { if (name === 'push') self.elements.push(...args); else self.elements.unshift(...args); });
    case 'concat': return array([...values, ...args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg]))], open || args.some((arg) => arg.kind === 'array' ? arg.open : arg.kind === 'unknown'));
    case 'slice': {
      const from = args[0]?.kind === 'literal' && typeof args[0].value === 'number' ? args[0].value : 0;
      const to = args[1]?.kind === 'literal' && typeof args[1].value === 'number' ? args[1].value : undefined;
      return array(values.slice(from, to), open);
    }
    case 'reverse': return array([...values].reverse(), open);
    case 'sort': case 'values': return self;
    case 'keys': return array(values.map((_, i) => literal(i)), open);
    case 'entries': return array(values.map((value, i) => array([literal(i), value])), open);
    case 'join': return concat(values.flatMap((value, i) => (i > 0 ? [args[0] ?? literal(','), value] : [value])));
    case 'at': case 'pop': case 'shift': {
      if (open) return union(values);
      const i = name === 'pop' ? -1 : name === 'shift' ? 0 : args[0]?.kind === 'literal' && typeof args[0].value === 'number' ? args[0].value : 0;
      return values.at(i) ?? UNDEFINED;
    }
    case 'reduce': case 'reduceRight': {
      let total = args[1];
      values.forEach((value, i) => { total = total === undefined ? value : m.call(args[0]!, [total, value, literal(i), self], undefined, at); });
      return total ?? UNDEFINED;
    }
    default: return undefined;
  }
}

function flat(values: Value[], open: boolean): Value {
  return array(values.flatMap((value) => (value.kind === 'array' ? value.elements : [value])), open || values.some((value) => value.kind === 'array' && value.open));
}

function quantifier(m: Machine, results: Value[], open: boolean, some: boolean): Value {
  const truths = results.map((value) => m.truth(value));
  const deciding = results[truths.indexOf(some)];
  // That it hangs on the caller has to stay known.
  if (deciding) return deciding.kind === 'caller' ? deciding : some ? TRUE : FALSE;
  const vague = results.find((_, i) => truths[i] === undefined);
  return vague ?? (open ? unknown('an open list') : some ? noneOf(results) : TRUE);
}

/** None of them holds, for what the caller lacks: each role that would have done is one that is asked for. */
function noneOf(results: Value[]): Value {
  const lacking = results.filter((one): one is CallerValue => one.kind === 'caller' && one.what === 'absent');
  const roles = lacking.filter((one) => one.name.startsWith('role:')).map((one) => one.name.slice(5));
  if (roles.length === 0) return lacking[0] ?? FALSE;
  return { ...lacking[0]!, name: `role:${[...new Set(roles)].join(',')}` };
}

function find(m: Machine, values: Value[], callback: (value: Value, i: number) => Value, open: boolean): Value {
  const maybe: Value[] = [];
  let callers = false;
  for (let i = 0; i < values.length; i++) {
    const result = callback(values[i]!, i);
    const holds = m.truth(result);
    callers ||= result.kind === 'caller' && (result.name === 'claims' || result.name === 'credential') && holds === undefined;
    if (holds === true && maybe.length === 0) return values[i]!;
    if (holds !== false) maybe.push(values[i]!);
  }
  // Found by who is calling: it is the caller's, whichever it is.
  if (callers) return { kind: 'caller', what: 'claims', name: 'found' };
  if (maybe.length === 0) return open ? unknown('an element of an open list') : UNDEFINED;
  return union([...maybe, UNDEFINED]);
}

export function includes(m: Machine, values: Value[], wanted: Value | undefined, open: boolean, at: CallSiteInfo): Value {
  if (!wanted) return FALSE;
  const domain = m.domain?.compare?.('includes', array(values, open), wanted, siteOf(at.scope.module, at.expr));
  if (domain) return domain;
  // What a caller brings is compared at run time, with what is in the list by then.
  if (wanted.kind === 'caller') return unknown('a membership test');
  const results = values.map((value) => same(value, wanted));
  if (results.includes(true)) return TRUE;
  return open || results.includes(undefined) ? unknown('a membership test') : FALSE;
}

export function change(m: Machine, self: ArrayValue, apply: () => void): Value {
  if (m.trail) {
    const copy = [...self.elements];
    m.trail.push(() => { self.elements = copy; });
  }
  apply();
  if (m.branches > 0 && !m.domain) self.open = true;
  return literal(self.elements.length);
}
