import type { CallRecord, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf, textParts, type Machine } from '../../link/index.ts';
import { normalize } from '../../guards/index.ts';
import { viewOf } from './model.ts';

/** A route as it was given to `server.route`. */
export interface Declaration {
  methods: string[];
  paths: string[];
  /** Its `options` (`config`, before version 17). */
  options: Value | undefined;
  handler: Value | undefined;
  server: ResultValue;
  record: CallRecord;
  site: Site;
}

/** The routes of a call of `server.route`: an object, a list of them, functions that give them left aside. */
export function declarationsOf(record: CallRecord, server: ResultValue, machine: Machine): Declaration[] {
  return record.args.slice(0, 1).flatMap(opened).flatMap((spec): Declaration[] => {
    if (spec.kind !== 'object') return [];
    const methods = textsOf(spec.props.get('method')).map((name) => (name === '*' ? 'ALL' : name.toUpperCase())).filter((name) => /^[A-Z-]+$/.test(name));
    const path = spec.props.get('path');
    if (methods.length === 0 || !path) return [];
    const options = settled(spec.props.get('options') ?? spec.props.get('config'), server, machine, record);
    const handler = spec.props.get('handler') ?? (options?.kind === 'object' ? options.props.get('handler') : undefined);
    const prefix = prefixOf(server);
    return [{ methods, paths: pathsOf(path).map((one) => pathBelow(prefix, one)), options, handler, server, record, site: siteOf(spec.site, path, record) }];
  });
}

function opened(value: Value): Value[] {
  return alternatives(value).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(opened) : [one]));
}

function textsOf(value: Value | undefined): string[] {
  return value ? opened(value).flatMap((one) => textOf(one) ?? []) : [];
}

/** Options may be a function of the server. */
function settled(options: Value | undefined, server: ResultValue, machine: Machine, record: CallRecord): Value | undefined {
  if (options?.kind !== 'function') return options;
  return quietly(machine, () => machine.invoke(options, [server], options.self, { module: record.module, start: record.expr.start, end: record.expr.end }));
}

/** Runs code of the project to see what it gives, without a trace. */
export function quietly<T>(machine: Machine, run: () => T): T {
  const { quiet, stepLimit } = machine;
  Object.assign(machine, { quiet: true, stepLimit: machine.steps + 20_000 });
  try {
    return run();
  } finally {
    Object.assign(machine, { quiet, stepLimit });
  }
}

function prefixOf(server: ResultValue): string {
  const view = viewOf(server);
  if (!view) return '';
  const own = view.prefix ? pathsOf(view.prefix.value)[0] ?? '' : '';
  return view.prefix?.replaces ? own : `${prefixOf(view.on)}${own}`;
}

/** Before the path `/` itself, a prefix stands alone. */
function pathBelow(prefix: string, path: string): string {
  return normalize(prefix !== '' && path === '/' ? prefix : `${prefix}${path}`);
}

/** `{id}`, `{id?}` and `{rest*}` (hapi.dev, "Path parameters") in the contract's form. */
function pathsOf(value: Value): string[] {
  return alternatives(value).slice(0, 8).map((one) => textParts(one).map((part) => part ?? ':unknown').join('')
    .replace(/\{\w+\*(\d+)\}/g, (_, count: string) => Array.from({ length: Number(count) }, (_part, i) => `:part${i + 1}`).join('/'))
    .replace(/\{\w+\*\}/g, '*').replace(/\{(\w+)\??\}/g, ':$1'));
}

/** From the start of the object, or of the call that it is written in, to its path. */
function siteOf(spec: Site | undefined, path: Value, record: CallRecord): Site {
  const at = (path.kind === 'literal' || path.kind === 'text') ? path.site : undefined;
  const inside = spec && spec.module === record.module && record.expr.start <= spec.start && spec.end <= record.expr.end;
  const first = record.expr.args[0];
  if (!spec || (inside && first?.start === spec.start)) return { module: record.module, start: record.expr.start, end: record.expr.callee.end };
  const end = at && at.module === spec.module && at.start >= spec.start && at.end <= spec.end && at.end - spec.start < 200 ? at.end : spec.start + 1;
  return { module: spec.module, start: spec.start, end };
}
