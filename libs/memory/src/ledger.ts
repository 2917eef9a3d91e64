import type { Ledger } from '#libs/dispatch';
import { reasonOf, type DecisionRecord, type DriverRow } from '#libs/explanations';
import type { Load } from '#libs/matcher';
import { byCodeUnit, byNumber, type Part } from './part.js';

type OfDriver = Awaited<ReturnType<Ledger['ofDriver']>>[number];
const NOTHING: Load = { kilograms: 0, litres: 0, vehicleSlots: 0 };

const plus = (a: Load, b: Load, times: 1 | -1): Load => ({
  kilograms: a.kilograms + times * b.kilograms,
  litres: a.litres + times * b.litres,
  vehicleSlots: a.vehicleSlots + times * b.vehicleSlots,
});

const fits = (load: Load, into: Load): boolean =>
  load.kilograms <= into.kilograms &&
  load.litres <= into.litres &&
  load.vehicleSlots <= into.vehicleSlots;

type Claim = Parameters<Ledger['claim']>[0];
type Head = Omit<DecisionRecord, 'drivers' | 'bundle'>;

/**
 * The full record, as it was handed in: nothing is sealed and there is no log, which is what makes
 * a simulation of thousands of orders take seconds.
 */
export class MemoryLedger implements Ledger {
  constructor(private readonly part: Part) {}

  /** The driver's row first, then the order's place: two claims on either one take turns. */
  async claim(claim: Claim): Promise<boolean> {
    const { store, unit } = this.part;
    const { orderId, driverId, decisionId, aboard = [] } = claim;
    await store.drivers.lock(unit, driverId);
    const driver = store.drivers.get(unit, driverId);
    if (driver?.state.version !== claim.driverVersion) return false;
    const order = store.orders.get(unit, orderId);
    if (order === undefined) return false;
    const { holding = [], held = NOTHING, vehicle } = driver.state;
    if (holding.length !== aboard.length || holding.some((id, at) => id !== aboard[at]))
      return false;
    const alone = [order, ...holding.map((id) => store.orders.get(unit, id))].some(
      (each) => each?.shared !== true,
    );
    if (alone && holding.length > 0) return false;
    const together = plus(held, order.load, 1);
    if (!fits(together, vehicle.capacity)) return false;
    await store.carried.lock(unit, orderId);
    if (store.carried.get(unit, orderId) !== undefined) return false;

    const number = store.nextNumber();
    store.carried.put(unit, orderId, number);
    await store.assignments.change(unit, String(number), () => ({
      number,
      orderId,
      driverId,
      decisionId,
      claimedAtMs: Math.max(claim.atMs, driver.state.freeSinceMs ?? claim.atMs),
      releasedAtMs: null,
      cause: null,
    }));
    store.drivers.put(unit, driverId, {
      ...driver,
      state: {
        ...driver.state,
        activeOrders: driver.state.activeOrders + 1,
        holding: [...holding, orderId],
        held: together,
        freeSinceMs: null,
      },
      changed: store.changes.next(driverId),
    });
    unit.mustHold(() => {
      if (store.decisions.get(unit, decisionId) === undefined) {
        unit.fail(`order ${orderId} was claimed by decision ${decisionId}, which is not recorded`);
      }
    });
    return true;
  }

  async claimRecorded(claim: Claim, record: () => DecisionRecord): Promise<boolean> {
    const holds = await this.claim(claim);
    if (holds) await this.record(record());
    return holds;
  }

  async release(
    orderId: string,
    cause: Parameters<Ledger['release']>[1],
    atMs: number,
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.carried.lock(unit, orderId);
    const number = store.carried.get(unit, orderId);
    if (number === undefined) return;
    const key = String(number);
    const released = await store.assignments.change(unit, key, (row) =>
      row === undefined ? row : { ...row, releasedAtMs: Math.max(atMs, row.claimedAtMs), cause },
    );
    store.carried.put(unit, orderId, undefined);
    if (released === undefined) return;
    const { driverId, releasedAtMs } = released;
    await store.drivers.change(unit, driverId, (record) => {
      if (record === undefined) return record;
      const { holding = [], held = NOTHING, ...state } = record.state;
      const left = holding.filter((id) => id !== orderId);
      const load = store.orders.get(unit, orderId)?.load ?? NOTHING;
      return {
        ...record,
        state: {
          ...state,
          activeOrders: left.length,
          ...(left.length === 0 ? {} : { holding: left, held: plus(held, load, -1) }),
          freeSinceMs: state.onDuty && left.length === 0 ? releasedAtMs : null,
        },
        changed: store.changes.next(driverId),
      };
    });
  }

