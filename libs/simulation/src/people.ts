import type { Caller, Position } from '#libs/dispatch';
import type { Account } from './account.js';
import type { Agenda } from './agenda.js';
import { Behaving, roadMeters } from './behaviour.js';
import type { Stage } from './stage.js';
import type { Truck } from './truck.js';
import type { SimOrder, World } from './world.js';

const MINUTE_MS = 60_000;
const RECEIVED_AFTER_MS = 30 * MINUTE_MS;
const UNASKED_BACK_AFTER_MS = 2 * MINUTE_MS;
const SPEED_METERS_PER_HOUR = 50_000;
const CARGO_LISTED = 20;
const FULL_STARS = 5;

/** An order as it was carried out; what the figures are made from. */
export type Story = {
  readonly order: SimOrder;
  readonly orderId: string;
  readonly postedAtMs: number;
  awardedAtMs: number | null;
  driverId: string | null;
  pickupMeters: number;
  loadingAtMs: number | null;
  deliveredAtMs: number | null;
  expired: boolean;
  releases: number;
};

export const driverCaller = (driverId: string): Caller => ({
  role: 'driver',
  subject: driverId,
  requestId: null,
});

export const shipperCaller = (subject: string): Caller => ({
  role: 'shipper',
  subject,
  requestId: null,
});

/** Drivers and shippers: what they do by themselves, and what they do with what they are told. */
export class People {
  readonly stories = new Map<string, Story>();
  private readonly behaving: Behaving;
  /** Drivers and orders: who grabbed it, or took the offer. */
  private readonly saidYes = new Set<string>();

  constructor(
    private readonly stage: Stage,
    private readonly agenda: Agenda,
    private readonly account: Account,
    private readonly world: World,
    readonly trucks: ReadonlyMap<string, Truck>,
  ) {
    this.behaving = new Behaving(world.seed, world.behaviour);
  }

  /** He reads it some time later, if he reads it, and does what he then thinks best. */
  hearsOf(driverId: string, orderId: string): void {
    const truck = this.trucks.get(driverId);
    const story = this.stories.get(orderId);
    if (truck === undefined || story === undefined || !truck.isFree) return;
    const afterMs = this.behaving.noticesAfterMs(truck.driver, story.order);
    if (afterMs === null) return;
    this.agenda.at(this.stage.nowMs + afterMs, async () => {
      await this.considers(truck, story);
    });
  }

  /** An offer is his alone for a while: he says yes or no, or lets it pass. */
  isOffered(driverId: string, orderId: string, visibleFromMs: number): void {
    const truck = this.trucks.get(driverId);
    const story = this.stories.get(orderId);
    if (truck === undefined || story === undefined || !truck.isFree) return;
    truck.offers++;
    const afterMs = this.behaving.noticesAfterMs(truck.driver, story.order);
    if (afterMs === null) return;
    this.agenda.at(visibleFromMs + afterMs, () => this.answers(truck, story));
  }

  /** Looks at the list of what is open nearby: so a driver who comes free late sees it, too. */
  async browses(truck: Truck): Promise<void> {
    const { stage, world } = this;
    if (!truck.isFree) return;
    const { driverId } = truck;
    const nothing = { fromCityCode: null, toCityCode: null, body: null, after: null };
    const query = { ...nothing, loadingFromMs: null, loadingUntilMs: null, limit: CARGO_LISTED };
    const listed = await stage.say('nearby cargo', (tx) =>
      stage.rooms.nearbyCargo(tx, stage.matching, driverCaller(driverId), { driverId, ...query }),
    );
    let grabs = 0;
    for (const { order, grabbed } of listed?.cargo ?? []) {
      const story = this.stories.get(order.orderId);
      if (story === undefined || grabbed || grabs >= world.behaviour.grabsAtOnce) continue;
      if (order.mode === 'offer' || order.mode === 'round') continue;
      if (await this.considers(truck, story)) grabs++;
    }
    if (world.behaviour.browseMinutes > 0) {
      const sinceMs = truck.freeSinceMs;
      this.agenda.at(stage.nowMs + world.behaviour.browseMinutes * MINUTE_MS, async () => {
        // Free all the while: who had an order meanwhile has begun anew.
        if (truck.isFree && truck.freeSinceMs === sinceMs) await this.browses(truck);
      });
    }
  }

