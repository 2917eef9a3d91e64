import type { Candidate, OrderFacts, Policy, World } from '#libs/matcher';
import { profileFacts } from '#libs/profiles';
import { byCodeUnit } from '../code-unit.js';
import type { ConsentShelf } from '../consents/consent-shelf.js';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Fleet } from './fleet.js';
import { askedSoFar, offerFacts, openElsewhere } from '../offers/asked.js';
import { factsOf, measure, placeFor } from './measure.js';
import { needsOf } from './truck.js';
import { refusalFacts } from './refusal-facts.js';
import { laterFacts, type Market } from './later-facts.js';
import type { ProfileBook } from './profile-book.js';

export type Gathered = {
  readonly facts: OrderFacts;
  readonly world: World<Policy>;
  /** Versions the claim is fenced by. */
  readonly driverVersions: ReadonlyMap<string, number>;
  /**
   * The orders each was judged beside, by which a claim is fenced as well; none of an order that
   * wants the truck alone.
   */
  readonly aboard: ReadonlyMap<string, readonly string[]>;
  /** Of the candidates, those who refuse to be decided on by the system alone (D4). */
  readonly wantHuman: ReadonlySet<string>;
};

/**
 * Reads the world for one decision: the nearest drivers within reach and everyone who grabbed. The
 * index names them; what is known of them comes from the database, in this transaction.
 */
export async function gather(
  tx: Tx,
  {
    fleet,
    profiles,
    texts,
    ...market
  }: { fleet: Fleet; profiles: ProfileBook; texts: ConsentShelf } & Market,
  order: Order,
  policy: Policy,
  options: {
    nowMs: number;
    purpose: 'award' | 'recommend';
    /** Nobody else can get it, and to read the others would be for nothing. */
    onlyGrabbers?: boolean;
    /** By hand: this driver is judged too, as if he had grabbed last. */
    include?: string;
    /** Fewer than the policy allows, where each order chooses among its nearest. */
    evaluatedMax?: number;
  },
): Promise<Gathered> {
  const { nowMs, purpose, include, onlyGrabbers = false } = options;
  const evaluatedMax = options.evaluatedMax ?? policy.limits.evaluatedMax;
  const near = fleet.near(order.loading, order.loading.cityCode, {
    reachMeters: policy.reach.meters,
    limit: evaluatedMax,
    needs: needsOf(order, policy),
  });
  const grabs = await tx.grabs.ofRound(order.orderId, order.round);
  const sequenceOf = new Map(
    grabs
      .filter(({ state }) => state === 'open')
      .map(({ driverId, sequence }) => [driverId, sequence]),
  );
  if (include !== undefined && !sequenceOf.has(include)) {
    sequenceOf.set(include, grabs.length + 1);
  }
  const gaveBack = new Map(
    (await tx.grabs.gaveBack(order.orderId)).map(({ driverId, cause }) => [driverId, cause]),
  );
  const asked = await askedSoFar(tx, order, nowMs);
  // Who was offered the order is told what became of it, wherever he is by now.
  const judged = new Set([...sequenceOf.keys(), ...(purpose === 'award' ? asked.keys() : [])]);
  const named = [...new Set([...(onlyGrabbers ? [] : near.driverIds), ...judged])];
  const drivers = (await tx.drivers.byIds(named)).map((driver) => texts.inForce(driver, nowMs));
  const kept = nearest(drivers, order, policy, nowMs, judged, evaluatedMax);
  const profileOf = await profiles.load(
    tx,
    kept.map(({ driver }) => driver),
    policy,
    nowMs,
  );
  const elsewhere = await openElsewhere(
    tx,
    order,
    purpose,
    kept.map(({ driver }) => driver.driverId),
  );
  const facts = factsOf(order, policy);
  const later = await laterFacts(tx, market, { order, policy, nowMs }, kept);
  const against = await refusalFacts(tx, { order, policy, nowMs }, kept);
  const standings = await tx.standings.of(
    kept.map(({ driver }) => driver.driverId),
    { fromCityCode: facts.fromCityCode, nowMs },
  );
  const candidates: Candidate[] = kept.map(({ driver, place }) => {
    const profile = profileOf.get(driver.driverId);
    const owed = standings.get(driver.driverId)?.compensationId ?? null;
    const measured = measure(driver, order, {
      nowMs,
      place,
      profile: profile === undefined ? null : profileFacts(profile, facts),
      grabSequence: sequenceOf.get(driver.driverId) ?? null,
      gaveBack: gaveBack.get(driver.driverId) ?? null,
      offer: offerFacts(driver.driverId, asked, elsewhere),
    });
    const weighed = Object.assign(measured, later(driver.driverId), against(driver.driverId));
    // Where the first to grab wins, points decide nothing, and nothing is used up for nothing.
    const counts = owed !== null && facts.mode !== 'first_wins';
    return counts ? Object.assign(weighed, { compensationId: owed }) : weighed;
  });
  const cut = kept.length < drivers.length;
  return {
    facts,
    world: {
      nowMs,
      purpose,
      policy,
      search: {
        onDuty: fleet.size,
        reachMeters: policy.reach.meters,
        rings: near.rings,
        cells: near.cells,
        found: near.found,
        evaluated: candidates.length,
        endedBy: cut ? 'limit' : near.endedBy,
        provenMeters: cut ? lastMeters(kept, judged, near.provenMeters) : near.provenMeters,
        ...(near.sieved && !onlyGrabbers ? { sieve: 'truck' as const } : {}),
      },
      candidates,
    },
    driverVersions: new Map(kept.map(({ driver }) => [driver.driverId, driver.version])),
    aboard: new Map(
      candidates.flatMap(({ driverId, aboard }) =>
        aboard === undefined ? [] : [[driverId, aboard.orders.map(({ orderId }) => orderId)]],
      ),
    ),
    wantHuman: new Set(
      [...standings].flatMap(([driverId, { wantsHuman }]) => (wantsHuman ? [driverId] : [])),
    ),
  };
}

type Placed = { readonly driver: DriverState; readonly place: Candidate['place'] };

/**
 * The nearest up to the limit, and every grabber besides; drivers off duty only if they grabbed.
 */
function nearest(
  drivers: readonly DriverState[],
  order: Order,
  policy: Policy,
  nowMs: number,
  grabbed: ReadonlySet<string>,
  limit: number,
): Placed[] {
  const placed = drivers
    .filter(({ driverId, onDuty }) => onDuty || grabbed.has(driverId))
    .map((driver) => ({
      driver,
      place: placeFor(driver, order, policy, nowMs),
    }))
    .sort(
      (a, b) =>
        a.place.pickupMeters - b.place.pickupMeters ||
        byCodeUnit(a.driver.driverId, b.driver.driverId),
    );
  return placed.filter(({ driver }, position) => position < limit || grabbed.has(driver.driverId));
}

/** Nobody nearer than the last one kept for being near was left out. */
function lastMeters(
  kept: readonly Placed[],
  grabbed: ReadonlySet<string>,
  provenMeters: number,
): number {
  const near = kept.filter(({ driver }) => !grabbed.has(driver.driverId));
  return Math.min(provenMeters, near.at(-1)?.place.pickupMeters ?? provenMeters);
}
