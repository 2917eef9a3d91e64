import type { BodyType } from '#libs/matcher';
import { CROWD_MIN } from '#libs/explanations';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';

/** Edges in kilometres, fixed once: they are not chosen to fit an order. */
const BAND_EDGES_KM = [0, 5, 10, 25, 50, 100, 200, 300] as const;

export type DriverGroup = {
  readonly distanceBand: string;
  readonly body: BodyType;
  readonly drivers: number;
};

export type BestDrivers = {
  readonly decisionId: string | null;
  readonly decidedAtMs: number | null;
  readonly eligible: number;
  readonly atLeast: number;
  readonly groups: readonly DriverGroup[];
};

/** Who would do for an order, as the last recommendation saw it: counts, never a driver (M6). */
export async function bestDrivers(tx: Tx, { orderId }: Order): Promise<BestDrivers> {
  const newest = (await tx.ledger.decisions(orderId))
    .filter(({ kind }) => kind === 'recommendation')
    .at(-1);
  if (newest === undefined) {
    return { decisionId: null, decidedAtMs: null, eligible: 0, atLeast: CROWD_MIN, groups: [] };
  }
  const rows = (await tx.ledger.driverRows(newest.decisionId)).filter(({ rank }) => rank !== null);
  const counts = new Map<string, DriverGroup>();
  for (const { candidate } of rows) {
    if (candidate === null) continue;
    const distanceBand = bandOfMeters(candidate.place.pickupMeters);
    const key = `${distanceBand}/${candidate.body}`;
    const { drivers } = counts.get(key) ?? { drivers: 0 };
    counts.set(key, { distanceBand, body: candidate.body, drivers: drivers + 1 });
  }
  return {
    decisionId: newest.decisionId,
    decidedAtMs: newest.decidedAtMs,
    eligible: rows.length,
    atLeast: CROWD_MIN,
    groups: [...counts.values()].filter(({ drivers }) => drivers >= CROWD_MIN),
  };
}

function bandOfMeters(meters: number): string {
  const above = BAND_EDGES_KM.findLast((edge) => meters >= edge * 1000) ?? 0;
  const below = BAND_EDGES_KM.find((edge) => meters < edge * 1000);
  return below === undefined ? `${above}km+` : `${above}-${below}km`;
}