  /** The order is his: he gives it back, or sets out. */
  async gets(driverId: string, orderId: string): Promise<void> {
    const truck = this.trucks.get(driverId);
    const story = this.stories.get(orderId);
    if (truck === undefined || story === undefined) return;
    const { nowMs } = this.stage;
    truck.orderId = orderId;
    truck.awards++;
    story.driverId = driverId;
    story.awardedAtMs = nowMs;
    story.pickupMeters = roadMeters(truck.placeAt(nowMs), story.order.loading);
    const backAfterMs = this.isUnwilling(truck, story)
      ? UNASKED_BACK_AFTER_MS
      : this.behaving.givesBackAfterMs(truck.driver, story.order);
    if (backAfterMs !== null) {
      this.agenda.at(nowMs + backAfterMs, () => this.givesBack(truck, story));
      return;
    }
    const afterMs = this.behaving.setsOutAfterMs(truck.driver, story.order);
    this.agenda.at(nowMs + afterMs, async () => this.drivesTo(truck, story, 'pickup'));
  }

  /** Given to him unasked, he looks at it as he would have looked at an offer. */
  private isUnwilling(truck: Truck, { order, orderId }: Story): boolean {
    if (this.saidYes.has(`${truck.driverId}/${orderId}`)) return false;
    return !this.behaving.thinksOf(truck.driver, order, truck.placeAt(this.stage.nowMs)).wants;
  }

  /** It is no longer his, whoever ended it. */
  async loses(driverId: string, orderId: string): Promise<void> {
    const truck = this.trucks.get(driverId);
    if (truck?.orderId !== orderId) return;
    const story = this.stories.get(orderId);
    if (story !== undefined) story.releases++;
    await this.isFreeAgain(truck);
  }

  private async considers(truck: Truck, story: Story): Promise<boolean> {
    const { stage, account } = this;
    const { driverId } = truck;
    if (!truck.isFree || account.isEnded(story.orderId)) return false;
    const at = truck.placeAt(stage.nowMs);
    if (!this.behaving.thinksOf(truck.driver, story.order, at).wants) return false;
    const grab = await stage.say('grab', (tx) =>
      stage.rooms.grabOrder(tx, stage.matching, driverCaller(driverId), story.orderId),
    );
    if (grab === null) return false;
    truck.grabs++;
    this.saidYes.add(`${driverId}/${story.orderId}`);
    account.grabbed(story.orderId, stage.nowMs);
    return true;
  }

  private async answers(truck: Truck, { order, orderId }: Story): Promise<void> {
    const { stage, account } = this;
    const { rooms, matching, nowMs } = stage;
    if (!truck.isFree || account.isEnded(orderId)) return;
    const caller = driverCaller(truck.driverId);
    const opinion = this.behaving.thinksOf(truck.driver, order, truck.placeAt(nowMs));
    if (opinion.wants) this.saidYes.add(`${truck.driverId}/${orderId}`);
    await stage.say(opinion.wants ? 'accept' : 'decline', (tx) =>
      opinion.wants
        ? rooms.acceptOffer(tx, matching, caller, orderId)
        : rooms.declineOffer(tx, matching, caller, { orderId, reason: opinion.because }),
    );
  }

  private async givesBack(truck: Truck, { orderId }: Story): Promise<void> {
    const { stage } = this;
    if (truck.orderId !== orderId) return;
    truck.gaveBack++;
    await stage.say('give back', (tx) =>
      stage.rooms.cancelOrder(tx, stage.matching, driverCaller(truck.driverId), {
        orderId,
        reason: 'something came up',
      }),
    );
  }

  private drivesTo(truck: Truck, story: Story, leg: 'pickup' | 'lane'): void {
    const { stage, agenda } = this;
    const { order } = story;
    if (truck.orderId !== story.orderId) return;
    const { nowMs } = stage;
    const to = leg === 'pickup' ? order.loading : order.unloading;
    const meters = roadMeters(truck.placeAt(nowMs), to);
    const way = { leg, meters, metersPerHour: SPEED_METERS_PER_HOUR };
    const endMs = nowMs + this.behaving.drivesMs(truck.driver, order, way);
    truck.drive(to, nowMs, endMs);
    if (leg === 'pickup') {
      truck.emptyMeters += meters;
      agenda.at(Math.max(endMs, order.loadingWindow.fromMs), () => this.loads(truck, story, to));
    } else {
      truck.loadedMeters += meters;
      const unloadedMs = endMs + this.behaving.handlesMs(truck.driver, order, 'unloading');
      agenda.at(unloadedMs, () => this.delivers(truck, story, to));
    }
  }

