import type {
  Driver,
  Drivers,
  DriverState,
  Fix,
  FixResult,
  OrderStatus,
  PastState,
} from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';
import { recordState, stateAt } from './past-states.js';
import type { DriverRecord } from './store.js';

type CarriersDriver = {
  readonly driver: DriverState;
  readonly orders: { orderId: string; status: OrderStatus }[];
};

/** Orders listed of a driver for his company. */
const CARRIED_MAX = 10;

export class MemoryDrivers implements Drivers {
  constructor(
    private readonly part: Part,
    private readonly nowMs: () => number,
  ) {}

  async register(driver: Driver): Promise<void> {
    await this.change(driver.driverId, (known) => {
      if (known === undefined) return { state: { ...driver, fix: null, activeOrders: 0 } };
      const { state } = known;
      if (sameRegistration(state, driver)) return known;
      const after = { ...state, ...registrationOf(driver), version: state.version + 1 };
      if (sameTruck(state, driver)) return { state: after };
      const truckSinceMs = Math.max(known.truckSinceMs, driver.registeredAtMs);
      return { state: after, cell: known.cell, truckSinceMs };
    });
  }

  /** Nobody is erased from memory: rights have no room here. */
  async isFenced(): Promise<boolean> {
    return false;
  }

  async truckSince(driverId: string): Promise<number | null> {
    const { store, unit } = this.part;
    return store.drivers.get(unit, driverId)?.truckSinceMs ?? null;
  }

  async byId(driverId: string): Promise<DriverState | null> {
    const { store, unit } = this.part;
    return store.drivers.get(unit, driverId)?.state ?? null;
  }

  async byIdForUpdate(driverId: string): Promise<DriverState | null> {
    await this.part.store.drivers.lock(this.part.unit, driverId);
    return this.byId(driverId);
  }

  async byIds(driverIds: readonly string[]): Promise<DriverState[]> {
    const { store, unit } = this.part;
    return [...new Set(driverIds)].flatMap((driverId) => {
      const record = store.drivers.get(unit, driverId);
      return record === undefined ? [] : [record.state];
    });
  }

  /** What claims and outcomes keep count of is taken from the row, not from the caller. */
  async update(driver: Driver): Promise<boolean> {
    let written = false;
    await this.change(driver.driverId, (known) => {
      if (known?.state.version !== driver.version - 1) return known;
      written = true;
      const { state } = known;
      return {
        state: shown({
          ...driver,
          profileVersion: state.profileVersion,
          registeredAtMs: state.registeredAtMs,
          fix: state.fix,
          activeOrders: state.activeOrders,
          freeSinceMs:
            driver.onDuty && state.activeOrders === 0
              ? (latest(driver.freeSinceMs, state.onDuty ? state.freeSinceMs : null) ??
                this.nowMs())
              : null,
        }),
      };
    });
    return written;
  }

  async saveFixes(
    fixes: readonly (Fix & { driverId: string; cell: string })[],
    receivedAtMs: number,
  ): Promise<FixResult[]> {
    const { store, unit } = this.part;
    const driverIds = [...new Set(fixes.map(({ driverId }) => driverId))].sort(byCodeUnit);
    for (const driverId of driverIds) await store.drivers.lock(unit, driverId);
    const results = fixes.map(({ driverId, source }): FixResult => {
      const state = store.drivers.get(unit, driverId)?.state;
      if (state === undefined) return 'unknown_driver';
      const { location, vehicle_terminal } = state.consents;
      const allowed =
        location !== null && (source !== 'vehicle_terminal' || vehicle_terminal !== null);
      return allowed ? 'older' : 'no_consent';
    });
    for (const driverId of driverIds) {
      const place = newestOf(fixes, results, driverId);
      if (place !== null && (await this.saved(driverId, fixes[place], receivedAtMs))) {
        results[place] = 'stored';
      }
    }
    return results;
  }

  async forgetFix(driverId: string, source?: Fix['source']): Promise<void> {
    await this.change(driverId, (known) => {
      if (known === undefined) return known;
      const gone = source === undefined || known.state.fix?.source === source;
      return gone ? { state: { ...known.state, fix: null }, cell: null } : { ...known };
    });
  }

  async changedSince(
    since: number,
    limit: number,
  ): Promise<(DriverState & { readonly changedAtMs: number })[]> {
    const { store, unit } = this.part;
    const found: DriverRecord[] = [];
    for (const driverId of store.changes.since(since)) {
      const record = store.drivers.get(unit, driverId);
      if (record !== undefined && record.changed >= since) found.push(record);
    }
    if (store.drivers.isQuiet) store.changes.tidy(store.drivers.size);
    return found
      .sort((a, b) => byNumber(a.changed, b.changed))
      .slice(0, limit)
      .map(({ state, changed }) => ({ ...state, changedAtMs: changed }));
  }

