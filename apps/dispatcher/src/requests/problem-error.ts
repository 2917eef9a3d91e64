import type { ProblemCode, ProblemError as FieldProblem } from '#libs/contracts';

/** A request that is answered with a problem; thrown anywhere at the edge. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}
