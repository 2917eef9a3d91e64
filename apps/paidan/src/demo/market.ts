import { setTimeout as delay } from 'node:timers/promises';
import type { EventData } from '#libs/contracts';
import { Refused, type Asker } from '../asking/asker.js';
import { driver, PAYMENTS, shipper, type Ways } from './cast.js';
import type { PlannedDriver } from './fleet.js';
import type { PlannedOrder } from './order-plan.js';
import type { Place } from './places.js';
import type { Random } from './random.js';
import type { Hearing } from './watch.js';

export type Posted = {
  readonly plan: PlannedOrder;
  readonly orderId: string;
  readonly shipperId: string;
  readonly grabbers: Set<string>;
  /** Those of them who grabbed because it was recommended to them. */
  recommendedGrabs: number;
  leftUnconfirmed: boolean;
};

/** Of the twenty who are told of an order, so many take it up. */
const RECOMMENDED_GRABS_MAX = 5;
const THINKING_MS = 400;
const HESITATING_MS = 900;
const BROWSERS = 2;

/**
 * Shippers who post and drivers who grab. Each acts for himself, by HTTP or NATS, and hears events.
 */
export class Market {
  readonly posted: Posted[] = [];
  private readonly byId = new Map<string, Posted>();
  /** Events may be faster than the answer to the posting they follow. */
  private readonly early = new Map<string, ((posted: Posted) => void)[]>();
  private readonly acting = new Set<Promise<void>>();
  private fault: Error | null = null;
  /** Each keeps himself free for the order that was cut from his truck. */
  private readonly keys = new Set<string>();
  private turn = 0;

  constructor(
    private readonly ways: Ways,
    private readonly fleet: readonly PlannedDriver[],
    private readonly random: Random,
    private readonly confirmed: (posted: Posted, driverId: string) => Promise<void>,
  ) {}

  readonly hearing: Hearing = {
    'order.recommended': ({ orderId, driverId }) =>
      this.on(orderId, (posted) => this.hearRecommendation(posted, driverId)),
    'order.awarded': (award) => this.on(award.orderId, (posted) => this.hearAward(posted, award)),
    'order.confirmed': ({ orderId, driverId }) =>
      this.on(orderId, (posted) => this.act(() => this.confirmed(posted, driverId))),
    'order.released': ({ orderId }) =>
      this.on(orderId, (posted) => this.act(() => this.wave(posted))),
  };

  /** Posts one and lets everything about it take its course. */
  async open(plan: PlannedOrder): Promise<void> {
    if (plan.keyDriver !== null) this.keys.add(plan.keyDriver.driverId);
    const who = shipper(plan.shipperId);
    const { orderId } = await this.way().ask('order.post', who, plan.order);
    const posted: Posted = {
      plan,
      orderId,
      shipperId: plan.shipperId,
      grabbers: new Set(),
      recommendedGrabs: 0,
      leftUnconfirmed: false,
    };
    this.posted.push(posted);
    this.byId.set(orderId, posted);
    for (const heard of this.early.get(orderId) ?? []) heard(posted);
    this.early.delete(orderId);
    this.act(() => this.takeCourse(posted));
  }

  /** Waits for what was begun. Throws what went wrong in any of it. */
  async rest(): Promise<void> {
    while (this.acting.size > 0) await Promise.all(this.acting);
    if (this.fault !== null) throw this.fault;
  }

  private async takeCourse(posted: Posted): Promise<void> {
    const { plan, orderId } = posted;
    const who = shipper(plan.shipperId);
    await delay(THINKING_MS);
    await this.wave(posted);
    if (plan.turn === 'amends') {
      await delay(HESITATING_MS);
      const freightFen = Math.ceil(plan.order.freightFen * 1.05);
      const amended = this.ways.http.ask('order.amend', who, { orderId, freightFen });
      if ((await this.settle(amended)) !== null) await this.grabAll(posted, [...posted.grabbers]);
    }
    if (plan.turn === 'cancels') {
      await delay(HESITATING_MS);
      const reason = 'cargo not ready';
      await this.settle(this.ways.http.ask('order.cancel', who, { orderId, reason }));
    }
  }

