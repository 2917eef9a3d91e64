import type { DecisionHeader, DecisionKind, DriverRow } from '#libs/explanations';
import type { Tx } from '../ports/database.js';

/** Decisions that settle something; a recommendation answers only where none of these was taken. */
const CONCLUSIVE: readonly DecisionKind[] = ['award', 'manual_assignment', 'no_award', 'expiry'];

export type Deciding = { readonly header: DecisionHeader; readonly row: DriverRow | null };

/**
 * The decision that settled the order for this driver: a release that was his own, else the newest
 * conclusive one, else the newest recommendation. Null before any decision was taken.
 */
export async function decidingRecord(
  tx: Tx,
  orderId: string,
  driverId: string,
): Promise<Deciding | null> {
  const newestFirst = [...(await tx.ledger.decisions(orderId))].reverse();
  for (const header of newestFirst) {
    if (header.kind === 'recommendation') continue;
    const row = await tx.ledger.driverRow(header.decisionId, driverId);
    if (header.kind === 'release' ? row !== null : CONCLUSIVE.includes(header.kind)) {
      return { header, row };
    }
  }
  const [recommendation] = newestFirst;
  if (recommendation === undefined) return null;
  return {
    header: recommendation,
    row: await tx.ledger.driverRow(recommendation.decisionId, driverId),
  };
}
