import {
  ConsentShelf,
  Fleet,
  Matcher,
  PolicyShelf,
  ProfileBook,
  Rejection,
  ReturnBoards,
  ShareBook,
  type Caller,
  type Database,
  type Matching,
  type OutboxEvent,
  type Tx,
} from '#libs/dispatch';
import { MemoryDatabase } from '#libs/memory';
import type { Faults } from './faults.js';
import { Inspection } from './inspection.js';
import { CountedEntropy, VirtualClock } from './means.js';
import { REAL_ROOMS, type Rooms } from './rooms.js';

export const FLEET: Caller = { role: 'service', subject: 'fleet', requestId: null };
export const OPERATOR: Caller = { role: 'operator', subject: 'operator-1', requestId: null };

/** More than any moment needs; a step that is always due again would never let time pass. */
const TICKS_AT_ONCE_MAX = 500;
const FOLLOWED_AT_ONCE = 10_000;

/** What a test may put in the place of the real ones. */
export type Twins = {
  readonly rooms?: Partial<Rooms>;
  readonly database?: (database: Database) => Database;
};

/** The product under a virtual clock: its use cases, its matcher, and a database in memory. */
export class Stage {
  readonly clock: VirtualClock;
  readonly matching: Matching;
  readonly rooms: Rooms;
  readonly rejections = new Map<string, number>();
  readonly inspection: Inspection;
  private readonly memory: MemoryDatabase;
  private readonly database: Database;
  private readonly matcher: Matcher;
  private followed = 0;

  constructor(
    startMs: number,
    seed: number,
    readonly faults: Faults,
    { rooms = {}, database = (real) => real }: Twins,
  ) {
    this.clock = new VirtualClock(startMs);
    this.memory = new MemoryDatabase(() => this.clock.nowMs());
    this.database = database(this.memory);
    this.rooms = { ...REAL_ROOMS, ...rooms };
    this.inspection = new Inspection(faults);
    this.matching = {
      clock: this.clock,
      entropy: new CountedEntropy(this.clock, seed),
      fleet: new Fleet(),
      profiles: new ProfileBook(),
      shares: new ShareBook(),
      returns: new ReturnBoards(),
      policies: new PolicyShelf(),
      texts: new ConsentShelf(),
    };
    this.matcher = new Matcher(
      this.database,
      this.matching,
      { concurrency: 1 },
      {
        stepTaken: () => undefined,
        stepFailed: ({ orderId, kind }, cause) => {
          const why = cause instanceof Error ? cause.message : String(cause);
          this.faults.add('step_failed', this.clock.nowMs(), `${kind} of ${orderId}: ${why}`);
        },
      },
    );
  }

  get nowMs(): number {
    return this.clock.nowMs();
  }

  get read(): Tx {
    return this.database.read;
  }

  nextStepMs(): Promise<number | null> {
    return this.database.read.wakeUps.nextDueAtMs();
  }

  /** A command as a person sends it: what is turned down is counted, anything else is a fault. */
  async say<T>(what: string, work: (tx: Tx) => Promise<T>): Promise<T | null> {
    try {
      return await this.database.transact(work);
    } catch (cause) {
      if (cause instanceof Rejection) {
        this.rejections.set(cause.code, (this.rejections.get(cause.code) ?? 0) + 1);
        return null;
      }
      const why = cause instanceof Error ? cause.message : String(cause);
      this.faults.add('use_case_failed', this.nowMs, `${what}: ${why}`);
      return null;
    }
  }

  /** Everything that is due at this moment, until nothing is. */
  async settle(): Promise<void> {
    for (let ticks = 0; ticks < TICKS_AT_ONCE_MAX; ticks++) {
      await this.follow();
      if ((await this.matcher.tick()) === 0) return;
    }
    this.faults.add('time_stands_still', this.nowMs, `${TICKS_AT_ONCE_MAX} ticks at one moment`);
  }

  /** What the world is told since the last time. */
  events(): readonly OutboxEvent[] {
    return this.memory.takeEvents();
  }

  /** Each decision is read as it was recorded, once, and then let go. */
  async inspect(): Promise<void> {
    for (const decisionId of this.memory.takeDecisions()) {
      const head = await this.memory.read.ledger.decision(decisionId);
      const drivers = await this.memory.letGo(decisionId);
      if (head === null) continue;
      const policy = await this.matching.policies.get(this.memory.read, head.policyHash);
      this.inspection.look({ ...head, drivers }, policy);
    }
  }

  /** As every instance does: the index hears of changes, and decides on what the tables say. */
  private async follow(): Promise<void> {
    for (;;) {
      const changed = await this.read.drivers.changedSince(this.followed + 1, FOLLOWED_AT_ONCE);
      for (const driver of changed) {
        this.matching.fleet.apply(driver);
        this.followed = Math.max(this.followed, driver.changedAtMs);
      }
      if (changed.length < FOLLOWED_AT_ONCE) return;
    }
  }
}
