import type { BodyType } from '#libs/matcher';
import { CROWD_MIN, DISTANCE_EDGES_METERS } from '#libs/explanations';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';

const METERS_PER_KILOMETER = 1000;

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
    .filter(({ kind }) => kind === 'recommendation' || kind === 'offer')
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

/** By the same edges as in a contrast, so that two answers cannot be cut against each other. */
function bandOfMeters(meters: number): string {
  const above = DISTANCE_EDGES_METERS.findLast((edge) => meters >= edge) ?? 0;
  const below = DISTANCE_EDGES_METERS.find((edge) => meters < edge);
  const from = above / METERS_PER_KILOMETER;
  return below === undefined ? `${from}km+` : `${from}-${below / METERS_PER_KILOMETER}km`;
}
