import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { literal, packageOf, Settled, textOf } from '../../link/index.ts';
import { caller, connect, statusCodeOf, statusOf, type Simulation } from '../../guards/index.ts';
import type { Surroundings } from './dialect.ts';
import { unsigned } from './outside.ts';
import { decorated } from './request.ts';

const ANSWERS = new Set(['send', 'end', 'view', 'viewAsync', 'sendFile', 'download', 'callNotFound', 'redirect', 'html', 'pipe', 'sse', 'from', 'render', 'write', 'json']);
const METHODS = new Set([...ANSWERS, 'hijack', 'code', 'status', 'header', 'headers', 'getHeader', 'getHeaders', 'removeHeader', 'hasHeader', 'type', 'trailer', 'serializer', 'serialize', 'setCookie', 'cookie', 'clearCookie', 'unsignCookie', 'jwtSign', 'compileSerializationSchema', 'getSerializationFunction', 'serializeInput', 'writeEarlyHints', 'generateCsrf', 'locals', 'writeHead', 'setHeader', 'getResponseTime', 'charset', 'vary', 'etag', 'expires', 'preventCache', 'privateCache', 'maxAge', 'stale']);

/** A member of a reply, or of the response of Node.js under it. */
export function replyMember(target: CallerValue, name: string, site: Site, sim: Simulation, around: Surroundings): Value | undefined {
  switch (target.name === 'res' ? name : '') {
    case 'raw': case 'res': return caller('response', 'res');
    case 'request': return caller('request', 'req');
    case 'server': return around.instance;
    case 'sent': case 'writableEnded': case 'headersSent': return literal(sim.ended?.kind === 'answered');
    case 'context': return caller('input', 'routeContext', site);
    case 'routeOptions': return caller('input', 'routeOptions', site);
    case 'log': case 'elapsedTime': return caller('input', name, site);
    default:
  }
  const decorator = target.name === 'res' ? around.decorations.reply.get(name) : undefined;
  const given = decorator && decorated(decorator, target, site, sim);
  if (given) return given;
  return target.name === 'res' && METHODS.has(name) ? caller('response', `res.${name}`, site) : connect.member(target, name, site, sim);
}

/** A call of a method of a reply: one that answers, that sets the status, or any other. */
export function callReply(callee: CallerValue, args: Value[], record: CallRecord, site: Site, sim: Simulation): Value | undefined {
  const self = caller('response', 'res');
  const name = callee.name.slice(4);
  if (name === 'code' || name === 'status' || name === 'writeHead') { sim.status = statusCodeOf(args[0]); return self; }
  if (name === 'unsignCookie') return unsigned(sim, site);
  if (!ANSWERS.has(name)) return METHODS.has(name) ? self : connect.call(callee, args, record, sim);
  if (sim.ended) return self;
  answer(name, args, site, sim);
  if (sim.untilAnswer) throw new Settled();
  const done = args.findLast((arg): arg is FunctionValue => arg.kind === 'function');
  if (done) sim.machine.invoke(done, [], done.self, site);
  return self;
}

function answer(name: string, args: Value[], site: Site, sim: Simulation): void {
  const [value] = args;
  if (name === 'send' && value && isError(value) && !(sim.status !== undefined && sim.status >= 400)) {
    const status = statusOf(value);
    if (status === undefined) { sim.ended = { kind: 'error', site, value }; return; }
    sim.status = status;
  }
  sim.ended = { kind: 'answered', site };
  if (name === 'callNotFound') sim.status = 404;
  if (name !== 'redirect') return;
  sim.ended.redirect = args.map(textOf).find((text) => text !== undefined && !/^\d+$/.test(text)) ?? '';
  sim.status = args.map(statusCodeOf).find((status) => status !== undefined) ?? sim.status;
}

/** An error of the language, of the project or of a package. */
export function isError(value: Value): boolean {
  if (value.kind === 'object') {
    const name = value.props.get('name');
    return /(Error|Exception)$/.test(value.cls?.cls.name ?? '') || (name !== undefined && /(Error|Exception)$/.test(textOf(name) ?? ''));
  }
  return value.kind === 'result' && (packageOf(value) === '@fastify/error' || packageOf(value) === 'http-errors' || /httpErrors/.test(value.call.callee.kind === 'property' && value.call.callee.object.kind === 'property' ? value.call.callee.object.name : ''));
}

/** The status of a thrown error that has it from elsewhere: from `createError(code, message, 401)`, or from the reply (`reply.code(401); throw ...`). */
export function statusOfThrown(value: Value, sim: Simulation): number | undefined {
  if (value.kind === 'result' && value.call.callee.kind === 'result' && packageOf(value) === '@fastify/error') return value.call.callee.call.args.map(statusCodeOf).find((status) => status !== undefined && status >= 100);
  return statusOf(value) === undefined && sim.status !== undefined && sim.status >= 400 ? sim.status : undefined;
}
