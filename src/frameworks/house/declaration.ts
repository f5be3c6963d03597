import type { Expr, FunctionValue, HouseFramework, ModuleFacts, Site, Value } from '../../model/index.ts';
import type { Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';

/** A value with the expression that it is written as. */
export interface Written { value: Value; site: Site; expr?: Expr | undefined }

/** What a decorator or call is given. */
export interface Arguments {
  list: Written[];
  /** Why there may be more of them than are listed. */
  open?: string | undefined;
}

/** One declaration of a route, or of several that differ by a key (`{ get() {}, post() {} }`). */
export interface Declaration {
  framework: HouseFramework;
  module: ModuleFacts;
  /** Its file, from the folder of the configuration. */
  file: string;
  /** What a finding underlines. */
  head: Site;
  /** All of it. */
  span: Site;
  /** Of the decorator or the call. */
  name: string;
  args: Arguments;
  /** Decorators beside it, on the method before those on its class. */
  decorator(name: string): (Arguments & { site: Site }) | undefined;
  /** What its file exports. */
  exported(name: string): Written | undefined;
  /** The decorator of its class. */
  controller?: Arguments | undefined;
  /** The handler, where the declaration is put on it. */
  handler?: Element;
  /** What a call that declares it runs. */
  runs: FunctionValue[];
  /** Identity of its class or file. */
  group: string;
  /** The member that `*` stands for. */
  key?: string;
}

/** Arguments as values; lists that are spread into them opened. */
export function argumentsOf(program: Program, module: ModuleFacts, exprs: Expr[], denote: (expr: Expr) => Value): Arguments {
  const list: Written[] = [];
  for (const expr of exprs) {
    const site: Site = { module, start: expr.start, end: expr.end };
    if (expr.kind !== 'spread') { list.push({ value: denote(expr), site, expr }); continue; }
    const value = denote(expr.value);
    if (value.kind !== 'array' || value.open) return { list, open: 'a list that is spread into its arguments could not be worked out' };
    for (const element of value.elements) list.push({ value: element, site: 'site' in element && element.site ? element.site : site });
  }
  return { list };
}
