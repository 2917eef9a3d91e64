import { setTimeout as delay } from 'node:timers/promises';
import type { PostOrder } from '#libs/contracts';
import { CITIES } from '../award/fleet.js';
import { inParallel, type Ask } from '../caller.js';
import { Seeded } from '../seeded.js';
import type { Stack } from '../stack.js';
import type { Player, Size } from './cast.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const WEEK_MS = 7 * 24 * HOUR_MS;
const AT_ONCE = 8;
const BATCH = 1_000;
const SETTLE_MAX_MS = 120_000;
const SHIPPERS = 20;

export type Stage = {
  readonly stack: Stack;
  readonly ask: Ask;
  readonly cast: readonly Player[];
  readonly seed: number;
  readonly size: Size;
  readonly fromMs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
};

/** What becomes of an order once somebody has it. */
type Posted = { readonly shipper: string; readonly order: PostOrder };

type Held = Posted & {
  readonly orderId: string;
  readonly driverId: string;
  step: number;
  nextMs: number;
};

const COURSE = ['loading', 'in_transit', 'delivered'] as const;

/**
 * Plays seven days, step by step: shippers post, drivers grab, drive, give back and
 * deliver, all through the public interface; what happens between is the service's own doing.
 */
export class Play {
  private readonly seeded: Seeded;
  private readonly stepMs: number;
  private readonly open = new Map<string, Posted>();
  private readonly held = new Map<string, Held>();
  private posted = 0;

  constructor(private readonly stage: Stage) {
    this.seeded = new Seeded(stage.seed + 7);
    this.stepMs = stage.size.stepMinutes * MINUTE_MS;
  }

  async week(): Promise<void> {
    const { fromMs, say, signal } = this.stage;
    for (let nowMs = fromMs; nowMs < fromMs + WEEK_MS; nowMs += this.stepMs) {
      signal.throwIfAborted();
      await this.stage.stack.dispatcher.tellTime(nowMs);
      if ((nowMs - fromMs) % HOUR_MS === 0) await this.positions(nowMs);
      await this.settled(nowMs);
      await this.carryOn(nowMs);
      await this.grabAgain();
      await this.post(nowMs);
      await this.settled(nowMs);
      if ((nowMs - fromMs) % (12 * HOUR_MS) === 0) {
        say(`day ${1 + (nowMs - fromMs) / (24 * HOUR_MS)}: ${this.posted} orders posted`);
      }
    }
    // Whatever is still under way is brought to its end, or to its default.
    for (let nowMs = fromMs + WEEK_MS; this.held.size > 0 || this.open.size > 0; nowMs += HOUR_MS) {
      await this.stage.stack.dispatcher.tellTime(nowMs);
      await this.settled(nowMs);
      await this.carryOn(nowMs);
      if (nowMs > fromMs + 2 * WEEK_MS) throw new Error(`${this.held.size} orders do not end`);
    }
  }

  private async positions(nowMs: number): Promise<void> {
    const { ask, cast, stack } = this.stage;
    const service = await stack.bearer('service', 'terminals');
    const fixes = cast
      .filter(({ active, location }) => active && location)
      .map(({ driverId, lat, lng }) => ({
        driverId,
        position: {
          lat: this.near(lat),
          lng: this.near(lng),
          coordinateSystem: 'wgs84',
        },
        source: 'phone',
        observedAtMs: nowMs - 1_000,
      }));
    for (let from = 0; from < fixes.length; from += BATCH) {
      await ask('POST', '/v1/positions', service, { fixes: fixes.slice(from, from + BATCH) });
    }
  }

  private near(degrees: number): number {
    return Math.round(this.seeded.around(degrees, 0.05) * 1e6) / 1e6;
  }

