import fc from 'fast-check';
import { defaultPolicy } from '#libs/matcher';
import type { ProfileFacts } from '#libs/matcher';
import { policyHash } from '../../src/digest.js';
import type { ProfileChange } from '../../src/kinds/profile-change-record.js';
import { aboutOf, factsOf, type CountedOutcome } from '../../src/kinds/profile-sums.js';
import { NOW_MS } from '../sample.js';

const DAY_MS = 86_400_000;
const moment = { nowMs: NOW_MS, policy: defaultPolicy };

/** Few lanes, shippers and ages, so that they meet; some too old to count. */
const outcomes: fc.Arbitrary<readonly CountedOutcome[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('completed' as const, 'driver_cancelled' as const),
      onTime: fc.constantFrom(true, false, null),
      toCityCode: fc.constantFrom('3101', '4403'),
      shipperId: fc.constantFrom('s-1', 's-2'),
      ageDays: fc.constantFrom(0, 1, 45, 90, 400),
    }),
    { maxLength: 6 },
  )
  .map((made) =>
    made.map(({ ageDays, ...outcome }, at) => ({
      ...outcome,
      outcomeId: `out-${at}`,
      orderId: null,
      fromCityCode: '3201',
      atMs: NOW_MS - ageDays * DAY_MS,
    })),
  );

export type ChangedPast = {
  readonly past: readonly CountedOutcome[];
  readonly pastAfter: readonly CountedOutcome[];
  readonly change: ProfileChange;
  /** By the sums of a whole past, without any change. */
  readonly factsOf: (past: readonly CountedOutcome[]) => ProfileFacts;
};

/** A past of which some goes out and to which some comes in. */
export const changedPasts: fc.Arbitrary<ChangedPast> = fc
  .record({ all: outcomes, comes: fc.nat(6), goes: fc.nat(6) })
  .map(({ all, comes, goes }) => {
    const added = all.slice(0, comes);
    const past = all.slice(comes);
    const removed = past.slice(0, goes);
    const about = aboutOf([...added, ...removed]);
    const facts = (those: readonly CountedOutcome[]): ProfileFacts => factsOf(those, about, moment);
    return {
      past,
      pastAfter: [...past.slice(goes), ...added],
      factsOf: facts,
      change: {
        decisionId: 'decision-5',
        order: null,
        decidedAtMs: NOW_MS,
        policy: defaultPolicy,
        policyHash: policyHash(defaultPolicy),
        decidedByHuman: null,
        because: 'corrected' as const,
        drivers: [
          {
            driverId: 'ann',
            body: 'flatbed' as const,
            consent: '2026-02',
            added,
            removed,
            before: facts(past),
          },
        ],
      },
    };
  });
