import type { Site, Value } from '../../model/index.ts';
import { alternatives, entryOf, pathOf } from '../../link/index.ts';
import { statusCodeOf, type Simulation } from '../../guards/index.ts';
import type { Classes } from '../classes.ts';

/** Statuses of Nest's built-in exceptions (docs.nestjs.com, "Exception filters"). */
const STATUS: Record<string, number> = {
  BadRequestException: 400, UnauthorizedException: 401, PaymentRequiredException: 402, ForbiddenException: 403, NotFoundException: 404, MethodNotAllowedException: 405, NotAcceptableException: 406, RequestTimeoutException: 408,
  ConflictException: 409, GoneException: 410, PreconditionFailedException: 412, PayloadTooLargeException: 413, UnsupportedMediaTypeException: 415, ImATeapotException: 418, MisdirectedException: 421,
  UnprocessableEntityException: 422, InternalServerErrorException: 500, NotImplementedException: 501, BadGatewayException: 502, ServiceUnavailableException: 503, GatewayTimeoutException: 504, HttpVersionNotSupportedException: 505,
};

/** The status that an exception of Nest answers with, one of the project's own that extends such a one included. */
export function statusOfException(value: Value, classes: Classes): number | undefined {
  for (const one of alternatives(value)) {
    if (one.kind === 'result' && one.call.constructed) {
      const name = pathOf(one).at(-1) ?? '';
      return entryOf(STATUS, name) ?? (name === 'HttpException' ? statusCodeOf(one.call.args[1]) : undefined);
    }
    if (one.kind === 'object' && one.cls) {
      const base = classes.base(one.cls);
      const name = base ? pathOf(base).at(-1) ?? '' : '';
      const given = one.props.get('\0super');
      return entryOf(STATUS, name) ?? (name === 'HttpException' && given?.kind === 'array' ? statusCodeOf(given.elements[1]) : undefined);
    }
  }
  return undefined;
}

/** Ends the request with the status of what was thrown; of another error, nothing is said. */
export function endWith(value: Value, site: Site, sim: Simulation, classes: Classes): void {
  const status = statusOfException(value, classes);
  if (status === undefined) return;
  sim.status = status;
  sim.ended = { kind: 'answered', site };
}
