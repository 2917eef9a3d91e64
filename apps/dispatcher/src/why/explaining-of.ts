import type { Clock, Explaining, InsightBook, PolicyShelf, RecordBook } from '#libs/dispatch';
import type { Standing } from '#libs/explanations';
import type { RightsTx } from '#libs/rights';
import { accessLogOf } from '../access/access-log.js';

/** What a thread remembers of records and answers. */
export type Remembered = {
  readonly policies: PolicyShelf;
  readonly standing: Standing;
  readonly insights: InsightBook;
  readonly records: RecordBook;
};

/** What it takes to answer why, in whichever thread; an open request keeps its evidence usable. */
export const explainingOf = (remembered: Remembered, clock: Clock): Explaining<RightsTx> => ({
  ...remembered,
  clock,
  // Another driver's request keeps his own evidence, and none of this one's.
  evidenceHeld: async (tx, driverId, decisionId) =>
    (await tx.holds.heldDrivers([driverId])).has(driverId) &&
    (await tx.holds.heldDecisions([decisionId])).has(decisionId),
  linksOf: async (tx, driverId, decisionId) => {
    const [chain, accessLog] = await Promise.all([
      tx.remedies.chainOf(decisionId, driverId),
      accessLogOf(tx, driverId, decisionId),
    ]);
    return { accessLog, ...chain };
  },
});
