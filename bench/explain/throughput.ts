import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 } from 'uuid';
import {
  ConsentShelf,
  Fleet,
  Matcher,
  PolicyShelf,
  ProfileBook,
  ReturnBoards,
  ShareBook,
  type Database,
  type Matching,
} from '#libs/dispatch';
import { openPostgres, type Postgres } from '#libs/postgres';

/** As in the dispatcher. */
const CONCURRENCY = 4;
const POOL = 12;
const AWARDED_WITHIN_MS = 300_000;
const FLEET_PAGE = 5_000;

export type Awards = {
  /** Awards committed a second, from the first that is due to the last. */
  perSecond: number;
};

/** The dispatcher's own matcher, in this process, so that what it writes can be left out. */
export class Throughput {
  private constructor(
    private readonly postgres: Postgres,
    private readonly matching: Matching,
  ) {}

  /**
   * For all rounds, as a dispatcher that has been up for a while: profiles, policies and the keys
   * of drivers are in memory, with the record and without it. `aheadMs`: what is collected for so
   * long is due at once.
   */
  static async open(url: string, kek: Uint8Array, aheadMs: number): Promise<Throughput> {
    const postgres = await openPostgres({
      url,
      poolSize: POOL,
      applicationName: 'paidan-bench-matcher',
      kek,
    });
    const fleet = new Fleet();
    const matching: Matching = {
      clock: { nowMs: () => Date.now() + aheadMs },
      entropy: { newId: () => v7(), newSeed: () => randomBytes(32).toString('hex') },
      fleet,
      profiles: new ProfileBook(),
      shares: new ShareBook(),
      returns: new ReturnBoards(),
      policies: new PolicyShelf(),
      texts: new ConsentShelf(),
    };
    for (const driver of await postgres.database.read.drivers.changedSince(0, FLEET_PAGE)) {
      fleet.apply(driver);
    }
    return new Throughput(postgres, matching);
  }

  async close(): Promise<void> {
    await this.postgres.close();
  }

  /** Everything that is due is allocated; `orders` says when that is so. */
  async allocate(kind: 'whole' | 'bare', open: () => Promise<number>): Promise<Awards> {
    const database =
      kind === 'whole' ? this.postgres.database : withoutRecord(this.postgres.database);
    const failures: unknown[] = [];
    const log = {
      stepTaken: (): void => undefined,
      stepFailed: (_wakeUp: unknown, cause: unknown): void => void failures.push(cause),
    };
    const matcher = new Matcher(database, this.matching, { concurrency: CONCURRENCY }, log);
    const orders = await open();
    const startMs = performance.now();
    let endMs = startMs;
    for (;;) {
      if ((await matcher.tick()) > 0) endMs = performance.now();
      else if ((await open()) === 0) break;
      else await delay(1);
      if (failures.length > 0) throw failures[0];
      if (performance.now() - startMs > AWARDED_WITHIN_MS) throw new Error('not awarded in time');
    }
    return { perSecond: (orders * 1000) / (endMs - startMs) };
  }
}

/**
 * The same claim and the same events without the record: of it only the bare row is left that the
 * claim's foreign keys hold on to, and the leaf that is written in the same statement.
 */
function withoutRecord(database: Database): Database {
  return {
    read: database.read,
    transact: (work) =>
      database.transact((tx) =>
        work({
          ...tx,
          ledger: bareLedger(tx.ledger),
        }),
      ),
  };
}

type Ledger = Database['read']['ledger'];

const bareLedger = (ledger: Ledger): Ledger => ({
  claim: (claim) => ledger.claim(claim),
  release: (orderId, cause, atMs) => ledger.release(orderId, cause, atMs),
  record: (record) => ledger.record({ ...record, drivers: [], bundle: {} as typeof record.bundle }),
  decision: (decisionId) => ledger.decision(decisionId),
  decisions: (orderId) => ledger.decisions(orderId),
  driverRow: (decisionId, driverId) => ledger.driverRow(decisionId, driverId),
  driverRows: (decisionId) => ledger.driverRows(decisionId),
  recommendedTo: (orderId, round) => ledger.recommendedTo(orderId, round),
  ofDriver: (driverId, page) => ledger.ofDriver(driverId, page),
});
