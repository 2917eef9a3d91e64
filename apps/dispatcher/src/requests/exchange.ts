import type { ExecutionContext } from '@nestjs/common';
import type { NatsContext } from '@nestjs/microservices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#libs/dispatch';
import { requestId } from './ids.js';

/** The request, whichever way it came: what guard, parameter and interceptor need of it. */
export type Exchange = {
  readonly transport: 'http' | 'nats';
  readonly header: (name: string) => string | undefined;
  readonly requestId: string;
  readonly parts: { readonly path: unknown; readonly query: unknown; readonly body: unknown };
  /** Whom the guard let in; null before it has. */
  caller: Caller | null;
};

const EXCHANGE = Symbol('exchange');

/**
 * What Fastify and Nest hand around for a request carries its exchange. In a WeakMap it would
 * outlive it: collections of young memory take what an old one holds for alive, and the exchange
 * holds the request, its answer and the answer's bytes (docs/decisions/0038).
 */
type Carrier = { [EXCHANGE]?: Exchange };

type NatsHeaders = { get(name: string): string; has(name: string): boolean } | undefined;

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** One exchange a request, however often it is asked for. */
export function exchangeOf(context: ExecutionContext): Exchange {
  const rpc = context.getType() === 'rpc';
  const carrier = (
    rpc
      ? context.switchToRpc().getContext<NatsContext>()
      : context.switchToHttp().getRequest<FastifyRequest>()
  ) as Carrier;
  return (carrier[EXCHANGE] ??= rpc ? overNats(context) : overHttp(context));
}

function overHttp(context: ExecutionContext): Exchange {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  const header = (name: string): string | undefined => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value[0] : value;
  };
  const requestId = String(request.id);
  void reply.header('X-Request-Id', requestId);
  return {
    transport: 'http',
    header,
    requestId,
    parts: { path: request.params, query: request.query, body: request.body },
    caller: null,
  };
}

function overNats(context: ExecutionContext): Exchange {
  const headers = context.switchToRpc().getContext<NatsContext>().getHeaders() as NatsHeaders;
  const header = (name: string): string | undefined =>
    headers?.has(name) === true ? headers.get(name) : undefined;
  return {
    transport: 'nats',
    header,
    requestId: requestIdFrom(header('X-Request-Id')),
    parts: { path: undefined, query: undefined, body: context.switchToRpc().getData<unknown>() },
    caller: null,
  };
}

/** The caller's own id when it is harmless in a log, else a new one. */
export const requestIdFrom = (given: string | undefined): string =>
  given !== undefined && REQUEST_ID.test(given) ? given : requestId();
