import type { DataSource } from 'typeorm';
import type { RightsDatabase, RightsTx } from '#libs/rights';
import { PostgresAudit } from './audit.js';
import { PostgresAutomation } from './automation.js';
import { PostgresAwardReviews } from './award-reviews.js';
import { PostgresConsents } from './consents.js';
import { PostgresContrasts } from './contrasts.js';
import { PostgresDecisionLog } from './decision-log.js';
import { PostgresDeclines } from './declines.js';
import { PostgresDrivers } from './drivers.js';
import { DatabaseFault, toFault } from './fault.js';
import { PostgresGrabs } from './grabs.js';
import { PostgresIdempotency } from './idempotency.js';
import { PostgresLedger } from './ledger.js';
import { PostgresOffers } from './offers.js';
import { PostgresRounds } from './rounds.js';
import { PostgresOrders } from './orders.js';
import { PostgresOutbox } from './outbox.js';
import { PostgresOutcomes } from './outcomes.js';
import { PostgresPairs } from './pairs.js';
import { PostgresAccesses } from './places/accesses.js';
import { PostgresCrews } from './places/crews.js';
import { PostgresTrips } from './places/trips.js';
import { PostgresTrucks } from './places/trucks.js';
import { PostgresPolicies } from './policies.js';
import { PostgresCopies } from './rights/copies.js';
import { PostgresErasures, type RightsKeys } from './rights/erasures.js';
import { PostgresHolds } from './rights/holds.js';
import { PostgresOwnRatings } from './rights/own-ratings.js';
import { PostgresRetention } from './rights/retention.js';
import { PostgresViolations } from './rights/violations.js';
import { PostgresRemedies } from './rights/remedies.js';
import { PostgresRequests } from './rights/requests.js';
import { PostgresReviews } from './rights/reviews.js';
import { PostgresRollouts } from './rollouts.js';
import { PostgresShadowRuns } from './shadow-runs.js';
import { pooledSql } from './pooled-sql.js';
import { sqlOf, type Sql } from './sql.js';
import { PostgresShares } from './shares.js';
import { PostgresStandings } from './standings.js';
import { PostgresStats } from './stats.js';
import type { SubjectKeys } from './subject-keys.js';
import { PostgresWakeUps } from './wake-ups.js';

/**
 * Two commands rarely collide, and a loser wins soon. More tries than this would hide that some
 * code takes its locks in the wrong order.
 */
const ATTEMPTS_MAX = 3;
const RETRY_AFTER_MS = 20;

/**
 * READ COMMITTED, with rows locked by name where two commands must take turns: every rule that must
 * hold against a race is one statement or one lock, and is said at the port.
 */
export class PostgresDatabase implements RightsDatabase {
  readonly read: RightsTx;
  /** One statement through any free connection, committed by itself. */
  readonly sql: Sql;

  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: SubjectKeys,
    private readonly rights: RightsKeys,
  ) {
    this.sql = pooledSql(dataSource);
    this.read = txOf(this.sql, this.keys, this.rights, true);
  }

  /**
   * After a deadlock or serialization failure nothing was written and the work runs again from its
   * start, so it must keep nothing outside the transaction. A connection that breaks during COMMIT
   * is not retried: nobody can tell whether it counted, and that is what idempotency keys are for.
   */
  async transact<T>(work: (tx: RightsTx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const ended = await this.attempt(work);
      if (ended.kind === 'done') return ended.value;
      if (ended.kind === 'refused') throw ended.error;
      const fault = toFault(ended.error);
      if (!fault.collided || attempt === ATTEMPTS_MAX) throw fault;
      await pause(RETRY_AFTER_MS * attempt);
    }
  }

  /**
   * Tells what the work threw by itself from what the database threw: only the latter is a fault. A
   * statement that failed ends the transaction, whatever the work made of it: the server would
   * answer the COMMIT with a silent rollback, and the caller would take nothing for something.
   */
  private async attempt<T>(work: (tx: RightsTx) => Promise<T>): Promise<Ended<T>> {
    const seen: { fault: DatabaseFault | null; refusal: unknown } = { fault: null, refusal: null };
    try {
      const value = await this.dataSource.transaction(async ({ queryRunner }) => {
        if (queryRunner === undefined) throw new Error('a transaction without its connection');
        const statement = inTurn(sqlOf(queryRunner));
        const sql: Sql = (text, parameters) =>
          statement<never>(text, parameters).catch((error: unknown) => {
            seen.fault ??= toFault(error);
            throw error;
          });
        const done = await work(txOf(sql, this.keys, this.rights)).catch((error: unknown) => {
          seen.refusal = error;
          throw error;
        });
        if (seen.fault !== null) throw seen.fault;
        return done;
      });
      return { kind: 'done', value };
    } catch (error) {
      if (seen.fault !== null) return { kind: 'failed', error: seen.fault };
      const own = seen.refusal !== null && !(seen.refusal instanceof DatabaseFault);
      return { kind: own ? 'refused' : 'failed', error };
    }
  }
}

type Ended<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * A connection does one thing at a time; work that asks for several at once is put in line here.
 */
function inTurn(sql: Sql): Sql {
  let last: Promise<unknown> = Promise.resolve();
  return (text, parameters) => {
    const next = last.then(() => sql<never>(text, parameters));
    last = next.catch(() => undefined);
    return next;
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const txOf = (sql: Sql, keys: SubjectKeys, rights: RightsKeys, alone = false): RightsTx => ({
  orders: new PostgresOrders(sql),
  drivers: new PostgresDrivers(sql, rights.fence),
  consents: new PostgresConsents(sql),
  grabs: new PostgresGrabs(sql),
  offers: new PostgresOffers(sql),
  rounds: new PostgresRounds(sql),
  ledger: new PostgresLedger(sql, keys),
  decisionLog: new PostgresDecisionLog(sql, keys),
  wakeUps: new PostgresWakeUps(sql),
  outbox: new PostgresOutbox(sql),
  outcomes: new PostgresOutcomes(sql),
  policies: new PostgresPolicies(sql),
  rollouts: new PostgresRollouts(sql),
  shadowRuns: new PostgresShadowRuns(sql),
  standings: new PostgresStandings(sql),
  shares: new PostgresShares(sql),
  awardReviews: new PostgresAwardReviews(sql),
  idempotency: new PostgresIdempotency(sql),
  audit: new PostgresAudit(sql),
  automation: new PostgresAutomation(sql),
  stats: new PostgresStats(sql),
  trucks: new PostgresTrucks(sql),
  trips: new PostgresTrips(sql, keys),
  accesses: new PostgresAccesses(sql),
  crews: new PostgresCrews(sql),
  pairs: new PostgresPairs(sql),
  declines: new PostgresDeclines(sql),
  contrasts: new PostgresContrasts(sql, alone),
  holds: new PostgresHolds(sql),
  erasures: new PostgresErasures(sql, keys, rights),
  retention: new PostgresRetention(sql, keys),
  copies: new PostgresCopies(sql, keys),
  violations: new PostgresViolations(sql),
  ownRatings: new PostgresOwnRatings(sql),
  requests: new PostgresRequests(sql),
  reviews: new PostgresReviews(sql),
  remedies: new PostgresRemedies(sql),
});
