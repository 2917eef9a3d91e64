import { judge, type BodyType, type Mode, type Part } from '#libs/matcher';
import { cityByCode, coveringCells } from '#libs/fleet-index';
import { profileFacts } from '#libs/profiles';
import type { Caller } from '../caller.js';
import { byCodeUnit } from '../code-unit.js';
import { laterFacts } from '../matching/later-facts.js';
import { factsOf, measure, placeFor } from '../matching/measure.js';
import type { Matching } from '../matching/context.js';
import { isShown } from '../matching/shown-from.js';
import { ownRefusalFacts } from '../matching/refusal-facts.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';

/** Cells of about 22 km edge: some 300 cover the reach. */
const CELL_RESOLUTION = 4;
/** Orders looked at for one list; newest first, so a crowded market hides the oldest. */
const LOOKED_AT_MAX = 400;

export type CargoQuery = {
  readonly driverId: string;
  readonly fromCityCode: string | null;
  readonly toCityCode: string | null;
  readonly loadingFromMs: number | null;
  readonly loadingUntilMs: number | null;
  readonly body: BodyType | null;
  /** Only orders given away in this way; all of them when left out. */
  readonly mode?: Mode;
  readonly limit: number;
  readonly after: { readonly total: number; readonly orderId: string } | null;
};

export type Cargo = {
  readonly order: Order;
  readonly pickupMeters: number;
  readonly total: number;
  readonly parts: readonly Part[];
  readonly grabbed: boolean;
};

type Judged = Omit<Cargo, 'grabbed'>;

/**
 * Open orders near a driver that he could be given, best for him first, worked out when he asks:
 * also for one who comes online after they were posted (M7). The same judgement as in a decision;
 * who ranks lower sees a new order some moments later, as the policy says.
 */
export async function nearbyCargo(
  tx: Tx,
  { clock, policies, profiles, shares, texts }: Matching,
  caller: Caller,
  query: CargoQuery,
): Promise<{ readonly cargo: readonly Cargo[]; readonly lookedAt: number }> {
  const { driverId } = query;
  const stored = caller.subject === driverId ? await tx.drivers.byId(driverId) : null;
  if (stored === null) throw notFound('driver', driverId);
  const nowMs = clock.nowMs();
  const driver = texts.inForce(stored, nowMs);
  const active = await tx.policies.activeFor(driver.cityCode);
  if (active === null) throw new Error('no active policy');
  const at =
    (driver.consents.location === null ? null : driver.fix) ??
    driver.manualPlace ??
    cityByCode(driver.cityCode);
  if (at === null) throw new Error(`driver's city ${driver.cityCode} is not in the table`);

  const orders = await tx.orders.openNear({
    cells: coveringCells(at, active.policy.reach.meters, CELL_RESOLUTION),
    cityCodes: [driver.cityCode],
    limit: LOOKED_AT_MAX,
  });
  const profile = (await profiles.load(tx, [driver], active.policy, nowMs)).get(driverId);
  const gaveBack = await tx.grabs.gaveBackBy(driverId);
  const against = await ownRefusalFacts(tx, driver, { policy: active.policy, nowMs });
  const cargo: Judged[] = [];
  for (const order of orders.filter((each) => wanted(each, query, nowMs))) {
    const policy = await policies.get(tx, order.policyHash);
    const facts = factsOf(order, policy);
    const place = placeFor(driver, order, policy, nowMs);
    const measured = measure(driver, order, {
      nowMs,
      place,
      profile: profile === undefined ? null : profileFacts(profile, facts),
      grabSequence: null,
      gaveBack: gaveBack.get(order.orderId) ?? null,
    });
    const market = { shares, returns: null };
    const later = await laterFacts(tx, market, { order, policy, nowMs }, [{ driver, place }]);
    const stands = against({ driver, place }, { order, policy, nowMs });
    const candidate = { ...measured, ...later(driverId), ...stands };
    const judged = judge(candidate, facts, { nowMs, purpose: 'recommend', policy });
    if (judged.refusal !== null) continue;
    if (!(await isShown(tx, order, driverId, policy, nowMs))) continue;
    cargo.push({
      order,
      pickupMeters: candidate.place.pickupMeters,
      total: judged.total,
      parts: judged.parts,
    });
  }
  cargo.sort((a, b) => b.total - a.total || byCodeUnit(a.order.orderId, b.order.orderId));
  const { after, limit } = query;
  const rest =
    after === null
      ? cargo
      : cargo.filter(
          ({ total, order }) =>
            total < after.total || (total === after.total && order.orderId > after.orderId),
        );
  const page = await Promise.all(
    rest.slice(0, limit).map(async (each) => ({
      ...each,
      grabbed: (await tx.grabs.find(each.order.orderId, each.order.round, driverId)) !== null,
    })),
  );
  return { cargo: page, lookedAt: orders.length };
}

function wanted(order: Order, query: CargoQuery, nowMs: number): boolean {
  const { loading, unloading } = order;
  return (
    order.expiresAtMs > nowMs &&
    (query.mode === undefined || order.mode === query.mode) &&
    (query.fromCityCode === null || loading.cityCode === query.fromCityCode) &&
    (query.toCityCode === null || unloading.cityCode === query.toCityCode) &&
    (query.loadingFromMs === null || loading.window.untilMs >= query.loadingFromMs) &&
    (query.loadingUntilMs === null || loading.window.fromMs <= query.loadingUntilMs) &&
    (query.body === null || order.bodyTypes.includes(query.body))
  );
}
