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
import type { DecisionRecord } from '#libs/explanations';
import { openPostgres, type Postgres } from '#libs/postgres';

/** As in the dispatcher. */
const CONCURRENCY = 4;
const POOL = 12;
const AWARDED_WITHIN_MS = 300_000;
/** As in the matcher, and never more than a part of a round has left. */
const TAKEN_AT_ONCE = 32;
/** One order in so many. */
const AT_WORK = 5;
const FLEET_PAGE = 5_000;

export type Kind = 'whole' | 'bare';

/** Orders of a round, and the time in which they were awarded. */
export type Awards = { readonly orders: number; readonly seconds: number };

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

  /**
   * Everything that is due is allocated, as large a part of it in each of these ways, one after the
   * other. A machine that others use is another one a quarter of a minute later, not half a second.
   * A fifth goes before, unmeasured and in each way, too: a matcher at work, not one that wakes up.
   */
  async allocate(ways: readonly Kind[], open: () => Promise<number>): Promise<Awards[]> {
    let left = await open();
    const awards: Awards[] = [];
    const before = Math.floor(left / (AT_WORK * ways.length));
    for (const kind of before === 0 ? [] : ways) {
      await this.part(kind, before);
      left -= before;
    }
    for (const [index, kind] of ways.entries()) {
      const part = Math.ceil(left / (ways.length - index));
      awards.push(await this.part(kind, part));
      left -= part;
    }
    if ((await open()) > 0) throw new Error('an order was taken up twice');
    return awards;
  }

  private async part(kind: Kind, orders: number): Promise<Awards> {
    const { database } = this.postgres;
    const failures: unknown[] = [];
    const log = {
      stepTaken: (): void => undefined,
      stepFailed: (_wakeUp: unknown, cause: unknown): void => void failures.push(cause),
    };
    const through = kind === 'whole' ? database : withoutRecord(database);
    const startMs = performance.now();
    for (let left = orders; left > 0;) {
      const options = { concurrency: CONCURRENCY, takenAtOnce: Math.min(left, TAKEN_AT_ONCE) };
      const taken = await new Matcher(through, this.matching, options, log).tick();
      left -= taken;
      if (failures.length > 0) throw failures[0];
      if (performance.now() - startMs > AWARDED_WITHIN_MS) throw new Error('not awarded in time');
      if (taken === 0) await delay(1);
    }
    return { orders, seconds: (performance.now() - startMs) / 1000 };
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

const bareOf = (record: DecisionRecord): DecisionRecord => ({
  ...record,
  drivers: [],
  bundle: {} as DecisionRecord['bundle'],
});

const bareLedger = (ledger: Ledger): Ledger => ({
  claim: (claim) => ledger.claim(claim),
  claimRecorded: (claim, record) => ledger.claimRecorded(claim, () => bareOf(record())),
  release: (orderId, cause, atMs) => ledger.release(orderId, cause, atMs),
  record: (record) => ledger.record(bareOf(record)),
  decision: (decisionId) => ledger.decision(decisionId),
  decisions: (orderId) => ledger.decisions(orderId),
  driverRow: (decisionId, driverId) => ledger.driverRow(decisionId, driverId),
  driverRows: (decisionId) => ledger.driverRows(decisionId),
  recommendedTo: (orderId, round) => ledger.recommendedTo(orderId, round),
  ofDriver: (driverId, page) => ledger.ofDriver(driverId, page),
});
