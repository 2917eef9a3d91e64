import { FleetIndex, type Position } from '#libs/fleet-index';
import {
  candidatesWanted,
  defaultPolicy,
  roundRulesOf,
  settleRound,
  type Candidate,
  type OrderFacts,
} from '#libs/matcher';
import { whereTrucksAre } from '../geo/country.js';
import { Seeded } from '../seeded.js';

const NOW_MS = 1_760_000_000_000;
const HOUR_MS = 3_600_000;
const REACH_METERS = 100_000;

export type RoundOf = {
  readonly ms: number;
  readonly searchMs: number;
  /** Of all decisions, each made whole. */
  readonly parts: number;
  readonly awarded: number;
  readonly traded: number;
  /** Who got which order, in order of orders. */
  readonly winners: readonly (string | null)[];
};

/** A market with its index filled; each call holds one round over it. */
export function roundOver(
  { orders, drivers }: { readonly orders: number; readonly drivers: number },
  seed: number,
): () => RoundOf {
  const seeded = new Seeded(seed);
  const rules = roundRulesOf(defaultPolicy);
  const candidates = candidatesWanted({ orders, drivers }, rules);
  const index = new FleetIndex();
  const trucks = new Map<string, Omit<Candidate, 'place' | 'ticket'>>();
  for (let at = 0; at < drivers; at++) {
    const driverId = `d${at}`;
    index.upsert(driverId, whereTrucksAre(seeded));
    trucks.set(driverId, truck(driverId, seeded));
  }
  const places = Array.from({ length: orders }, () => whereTrucksAre(seeded));
  return () => {
    const fromMs = performance.now();
    const found = places.map((place) =>
      index.nearest(place, { reachMeters: REACH_METERS, limit: candidates }),
    );
    const searchMs = performance.now() - fromMs;
    const entries = found.map(({ found: near, endedBy, provenMeters }, at) => ({
      order: orderAt(places[at]!, at),
      world: {
        nowMs: NOW_MS,
        purpose: 'recommend' as const,
        policy: defaultPolicy,
        search: {
          ...{ onDuty: drivers, reachMeters: REACH_METERS, rings: 0, cells: 0 },
          ...{ found: near.length, evaluated: near.length, endedBy, provenMeters },
        },
        candidates: near.map((each) => measured(trucks.get(each.driverId)!, each)),
      },
    }));
    const outcomes = settleRound(entries, rules);
    // As where rounds are recorded: one order's decision after the other, with everybody's parts.
    let parts = 0;
    for (const { decision, winner } of outcomes) {
      const { ranked, winner: recorded } = decision();
      if (recorded !== winner) throw new Error('a decision with another winner than its round');
      for (const each of ranked) parts += each.parts.length;
    }
    const ms = performance.now() - fromMs;
    return {
      ms,
      searchMs,
      parts,
      awarded: outcomes.filter(({ winner }) => winner !== null).length,
      traded: outcomes
        .flatMap(({ tradeOffs }) => tradeOffs)
        .filter((each) => each.lossPoints !== null).length,
      winners: outcomes.map(({ winner }) => winner),
    };
  };
}

/** Field by field, which takes a third of the time of spreading. */
const measured = (
  truck: Omit<Candidate, 'place' | 'ticket'>,
  { driverId, meters }: { readonly driverId: string; readonly meters: number },
): Candidate => ({
  driverId,
  body: truck.body,
  lengthMillimeters: truck.lengthMillimeters,
  freeLoad: truck.freeLoad,
  activeOrders: truck.activeOrders,
  qualifications: truck.qualifications,
  place: { source: 'position', pickupMeters: meters, ageSeconds: 60, cell: null },
  consents: truck.consents,
  profile: truck.profile,
  waitingSeconds: truck.waitingSeconds,
  gaveBack: truck.gaveBack,
  grabSequence: truck.grabSequence,
  ticket: driverId,
});

function truck(driverId: string, seeded: Seeded): Omit<Candidate, 'place' | 'ticket'> {
  const attemptedMilli = seeded.whole(0, 50_000);
  return {
    driverId,
    body: seeded.next() < 0.8 ? 'flatbed' : 'box',
    lengthMillimeters: 13_000,
    freeLoad: { kilograms: 18_000, litres: 60_000, vehicleSlots: 0 },
    activeOrders: 0,
    qualifications: [],
    consents: { location: '1', profile: '1' },
    profile: {
      attemptedMilli,
      completedMilli: Math.floor(attemptedMilli * 0.95),
      timedMilli: attemptedMilli,
      onTimeMilli: Math.floor(attemptedMilli * 0.9),
      laneMilli: seeded.whole(0, 5000),
      togetherMilli: 0,
    },
    waitingSeconds: seeded.whole(0, 7200),
    gaveBack: null,
    grabSequence: null,
  };
}

const orderAt = (_: Position, at: number): OrderFacts => ({
  orderId: `o${String(at).padStart(6, '0')}`,
  orderVersion: 1,
  shipperId: 's',
  fromCityCode: '3201',
  toCityCode: '3101',
  laneMeters: 300_000,
  loadingWindow: { fromMs: NOW_MS + HOUR_MS, untilMs: NOW_MS + 6 * HOUR_MS },
  load: { kilograms: 9000, litres: 30_000, vehicleSlots: 0 },
  bodyTypes: ['flatbed'],
  minLengthMillimeters: 9600,
  cargoKind: 'general',
  qualifications: [],
  mode: 'round',
  postedAtMs: NOW_MS,
});