  async record({ drivers, ...head }: DecisionRecord): Promise<void> {
    const { store, unit } = this.part;
    const { decisionId, orderId, round, kind } = head;
    const untrue = drivers.find((row) => !isSum(row));
    if (untrue !== undefined) {
      unit.fail(`the total of ${untrue.driverId} in ${decisionId} is not the sum of its parts`);
    }
    await store.decisions.change(unit, decisionId, (known) =>
      known === undefined ? head : unit.fail(`decision ${decisionId} is there already`),
    );
    await store.decisionRows.change(unit, decisionId, () => drivers.toSorted(asListed));
    unit.onceKept(() => {
      store.recorded.push(decisionId);
    });
    if (kind !== 'recommendation' || orderId === null) return;
    await store.told.change(
      unit,
      `${orderId}/${round}`,
      (known) =>
        new Set([
          ...(known ?? []),
          ...drivers.filter(({ role }) => role === 'RECOMMENDED').map(({ driverId }) => driverId),
        ]),
    );
  }

  async decision(decisionId: string): Promise<Omit<DecisionRecord, 'drivers'> | null> {
    const { store, unit } = this.part;
    return store.decisions.get(unit, decisionId) ?? null;
  }

  async decisions(orderId: string): Promise<Head[]> {
    const { store, unit } = this.part;
    return store.decisions
      .where(unit, 'order', orderId)
      .map(({ bundle: _, ...head }) => head)
      .sort(oldestFirst);
  }

  async driverRow(decisionId: string, driverId: string): Promise<DriverRow | null> {
    const rows = await this.driverRows(decisionId);
    return rows.find((row) => row.driverId === driverId) ?? null;
  }

  async driverRows(decisionId: string): Promise<DriverRow[]> {
    const { store, unit } = this.part;
    return [...(store.decisionRows.get(unit, decisionId) ?? [])];
  }

  async recommendedTo(orderId: string, round: number): Promise<string[]> {
    const { store, unit } = this.part;
    return [...(store.told.get(unit, `${orderId}/${round}`) ?? [])].sort(byCodeUnit);
  }

  /** Reads every record: fine for a look at a finished run, and for nothing that is repeated. */
  async ofDriver(
    driverId: string,
    { after, limit }: { after?: { decidedAtMs: number; decisionId: string }; limit: number },
  ): Promise<OfDriver[]> {
    const { store, unit } = this.part;
    const found: OfDriver[] = [];
    for (const [decisionId, rows] of store.decisionRows.entries(unit)) {
      const row = rows.find((each) => each.driverId === driverId);
      const head = store.decisions.get(unit, decisionId);
      if (row === undefined || head === undefined) continue;
      const { role, total, rank } = row;
      const { orderId, kind, decidedAtMs } = head;
      found.push({
        ...{ role, total, rank, reason: reasonOf(row), decisionId, orderId, kind, decidedAtMs },
      });
    }
    return found
      .filter((each) => after === undefined || oldestFirst(each, after) < 0)
      .sort((a, b) => oldestFirst(b, a))
      .slice(0, limit);
  }
}

type Dated = { readonly decidedAtMs: number; readonly decisionId: string };

const oldestFirst = (a: Dated, b: Dated): number =>
  byNumber(a.decidedAtMs, b.decidedAtMs) || byCodeUnit(a.decisionId, b.decisionId);

/** The ranked by rank, then the others by id. */
const asListed = (a: DriverRow, b: DriverRow): number =>
  byNumber(a.rank ?? Number.MAX_SAFE_INTEGER, b.rank ?? Number.MAX_SAFE_INTEGER) ||
  byCodeUnit(a.driverId, b.driverId);

function isSum({ total, parts }: DriverRow): boolean {
  if (total === null) return parts.length === 0;
  return total === parts.reduce((sum, { weight, points }) => sum + weight * points, 0);
}
