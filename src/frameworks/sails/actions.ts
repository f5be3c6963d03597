import type { FunctionValue, Value } from '../../model/index.ts';
import { object, textOf, type Program } from '../../link/index.ts';
import { caller, connect, type Dialect } from '../../guards/index.ts';
import { moduleAt } from '../file-routes.ts';
import { member, method } from '../named.ts';

/** The target of a route. `name` is the action's identity, as policies know it. */
export interface Action { name: string; fn: FunctionValue | undefined; dialect: Dialect }

/** Actions of `(inputs, exits)`, whose `this` has the request; what they return is the response. */
const machine: Dialect = { ...connect, name: 'sails action', arguments: () => [caller('input', 'body'), caller('input', 'exits')], returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; } };

/** What a route's target names: `'UserController.find'`, `'user/find'`, `{ action }`, `{ controller, action }`, or a function. */
export function actionOf(program: Program, root: string, target: Value): Action | undefined {
  if (target.kind === 'function') return { name: '', fn: target, dialect: connect };
  const controller = text(member(target, 'controller'));
  const named = text(member(target, 'action'));
  const written = (controller !== undefined && named !== undefined ? `${controller.replace(/controller$/i, '')}/${named}` : named) ?? textOf(target) ?? text(member(target, 'target'));
  if (written === undefined) return member(target, 'fn')?.kind === 'function' ? { name: '', fn: member(target, 'fn') as FunctionValue, dialect: connect } : undefined;
  const name = written.replace(/controller\./i, '/').replace(/\./g, '/');
  const file = moduleAt(program, root, `api/controllers/${name}`);
  const exported = file && (program.machine.exportOf(file.path, 'default') ?? program.machine.exportOf(file.path, '*'));
  if (exported?.kind === 'function') return { name: name.toLowerCase(), fn: exported, dialect: connect };
  const fn = exported && member(exported, 'fn');
  if (fn?.kind === 'function') return { name: name.toLowerCase(), fn: { ...fn, self: withRequest() }, dialect: machine };
  const parts = name.split('/');
  const action = parts.pop()!;
  const holder = parts.length === 0 ? undefined : program.modules.find((one) => one.path.toLowerCase().replace(/\.[cm]?[jt]s$/, '') === `${root}api/controllers/${parts.join('/')}controller`.toLowerCase());
  const all = holder && (program.machine.exportOf(holder.path, 'default') ?? program.machine.exportOf(holder.path, '*'));
  const own = all?.kind === 'object' ? [...all.props].find(([key]) => key.toLowerCase() === action.toLowerCase())?.[1] : undefined;
  return { name: name.toLowerCase(), fn: own?.kind === 'function' ? own : all && method(program.machine, all, action), dialect: connect };
}

function text(value: Value | undefined): string | undefined {
  return value && textOf(value);
}

function withRequest(): Value {
  const self = object();
  self.open = true;
  self.props.set('req', caller('request', 'req'));
  self.props.set('res', caller('response', 'res'));
  return self;
}
