import type { Value } from '../../model/index.ts';
import { alternatives, packageOf, textParts, UNDEFINED, type Program } from '../../link/index.ts';
import { normalize } from '../../guards/index.ts';
import { invokeAside } from '../aside.ts';
import { isNest, listOf, member, textsIn } from './names.ts';

/** Values of the application's configuration, as @nestjs/config gives them. */
export interface Settings {
  /** A path, with what the configuration says put in; what it does not say is a parameter. */
  path(value: Value | undefined): string;
}

/** @param packages modules of packages that the application sets up: `ConfigModule.forRoot({ load: [...] })` */
export function settingsOf(program: Program, packages: Value[]): Settings {
  const loaded = packages.filter((one) => one.kind === 'result' && isNest(one, 'forRoot')).flatMap((one) => (one.kind === 'result' ? listOf(member(one.call.args[0], 'load')).values : []));
  const recorded = program.machine.records.flatMap((record) => (record.result ? [record.result] : []));
  const namespaces = [...loaded, ...recorded].flatMap((one) => (one.kind === 'result' && isNest(one, 'registerAs') ? [one.call] : []));
  const plain = loaded.filter((one) => one.kind === 'function');
  const run = (fn: Value | undefined): Value | undefined => (fn?.kind === 'function' ? invokeAside(program.machine, fn, [], { module: fn.module, start: fn.fn.start, end: fn.fn.end }) : undefined);

  function lookUp(key: string): Value | undefined {
    const parts = key.split('.');
    const space = namespaces.find(({ args }) => textsIn(args[0])[0] === parts[0]);
    const roots = space ? [{ root: run(space.args[1]), rest: parts.slice(1) }] : plain.map((fn) => ({ root: run(fn), rest: parts }));
    for (const { root, rest } of roots) {
      let value: Value | undefined = root;
      for (const part of rest) value = member(value, part);
      if (value) return value;
    }
    return undefined;
  }

  /** `configService.get('app.prefix')`. */
  function settle(value: Value): Value {
    if (value.kind !== 'result' || packageOf(value) !== '@nestjs/config') return value;
    const key = textsIn(value.call.args[0])[0];
    const [fallback] = value.call.args.slice(1).filter((one) => one.kind === 'literal' || one.kind === 'text');
    return (key === undefined ? undefined : lookUp(key)) ?? fallback ?? value;
  }

  return {
    path(value = UNDEFINED) {
      const all = alternatives(value).map(settle);
      const known = all.find((one) => textParts(one).some((part) => part !== null));
      return known ? normalize(textParts(known).map((part) => part ?? ':unknown').join('')).replace(/^\/$/, '') : (all.some((one) => one.kind !== 'literal') ? '/:prefix' : '');
    },
  };
}
