import type { AnswerOf, InputOf, OperationId, ProblemBody } from '#libs/contracts';
import type { Who } from '../installation.js';

/**
 * One caller's way to the service, over either transport: the same operations, the same answers.
 */
export interface Asker {
  /** `key` names the intent: sent again with the same one, a command has its effect once. */
  ask<Id extends OperationId>(
    id: Id,
    who: Who,
    input: InputOf<Id>,
    key?: string,
  ): Promise<AnswerOf<Id>>;
}

/** The service said no, and why. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly problem: ProblemBody,
  ) {
    const fields = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    super([`${problem.code}: ${problem.detail ?? problem.title}`, ...fields].join('; '));
  }
}

export const refusalOf = async <T>(answer: Promise<T>): Promise<T | Refused> =>
  answer.catch((cause: unknown) => {
    if (cause instanceof Refused) return cause;
    throw cause;
  });
