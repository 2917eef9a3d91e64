import type { Policy } from '#libs/matcher';
import type { DocumentKind, DocumentLink, Order, OrderStatus } from '../model/order.js';
import type { ConsentPurpose, Driver, DriverState, Fix, PastState } from '../model/driver.js';
import type { DecisionKind, DecisionRecord, DriverRow } from '#libs/explanations';

/**
 * The only authority. `transact` runs its work in one transaction: everything or nothing; whatever the
 * work throws rolls back and is thrown on. Statements through `read` see committed state only.
 */
export interface Database {
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly read: Tx;
}

export interface Tx {
  readonly orders: Orders;
  readonly drivers: Drivers;
  readonly grabs: Grabs;
  readonly ledger: Ledger;
  readonly wakeUps: WakeUps;
  readonly outbox: Outbox;
  readonly outcomes: Outcomes;
  readonly policies: Policies;
  readonly idempotency: Idempotency;
  readonly audit: Audit;
  readonly automation: Automation;
  readonly stats: Stats;
}

export type OrderQuery = {
  readonly shipperId?: string;
  readonly driverId?: string;
  readonly carrierId?: string;
  readonly status?: OrderStatus;
  /** Exclusive: orders come newest first, and the page starts after this one. */
  readonly after?: { readonly postedAtMs: number; readonly orderId: string };
  readonly limit: number;
};

/**
 * Whose eyes an order is read with. Checked by the statement itself, so that a forgotten check cannot
 * show anyone a stranger's order: a driver sees what he holds or held, a carrier what its drivers hold.
 */
export type Sight =
  { readonly as: 'shipper' | 'driver' | 'carrier'; readonly id: string } | { readonly as: 'all' };

export interface Orders {
  /** Null as well when it exists and may not be seen. */
  seen(orderId: string, sight: Sight): Promise<Order | null>;
  seenForUpdate(orderId: string, sight: Sight): Promise<Order | null>;
  insert(order: Order): Promise<void>;
  byId(orderId: string): Promise<Order | null>;
  /** Locks the row until the transaction ends, so that two commands on one order take turns. */
  byIdForUpdate(orderId: string): Promise<Order | null>;
  list(query: OrderQuery): Promise<Order[]>;
  /** Open orders that load in one of the H3 cells (resolution 4) or in one of the cities, newest first. */
  openNear(place: {
    cells: readonly string[];
    cityCodes: readonly string[];
    limit: number;
  }): Promise<Order[]>;
  /**
   * Writes `order` over the row that still has `order.version - 1`; false, and nothing written, when
   * another change came first. This is the fence: of two matchers with one order, one gets false.
   */
  update(order: Order): Promise<boolean>;
  attachDocument(orderId: string, kind: DocumentKind, link: DocumentLink): Promise<void>;
}

export interface Drivers {
  /** Inserts, or replaces what the registering service owns; keeps consents, duty, place and profile. */
  register(driver: Driver): Promise<void>;
  byId(driverId: string): Promise<DriverState | null>;
  byIdForUpdate(driverId: string): Promise<DriverState | null>;
  /** Those that exist, from one snapshot, in no particular order. At most 5 000 ids. */
  byIds(driverIds: readonly string[]): Promise<DriverState[]>;
  /** Writes all but the position, fenced like an order; false when another change came first. */
  update(driver: Driver): Promise<boolean>;
  /** One row of the consent ledger; `update` sets what is in force. */
  recordConsent(entry: {
    driverId: string;
    purpose: ConsentPurpose;
    granted: boolean;
    textVersion: string;
    atMs: number;
  }): Promise<void>;
  /**
   * Stores fixes of drivers that consent to location, newest wins: an older fix never overwrites a newer
   * one. Answers for each, in order. A fix of a driver without consent is dropped by the statement
   * itself, so a withdrawal cannot be overtaken.
   */
  saveFixes(fixes: readonly (Fix & { driverId: string; cell: string })[]): Promise<FixResult[]>;
  /** Deletes the stored position; part of withdrawing consent. */
  forgetFix(driverId: string): Promise<void>;
  /** Everyone whose state or position changed at or after a moment, oldest first: feeds the fleet index. */
  changedSince(
    sinceMs: number,
    limit: number,
  ): Promise<(DriverState & { readonly changedAtMs: number })[]>;
  /** Appends to the history; skipped by the adapter when nothing differs from the last one. */
  recordState(state: PastState): Promise<void>;
  /** The state in force at a moment; null when none is kept. */
  stateAt(driverId: string, atMs: number): Promise<PastState | null>;
  countOnDuty(): Promise<number>;
}
export type FixResult = 'stored' | 'older' | 'no_consent' | 'unknown_driver';

