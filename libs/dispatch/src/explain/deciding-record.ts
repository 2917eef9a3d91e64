import { KINDS, type DecisionHeader, type DriverRow } from '#libs/explanations';
import type { Tx } from '../ports/database.js';

export type Deciding = { readonly header: DecisionHeader; readonly row: DriverRow | null };

/**
 * The decision that settled the order for this driver: a release or a cancellation that was about
 * him, else the newest that settled it for everyone, else the newest recommendation. What became of
 * his profile afterwards is another question. Null before any decision was taken.
 */
export async function decidingRecord(
  tx: Tx,
  orderId: string,
  driverId: string,
  rowIn: (decisionId: string) => Promise<DriverRow | null> = (decisionId) =>
    tx.ledger.driverRow(decisionId, driverId),
): Promise<Deciding | null> {
  const newestFirst = [...(await tx.ledger.decisions(orderId))].reverse();
  for (const header of newestFirst) {
    const { settles } = KINDS[header.kind];
    if (settles !== 'everyone' && settles !== 'its_drivers') continue;
    const row = await rowIn(header.decisionId);
    if (settles === 'everyone' || row !== null) return { header, row };
  }
  const header = newestFirst.find(({ kind }) => KINDS[kind].settles === 'meanwhile');
  if (header === undefined) return null;
  return { header, row: await rowIn(header.decisionId) };
}
