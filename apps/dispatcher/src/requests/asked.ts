import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import {
  validateInput,
  validateRequest,
  type InputOf,
  type Operation,
  type OperationId,
} from '#libs/contracts';
import type { Caller } from '#libs/dispatch';
import { callerFor } from '../access/guard.js';
import { exchangeOf, type Exchange } from './exchange.js';
import { OPERATION } from './handles.js';
import { ProblemError } from './problem-error.js';

/** One checked request: who asks, for what, under which key. */
export type Request<Input> = {
  readonly caller: Caller;
  readonly operation: Operation;
  readonly input: Input;
  readonly key: string | null;
};

export type Asked<Id extends OperationId> = Request<InputOf<Id>>;

const KEY = /^[\x21-\x7e]{1,128}$/;

/** Hands a handler its checked request; what does not hold never reaches it. */
export const Ask = createParamDecorator(
  (_: unknown, context: ExecutionContext): Request<object> => {
    const operation = Reflect.getMetadata(OPERATION, context.getHandler()) as Operation;
    const exchange = exchangeOf(context);
    const input = inputOf(operation, exchange);
    return { caller: callerFor(exchange), operation, input, key: keyOf(operation, exchange) };
  },
);

function inputOf({ input }: Operation, { transport, parts }: Exchange): object {
  const checked =
    transport === 'http'
      ? validateRequest(input, parts)
      : validateInput(input, parts.body, { source: 'nats' });
  if (!checked.ok) {
    throw new ProblemError('validation_failed', 'Some fields do not hold.', checked.errors);
  }
  return checked.value;
}

function keyOf({ idempotency, unsafe }: Operation, { header }: Exchange): string | null {
  const key = header('Idempotency-Key');
  if (key === undefined || !unsafe) {
    if (idempotency !== 'required') return null;
    throw new ProblemError(
      'idempotency_key_required',
      'Send the header Idempotency-Key: a value of your own, new for each intent.',
    );
  }
  if (!KEY.test(key)) {
    throw new ProblemError(
      'validation_failed',
      'The Idempotency-Key must be 1 to 128 visible ASCII characters.',
    );
  }
  return key;
}
