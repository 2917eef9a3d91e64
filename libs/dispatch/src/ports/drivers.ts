import type { OrderStatus } from '../model/order.js';
import type { Driver, DriverState, Fix, PastState } from '../model/driver.js';

export interface Drivers {
  /**
   * Inserts, or replaces what the registering service owns; keeps consents, duty, place and
   * profile.
   */
  register(driver: Driver): Promise<void>;
  /** Erased, and never to be known again. Asked after a write, it sees an erasure it waited for. */
  isFenced(driverId: string): Promise<boolean>;
  /**
   * Since when his truck and its papers are as they are registered now; null for nobody. Only what
   * a search may turn a truck away by counts: to register the same, or another crew, moves nothing.
   */
  truckSince(driverId: string): Promise<number | null>;
  byId(driverId: string): Promise<DriverState | null>;
  byIdForUpdate(driverId: string): Promise<DriverState | null>;
  /** Those that exist, from one snapshot, in no particular order. At most 5 000 ids. */
  byIds(driverIds: readonly string[]): Promise<DriverState[]>;
  /** Writes all but the position, fenced like an order; false when another change came first. */
  update(driver: Driver): Promise<boolean>;
  /**
   * Stores fixes of drivers that consent to location, newest wins: an older fix never overwrites a
   * newer one. A fix of a vehicle terminal needs the consent to that, too. Answers for each, in
   * order. A fix of a driver without consent is dropped by the statement itself, so a withdrawal
   * cannot be overtaken. What it adds to the history is dated `receivedAtMs`, by the same clock as
   * `recordState`.
   */
  saveFixes(
    fixes: readonly (Fix & { driverId: string; cell: string })[],
    receivedAtMs: number,
  ): Promise<FixResult[]>;
  /** Deletes the stored position, or only one of that source; part of withdrawing consent. */
  forgetFix(driverId: string, source?: Fix['source']): Promise<void>;
  /**
   * Everyone whose state or position changed at or after a moment, oldest first: feeds the fleet
   * index.
   */
  changedSince(
    sinceMs: number,
    limit: number,
  ): Promise<(DriverState & { readonly changedAtMs: number })[]>;
  /**
   * Appends to the history; skipped by the adapter when nothing differs from the last one. What is
   * written later is in force later, also when it is dated earlier: clocks of two instances differ.
   */
  recordState(state: PastState): Promise<void>;
  /** The state in force at a moment; null when none is kept. */
  stateAt(driverId: string, atMs: number): Promise<PastState | null>;
  countOnDuty(): Promise<number>;
  /** The drivers of a company, by id, each with the orders on his truck, at most ten. */
  ofCarrier(
    carrierId: string,
    page: { after: string | null; limit: number },
  ): Promise<
    { readonly driver: DriverState; readonly orders: { orderId: string; status: OrderStatus }[] }[]
  >;
}

export type FixResult = 'stored' | 'older' | 'no_consent' | 'unknown_driver';
