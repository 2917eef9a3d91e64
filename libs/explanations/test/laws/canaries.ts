import fc from 'fast-check';
import { defaultPolicy } from '#libs/matcher';
import type { Candidate, Policy } from '#libs/matcher';
import type { DriverRow } from '../../src/record.js';
import { candidate, NOW_MS, order, scalarsIn, world, type Case } from '../sample.js';

// Every fact of every driver is a value found nowhere else, seven digits or a marked text, so that
// one driver's fact in another's view is seen at once. The policy lets such values be ranked all
// the same.

const CANARY_LEAST = 1_000_000;

const patient: Policy = {
  ...defaultPolicy,
  reach: { ...defaultPolicy.reach, meters: 20_000_000, positionMaxAgeSeconds: 99_999_999 },
};

/** A cell that all are in, or each in one of his own, by a name that would be known again. */
const SHARED_CELL = '8630a1b07ffffff';

const marked = (seat: number, heavy: boolean, together: boolean): Candidate => {
  const driverId = `driver${seat}`;
  const datum = (field: number) => CANARY_LEAST * (field + 1) + 7_919 * (seat + 1) + 10_007;
  return candidate(`canary-${driverId}`, {
    driverId: `canary-${driverId}`,
    lengthMillimeters: datum(0),
    freeLoad: {
      kilograms: heavy ? datum(1) : 1_009 + seat,
      litres: datum(2),
      vehicleSlots: datum(3),
    },
    place: {
      source: 'position',
      pickupMeters: datum(4),
      ageSeconds: datum(5),
      cell: together ? SHARED_CELL : `canary-${driverId}-cell`,
    },
    consents: {
      location: `canary-${driverId}-location`,
      profile: `canary-${driverId}-profile`,
    },
    profile: {
      attemptedMilli: datum(8),
      completedMilli: datum(6) + seat * 31_337,
      timedMilli: datum(8) + 1,
      onTimeMilli: datum(7),
      laneMilli: datum(8) + 2,
      togetherMilli: datum(8) + 3,
    },
    waitingSeconds: datum(8) + 4,
    grabSequence: datum(8) + 5,
    ticket: `canary-${driverId}-ticket`,
  });
};

/**
 * The search was full, so its bound is the distance of the last driver taken: a rival's datum too.
 */
export const canaryCases: fc.Arbitrary<Case> = fc
  .record({
    heavy: fc.array(fc.boolean(), { minLength: 2, maxLength: 7 }),
    together: fc.boolean(),
    mode: fc.constantFrom('grab_then_award' as const, 'first_wins' as const),
    purpose: fc.constantFrom('award' as const, 'recommend' as const),
  })
  .map(({ heavy, together, mode, purpose }) => {
    const candidates = heavy.map((fits, seat) => marked(seat, fits, together));
    const base = world(candidates, { policy: patient, purpose });
    const provenMeters = Math.max(...candidates.map(({ place }) => place.pickupMeters));
    return {
      order: order({
        mode,
        loadingWindow: { fromMs: NOW_MS, untilMs: NOW_MS + 365 * 86_400_000 },
      }),
      world: {
        ...base,
        search: { ...base.search, reachMeters: 20_000_000, endedBy: 'limit', provenMeters },
      },
    };
  });

/**
 * The marked numbers among all that a rival's row holds, but for those the driver's own row shares.
 */
export function canaryNumbers(rival: DriverRow, own: DriverRow): number[] {
  const shared = new Set(numbersIn(own));
  return numbersIn(rival).filter((value) => value >= CANARY_LEAST && !shared.has(value));
}

const numbersIn = ({ candidate, parts, refusal }: DriverRow): number[] =>
  scalarsIn([candidate, parts.map(({ facts }) => facts), refusal]).filter(
    (value): value is number => typeof value === 'number',
  );