  private async loads(truck: Truck, story: Story, at: Position): Promise<void> {
    truck.arrive(at);
    if (truck.orderId !== story.orderId) return;
    if (!(await this.tells(truck, story.orderId, 'loading'))) return;
    story.loadingAtMs = this.stage.nowMs;
    const loadedMs =
      this.stage.nowMs + this.behaving.handlesMs(truck.driver, story.order, 'loading');
    this.agenda.at(loadedMs, async () => {
      if (await this.tells(truck, story.orderId, 'in_transit')) this.drivesTo(truck, story, 'lane');
    });
  }

  private async delivers(truck: Truck, story: Story, at: Position): Promise<void> {
    truck.arrive(at);
    if (!(await this.tells(truck, story.orderId, 'delivered'))) return;
    const { nowMs } = this.stage;
    story.deliveredAtMs = nowMs;
    truck.incomeFen += story.order.freightFen;
    truck.served++;
    this.agenda.at(nowMs + RECEIVED_AFTER_MS, () => this.settles(truck, story));
    await this.isFreeAgain(truck);
  }

  private async tells(
    truck: Truck,
    orderId: string,
    status: 'loading' | 'in_transit' | 'delivered',
  ): Promise<boolean> {
    const { stage } = this;
    const order = await stage.say(status, (tx) =>
      stage.rooms.progressOrder(tx, stage.matching, driverCaller(truck.driverId), {
        orderId,
        status,
      }),
    );
    return order !== null;
  }

  /** The shipper has the goods, and both sides say how it was. */
  private async settles(truck: Truck, { order, orderId, loadingAtMs }: Story): Promise<void> {
    const { stage } = this;
    const { rooms, matching } = stage;
    const shipper = shipperCaller(order.shipperId);
    const onTime = loadingAtMs !== null && loadingAtMs <= order.loadingWindow.untilMs;
    const stars = this.behaving.stars(truck.driver, order, onTime);
    await stage.say('receive', (tx) => rooms.receiveOrder(tx, matching, shipper, orderId));
    await stage.say('rate', (tx) => rooms.rateOrder(tx, matching, shipper, { orderId, stars }));
    await stage.say('rate', (tx) =>
      rooms.rateOrder(tx, matching, driverCaller(truck.driverId), { orderId, stars: FULL_STARS }),
    );
  }

  private async isFreeAgain(truck: Truck): Promise<void> {
    const { stage } = this;
    truck.orderId = null;
    truck.freeSinceMs = stage.nowMs;
    if (stage.nowMs >= truck.driver.onDutyUntilMs) return this.goesHome(truck);
    await this.showsPlace(truck);
    await this.browses(truck);
  }

  async goesHome(truck: Truck): Promise<void> {
    const { stage } = this;
    const { driverId } = truck;
    if (!truck.isFree) return;
    truck.onDuty = false;
    await stage.say('duty', (tx) =>
      stage.rooms.changeDuty(tx, stage.matching, driverCaller(driverId), {
        driverId,
        onDuty: false,
      }),
    );
  }

  /** His phone tells where he is; who shares no location says by hand which city he is in. */
  async showsPlace(truck: Truck): Promise<void> {
    const { stage } = this;
    const { rooms, matching, nowMs } = stage;
    const { driverId } = truck;
    const position = { ...truck.placeAt(nowMs), coordinateSystem: 'wgs84' as const };
    const caller = driverCaller(driverId);
    if (truck.driver.sharesLocation) {
      const fix = { driverId, position, source: 'phone' as const, observedAtMs: nowMs };
      await stage.say('position', (tx) => rooms.reportPositions(tx, matching, caller, [fix]));
    } else {
      const place = { driverId, position, cityCode: null };
      await stage.say('place', (tx) => rooms.changePlace(tx, matching, caller, place));
    }
  }
}
