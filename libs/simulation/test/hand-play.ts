import {
  acceptOffer,
  amendOrder,
  assignByHand,
  cancelOrder,
  changeDuty,
  collectUntilMs,
  declineOffer,
  firstStep,
  grabOrder,
  nearbyCargo,
  offersOfDriver,
  Rejection,
  type Caller,
  type Database,
  type Order,
  type Tx,
} from '#libs/dispatch';
import { policyHash } from '#libs/explanations';
import { defaultPolicy, type Mode, type Policy } from '#libs/matcher';
import { aDriver, anOrder, START_MS } from '../../dispatch/src/ports/samples.contract.js';
import { Faults } from '../src/faults.js';
import { OPERATOR, Stage } from '../src/stage.js';

export const SECOND_MS = 1_000;
export const HOUR_MS = 3_600 * SECOND_MS;
export const DAY_MS = 24 * HOUR_MS;

/** One is asked at a time; rounds wait five seconds for what is posted meanwhile. */
export const PLAYED: Policy = {
  ...defaultPolicy,
  offers: {
    batchSize: 1,
    timeoutMs: 30 * SECOND_MS,
    graceMs: 10 * SECOND_MS,
    staggerMs: 0,
    radiusMeters: [300_000],
    lapsedPauseMs: HOUR_MS,
  },
  visibility: { stepsMs: [[1, 0]], othersMs: 3 * SECOND_MS },
  rounds: {
    unassignedPoints: 1_000_000,
    candidatesMin: 8,
    candidatesMax: 64,
    loosePermille: 1_000_000,
    windowMinMs: 5 * SECOND_MS,
    windowMaxMs: 5 * SECOND_MS,
    ordersMax: 200,
    stepsMax: 1_000_000,
  },
};

const HERE = { lat: 31.23, lng: 121.47, setAtMs: START_MS };
const SHIPPER: Caller = { role: 'shipper', subject: 'shipper-1', requestId: null };
const driver = (subject: string): Caller => ({ role: 'driver', subject, requestId: null });

/** The same object with a few methods of its own. */
export const but = <T extends object>(original: T, own: Partial<T>): T =>
  Object.assign(Object.create(original) as T, own);

export type TwinOf = (real: Database) => Database;

/** A database of which some parts are as they were in the system that was complained of. */
export const eachTx =
  (change: (tx: Tx) => Partial<Tx>): TwinOf =>
  (real) => ({
    read: but(real.read, change(real.read)),
    transact: (work) => real.transact((tx) => work(but(tx, change(tx)))),
  });

/** Both flaws at once. */
export const and =
  (first: TwinOf, second: TwinOf): TwinOf =>
  (real) =>
    second(first(real));

/**
 * A handful of people and the real use cases, on a database in memory and a clock that is moved by
 * hand.
 */
export class HandPlay {
  readonly stage: Stage;
  readonly faults = new Faults();
  private opened: Database | null = null;

  constructor(
    twin: TwinOf = (real) => real,
    private readonly policy: Policy = PLAYED,
  ) {
    const database = (real: Database): Database => (this.opened = twin(real));
    this.stage = new Stage(START_MS, 7, this.faults, { database });
  }

  /** Two drivers near the loading place, the first of them long free and so before the other. */
  async open(): Promise<void> {
    const hash = policyHash(this.policy);
    await this.act(async (tx) => {
      await tx.policies.put(this.policy, hash, START_MS);
      await tx.policies.activate('*', hash, START_MS);
    });
    await this.comes('best', 8 * HOUR_MS);
    await this.comes('next', 0);
  }

  async comes(driverId: string, freeMs: number, onDuty = true): Promise<void> {
    await this.act((tx) =>
      tx.drivers.register(
        aDriver(driverId, {
          ...{ onDuty, homeCityCode: null, manualPlace: HERE },
          freeSinceMs: onDuty ? this.stage.nowMs - freeMs : null,
        }),
      ),
    );
  }

  /** An order as it is when its shipper has just posted it; nothing has been done about it. */
  async posts(mode: Mode, over: Partial<Order> = {}): Promise<void> {
    const { nowMs } = this.stage;
    await this.act(async (tx) => {
      const orderId = over.orderId ?? 'o1';
      const plain = { mode, policyHash: policyHash(this.policy), collectUntilMs: null };
      const order = anOrder(orderId, { ...plain, postedAtMs: nowMs, updatedAtMs: nowMs, ...over });
      const posted = { ...order, collectUntilMs: collectUntilMs(order, this.policy, nowMs) };
      await tx.orders.insert(posted);
      await tx.wakeUps.set(orderId, firstStep(posted, this.policy, nowMs));
    });
  }

