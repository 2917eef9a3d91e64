// The whole judgement as in a decision: every factor of the default policy, for everyone whose
// bound is not below the twentieth best. Substitutions are left out, so that as many are eligible.
import type { FleetIndex, Position } from '#libs/fleet-index';
import {
  bestPossible,
  BODY_TYPES,
  defaultPolicy,
  judge,
  type Candidate,
  type OrderFacts,
  type Policy,
} from '#libs/matcher';
import { truckOf, WANTED, type Trucks } from '../geo/country.js';
import { NEEDS } from '../geo/own.js';

const NOW_MS = 1_750_000_000_000;
const HOUR_MS = 3_600_000;
export const POLICY: Policy = { ...defaultPolicy, substitutions: {} };

const ORDER: OrderFacts = {
  orderId: 'order',
  orderVersion: 1,
  shipperId: 'shipper',
  fromCityCode: '3301',
  toCityCode: '3100',
  laneMeters: 160_000,
  loadingWindow: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 6 * HOUR_MS },
  load: { kilograms: 1_000 * WANTED.tonnes, litres: 30_000, vehicleSlots: 0 },
  bodyTypes: [BODY_TYPES[WANTED.body]],
  minLengthMillimeters: 9_600,
  cargoKind: 'general',
  qualifications: [],
  mode: 'grab_then_award',
  postedAtMs: NOW_MS,
};

const CIRCUMSTANCES = { nowMs: NOW_MS, purpose: 'recommend', policy: POLICY } as const;

/** A past and a wait that differ from truck to truck and are the same in every run. */
function candidateOf(trucks: Trucks, truck: number, pickupMeters: number): Candidate {
  const past = (truck * 7_919) % 40;
  return {
    driverId: `d${truck}`,
    body: BODY_TYPES[trucks.body[truck] ?? 0] ?? 'box',
    lengthMillimeters: 9_600,
    freeLoad: {
      kilograms: 1_000 * (trucks.tonnes[truck] ?? 0),
      litres: 55_000,
      vehicleSlots: 0,
    },
    activeOrders: trucks.idle[truck] === 1 ? 0 : 1,
    qualifications: [],
    place: { source: 'position', pickupMeters, ageSeconds: 60, cell: null },
    consents: { location: '1', profile: '1' },
    profile: {
      attemptedMilli: 1_000 * past,
      completedMilli: 1_000 * past - 1_000 * (truck % 3 === 0 && past > 0 ? 1 : 0),
      timedMilli: 1_000 * past,
      onTimeMilli: 900 * past,
      laneMilli: 100 * (truck % 50),
      togetherMilli: truck % 97 === 0 ? 1_000 : 0,
    },
    waitingSeconds: (truck * 31) % 30_000,
    gaveBack: null,
    grabSequence: null,
    ticket: '00',
  };
}

export type Asked = { readonly found: readonly string[]; readonly judged: number };

export function bestTwenty(
  index: FleetIndex,
  trucks: Trucks,
  at: Position,
  reachMeters: number,
): Asked {
  let judged = 0;
  const found = index.best(at, {
    reachMeters,
    limit: 20,
    needs: NEEDS,
    most: bestPossible(ORDER, CIRCUMSTANCES),
    score: (driverId, meters) => {
      judged += 1;
      const verdict = judge(candidateOf(trucks, truckOf(driverId), meters), ORDER, CIRCUMSTANCES);
      return verdict.refusal === null ? verdict.total : null;
    },
  });
  return { found: found.map(({ driverId, score }) => `${driverId} ${score}`), judged };
}

/** The same by judging everyone in reach. */
export function bestTwentyOfAll(
  trucks: Trucks,
  within: readonly { readonly driverId: string; readonly meters: number }[],
): string[] {
  return within
    .flatMap(({ driverId, meters }) => {
      const candidate = candidateOf(trucks, truckOf(driverId), meters);
      const verdict = judge(candidate, ORDER, CIRCUMSTANCES);
      return verdict.refusal === null ? [{ driverId, score: verdict.total }] : [];
    })
    .sort((a, b) => b.score - a.score || (a.driverId < b.driverId ? -1 : 1))
    .slice(0, 20)
    .map(({ driverId, score }) => `${driverId} ${score}`);
}