  async recordState(state: PastState): Promise<void> {
    return recordState(this.part, state);
  }

  async stateAt(driverId: string, atMs: number): Promise<PastState | null> {
    return stateAt(this.part, driverId, atMs);
  }

  async countOnDuty(): Promise<number> {
    const { store, unit } = this.part;
    return store.drivers.all(unit).filter(({ state }) => state.onDuty).length;
  }

  async ofCarrier(
    carrierId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<CarriersDriver[]> {
    const { store, unit } = this.part;
    const carried = (driverId: string): { orderId: string; status: OrderStatus }[] =>
      store.assignments
        .where(unit, 'driver', driverId)
        .filter(({ releasedAtMs }) => releasedAtMs === null)
        .slice(0, CARRIED_MAX)
        .flatMap(({ orderId }) => {
          const order = store.orders.get(unit, orderId);
          return order === undefined ? [] : [{ orderId, status: order.status }];
        });
    return store.drivers
      .all(unit)
      .map(({ state }) => state)
      .filter((driver) => driver.carrierId === carrierId)
      .filter(({ driverId }) => after === null || driverId > after)
      .sort((a, b) => byCodeUnit(a.driverId, b.driverId))
      .slice(0, limit)
      .map((driver) => ({ driver, orders: carried(driver.driverId) }));
  }

  private async saved(
    driverId: string,
    given: (Fix & { driverId: string; cell: string }) | undefined,
    receivedAtMs: number,
  ): Promise<boolean> {
    if (given === undefined) return false;
    const { driverId: _, cell, ...fix } = given;
    const known = await this.byId(driverId);
    if (known === null || (known.fix !== null && known.fix.observedAtMs >= fix.observedAtMs)) {
      return false;
    }
    await this.change(driverId, () => ({ state: { ...known, fix }, cell }));
    await recordState(
      this.part,
      {
        driverId,
        fromMs: receivedAtMs,
        onDuty: known.onDuty,
        locationConsent: true,
        cityCode: known.cityCode,
        placeSource: 'position',
        cell,
        observedAtMs: fix.observedAtMs,
      },
      'moved',
    );
    return true;
  }

  /** Every change of a driver's row is one that followers of the fleet hear of. */
  private async change(
    driverId: string,
    to: (
      known: DriverRecord | undefined,
    ) => (Pick<DriverRecord, 'state'> & Partial<DriverRecord>) | undefined,
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.drivers.change(unit, driverId, (known) => {
      const after = to(known);
      if (after === undefined || after === known) return known;
      const truckSinceMs = known?.truckSinceMs ?? after.state.registeredAtMs;
      const kept = { cell: known?.cell ?? null, truckSinceMs };
      return { ...kept, ...after, changed: store.changes.next(driverId) };
    });
  }
}

const registrationOf = ({ carrierId, vehicle, qualifications, crew }: Driver) => ({
  carrierId,
  vehicle,
  qualifications,
  crew,
});

/** Plain data, written by one hand: equal texts are equal registrations. */
const sameRegistration = (a: Driver, b: Driver): boolean =>
  JSON.stringify(registrationOf(a)) === JSON.stringify(registrationOf(b));

/** What a search may turn a truck away by. */
const truckOf = ({ vehicle: { body, lengthMillimeters, capacity }, qualifications }: Driver) => ({
  ...{ body, lengthMillimeters, qualifications },
  capacity: [capacity.kilograms, capacity.litres, capacity.vehicleSlots],
});

const sameTruck = (a: Driver, b: Driver): boolean =>
  JSON.stringify(truckOf(a)) === JSON.stringify(truckOf(b));

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** A position that may no longer be used is not kept behind the consent's back. */
const shown = (state: DriverState): DriverState =>
  state.fix !== null &&
  (state.consents.location === null ||
    (state.fix.source === 'vehicle_terminal' && state.consents.vehicle_terminal === null))
    ? { ...state, fix: null }
    : state;

/** Of several fixes of one driver in a report only the newest can be stored. */
function newestOf(
  fixes: readonly (Fix & { driverId: string })[],
  results: readonly FixResult[],
  driverId: string,
): number | null {
  let best: number | null = null;
  fixes.forEach((fix, place) => {
    if (fix.driverId !== driverId || results[place] !== 'older') return;
    const known = best === null ? undefined : fixes[best];
    if (known === undefined || fix.observedAtMs > known.observedAtMs) best = place;
  });
  return best;
}