  async begin(mode: Mode, over: Partial<Order> = {}): Promise<void> {
    await this.open();
    await this.posts(mode, over);
    await this.stage.settle();
  }

  /** So much later, with every step taken that came due. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.stage.nowMs + ms;
    for (let steps = 0; steps < 1_000; steps++) {
      const dueMs = await this.stage.nextStepMs();
      if (dueMs === null || dueMs > untilMs) break;
      this.stage.clock.moveTo(Math.max(dueMs, this.stage.nowMs));
      await this.stage.settle();
    }
    this.stage.clock.moveTo(untilMs);
    await this.stage.settle();
  }

  act<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.opened === null) throw new Error('no database');
    return this.opened.transact(work);
  }

  /** `done`, or the code it was turned down with; `failed` where the system broke. */
  async tried(work: (tx: Tx) => Promise<unknown>): Promise<string> {
    try {
      await this.act(work);
      return 'done';
    } catch (cause) {
      return cause instanceof Rejection ? cause.code : 'failed';
    }
  }

  accepts = (who: string, orderId = 'o1'): Promise<string> =>
    this.tried((tx) => acceptOffer(tx, this.stage.matching, driver(who), orderId));
  declines = (who: string, orderId = 'o1'): Promise<string> =>
    this.tried((tx) =>
      declineOffer(tx, this.stage.matching, driver(who), { orderId, reason: 'time' }),
    );
  grabs = (who: string, orderId = 'o1'): Promise<string> =>
    this.tried((tx) => grabOrder(tx, this.stage.matching, driver(who), orderId));
  givesBack = (who: string, orderId = 'o1'): Promise<string> => this.ends(driver(who), orderId);
  cancels = (orderId = 'o1'): Promise<string> => this.ends(SHIPPER, orderId);
  assigns = (driverId: string, orderId = 'o1'): Promise<string> =>
    this.tried((tx) =>
      assignByHand(tx, this.stage.matching, OPERATOR, { orderId, driverId, reason: 'asked for' }),
    );
  pays = (freightFen: number, orderId = 'o1'): Promise<string> =>
    this.tried((tx) =>
      amendOrder(tx, this.stage.matching, SHIPPER, {
        ...{ orderId, expectedVersion: null, freightFen },
        ...{ loadingWindow: null, unloadingWindow: null },
      }),
    );
  duty = (driverId: string, onDuty: boolean): Promise<string> =>
    this.tried((tx) => changeDuty(tx, this.stage.matching, driver(driverId), { driverId, onDuty }));

  private ends(caller: Caller, orderId: string): Promise<string> {
    const given = { orderId, reason: 'no cargo' };
    return this.tried((tx) => cancelOrder(tx, this.stage.matching, caller, given));
  }

  /** Who has an offer in front of him. */
  async asked(orderId = 'o1'): Promise<string[]> {
    const { read, matching } = this.stage;
    const asked = await Promise.all(
      ['best', 'next', 'late'].map(async (who) => {
        const offers = await offersOfDriver(read, matching.clock, driver(who), who);
        return offers.some(({ order }) => order.orderId === orderId) ? [who] : [];
      }),
    );
    return asked.flat();
  }

  async sees(who: string): Promise<boolean> {
    const { cargo } = await nearbyCargo(this.stage.read, this.stage.matching, driver(who), {
      ...{ driverId: who, fromCityCode: null, toCityCode: null, body: null },
      ...{ loadingFromMs: null, loadingUntilMs: null, limit: 20, after: null },
    });
    return cargo.length > 0;
  }

  async order(orderId = 'o1'): Promise<Order> {
    const order = await this.stage.read.orders.byId(orderId);
    if (order === null) throw new Error(`no order ${orderId}`);
    return order;
  }

  async holder(orderId = 'o1'): Promise<string | null> {
    return (await this.order(orderId)).driverId;
  }

  /** What the last decision about the order says of him: `RANKED`, `REFUSED busy`, `ABSENT`. */
  async verdict(who: string, orderId = 'o1'): Promise<string> {
    const { ledger } = this.stage.read;
    const last = (await ledger.decisions(orderId)).at(-1);
    const row = last === undefined ? null : await ledger.driverRow(last.decisionId, who);
    return row === null ? 'ABSENT' : [row.role, row.refusal?.reason ?? []].flat().join(' ');
  }
}