  /** Nothing is due any more at this moment. */
  private async settled(nowMs: number): Promise<void> {
    const { stack, signal } = this.stage;
    for (const end = Date.now() + SETTLE_MAX_MS; ; await delay(4)) {
      signal.throwIfAborted();
      const [row] = await stack.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM wake_ups WHERE due_at_ms <= $1',
        [nowMs],
      );
      if (row?.n === 0) return;
      if (Date.now() > end) throw new Error(`${row?.n} steps stay due at ${nowMs}`);
    }
  }

  private async post(nowMs: number): Promise<void> {
    const { ask, stack, size, fromMs } = this.stage;
    const share = (nowMs - fromMs + this.stepMs) / WEEK_MS;
    const plans = [];
    for (; this.posted < Math.round(size.orders * share); this.posted++) {
      plans.push({ order: this.order(nowMs), shipper: `shp-${this.seeded.whole(1, SHIPPERS)}` });
    }
    const withGrabs = plans.map((plan) => ({ ...plan, grabbers: this.grabbers(plan.order) }));
    await inParallel(withGrabs, AT_ONCE, async ({ order, shipper, grabbers }) => {
      const bearer = await stack.bearer('shipper', shipper);
      const { orderId } = (await ask('POST', '/v1/orders', bearer, order)) as { orderId: string };
      this.open.set(orderId, { shipper, order });
      await this.grab(orderId, grabbers);
    });
  }

  /** An order that nobody got yet is on the drivers' lists, and some see it only now. */
  private async grabAgain(): Promise<void> {
    const waiting = [...this.open].map(([orderId, { order }]) => ({
      orderId,
      grabbers: this.grabbers(order),
    }));
    await inParallel(waiting, AT_ONCE, ({ orderId, grabbers }) => this.grab(orderId, grabbers));
  }

  private async grab(orderId: string, grabbers: readonly Player[]): Promise<void> {
    const { ask, stack } = this.stage;
    for (const { driverId } of grabbers) {
      const driver = await stack.bearer('driver', driverId);
      // Somebody else may have got it meanwhile, or he may have grabbed too much: as in life.
      await ask('POST', `/v1/orders/${orderId}/grabs`, driver, {}).catch(turnedDown);
    }
  }

  /** Most know what they may carry and are near; some try their luck. Now and then nobody does. */
  private grabbers({ loading, bodyTypes, minLengthMillimeters }: PostOrder): Player[] {
    if (this.seeded.whole(1, 100) <= 5) return [];
    const active = this.stage.cast.filter((player) => player.active);
    const likely = active.filter(
      ({ body, cityCode, lengthMillimeters }) =>
        cityCode === loading.cityCode &&
        bodyTypes.includes(body) &&
        lengthMillimeters >= minLengthMillimeters,
    );
    return Array.from({ length: this.seeded.whole(1, 9) }, () => {
      const among = likely.length > 0 && this.seeded.whole(1, 4) > 1 ? likely : active;
      return among[this.seeded.whole(0, among.length - 1)];
    }).flatMap((player) => (player === undefined ? [] : [player]));
  }

  private order(nowMs: number): PostOrder {
    const [from, to] = [this.seeded.oneOf(CITIES), this.seeded.oneOf(CITIES)];
    const place = ({ lat, lng }: (typeof CITIES)[number]): PostOrder['loading']['position'] => ({
      lat: this.near(lat),
      lng: this.near(lng),
      coordinateSystem: 'wgs84',
    });
    const window = (fromHours: number, hours: number): { from: string; until: string } => ({
      from: new Date(nowMs + fromHours * HOUR_MS).toISOString(),
      until: new Date(nowMs + (fromHours + hours) * HOUR_MS).toISOString(),
    });
    return {
      loading: { position: place(from), cityCode: from.code, window: window(1, 3) },
      unloading: { position: place(to), cityCode: to.code, window: window(5, 6) },
      load: { kilograms: this.seeded.whole(1_000, 14_000), litres: 30_000, vehicleSlots: 0 },
      bodyTypes: [this.seeded.oneOf(['box', 'box', 'flatbed', 'high_rail'] as const)],
      minLengthMillimeters: this.seeded.oneOf([4_200, 6_800, 9_600] as const),
      cargoKind: 'general',
      handling: 'none',
      qualifications: [],
      valueFen: 5_000_000,
      freightFen: this.seeded.whole(60_000, 300_000),
      depositFen: 0,
      mode: this.seeded.whole(1, 10) === 1 ? 'first_wins' : 'grab_then_award',
      confirmation: 'at_once',
    };
  }

  /** Who has an order drives on; who has none any more is told so by looking. */
  private async carryOn(nowMs: number): Promise<void> {
    await this.lookUp(nowMs);
    const due = [...this.held.values()].filter(({ nextMs }) => nextMs <= nowMs);
    const moves = due.map((held) => ({ held, lot: this.seeded.whole(1, 1_000) }));
    await inParallel(moves, AT_ONCE, ({ held, lot }) => this.move(held, lot, nowMs));
  }

  private async lookUp(nowMs: number): Promise<void> {
    const orderIds = [...this.open.keys()].sort();
    if (orderIds.length === 0) return;
    const rows = await this.stage.stack.query<{
      order_id: string;
      status: string;
      driver_id: string | null;
    }>('SELECT order_id, status, driver_id FROM orders WHERE order_id = ANY($1)', [orderIds]);
    const byId = new Map(rows.map((row) => [row.order_id, row]));
    for (const orderId of orderIds) {
      const row = byId.get(orderId);
      const { shipper = '', order } = this.open.get(orderId) ?? {};
      if (row === undefined || order === undefined || row.status === 'open') continue;
      this.open.delete(orderId);
      if (row.status !== 'confirmed' || row.driver_id === null) continue;
      const nextMs = nowMs + this.seeded.whole(0, 1) * this.stepMs;
      const driverId = row.driver_id;
      this.held.set(orderId, { orderId, shipper, order, driverId, step: 0, nextMs });
    }
  }

  private async move(held: Held, lot: number, nowMs: number): Promise<void> {
    const { ask, stack } = this.stage;
    const { orderId } = held;
    const path = `/v1/orders/${orderId}`;
    const driver = await stack.bearer('driver', held.driverId);
    const shipper = await stack.bearer('shipper', held.shipper);
    if (held.step === 0 && lot <= 30) {
      this.held.delete(orderId);
      this.open.set(orderId, { shipper: held.shipper, order: held.order });
      await ask('POST', `${path}/cancel`, driver, { reason: 'truck broke down' });
      return;
    }
    if (held.step === 0 && lot <= 50) {
      this.held.delete(orderId);
      await ask('POST', `${path}/cancel`, shipper, { reason: 'cargo not ready' });
      return;
    }
    const status = COURSE[held.step];
    if (status !== undefined) {
      await ask('POST', `${path}/progress`, driver, { status });
      held.step += 1;
      held.nextMs = nowMs + (status === 'in_transit' ? 6 : 1) * this.stepMs;
      return;
    }
    this.held.delete(orderId);
    await ask('POST', `${path}/receive`, shipper, {});
    // The others are rated by default when the period ends.
    if (lot <= 500) await ask('POST', `${path}/ratings`, shipper, { stars: 3 + (lot % 3) });
    if (lot % 2 === 0) await ask('POST', `${path}/ratings`, driver, { stars: 4 });
  }
}

function turnedDown(cause: unknown): void {
  if (cause instanceof Error && /: (409|429) /.test(cause.message)) return;
  throw cause;
}
