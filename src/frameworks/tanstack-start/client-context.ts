import type { Value } from '../../model/index.ts';
import { alternatives, functionsOf, object, type Program } from '../../link/index.ts';
import { chainOf } from './model.ts';

/**
 * What the browser's half of middleware sends along: `.client(({ next }) => next({ sendContext: { tenant } }))`. It arrives
 * as context, and is whatever the caller makes of it (tanstack.com/start, "Middleware", "Sending Client Context to the Server").
 * @param lists middleware as it is listed; that which it builds on counts
 */
export function sentContext(program: Program, lists: Value[]): Set<string> {
  const names = new Set<string>();
  const visit = (value: Value): void => {
    if (value.kind === 'array') { value.elements.forEach(visit); return; }
    for (const { method, args } of chainOf(value)) {
      if (method === 'middleware') args.forEach(visit);
      if (method === 'client') args.flatMap(functionsOf).flatMap((fn) => alternatives(program.machine.invoke(fn, [browserInput()], fn.self, { module: fn.module, start: fn.fn.start, end: fn.fn.end }))).forEach(collect);
    }
  };
  const collect = (answer: Value): void => {
    const options = answer.kind === 'result' ? answer.call.args[0] : undefined;
    const sent = options?.kind === 'object' ? options.props.get('sendContext') : undefined;
    for (const one of sent ? alternatives(sent) : []) {
      if (one.kind === 'object') [...one.props.keys()].filter((name) => !name.startsWith('\0')).forEach((name) => names.add(name));
    }
  };
  lists.forEach(visit);
  return names;
}

function browserInput(): Value {
  const given = object();
  given.props.set('next', { kind: 'external', package: '@tanstack/react-start', path: ['next'] });
  given.open = true;
  return given;
}