export type Grab = {
  readonly orderId: string;
  readonly round: number;
  readonly driverId: string;
  /** From 1 within the round, in the order the database saw them. */
  readonly sequence: number;
  readonly atMs: number;
  readonly state: 'open' | 'won' | 'lost' | 'refused' | 'withdrawn';
};

export type GaveBackCause = 'driver_cancelled' | 'not_confirmed';

export interface Grabs {
  /** One row a driver and round: a second grab is the first one, unchanged. Call with the order locked. */
  add(grab: Omit<Grab, 'sequence' | 'state'>): Promise<Grab>;
  ofRound(orderId: string, round: number): Promise<Grab[]>;
  find(orderId: string, round: number, driverId: string): Promise<Grab | null>;
  setState(
    orderId: string,
    round: number,
    driverIds: readonly string[],
    state: Grab['state'],
  ): Promise<void>;
  countSince(driverId: string, sinceMs: number): Promise<number>;
  countOpen(driverId: string): Promise<number>;
  /** Drivers who held the order and gave it back, with why. */
  gaveBack(orderId: string): Promise<{ driverId: string; cause: GaveBackCause }[]>;
  /** The other way round: what this driver gave back, by order; the newest 1 000. */
  gaveBackBy(driverId: string): Promise<ReadonlyMap<string, GaveBackCause>>;
}

export interface Ledger {
  /**
   * Takes the truck's one slot for the order; false when the truck is taken, or when the driver changed
   * since he was read (`driverVersion`). Two orders that race for one truck: one gets false.
   */
  claim(claim: {
    orderId: string;
    driverId: string;
    driverVersion: number;
    decisionId: string;
    atMs: number;
  }): Promise<boolean>;
  /** Frees the slot. `cause` is kept: who gave an order back is not given it again. */
  release(
    orderId: string,
    cause: 'finished' | 'shipper_cancelled' | 'driver_cancelled' | 'not_confirmed',
    atMs: number,
  ): Promise<void>;
  /** Bundle and driver rows. The database itself checks that every total is the sum of its parts. */
  record(record: DecisionRecord): Promise<void>;
  decision(decisionId: string): Promise<Omit<DecisionRecord, 'drivers'> | null>;
  decisions(orderId: string): Promise<Omit<DecisionRecord, 'drivers' | 'bundle'>[]>;
  driverRow(decisionId: string, driverId: string): Promise<DriverRow | null>;
  driverRows(decisionId: string): Promise<DriverRow[]>;
  /** Drivers any recommendation of this order has named. */
  recommendedTo(orderId: string): Promise<string[]>;
  /** Decisions that recorded this driver, newest first. */
  ofDriver(
    driverId: string,
    page: { after?: { decidedAtMs: number; decisionId: string }; limit: number },
  ): Promise<
    (Pick<DriverRow, 'role' | 'total' | 'rank'> & {
      reason: string | null;
      decisionId: string;
      orderId: string;
      kind: DecisionKind;
      decidedAtMs: number;
    })[]
  >;
}

/** `recommend` and `award` while open; `confirm` while awarded; `stalled` until loaded; `rate` at the end. */
export const WAKE_KINDS = ['recommend', 'award', 'expire', 'confirm', 'stalled', 'rate'] as const;
export type WakeKind = (typeof WAKE_KINDS)[number];
export type WakeUp = {
  readonly orderId: string;
  readonly kind: WakeKind;
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly fence: string;
};

export interface WakeUps {
  /** The order's next step, replacing the one before: an order has exactly one until it is final. */
  set(orderId: string, step: { kind: WakeKind; dueAtMs: number }): Promise<void>;
  clear(orderId: string): Promise<void>;
  /** Takes due ones for `leaseMs`; no two takers get the same. A taker that dies is replaced after the lease. */
  take(options: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    fence: string;
  }): Promise<WakeUp[]>;
  /**
   * Whether a taken step is still the order's next one. Asked with the order locked: what holds then
   * cannot be replaced before this transaction ends.
   */
  holds(wakeUp: Pick<WakeUp, 'orderId' | 'fence'>): Promise<boolean>;
  /** Puts a failed step back, unless it was replaced meanwhile. */
  postpone(wakeUp: WakeUp, dueAtMs: number): Promise<void>;
  /** Makes every step of a city's open orders due, after a pause. */
  hurry(cityCode: string, dueAtMs: number): Promise<void>;
  /** When the earliest is due, for sleeping no longer than needed. */
  nextDueAtMs(): Promise<number | null>;
}

