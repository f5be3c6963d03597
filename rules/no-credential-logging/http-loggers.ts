import { packageOf, walkFunction } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { optionOf } from '../option.ts';

interface HttpLeak extends Span { module: ModuleFacts; messageId: 'requests' | 'log'; name: string; what: string }

/** Loggers of requests that are set up to log credentials, or do so unless they are told not to. */
export function httpLoggerLeaks(program: ProgramView): HttpLeak[] {
  return [...ofPino(program), ...ofMorgan(program)];
}

/** pino-http logs `req.headers` whole by default, as the serializer of pino-std-serializers gives them; `redact` is pino's option. */
function ofPino(program: ProgramView): HttpLeak[] {
  const importers = new Set(program.modules.filter((module) => module.imports.some((one) => /^(pino-http|express-pino-logger)$/.test(one.source))));
  if (importers.size === 0) return [];
  return [...importers].flatMap((module) => program.calls(module)).flatMap((site) => {
    const callee = program.denote(site.module, site.expr.callee, site.fn);
    if (callee.kind !== 'external' || !/^(pino-http|express-pino-logger)$/.test(callee.package) || callee.path.some((part) => part !== 'default' && part !== 'pinoHttp')) return [];
    return tellsAll(program, site) ? [{ module: site.module, start: site.expr.callee.start, end: site.expr.callee.end, messageId: 'requests' as const, name: callee.package, what: '' }] : [];
  });
}

const DECIDES = ['redact', 'serializers', 'logger', 'wrapSerializers', 'customReceivedObject', 'customSuccessObject', 'customErrorObject', 'customProps'];

function tellsAll(program: ProgramView, { module, expr, fn }: CallSite): boolean {
  const [first] = expr.args;
  if (!first) return true;
  const given = program.denote(module, first, fn);
  return given.kind === 'object' && DECIDES.every((name) => optionOf(program, given, name).state === 'absent') && optionOf(program, given, 'autoLogging').state === 'absent';
}

const CREDENTIAL_HEADER = /:req\[(authorization|cookie|x-api-key|x-auth-token|x-access-token)\]/i;

function ofMorgan(program: ProgramView): HttpLeak[] {
  const importers = program.modules.filter((module) => module.imports.some((one) => one.source === 'morgan'));
  if (importers.length === 0) return [];
  const index = callIndex(program);
  const found: HttpLeak[] = [];
  for (const module of importers) {
    for (const site of program.calls(module)) {
      if (packageOf(program.denote(module, site.expr.callee, site.fn)) !== 'morgan') continue;
      for (const arg of site.expr.args) {
        const header = arg.kind === 'literal' && typeof arg.value === 'string' ? CREDENTIAL_HEADER.exec(arg.value)?.[1] : undefined;
        if (header !== undefined) found.push({ module, start: arg.start, end: arg.end, messageId: 'log', name: header, what: 'a credential' });
      }
    }
  }
  for (const site of index.get('token') ?? []) {
    const [, callback] = site.expr.args;
    if (!importers.includes(site.module) || callback?.kind !== 'function' || packageOf(program.denote(site.module, site.expr.callee, site.fn)) !== 'morgan') continue;
    const header = credentialReturned(site.module, callback.fn);
    if (header) found.push({ module: site.module, start: header.start, end: header.end, messageId: 'log', name: header.property, what: 'a credential' });
  }
  return found;
}

/** `(req) => req.headers.authorization`. */
function credentialReturned(module: ModuleFacts, fn: number): Extract<Expr, { kind: 'member' }> | undefined {
  let found: Extract<Expr, { kind: 'member' }> | undefined;
  walkFunction(module, fn, {
    stmt(stmt, inside) {
      const value = inside === fn && stmt.kind === 'return' ? stmt.value : undefined;
      if (value?.kind === 'member' && /^(authorization|cookie|x-api-key|password)$/i.test(value.property)) found = value;
    },
  });
  return found;
}
