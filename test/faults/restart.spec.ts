import { setTimeout as delay } from 'node:timers/promises';
import type { OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { allTold } from '../support/event-log.js';
import { aFleet, CONSENT } from '../support/fleet.js';
import { anOrder, at, aTruck, HANGZHOU, putInForce, shortWindows } from '../support/freight.js';
import { bodyOf, Insistence, overHttp, overNats } from '../support/insistence.js';
import { brokenPromises } from '../support/promises.js';
import { Chance } from '../support/seeded.js';
import { eventually, TestService } from '../support/service.js';

const KILLS = 5;
const ORDERS = 40;
const DRIVERS = 24;
const POSTED_OVER_MS = 8_000;
const FINAL: readonly string[] = ['rated', 'cancelled', 'expired'];

const newcomers = ['new-1', 'new-2', 'new-3', 'new-4', 'new-5', 'new-6'];
const chance = new Chance('restart');
const clients = new Insistence(240_000);
const intents = new Map<number, string>();
let service: TestService;
let driverIds: string[];

/**
 * The process dies with its broker, at moments that nobody chose well, and starts on what is left.
 */
async function killAndStart(): Promise<void> {
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(chance.between(500, 2_500));
    await service.kill();
    await service.run();
  }
}

/** A driver who comes to the service just now: each step again until it is answered. */
async function join(driverId: string): Promise<void> {
  await delay(chance.between(0, POSTED_OVER_MS));
  const driver = ['driver', driverId] as const;
  const path = `/v1/drivers/${driverId}`;
  const steps = [
    overHttp(service, ['service', 'registry'], 'PUT', path, aTruck()),
    overHttp(service, driver, 'PUT', `${path}/consents/location`, CONSENT),
    overHttp(service, driver, 'PUT', `${path}/duty`, { onDuty: true }),
    overHttp(service, driver, 'PUT', `${path}/place`, { position: HANGZHOU }),
  ];
  for (const step of steps) expect((await clients.send(step)).status).toBe(200);
}

/** One order from posting to its end, as its shipper and the drivers around it live it. */
async function live(index: number): Promise<void> {
  await delay(Math.floor((index / ORDERS) * POSTED_OVER_MS));
  const shipper = ['shipper', `shp-${index % 4}`] as const;
  // What this intent alone asks for, so that an order made twice would show.
  const freightFen = 100_000 + index;
  const body = anOrder({
    freightFen,
    mode: chance.chance(0.2) ? 'first_wins' : 'grab_then_award',
    confirmation: chance.chance(0.3) ? 'by_shipper' : 'at_once',
    loading: { position: HANGZHOU, window: { from: at(0), until: at(4 * 3_600_000) } },
  });
  const posting =
    index % 4 === 3
      ? overNats(service, shipper, 'order.post', body)
      : overHttp(service, shipper, 'POST', '/v1/orders', body);
  const posted = await clients.send(posting);
  expect(posted.status).toBeLessThan(300);
  const { orderId } = bodyOf<OrderView>(posted);
  intents.set(freightFen, orderId);
  const path = `/v1/orders/${orderId}`;
  const grabbers = chance.chance(0.15) ? [] : chance.some(driverIds, chance.between(1, 5));
  const cancelled = chance.chance(0.1);
  const confirms = chance.chance(0.7);
  const grabs = Promise.all(
    grabbers.map((driverId) =>
      clients.send(overHttp(service, ['driver', driverId], 'POST', `${path}/grabs`)),
    ),
  );
  if (cancelled) {
    await clients.send(
      overHttp(service, shipper, 'POST', `${path}/cancel`, { reason: 'cargo not ready' }),
    );
  }
  await grabs;
  await untilItEnds(orderId, shipper, confirms);
}

