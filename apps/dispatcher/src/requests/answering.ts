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
        if (value.replayed) {
          const reply = context.switchToHttp().getResponse<FastifyReply>();
          void reply.header('Idempotency-Replayed', 'true');
        }
        return value.body;
      }),
    );
  }
}

function overNats({ body, replayed }: Reply<unknown>, requestId: string): unknown {
  const written = headers();
  written.set('X-Request-Id', requestId);
  if (replayed) written.set('Idempotency-Replayed', 'true');
  return new NatsRecordBuilder(body).setHeaders(written).build();
}
