import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { NatsRecordBuilder } from '@nestjs/microservices';
import { headers } from '@nats-io/transport-node';
import type { FastifyReply } from 'fastify';
import { map, tap, type Observable } from 'rxjs';
import type { Metrics } from '../operating/metrics.js';
import { exchangeOf } from './exchange.js';
import { operationIdOf } from './handles.js';

/** What a handler gives back: the body, and whether it is a stored answer given again. */
export class Reply<T> {
  constructor(
    readonly body: T,
    readonly replayed: boolean = false,
  ) {}
}

/** An answer that is JSON text in UTF-8 already. */
export class Written {
  constructor(readonly json: Uint8Array) {}
}

const DECODER = new TextDecoder();

/** Puts a reply on the wire, and times it. */
@Injectable()
export class Answering implements NestInterceptor {
  constructor(private readonly metrics: Metrics) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { requestId, transport } = exchangeOf(context);
    const operation = operationIdOf(context);
    const stop = this.metrics.requests.startTimer({ operation, transport });
    return next.handle().pipe(
      tap({ next: () => stop({ outcome: 'ok' }), error: () => stop({ outcome: 'problem' }) }),
      map((value) => {
        if (!(value instanceof Reply)) return value;
        if (transport === 'nats') return overNats(value, requestId);
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        if (value.replayed) void reply.header('Idempotency-Replayed', 'true');
        if (!(value.body instanceof Written)) return value.body;
        void reply.type('application/json; charset=utf-8');
        const { buffer, byteOffset, byteLength } = value.body.json;
        return Buffer.from(buffer, byteOffset, byteLength);
      }),
    );
  }
}

function overNats({ body, replayed }: Reply<unknown>, requestId: string): unknown {
  const written = headers();
  written.set('X-Request-Id', requestId);
  if (replayed) written.set('Idempotency-Replayed', 'true');
  const data: unknown = body instanceof Written ? JSON.parse(DECODER.decode(body.json)) : body;
  return new NatsRecordBuilder(data).setHeaders(written).build();
}
