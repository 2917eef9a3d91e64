import type { RightsTx } from '../ports/database.js';
import type { CorrectionJob } from '../ports/remedies.js';
import type { RightsRequest } from '../requests/request.js';

/** More than a driver reads; the rest is counted. */
const SHOWN_MAX = 100;

export type CorrectionOf = Pick<CorrectionJob, 'state' | 'examined' | 'changed' | 'skipped'> & {
  readonly decisions: readonly {
    readonly decisionId: string;
    readonly was: string;
    readonly wouldBe: string;
  }[];
};

/**
 * What came of deciding again, as far as it is about himself; null where no datum was corrected.
 */
export async function correctionOf(
  tx: RightsTx,
  { requestId, driverId }: Pick<RightsRequest, 'requestId' | 'driverId'>,
): Promise<CorrectionOf | null> {
  const job = await tx.remedies.job(requestId);
  if (job === null) return null;
  const found = await tx.remedies.reconsideredOf(requestId, driverId, SHOWN_MAX);
  const { state, examined, changed, skipped } = job;
  const decisions = found.map(({ decisionId, was, wouldBe }) => ({ decisionId, was, wouldBe }));
  return { state, examined, changed, skipped, decisions };
}
