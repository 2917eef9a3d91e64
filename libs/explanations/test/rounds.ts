import { decideRound, roundRulesOf, type OrderFacts, type Policy, type World } from '#libs/matcher';
import { policyHash, seedHash } from '../src/digest.js';
import { recordOf } from '../src/record-of.js';
import type { JudgedRecord } from '../src/record.js';
import { SEED } from './sample.js';

/** Decides the orders together with the real matcher and records each. */
export function heldRound(
  entries: readonly { readonly order: OrderFacts; readonly world: World<Policy> }[],
  over: { readonly stepsMax?: number } = {},
): JudgedRecord[] {
  const [first] = entries;
  if (first === undefined) return [];
  const rules = { ...roundRulesOf(first.world.policy), ...over };
  return decideRound(entries, rules).map(({ decision, round, tradeOffs }, at) => {
    const entry = entries.find(({ order: { orderId } }) => orderId === decision.orderId) ?? first;
    return recordOf(decision, {
      decisionId: `decision-r${at}`,
      kind: 'round',
      round: 1,
      ...entry,
      policyHash: policyHash(entry.world.policy),
      tieSeed: SEED,
      tieSeedHash: seedHash(SEED),
      decidedByHuman: null,
      cause: null,
      together: { round: { ...round, roundId: 'round-1' }, tradeOffs },
    });
  });
}
