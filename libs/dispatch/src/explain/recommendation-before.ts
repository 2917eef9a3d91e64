import { isJudged, type DecisionHeader, type Recommendation } from '#libs/explanations';
import type { Tx } from '../ports/database.js';

/** Recommendations thin out as an order waits; the newest of a round tell what there is to tell. */
const LOOKED_AT_MAX = 8;

/**
 * What the recommendations, or offers, before a decision had for a driver: the one that told him of
 * the order, else the newest that judged him, else the newest, which he is not in. Null when there
 * was none.
 */
export async function recommendationBefore(
  tx: Tx,
  { orderId, decidedAtMs }: DecisionHeader,
  driverId: string,
): Promise<Recommendation | null> {
  if (orderId === null) return null;
  const newestFirst = (await tx.ledger.decisions(orderId))
    .filter(({ kind }) => kind === 'recommendation' || kind === 'offer')
    .filter((each) => each.decidedAtMs <= decidedAtMs)
    .reverse()
    .slice(0, LOOKED_AT_MAX);
  const [newest] = newestFirst;
  if (newest === undefined) return null;
  const judged: Found[] = [];
  for (const header of newestFirst) {
    const row = await tx.ledger.driverRow(header.decisionId, driverId);
    if (row !== null) judged.push({ header, row });
    if (row?.role === 'RECOMMENDED') break;
  }
  const told = judged.find(({ row }) => row.role === 'RECOMMENDED') ?? judged[0];
  const { header, row } = told ?? { header: newest, row: null };
  const stored = await tx.ledger.decision(header.decisionId);
  if (stored === null || !isJudged(stored.bundle)) return null;
  const { decisionId, decidedAtMs: atMs, bundle } = stored;
  return { decisionId, decidedAtMs: atMs, bundle, row };
}

type Found = {
  readonly header: DecisionHeader;
  readonly row: NonNullable<Recommendation['row']>;
};
