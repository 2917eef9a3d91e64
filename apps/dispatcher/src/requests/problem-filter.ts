import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import type { Logger } from 'pino';
import {
  problemBody,
  PROBLEM_MEDIA_TYPE,
  type ProblemBody,
  type ProblemCode,
} from '#libs/contracts';
import { Rejection } from '#libs/dispatch';
import { DatabaseFault } from '#libs/postgres';
import type { Metrics } from '../operating/metrics.js';
import { exchangeOf } from './exchange.js';
import { ProblemError } from './problem-error.js';

type Problem = ProblemBody & { readonly retryAfterSeconds?: number };

const RETRY_AFTER_SECONDS = 2;

/**
 * Everything that goes wrong leaves the service here, as the same problem body over HTTP and NATS.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly metrics: Metrics,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): Observable<never> | undefined {
    const rpc = host.getType() === 'rpc';
    const requestId = rpc
      ? exchangeOf(host as never).requestId
      : String(host.switchToHttp().getRequest<FastifyRequest>().id);
    const problem = problemOf(thrown, requestId);
    this.metrics.problems.inc({ code: problem.code, transport: rpc ? 'nats' : 'http' });
    if (problem.status >= 500) this.log.error({ err: thrown, requestId }, 'a request failed');
    if (rpc) return throwError(() => problem);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return undefined;
    void reply.status(problem.status).header('X-Request-Id', requestId);
    const { retryAfterSeconds, ...body } = problem;
    if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds);
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.type(PROBLEM_MEDIA_TYPE).send(body);
    return undefined;
  }
}

export function problemOf(thrown: unknown, requestId: string): Problem {
  if (thrown instanceof Rejection || thrown instanceof ProblemError) {
    const { code, message: detail, errors, retryAfterSeconds } = thrown;
    const body = problemBody(code, { detail, requestId, errors });
    return retryAfterSeconds === null ? body : { ...body, retryAfterSeconds };
  }
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), requestId);
  if (thrown instanceof DatabaseFault && thrown.temporary) {
    const body = problemBody('unavailable', { requestId });
    return { ...body, retryAfterSeconds: RETRY_AFTER_SECONDS };
  }
  return fromStatus(statusCodeOf(thrown), requestId);
}

const BY_STATUS: Readonly<Partial<Record<number, ProblemCode>>> = {
  400: 'malformed_json',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  503: 'unavailable',
};

function fromStatus(status: number, requestId: string): Problem {
  const code = BY_STATUS[status] ?? (status < 500 ? 'unprocessable' : 'internal');
  return problemBody(code, { requestId });
}

/** Fastify's own errors (bad JSON, too large) carry a status. */
function statusCodeOf(thrown: unknown): number {
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') {
    return thrown.statusCode;
  }
  return 500;
}
