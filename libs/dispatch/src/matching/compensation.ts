import { event } from '../event.js';
import type { Tx } from '../ports/database.js';
import type { Matching } from './context.js';
import type { Gathered } from './gather.js';

/**
 * Priority that stood in the winner's total is used up with the award, in its transaction. The
 * claim holds his truck, so no two awards can count the same debt; should one have, nothing of this
 * one is written and it is decided again without.
 */
export async function useCompensation(
  tx: Tx,
  { entropy }: Pick<Matching, 'entropy'>,
  { world }: Gathered,
  award: {
    readonly orderId: string;
    readonly driverId: string;
    readonly decisionId: string;
    readonly nowMs: number;
  },
): Promise<void> {
  const { orderId, driverId, decisionId, nowMs } = award;
  const winner = world.candidates.find((candidate) => candidate.driverId === driverId);
  const compensationId = winner?.compensationId;
  if (compensationId === undefined) return;
  if (!(await tx.standings.use(compensationId, { decisionId, atMs: nowMs }))) {
    throw new Error(`compensation ${compensationId} was used by another award`);
  }
  await tx.outbox.add([
    event(entropy, null, nowMs, 'compensation.used', driverId, {
      compensationId,
      driverId,
      orderId,
      decisionId,
    }),
  ]);
}
