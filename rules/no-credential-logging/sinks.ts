import { packageOf, walkFunction } from '../../src/link/index.ts';
import type { CallSite, Expr, FunctionValue, ProgramView } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { wordsOf } from '../names.ts';

/** A call whose arguments get into a log, a terminal's output or the text of an error. */
export interface Sink {
  site: CallSite;
  args: Expr[];
  kind: 'console' | 'logger' | 'error';
}

const LEVELS = ['log', 'trace', 'debug', 'verbose', 'silly', 'http', 'info', 'notice', 'warn', 'warning', 'error', 'fatal', 'critical', 'alert', 'emerg', 'success', 'dir', 'table'];
const PLAIN = new Set([...LEVELS, 'logger', 'logInfo', 'logDebug', 'logError', 'logWarn', 'logMessage', 'writeLog', 'print']);
const LOGGER = new Set(['log', 'logger', 'logging', 'winston', 'pino', 'bunyan', 'signale', 'consola', 'tslog', 'loglevel', 'log4js']);

/** Calls of consoles and loggers, and errors that are made, in the order of their names. */
export function sinksIn(program: ProgramView): Sink[] {
  const sinks: Sink[] = [];
  const index = callIndex(program);
  for (const [name, sites] of index) {
    if (PLAIN.has(name)) for (const site of sites) {
      const kind = kindOf(program, site);
      if (kind) sinks.push({ site, args: site.expr.args, kind });
    }
    else if (/(Error|Exception)$/.test(name)) for (const site of sites) if (site.expr.kind === 'new') sinks.push({ site, args: site.expr.args, kind: 'error' });
  }
  for (const site of index.get('write') ?? []) if (isStandardStream(site.expr.callee)) sinks.push({ site, args: site.expr.args, kind: 'console' });
  return sinks;
}

function kindOf(program: ProgramView, site: CallSite): Sink['kind'] | undefined {
  const { callee } = site.expr;
  if (site.expr.kind !== 'call') return undefined;
  if (callee.kind === 'member') {
    const { object } = callee;
    if (!LEVELS.includes(callee.property)) return undefined;
    if (object.kind === 'ref' && object.name === 'console' && object.binding < 0) return 'console';
    return isLoggerName(lastName(object)) ? 'logger' : undefined;
  }
  return callee.kind === 'ref' && callee.binding >= 0 && isLogFunction(program, site) ? 'logger' : undefined;
}

function isLoggerName(name: string): boolean {
  const last = wordsOf(name).at(-1);
  return last !== undefined && LOGGER.has(last);
}

/** `this.logger`, `req.log`, `logger.child({})`, `getLogger()`. */
function lastName(expr: Expr): string {
  if (expr.kind === 'call') return expr.callee.kind === 'member' && expr.callee.property === 'child' ? lastName(expr.callee.object) : lastName(expr.callee);
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

/** `const log = debug('app:auth')`, or a function of the project that hands its parameter on to the console or to a logger. */
function isLogFunction(program: ProgramView, { module, expr, fn }: CallSite): boolean {
  const denoted = program.denote(module, expr.callee, fn);
  if (denoted.kind === 'function') return handsOn(denoted);
  const source = packageOf(denoted);
  return source === 'debug' || source === 'loglevel';
}

function handsOn({ module, fn }: FunctionValue): boolean {
  const own = new Set(fn.params.map((param) => param.binding));
  let found = false;
  walkFunction(module, fn.id, {
    stmt: () => !found,
    expr(expr) {
      if (found || expr.kind !== 'call' || expr.callee.kind !== 'member' || !LEVELS.includes(expr.callee.property)) return;
      const receiver = lastName(expr.callee.object);
      found = (receiver === 'console' || isLoggerName(receiver)) && expr.args.some((arg) => {
        const inner = arg.kind === 'spread' ? arg.value : arg;
        return inner.kind === 'ref' && own.has(inner.binding);
      });
    },
  });
  return found;
}

function isStandardStream(callee: Expr): boolean {
  return callee.kind === 'member' && callee.object.kind === 'member' && /^std(out|err)$/.test(callee.object.property) && callee.object.object.kind === 'ref' && callee.object.object.name === 'process';
}