  /**
   * Those who grab without being told: the key driver, some who look at the cargo near them, and
   * one who tries although his truck will not do.
   */
  private async wave(posted: Posted): Promise<void> {
    const { keyDriver, from } = posted.plan;
    const near = this.near(from);
    const unfit = near.filter((each) => !this.fits(each, posted.plan));
    await this.grabAll(
      posted,
      this.random.some(unfit, 1).map(({ driverId }) => driverId),
    );
    if (keyDriver !== null) await this.grab(posted, keyDriver.driverId);
    for (const { driverId } of this.random.some(near, BROWSERS)) await this.browse(driverId);
  }

  /** As on a telephone: the list of nearby cargo, and the first of it that is still to be had. */
  private async browse(driverId: string): Promise<void> {
    const page = await this.way().ask('driver.cargo', driver(driverId), { driverId, limit: 5 });
    const choice = page.items.find(
      ({ order, grabbed }) => !grabbed && this.byId.has(order.orderId),
    );
    const posted = this.byId.get(choice?.order.orderId ?? '');
    if (posted !== undefined) await this.grab(posted, driverId);
  }

  private hearRecommendation(posted: Posted, driverId: string): void {
    if (posted.recommendedGrabs >= RECOMMENDED_GRABS_MAX) return;
    if (this.keys.has(driverId) || this.random.chance(0.4)) return;
    posted.recommendedGrabs += 1;
    this.act(async () => {
      await delay(THINKING_MS * (1 + this.random.next()));
      await this.grab(posted, driverId);
    });
  }

  /** The two sides come to terms (M9), but for the one who lets his time run out. */
  private hearAward(posted: Posted, { confirmation }: EventData<'order.awarded'>): void {
    const { orderId, shipperId, plan } = posted;
    if (plan.turn === 'leaves_unconfirmed' && !posted.leftUnconfirmed) {
      posted.leftUnconfirmed = true;
      return;
    }
    if (confirmation === 'by_shipper') {
      this.act(() => this.settle(this.way().ask('order.confirm', shipper(shipperId), { orderId })));
    }
    if (confirmation === 'by_deposit') {
      const paid = { orderId, reference: `pay-${orderId}`, amountFen: plan.order.depositFen };
      this.act(() => this.settle(this.ways.partner.ask('order.deposit', PAYMENTS, paid)));
    }
  }

  private async grabAll(posted: Posted, driverIds: readonly string[]): Promise<void> {
    for (const driverId of driverIds) await this.grab(posted, driverId);
  }

  private async grab(posted: Posted, driverId: string): Promise<void> {
    const { orderId } = posted;
    const grab = await this.settle(this.way().ask('order.grab', driver(driverId), { orderId }));
    if (grab !== null) posted.grabbers.add(driverId);
  }

  /** Too late, or too many at once: what happens on a market and is no fault. */
  private async settle<T>(answer: Promise<T>): Promise<T | null> {
    return answer.catch((cause: unknown) => {
      if (cause instanceof Refused && (cause.status === 409 || cause.status === 429)) return null;
      throw cause;
    });
  }

  private near({ cityCode }: Place): PlannedDriver[] {
    return this.fleet.filter(
      ({ driverId, home, onDuty }) =>
        onDuty && home.cityCode === cityCode && !this.keys.has(driverId),
    );
  }

  private fits({ truck }: PlannedDriver, { order }: PlannedOrder): boolean {
    return order.bodyTypes.includes(truck.vehicle.body);
  }

  private on(orderId: string, heard: (posted: Posted) => void): void {
    const posted = this.byId.get(orderId);
    if (posted !== undefined) return heard(posted);
    const waiting = this.early.get(orderId);
    if (waiting === undefined) this.early.set(orderId, [heard]);
    else waiting.push(heard);
  }

  private act(work: () => Promise<unknown>): void {
    const done = work().then(
      () => undefined,
      (cause: unknown) => {
        this.fault ??= cause instanceof Error ? cause : new Error(String(cause));
      },
    );
    this.acting.add(done);
    void done.then(() => this.acting.delete(done));
  }

  /** Every third speaks NATS. */
  private way(): Asker {
    return this.turn++ % 3 === 0 ? this.ways.gateway : this.ways.http;
  }
}
