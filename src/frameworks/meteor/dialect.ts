import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, isNullish, resultOf, settle, textOf, Thrown, UNDEFINED, unknown } from '../../link/index.ts';
import { blame, caller, connect, fetchOutside, identity, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { stopsAt } from '../socket-refusal.ts';
import { textsIn } from '../named.ts';
import { callOf } from './model.ts';

/** `this` of a method or publication. */
const INVOCATION = caller('context', 'invocation');

/** A function that is called with `this` being the invocation; an arrow function has none. */
export function invoked(value: Value): Value {
  return value.kind === 'function' && !value.fn.arrow ? { ...value, self: INVOCATION } : value;
}

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what !== 'context') return connect.member(target, name, site, sim);
  const set = readProp(sim, `this.${name}`);
  if (set) return set;
  if (name === 'userId') return identity(sim, name, site);
  if (name === 'ready' || name === 'stop' || name === 'error' || name === 'added' || name === 'changed' || name === 'removed') return caller('response', `publication.${name}`, site);
  return caller('input', `this.${name}`, site);
}

/** Methods of a publication: `ready` says that all there is has been sent, `stop` and `error` end it (docs.meteor.com, "Publications"). */
function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  if (callee.what !== 'response' || !callee.name.startsWith('publication.')) return connect.call(callee, args, record, sim);
  const site = siteOf(record);
  if (/\.(stop|error)$/.test(callee.name)) {
    sim.ended ??= { kind: 'answered', site };
    sim.status = sim.because ? 401 : 400;
  } else if (!callee.name.endsWith('.ready')) {
    sim.ended ??= { kind: 'answered', site };
    sim.status ??= 200;
  }
  return UNDEFINED;
}

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const name = callOf(record);
  const site = siteOf(record);
  switch (name) {
    case 'Meteor.userId': return identity(sim, 'userId', site);
    case 'Meteor.user': case 'Meteor.userAsync': return identity(sim, 'user', site);
    // Nobody's id is no text.
    case 'Match.test': return isAbsent(record.args[0]) ? caller('absent', 'userId', site) : undefined;
    case 'check':
      if (!isAbsent(record.args[0])) return undefined;
      blame(sim, site);
      throw new Thrown(unknown('a failed check'), site);
    case 'Meteor.Error': case 'Meteor.TypedError': return resultOf(record);
    case 'Roles.userIsInRole': case 'Roles.userIsInRoleAsync': return caller('absent', sim.persona === 'user' ? `role:${textsIn(record.args[1]).join(',') || 'role'}` : 'role', site);
    default: return fetchOutside(record, sim);
  }
}

const isAbsent = (value: Value | undefined): boolean => value?.kind === 'caller' && value.what === 'absent';

/** Documents of nobody: `find({ owner: this.userId })` without a user. */
function findsNothing(value: Value): boolean {
  return alternatives(value).every((one) => {
    if (one.kind === 'caller') return one.what === 'absent';
    if (one.kind === 'array') return one.elements.every(findsNothing);
    const query = one.kind === 'result' && one.call.method === 'find' ? one.call.args[0] : undefined;
    return query?.kind === 'object' ? [...query.props.values()].some((part) => part.kind === 'caller' && part.what === 'absent') : query?.kind === 'caller' && query.what === 'absent';
  });
}

/** Methods and publications: an error refuses, and so does giving nothing where nobody is logged in. */
export const invocation: Dialect = {
  name: 'meteor',
  arguments: (fn) => fn.fn.params.map(() => caller('input', 'body')),
  member,
  assign(target, name, value, site, sim) {
    if (target.what !== 'context') return connect.assign(target, name, value, site, sim);
    sim.props.set(`this.${name}`, value);
    return true;
  },
  call,
  outside,
  ambient: (name) => name === 'meteor' || name?.startsWith('meteor/') === true,
  returned(value, site, sim) {
    const given = settle(value);
    const nothing = isNullish(given) === true || (given.kind === 'array' && given.elements.length === 0 && !given.open) || (given.kind === 'literal' && given.value === false);
    if (nothing && sim.because && stopsAt(sim.because, sim.becauseSkips)) return;
    if (given.kind !== 'literal' && given.kind !== 'function' && !(given.kind === 'array' && given.elements.length === 0) && sim.persona !== 'user' && findsNothing(given)) { sim.because ??= site; return; }
    sim.ended = { kind: 'answered', site };
    sim.status = 200;
  },
  thrown(value, site, sim) {
    const code = value.kind === 'result' ? value.call.args.map(textOf).filter((text) => text !== undefined).join(' ') : '';
    if (!REFUSES.test(code)) return;
    sim.status = /403|denied|forbidden|permission/i.test(code) ? 403 : 401;
    sim.ended = { kind: 'answered', site };
  },
};

const REFUSES = /\b40[13]\b|(not|un)[-_ .]?(allowed|authori[sz]ed|authenticated|logged)|logged[-_ ]?(in|out)|denied|forbidden|permission|must be (logged|signed)/i;

const siteOf = (record: CallRecord): Site => ({ module: record.module, start: record.expr.start, end: record.expr.end });
