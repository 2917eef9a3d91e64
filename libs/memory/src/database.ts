import type { Database, OutboxEvent, Tx } from '#libs/dispatch';
import type { DriverRow } from '#libs/explanations';
import { MemoryAwardReviews } from './award-reviews.js';
import { MemoryConsents } from './consents.js';
import { MemoryDrivers } from './drivers.js';
import { MemoryGrabs } from './grabs.js';
import { MemoryIdempotency } from './idempotency.js';
import { MemoryLedger } from './ledger.js';
import { NOT_KEPT, type NotKept } from './not-kept.js';
import { MemoryAudit, MemoryAutomation, MemoryStats } from './operating.js';
import { MemoryOffers } from './offers.js';
import { MemoryRounds } from './rounds.js';
import { MemoryOrders } from './orders.js';
import { MemoryOutbox } from './outbox.js';
import { MemoryOutcomes } from './outcomes.js';
import { MemoryDeclines, MemoryPairs } from './pairs.js';
import { MemoryCrews, MemoryTrucks } from './places.js';
import { MemoryPolicies } from './policies.js';
import { MemoryRollouts } from './rollouts.js';
import { MemoryShadowRuns } from './shadow-runs.js';
import { MemoryShares } from './shares.js';
import { MemoryStandings } from './standings.js';
import { Store } from './store.js';
import { MemoryTrips } from './trips.js';
import { Unit } from './unit.js';
import { MemoryWakeUps } from './wake-ups.js';

/**
 * The ports of libs/dispatch without a server: for simulations and tests of use cases. It keeps to
 * the same contracts as PostgreSQL; it does not survive its process, seals nothing and keeps no log
 * of decisions.
 */
export class MemoryDatabase implements Database {
  private readonly store = new Store();
  readonly read: Tx;

  /** The clock that dates what the caller leaves undated, as the server's does. */
  constructor(private readonly nowMs: () => number) {
    this.read = this.txOf(new Unit(false));
  }

  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const unit = new Unit(true);
    let answer: T;
    try {
      answer = await work(this.txOf(unit));
    } catch (cause) {
      unit.rollback();
      throw cause;
    }
    unit.commit();
    return answer;
  }

  /** What was committed since it was last asked, in order: what a relay reads. */
  takeEvents(): OutboxEvent[] {
    const { store } = this;
    const events = store.outbox.splice(0);
    store.toldEvents += events.length;
    return events;
  }

  /** The decisions that were committed since it was last asked, in order. */
  takeDecisions(): string[] {
    return this.store.recorded.splice(0);
  }

  /**
   * Lets a decision's rows go, which are most of the memory, and keeps its head and bundle. For
   * whoever has checked them and plays on for days.
   */
  async letGo(decisionId: string): Promise<readonly DriverRow[]> {
    const { store } = this;
    const unit = new Unit(true);
    const rows = store.decisionRows.get(unit, decisionId) ?? [];
    await store.decisionRows.change(unit, decisionId, () => undefined);
    unit.commit();
    return rows;
  }

  private txOf(unit: Unit): Tx {
    const part = { store: this.store, unit };
    const kept: Omit<Tx, NotKept> = {
      orders: new MemoryOrders(part),
      drivers: new MemoryDrivers(part, this.nowMs),
      consents: new MemoryConsents(part),
      grabs: new MemoryGrabs(part),
      offers: new MemoryOffers(part),
      rounds: new MemoryRounds(part),
      ledger: new MemoryLedger(part),
      wakeUps: new MemoryWakeUps(part),
      outbox: new MemoryOutbox(part),
      outcomes: new MemoryOutcomes(part),
      policies: new MemoryPolicies(part),
      rollouts: new MemoryRollouts(part),
      shadowRuns: new MemoryShadowRuns(part),
      standings: new MemoryStandings(part),
      shares: new MemoryShares(part),
      awardReviews: new MemoryAwardReviews(part),
      idempotency: new MemoryIdempotency(part),
      audit: new MemoryAudit(part),
      automation: new MemoryAutomation(part),
      stats: new MemoryStats(part),
      trucks: new MemoryTrucks(part),
      trips: new MemoryTrips(part),
      crews: new MemoryCrews(part),
      pairs: new MemoryPairs(part),
      declines: new MemoryDeclines(part),
    };
    return { ...kept, ...NOT_KEPT };
  }
}
