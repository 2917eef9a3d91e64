import { decideRound, roundRulesOf, type Policy } from '#libs/matcher';
import { canonicalJson } from './canonical.js';
import { policyHash } from './digest.js';
import { recordOf } from './record-of.js';
import type { JudgedRecord } from './record.js';
import { replay, worldOf, type ReplayResult } from './replay.js';

/**
 * Takes a whole round again from the records of all its orders: who was ranked how for each, then
 * who got what, by which method, and what was told of the trade-offs. `replay` of one record alone
 * takes the winner for granted, since he hangs on orders that the record does not hold.
 */
export function replayRound(
  records: readonly JudgedRecord[],
  policies: ReadonlyMap<string, Policy>,
): ReplayResult {
  const policyOf = (record: JudgedRecord): Policy | null => policies.get(record.policyHash) ?? null;
  for (const record of records) {
    const alone = replay(record, policyOf(record));
    if (alone.verdict !== 'MATCH') return alone;
  }
  const [first] = records;
  const round = first?.bundle.round;
  if (first === undefined || round === undefined) throw new Error('no records of a round');
  const { unassignedPoints, stepsMax } = round;
  const again = decideRound(
    records.map((record) => ({
      order: record.bundle.order,
      world: worldOf(record, record.drivers, policyOf(record)!),
    })),
    { ...roundRulesOf(policyOf(first)!), unassignedPoints, stepsMax },
  );
  const differences = records.flatMap((record) => {
    const own = again.find(({ decision }) => decision.orderId === record.orderId);
    if (own === undefined) return [`$.${record.orderId}`];
    const { decision, round: facts, tradeOffs } = own;
    const { bundle } = record;
    const world = worldOf(record, record.drivers, policyOf(record)!);
    const rebuilt = recordOf(decision, {
      ...record,
      order: bundle.order,
      world,
      policyHash: policyHash(world.policy),
      tieSeed: bundle.tieSeed,
      tieSeedHash: bundle.tieSeedHash,
      cause: bundle.cause,
      together: { round: { ...facts, roundId: round.roundId }, tradeOffs },
    });
    return canonicalJson(rebuilt) === canonicalJson(record) ? [] : [`$.${record.orderId}`];
  });
  return { verdict: differences.length === 0 ? 'MATCH' : 'DRIFT', differences };
}