export type OutboxEvent = {
  readonly id: string;
  /** Event type, e.g. `order.awarded`; the subject follows from it. */
  readonly type: string;
  /** What it is about, an order or a driver: events of one key keep their order. */
  readonly key: string;
  readonly atMs: number;
  readonly data: unknown;
  readonly requestId: string | null;
};
export interface Outbox {
  add(events: readonly OutboxEvent[]): Promise<void>;
}

export const OUTCOME_KINDS = ['completed', 'driver_cancelled'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];
export type Outcome = {
  readonly outcomeId: string;
  readonly driverId: string;
  readonly kind: OutcomeKind;
  /** Null when no arrival time was promised or known. */
  readonly onTime: boolean | null;
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly shipperId: string;
  readonly atMs: number;
  readonly origin: 'recorded' | 'imported';
  readonly orderId: string | null;
};
export type Rating = {
  readonly orderId: string;
  readonly by: 'shipper' | 'driver';
  readonly stars: number;
  /** `default` when the period ended unrated; never evidence (M15). */
  readonly origin: 'given' | 'default';
  readonly atMs: number;
};
export interface Outcomes {
  /** Idempotent by outcomeId; raises the drivers' profile versions; answers how many were new. */
  add(outcomes: readonly Outcome[]): Promise<number>;
  /** At most `perDriver` newest of each, not older than `sinceMs`. */
  ofDrivers(driverIds: readonly string[], sinceMs: number, perDriver: number): Promise<Outcome[]>;
  /** False when that side already rated. */
  rate(rating: Rating): Promise<boolean>;
  ratings(orderId: string): Promise<Rating[]>;
}

export interface Policies {
  /** Idempotent: the same document has the same hash. */
  put(policy: Policy, hash: string, atMs: number): Promise<void>;
  byHash(hash: string): Promise<Policy | null>;
  /** New orders of the city follow it from now on. */
  activate(cityCode: string, hash: string, atMs: number): Promise<void>;
  /** Of the city, else of `*`. */
  activeFor(cityCode: string): Promise<{ hash: string; policy: Policy } | null>;
  list(): Promise<
    {
      hash: string;
      name: string;
      version: number;
      cityCode: string;
      activeSinceMs: number | null;
    }[]
  >;
}

export interface Idempotency {
  /**
   * Takes the key inside this transaction. `fresh`: go on, then `store` the answer. `done`: here is the
   * stored one. `mismatch`: the key was used for something else. A call in flight with the same key is
   * waited for.
   */
  take(key: {
    scope: string;
    key: string;
    fingerprint: string;
    atMs: number;
  }): Promise<
    { kind: 'fresh' } | { kind: 'done'; status: number; body: string } | { kind: 'mismatch' }
  >;
  store(
    key: { scope: string; key: string },
    answer: { status: number; body: string },
  ): Promise<void>;
  /** Deletes keys older than a moment; answers how many. */
  purge(beforeMs: number): Promise<number>;
}

export type AuditEntry = {
  readonly id: string;
  readonly atMs: number;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly subject: string;
  readonly reason: string;
  readonly detail: unknown;
};
export interface Audit {
  add(entry: AuditEntry): Promise<void>;
  list(page: { after?: { atMs: number; id: string }; limit: number }): Promise<AuditEntry[]>;
}

export interface Automation {
  pause(cityCode: string, by: string, reason: string, atMs: number): Promise<void>;
  resume(cityCode: string): Promise<void>;
  paused(): Promise<{ cityCode: string; by: string; reason: string; atMs: number }[]>;
  isPaused(cityCode: string): Promise<boolean>;
}

/** Counted from the tables at the moment of asking. */
export interface Stats {
  counts(): Promise<{
    drivers: number;
    driversOnDuty: number;
    orders: number;
    ordersByStatus: Readonly<Partial<Record<OrderStatus, number>>>;
    /** Orders that were awarded at least once. */
    awarded: number;
    decisions: number;
    explanations: number;
    grabs: number;
    outbox: number;
    outboxUnpublished: number;
  }>;
}
