import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Operation } from '#libs/contracts';
import type { Caller } from '#libs/dispatch';
import type { Metrics } from '../operating/metrics.js';
import { exchangeOf, type Exchange } from '../requests/exchange.js';
import { OPERATION, PUBLIC } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { callerOf, type TokenRules } from './caller.js';

/** The caller the guard let in. */
export function callerFor({ caller }: Exchange): Caller {
  if (caller === null) throw new Error('a handler was reached without the guard');
  return caller;
}

/** Fails closed: what has neither an operation nor a reason to be public is not reachable. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly rules: TokenRules,
    private readonly metrics: Metrics,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = metadata<Operation>(OPERATION, context);
    if (operation === undefined) {
      if (metadata<string>(PUBLIC, context) !== undefined) return true;
      throw new ProblemError('forbidden', 'This route has no policy, so nobody may call it.');
    }
    const exchange = exchangeOf(context);
    const { transport } = exchange;
    // Who is turned away here never reaches the interceptor that times everybody else.
    const stop = this.metrics.requests.startTimer({ operation: operation.id, transport });
    return this.admit(operation, exchange).catch((refusal: unknown) => {
      stop({ outcome: 'problem' });
      throw refusal;
    });
  }

  private async admit(operation: Operation, exchange: Exchange): Promise<true> {
    const caller = await callerOf(exchange.header('Authorization'), exchange.requestId, this.rules);
    if (!operation.roles.includes(caller.role)) {
      throw new ProblemError(
        'forbidden',
        `${operation.id} is for ${operation.roles.join(', ')}; you are ${caller.role}.`,
      );
    }
    exchange.caller = caller;
    return true;
  }
}

const metadata = <T>(key: string, context: ExecutionContext): T | undefined =>
  (Reflect.getMetadata(key, context.getHandler()) ??
    Reflect.getMetadata(key, context.getClass())) as T | undefined;
