import type { CallRecord, PackageModel, ResultValue } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

const CHAINED = new Set(['use', 'setGlobalPrefix', 'enableVersioning', 'enableCors', 'enableShutdownHooks', 'useGlobalGuards', 'useGlobalPipes', 'useGlobalFilters', 'useGlobalInterceptors', 'useWebSocketAdapter', 'useStaticAssets', 'setViewEngine', 'setBaseViewsDir', 'useLogger', 'useBodyParser', 'set', 'enable', 'disable']);

/** On what `NestFactory.create` gave. */
function applicationOf({ callee }: CallRecord): ResultValue | undefined {
  const on = callee.kind === 'property' && callee.object.kind === 'result' ? callee.object : undefined;
  return on?.call.callee.kind === 'external' && on.call.callee.path[0] === 'NestFactory' ? on : undefined;
}

/** Applications are set up by chained calls, and hand out what they contain; middleware is kept for later. */
export const model: PackageModel = {
  packages: ['@nestjs/core'],
  call(record, host) {
    const application = applicationOf(record);
    if (!application) return undefined;
    if (CHAINED.has(record.method)) return application;
    const [wanted] = record.args;
    if ((record.method !== 'get' && record.method !== 'resolve') || !wanted) return undefined;
    return wanted.kind === 'class' ? host.instance(wanted) : wanted.kind === 'external' ? wanted : undefined;
  },
  keepsCallbacks: (record) => applicationOf(record) !== undefined || (packageOf(record.callee) === '@nestjs/core' && pathOf(record.callee)[0] === 'MiddlewareConsumer'),
};
