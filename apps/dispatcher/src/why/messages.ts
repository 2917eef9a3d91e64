import { Rejection } from '#libs/dispatch';
import type { Standing } from '#libs/explanations';
import { DatabaseFault, type PostgresOptions } from '#libs/postgres';
import { ProblemError } from '../requests/problem-error.js';
import type { Question } from './answer-why.js';

/** What a thread that answers begins with. Keys stay within the process. */
export type ThreadData = {
  readonly postgres: Omit<PostgresOptions, 'onConnectionLost'>;
  readonly standing: Standing;
  readonly logLevel: string;
  readonly instanceId: string;
};

/** To the thread. The time is the asker's: a thread has no clock of its own. */
export type ToThread =
  { readonly number: number; readonly nowMs: number; readonly question: Question } | 'stop';

/** From it: that it is there, or an answer as JSON text in UTF-8, or why there is none. */
export type FromThread =
  | 'ready'
  | { readonly number: number; readonly json: Uint8Array }
  | { readonly number: number; readonly failure: Failure };

/** An error as it crosses from one thread to the other, where classes are lost. */
export type Failure =
  | {
      readonly as: 'rejection' | 'problem';
      readonly code: string;
      readonly message: string;
      readonly errors: Rejection['errors'];
      readonly retryAfterSeconds: number | null;
    }
  | {
      readonly as: 'fault';
      readonly message: string;
      readonly sqlState: string | null;
      readonly constraint: string | null;
    }
  | { readonly as: 'error'; readonly message: string; readonly stack: string | undefined };

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Rejection || thrown instanceof ProblemError) {
    const { code, message, errors, retryAfterSeconds } = thrown;
    const as = thrown instanceof Rejection ? 'rejection' : 'problem';
    return { as, code, message, errors, retryAfterSeconds };
  }
  if (thrown instanceof DatabaseFault) {
    const { message, sqlState, constraint } = thrown;
    return { as: 'fault', message, sqlState, constraint };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { as: 'error', message: error.message, stack: error.stack };
}

/** What was thrown there, to be thrown here. */
export function errorOf(failure: Failure): Error {
  switch (failure.as) {
    case 'rejection':
    case 'problem': {
      const { code, message, errors, retryAfterSeconds } = failure;
      // Written by `failureOf` from an error of the same class.
      return failure.as === 'rejection'
        ? new Rejection(code as Rejection['code'], message, errors, retryAfterSeconds)
        : new ProblemError(code as ProblemError['code'], message, errors, retryAfterSeconds);
    }
    case 'fault':
      return new DatabaseFault(failure.message, failure.sqlState, failure.constraint);
    case 'error': {
      const error = new Error(failure.message);
      if (failure.stack !== undefined) error.stack = failure.stack;
      return error;
    }
  }
}