async function untilItEnds(
  orderId: string,
  shipper: readonly ['shipper', string],
  confirms: boolean,
): Promise<void> {
  const path = `/v1/orders/${orderId}`;
  const next: Partial<Record<OrderView['status'], string>> = {
    confirmed: 'loading',
    loading: 'in_transit',
    in_transit: 'delivered',
  };
  for (;;) {
    const order = bodyOf<OrderView>(await clients.send(overHttp(service, shipper, 'GET', path)));
    if (FINAL.includes(order.status)) return;
    const step = next[order.status];
    if (step !== undefined && order.driverId !== null) {
      const driver = ['driver', order.driverId] as const;
      await clients.send(overHttp(service, driver, 'POST', `${path}/progress`, { status: step }));
    } else if (order.status === 'awarded' && confirms) {
      await clients.send(overHttp(service, shipper, 'POST', `${path}/confirm`));
    } else {
      await delay(200);
    }
  }
}

beforeAll(async () => {
  service = await TestService.start();
  const limits = { ...defaultPolicy.limits, grabsPerMinute: 500, openGrabsMax: 200 };
  await putInForce(service, {
    ...shortWindows({ openMaxMs: 25_000, confirmMs: 2_000, ratingMs: 1_000 }),
    limits,
  });
  driverIds = await aFleet(service, 'drv', DRIVERS);
}, 60_000);
afterAll(() => service.dispose());

describe('"offers lost when a process restarts"', () => {
  it('are none: killed again and again under load, every order that was answered ends', async () => {
    const lives = Promise.all(Array.from({ length: ORDERS }, (_, index) => live(index)));
    await Promise.all([killAndStart(), lives, ...newcomers.map(join)]);
    expect(clients.unanswered).toBeGreaterThan(0);
    const rows = await eventually(
      async () => {
        const orders = await service.database.query<{ status: string }>(
          'SELECT status FROM orders',
        );
        return orders.every(({ status }) => FINAL.includes(status)) && orders;
      },
      { withinMs: 30_000, what: 'an end of every order' },
    );
    expect(rows).toHaveLength(ORDERS);
  }, 300_000);

  it('stands exactly once, each order, however often its post was sent', async () => {
    const rows = await service.database.query<{ freight_fen: string; order_id: string }>(
      'SELECT freight_fen, order_id FROM orders ORDER BY 1',
    );
    expect(rows.map(({ freight_fen, order_id }) => [Number(freight_fen), order_id])).toEqual(
      [...intents].sort(([one], [other]) => one - other),
    );
  });

  it('knows every driver who joined meanwhile, and each of his steps once', async () => {
    const rows = await service.database.query<{ driver_id: string; consents: number }>(
      `SELECT driver_id, (SELECT count(*)::int FROM consents c WHERE c.driver_id = d.driver_id)
         AS consents
       FROM drivers d WHERE driver_id LIKE 'new-%' AND on_duty AND consent_location IS NOT NULL
       ORDER BY 1`,
    );
    expect(rows).toEqual(newcomers.map((driver_id) => ({ driver_id, consents: 1 })));
  });

  it('has nothing done twice: one decision an award, one order a truck, every step in place', async () => {
    expect(await brokenPromises(service.database)).toEqual({});
    const [won] = await service.database.query<{ awards: number }>(
      'SELECT count(*)::int AS awards FROM assignments',
    );
    expect(won?.awards).toBeGreaterThan(ORDERS / 8);
  });

  it('tells every event once, also what was under way when its broker died', async () => {
    const { url, passwords } = await service.natsAddress();
    const { outbox, stream, dead } = await allTold(service.database, {
      url,
      password: passwords.dispatcher,
    });
    expect(dead).toBe(0);
    expect(stream).toEqual(outbox);
    expect(outbox.length).toBeGreaterThan(ORDERS * 3);
  });

  it('gives each repeated command the answer it had, byte for byte', async () => {
    const stored = clients.kept.filter(({ status, text }) => status < 300 && text !== '');
    const commands = new Set(
      (await service.database.query<{ key: string }>('SELECT key FROM idempotency_keys')).map(
        ({ key }) => key,
      ),
    );
    const repeated = stored.filter(({ key }) => commands.has(key));
    expect(repeated.length).toBeGreaterThan(ORDERS);
    for (const { key, call, status, text } of repeated) {
      expect(await call(key)).toEqual({ status, text });
    }
  }, 60_000);
});
