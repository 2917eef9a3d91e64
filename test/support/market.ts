import { setTimeout as delay } from 'node:timers/promises';
import type { ExplanationView, GrabView, OrderView, PostOrder } from '#libs/contracts';
import type { DriverExplanation, DriverRow, ShipperExplanation } from '#libs/explanations';
import { openPostgres } from '#libs/postgres';
import { towns, type Town } from './cities.js';
import { aDriver, at, post, type DriverOptions } from './freight.js';
import { TEST_KEK } from './kek.js';
import { eventually, type TestService } from './service.js';

type Own<Explanation> = Omit<ExplanationView, 'explanation'> & {
  readonly explanation: Explanation;
};
export type DriverWhy = Own<DriverExplanation>;
export type ShipperWhy = Own<ShipperExplanation>;

const HOUR_MS = 3_600_000;

/** What tests do with one service again and again: drivers and orders in a town, and questions. */
export class Market {
  readonly town = towns();
  private drivers = 0;

  constructor(readonly service: TestService) {}

  /** In the town and at its centre, unless told otherwise. */
  async driver({ cityCode, position }: Town, options: DriverOptions = {}): Promise<string> {
    this.drivers += 1;
    const driverId = `drv-${String(this.drivers).padStart(3, '0')}`;
    const truck = { cityCode, ...options.truck };
    await aDriver(this.service, driverId, { position, ...options, truck });
    return driverId;
  }

  /**
   * Until the search has heard of everyone on duty, and of where he is: it reads what changed four
   * times a second, and a place is told after the duty.
   */
  async heard(): Promise<void> {
    await eventually(
      async () => {
        const metrics = await fetch(`${this.service.url}/metrics`).then((answer) => answer.text());
        const known = /^paidan_fleet_drivers(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1];
        const [row] = await this.service.database.query<{ drivers: number }>(
          'SELECT count(*)::int AS drivers FROM drivers WHERE on_duty',
        );
        return row !== undefined && Number(known) === row.drivers;
      },
      { what: 'a search that has heard of everyone' },
    );
    await delay(1_000);
  }

  order(town: Town, over: Partial<PostOrder> = {}, shipperId?: string): Promise<OrderView> {
    const window = { from: at(HOUR_MS), until: at(8 * HOUR_MS) };
    return post(
      this.service,
      { loading: { position: town.position, cityCode: town.cityCode, window }, ...over },
      shipperId,
    );
  }

  grab(driverId: string, orderId: string): Promise<GrabView> {
    return this.service.as('driver', driverId).ok<GrabView>('POST', `/v1/orders/${orderId}/grabs`);
  }

  read(orderId: string): Promise<OrderView> {
    return this.service.as('operator', 'opr-1').ok<OrderView>('GET', `/v1/orders/${orderId}`);
  }

  reaches(orderId: string, status: OrderView['status']): Promise<OrderView> {
    return eventually(
      async () => {
        const order = await this.read(orderId);
        return order.status === status && order;
      },
      { what: `order ${orderId} ${status}` },
    );
  }

  why(driverId: string, orderId: string, locale = 'en'): Promise<DriverWhy> {
    return this.service
      .as('driver', driverId)
      .ok<DriverWhy>('GET', `/v1/orders/${orderId}/explanation?locale=${locale}&view=full`);
  }

  shipperWhy(orderId: string, shipperId = 'shp-1', locale = 'en'): Promise<ShipperWhy> {
    return this.service
      .as('shipper', shipperId)
      .ok<ShipperWhy>('GET', `/v1/orders/${orderId}/explanation?locale=${locale}`);
  }

  async cargo(driverId: string, query = ''): Promise<CargoItem[]> {
    const { items } = await this.service
      .as('driver', driverId)
      .ok<{ items: CargoItem[] }>('GET', `/v1/drivers/${driverId}/cargo?${query}`);
    return items;
  }

  /** His row in a decision, as stored. */
  async row(decisionId: string, driverId: string): Promise<DriverRow | null> {
    const postgres = await openPostgres({
      url: this.service.database.url,
      poolSize: 1,
      applicationName: 'test',
      kek: TEST_KEK,
    });
    const { ledger } = postgres.database.read;
    return ledger.driverRow(decisionId, driverId).finally(() => postgres.close());
  }

  /**
   * The role as recorded, and the reason where there is one: `REFUSED weight`, `RECOMMENDED`,
   * `NOT_REACHED off_duty`.
   */
  async verdict(driverId: string, orderId: string): Promise<string> {
    const { role, explanation } = await this.why(driverId, orderId);
    const told = explanation?.recordedRole ?? role;
    const reason = explanation?.refusal?.reason ?? explanation?.notReached?.reason;
    return reason === undefined ? told : `${told} ${reason}`;
  }
}

export type CargoItem = {
  readonly order: OrderView;
  readonly pickupMeters: number;
  readonly total: number;
  readonly parts: readonly { readonly factor: string; readonly points: number }[];
};

/** Asks until the answer is the expected one; a difference that stays is shown as any other. */
export async function settlesAt<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    const equal = JSON.stringify(answer) === JSON.stringify(expected);
    if (equal || Date.now() > deadline) {
      expect(answer).toEqual(expected);
      return;
    }
    await delay(100);
  }
}
