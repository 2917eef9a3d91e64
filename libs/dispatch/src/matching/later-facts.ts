import { bodyServed, travelSeconds } from '#libs/matcher';
import type { Candidate, HomeFacts, Policy, ReturnFacts } from '#libs/matcher';
import { cityByCode, greatCircleMeters } from '#libs/fleet-index';
import type { DriverState } from '../model/driver.js';
import type { Order, Position } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Board, OnBoard, ReturnBoards } from './return-boards.js';
import type { ShareBook } from './share-book.js';

const DAY_MS = 86_400_000;

/** What the factors that a policy may know or not are measured by, besides the profile. */
export type LaterFacts = Pick<Candidate, 'home' | 'returns' | 'share'>;

/**
 * Without boards nothing is looked up at unloading places: a list of cargo has too many of them.
 */
export type Market = { readonly shares: ShareBook; readonly returns: ReturnBoards | null };

type Placed = { readonly driver: DriverState; readonly place: Candidate['place'] };

/**
 * Measured for all candidates of one decision, in queries whose number does not depend on theirs,
 * and only what the order's policy gives a weight.
 */
export async function laterFacts(
  tx: Tx,
  { shares, returns }: Market,
  { order, policy, nowMs }: { order: Order; policy: Policy; nowMs: number },
  placed: readonly Placed[],
): Promise<(driverId: string) => LaterFacts> {
  const { weights, fairShare, returns: rules } = policy;
  const wanted = weights.homeward !== undefined || weights.return_load !== undefined;
  const withHome = wanted && placed.some(({ driver }) => driver.homeCityCode !== null);
  const board =
    withHome && returns !== null && weights.return_load !== undefined && rules !== undefined
      ? await returns.load(tx, order.unloading, rules, nowMs)
      : null;
  const drivers = placed.map(({ driver }) => driver);
  const shareOf =
    weights.fair_share === undefined || fairShare === undefined
      ? new Map<string, NonNullable<Candidate['share']>>()
      : await shares.load(tx, drivers, fairShare, nowMs);
  const homes = new Map<string, HomeBoard>();
  const facts = new Map(
    placed.map(({ driver, place }) => {
      const share = shareOf.get(driver.driverId);
      const homeBoard = wanted ? homeBoardOf(homes, driver.homeCityCode, order, board) : null;
      return [
        driver.driverId,
        Object.assign(
          share === undefined ? {} : { share },
          homeBoard === null
            ? {}
            : onTheWayHome(homeBoard, { driver, place }, { order, policy, nowMs }),
        ),
      ];
    }),
  );
  return (driverId) => facts.get(driverId) ?? {};
}

/** A board, and which of it leads a driver who lives there nearer home: once for all his town. */
type HomeBoard = {
  readonly home: Position;
  readonly afterMeters: number;
  readonly open: readonly OnBoard[];
  readonly posted: readonly OnBoard[];
  readonly postedMs: number | null;
};

function homeBoardOf(
  known: Map<string, HomeBoard>,
  cityCode: string | null,
  { orderId, unloading }: Order,
  board: Board | null,
): HomeBoard | null {
  const home = cityCode === null ? null : cityByCode(cityCode);
  if (cityCode === null || home === null) return null;
  const before = known.get(cityCode);
  if (before !== undefined) return before;
  const afterMeters = greatCircleMeters(unloading, home);
  const leadsHome = (orders: readonly OnBoard[] = []): OnBoard[] =>
    orders.filter(
      (each) => each.orderId !== orderId && greatCircleMeters(each.to, home) < afterMeters,
    );
  const homeBoard = {
    home,
    afterMeters,
    open: leadsHome(board?.open),
    posted: leadsHome(board?.posted),
    postedMs: board?.postedMs ?? null,
  };
  known.set(cityCode, homeBoard);
  return homeBoard;
}

function onTheWayHome(
  { home, afterMeters, open, posted, postedMs }: HomeBoard,
  { driver, place }: Placed,
  { order, policy, nowMs }: { order: Order; policy: Policy; nowMs: number },
): { home: HomeFacts; returns?: ReturnFacts } {
  const nowMeters = greatCircleMeters(whereIs(driver, place), home);
  const facts = { home: { nowMeters, afterMeters } };
  if (postedMs === null) return facts;
  const arrivalMs = arrivalOf(order, place, policy, nowMs);
  const untilMs = arrivalMs + (policy.returns?.waitSeconds ?? 0) * 1000;
  const suits = suitsTruck(driver, policy);
  const there = open.filter(
    (each) => each.window.untilMs >= arrivalMs && each.window.fromMs <= untilMs && suits(each),
  ).length;
  const postedPerDayMilli = Math.floor((1000 * posted.filter(suits).length * DAY_MS) / postedMs);
  return { returns: { arrivalMs, open: there, postedPerDayMilli }, ...facts };
}

/** As the policy drives: to the loading place, from when it may load, to the unloading place. */
function arrivalOf(
  { loading, unloading }: Order,
  { pickupMeters }: Candidate['place'],
  { travel }: Policy,
  nowMs: number,
): number {
  const loadedMs = Math.max(
    nowMs + 1000 * travelSeconds(pickupMeters, travel),
    loading.window.fromMs,
  );
  return loadedMs + 1000 * travelSeconds(greatCircleMeters(loading, unloading), travel);
}

/** Empty by then, so by what the truck can carry at all. */
const suitsTruck =
  ({ vehicle, qualifications }: DriverState, policy: Policy) =>
  (each: OnBoard): boolean =>
    bodyServed(vehicle.body, each.bodyTypes, policy.substitutions) !== null &&
    vehicle.lengthMillimeters >= each.minLengthMillimeters &&
    vehicle.capacity.kilograms >= each.load.kilograms &&
    vehicle.capacity.litres >= each.load.litres &&
    vehicle.capacity.vehicleSlots >= each.load.vehicleSlots &&
    [...each.qualifications, ...(policy.impliedQualifications[each.cargoKind] ?? [])].every(
      (needed) => qualifications.includes(needed),
    );

/** The place that his distance to loading was measured from, and no better one. */
export function whereIs(
  { fix, manualPlace, cityCode }: DriverState,
  { source }: Candidate['place'],
): Position {
  const at = { position: fix, manual: manualPlace, city: cityByCode(cityCode) }[source];
  if (at === null) throw new Error(`a place measured from a ${source} that is not there`);
  return at;
}
