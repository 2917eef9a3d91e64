import { randomUUID } from 'node:crypto';
import type { OrderView } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { allTold } from '../support/event-log.js';
import { aFleet, inParallel } from '../support/fleet.js';
import { anOrder, putInForce, shortWindows } from '../support/freight.js';
import { bodyOf, Insistence, overHttp, type Call } from '../support/insistence.js';
import { OwnServer } from '../support/own-servers.js';
import { brokenPromises } from '../support/promises.js';
import { Chance } from '../support/seeded.js';
import { eventually, TestService } from '../support/service.js';

const ORDERS = 200;
const DRIVERS = 80;
const AT_ONCE = 8;

const chance = new Chance('two-instances');
const clients = new Insistence(60_000);
let nats: OwnServer;
let one: TestService;
let other: TestService;
let driverIds: string[];
const orderIds: string[] = [];

beforeAll(async () => {
  nats = await OwnServer.start('nats');
  one = await TestService.start({ NATS_URL: nats.url });
  other = await TestService.beside(one);
  const limits = { ...defaultPolicy.limits, grabsPerMinute: 1_000, openGrabsMax: 1_000 };
  await putInForce(one, { ...shortWindows({ openMaxMs: 45_000 }), limits });
  driverIds = await aFleet(one, 'drv', DRIVERS);
}, 120_000);
afterAll(async () => {
  await other.dispose();
  await one.dispose();
  await nats.dispose();
}, 60_000);

/** The process whose session holds the relay's lock. */
async function leader(): Promise<TestService | null> {
  const [row] = await one.database.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  if (row === undefined) return null;
  const instanceId = row.name.split('-')[1] ?? '';
  return [one, other].find(({ logged }) => logged.includes(`"instanceId":"${instanceId}"`)) ?? null;
}

/** The same call under the same key to both instances at the same moment. */
async function toBoth(call: (service: TestService) => Call): Promise<string[]> {
  const key = randomUUID();
  const answers = await Promise.all([call(one)(key), call(other)(key)]);
  return answers.map(({ status, text }) => `${status} ${text}`);
}

describe('two instances on one database', () => {
  it('[M9] never let two drivers accept the same order: 200 orders grabbed through both', async () => {
    await inParallel(
      Array.from({ length: ORDERS }, (_, index) => index),
      AT_ONCE,
      async (index) => {
        const [here, there] = index % 2 === 0 ? [one, other] : [other, one];
        const mode = index % 3 === 0 ? 'first_wins' : 'grab_then_award';
        const posted = await clients.send(
          overHttp(here, ['shipper', 'shp-1'], 'POST', '/v1/orders', anOrder({ mode })),
        );
        const { orderId } = bodyOf<OrderView>(posted);
        orderIds.push(orderId);
        const grabbers = chance.some(driverIds, chance.between(2, 4));
        await Promise.all(
          grabbers.map((driverId, position) =>
            clients.send(
              overHttp(
                position % 2 === 0 ? there : here,
                ['driver', driverId],
                'POST',
                `/v1/orders/${orderId}/grabs`,
              ),
            ),
          ),
        );
      },
    );
    await eventually(
      async () => {
        const [row] = await one.database.query<{ open: number }>(
          `SELECT count(*)::int AS open FROM grabs WHERE state = 'open'`,
        );
        return row?.open === 0;
      },
      { withinMs: 40_000, what: 'an end of every grab' },
    );
    expect(await brokenPromises(one.database)).toEqual({});
    const [won] = await one.database.query<{ orders: number; trucks: number }>(
      `SELECT count(DISTINCT order_id)::int AS orders, count(DISTINCT driver_id)::int AS trucks
       FROM assignments WHERE released_at_ms IS NULL`,
    );
    expect(won?.orders).toBe(won?.trucks);
    expect(won?.trucks).toBeGreaterThan(DRIVERS / 2);
  }, 150_000);

  it('take one call that is sent to both at once for one, and answer it twice the same', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) => anOrder({ freightFen: 7_000 + index }));
    const answers = await Promise.all(
      bodies.map((body) =>
        toBoth((service) => overHttp(service, ['shipper', 'shp-2'], 'POST', '/v1/orders', body)),
      ),
    );
    for (const [first, second] of answers) expect(second).toBe(first);
    const rows = await one.database.query(`SELECT FROM orders WHERE shipper_id = 'shp-2'`);
    expect(rows).toHaveLength(bodies.length);
  }, 60_000);

  it('hand the relay over when its holder is killed, and tell every event once', async () => {
    const first = await eventually(leader, { what: 'a leader' });
    const left = first === one ? other : one;
    await first.kill();
    const posted = await clients.send(
      overHttp(left, ['shipper', 'shp-1'], 'POST', '/v1/orders', anOrder()),
    );
    expect(posted.status).toBe(201);
    await eventually(async () => (await leader()) === left, { what: 'another leader' });
    const { outbox, stream, dead } = await allTold(one.database, { url: nats.url });
    expect(dead).toBe(0);
    expect(stream).toEqual(outbox);
    expect(outbox.length).toBeGreaterThan(2 * ORDERS);
  }, 60_000);

  it('go on deciding when one of them is gone', async () => {
    const left = await eventually(leader, { what: 'a leader' });
    const [driverId = ''] = await aFleet(left, 'late', 1);
    const posted = await clients.send(
      overHttp(left, ['shipper', 'shp-3'], 'POST', '/v1/orders', anOrder()),
    );
    const { orderId } = bodyOf<OrderView>(posted);
    await clients.send(overHttp(left, ['driver', driverId], 'POST', `/v1/orders/${orderId}/grabs`));
    const order = await eventually(
      async () => {
        const path = `/v1/orders/${orderId}`;
        const read = await left.as('shipper', 'shp-3').ok<OrderView>('GET', path);
        return read.status === 'confirmed' && read;
      },
      { what: 'an award' },
    );
    expect(order.driverId).toBe(driverId);
    expect(await brokenPromises(one.database)).toEqual({});
  }, 60_000);
});
