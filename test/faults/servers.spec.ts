import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import {
  AUTHORIZATION,
  EVENT_STREAM,
  PROBLEM_MEDIA_TYPE,
  requestSubject,
  type OrderView,
} from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { databaseAt } from '../support/database.js';
import { allTold, storedEvents } from '../support/event-log.js';
import { aFleet } from '../support/fleet.js';
import { anOrder, putInForce, shortWindows } from '../support/freight.js';
import { bodyOf, Insistence, overHttp, type Answered } from '../support/insistence.js';
import { OwnServer } from '../support/own-servers.js';
import { brokenPromises } from '../support/promises.js';
import { Chance } from '../support/seeded.js';
import { eventually, TestService } from '../support/service.js';

const DRIVERS = 30;
/** Two seconds is what a quiet machine needs; a busy one gets the rest. */
const READY_WITHIN_MS = 15_000;

const chance = new Chance('servers');
const clients = new Insistence(60_000);
const acknowledged: string[] = [];
let postgres: OwnServer;
let nats: OwnServer;
let service: TestService;
let driverIds: string[];
let pid: number;
let running = true;
let load: Promise<unknown>;
let failures = 0;

beforeAll(async () => {
  [postgres, nats] = await Promise.all([OwnServer.start('postgres'), OwnServer.start('nats')]);
  service = await TestService.start({ NATS_URL: nats.url }, databaseAt(postgres.url));
  pid = service.pid;
  const limits = { ...defaultPolicy.limits, grabsPerMinute: 500, openGrabsMax: 500 };
  await putInForce(service, { ...shortWindows({ openMaxMs: 20_000 }), limits });
  driverIds = await aFleet(service, 'drv', DRIVERS);
  load = Promise.all([shipAndGrab('shp-1'), shipAndGrab('shp-2')]);
}, 90_000);
afterAll(async () => {
  running = false;
  await load;
  await service.dispose();
  await Promise.all([postgres.dispose(), nats.dispose()]);
}, 60_000);

/** Posts and has it grabbed, over and over, and never takes silence for an answer. */
async function shipAndGrab(shipperId: string): Promise<void> {
  while (running) {
    const shipper = ['shipper', shipperId] as const;
    const posted = await clients.send(
      overHttp(service, shipper, 'POST', '/v1/orders', anOrder({ mode: 'first_wins' })),
    );
    if (posted.status >= 300) failures += 1;
    const { orderId } = bodyOf<OrderView>(posted);
    acknowledged.push(orderId);
    const [driverId = ''] = chance.some(driverIds, 1);
    const driver = ['driver', driverId] as const;
    await clients.send(overHttp(service, driver, 'POST', `/v1/orders/${orderId}/grabs`));
    await delay(100);
  }
}

/**
 * What a request over NATS is answered with: an answer, and no time-out, whatever is down behind.
 */
async function overNats(): Promise<{ status: string; code: string }> {
  const connection = await connect({ servers: nats.url });
  const sent = headers();
  sent.set(AUTHORIZATION, `Bearer ${await service.tokens.sign('shipper', 'shp-1')}`);
  const subject = requestSubject('order.list');
  const reply = await connection.request(subject, '{}', { headers: sent, timeout: 5_000 });
  await connection.close();
  const { code } = reply.json<{ code: string }>();
  return { status: reply.headers?.get('Nats-Service-Error-Code') ?? '', code };
}

const health = async (probe: string): Promise<number> =>
  (await fetch(`${service.url}/health/${probe}`)).status;
const readyAgain = (): Promise<true> =>
  eventually(async () => (await health('ready')) === 200, {
    withinMs: READY_WITHIN_MS,
    what: 'ready',
  });
const acknowledgedNow = (): number => acknowledged.length;

describe('PostgreSQL killed under load', () => {
  it.each([1, 2])(
    'is survived, and told as 503 with Retry-After (%s)',
    async () => {
      const before = acknowledgedNow();
      await postgres.kill();
      const response = await fetch(`${service.url}/v1/orders`, {
        headers: { authorization: `Bearer ${await service.tokens.sign('shipper', 'shp-1')}` },
      });
      const problem = (await response.json()) as Record<string, unknown>;
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toContain(PROBLEM_MEDIA_TYPE);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(problem).toMatchObject({ status: 503, code: 'unavailable' });
      expect(await overNats()).toMatchObject({ status: '503', code: 'unavailable' });
      expect([await health('live'), await health('ready')]).toEqual([200, 503]);
      await delay(chance.between(200, 1_500));
      await postgres.run();
      await readyAgain();
      await eventually(async () => acknowledgedNow() > before + 2, { what: 'orders again' });
      expect(service.pid).toBe(pid);
    },
    60_000,
  );
});

describe('nats-server killed under load', () => {
  it('stops no order: they are taken over HTTP, and told once it is back', async () => {
    await nats.kill();
    await eventually(async () => (await health('ready')) === 503, { what: 'not ready' });
    expect(await health('live')).toBe(200);
    const posted = await clients.send(
      overHttp(service, ['shipper', 'shp-1'], 'POST', '/v1/orders', anOrder()),
    );
    expect(posted.status).toBe(201);
    const { orderId } = bodyOf<OrderView>(posted);
    acknowledged.push(orderId);
    await nats.run();
    await readyAgain();
    const told = await eventually(
      async () =>
        (await storedEvents({ url: nats.url })).find(({ subject }) => subject === orderId),
      { withinMs: READY_WITHIN_MS, what: 'its event' },
    );
    expect(told.type).toBe('cn.paidan.order.posted.v1');
    expect(service.pid).toBe(pid);
  }, 60_000);

  it('together with PostgreSQL is survived too', async () => {
    const before = acknowledgedNow();
    await Promise.all([postgres.kill(), nats.kill()]);
    await delay(500);
    expect(await health('live')).toBe(200);
    await Promise.all([postgres.run(), nats.run()]);
    await readyAgain();
    await eventually(async () => acknowledgedNow() > before + 2, { what: 'orders again' });
    expect(service.pid).toBe(pid);
  }, 60_000);
});

describe('the service and both servers killed at once', () => {
  it('all come back on what they left', async () => {
    const before = acknowledgedNow();
    await Promise.all([service.kill(), postgres.kill(), nats.kill()]);
    await Promise.all([postgres.run(), nats.run()]);
    await service.run();
    await readyAgain();
    await eventually(async () => acknowledgedNow() > before + 2, { what: 'orders again' });
  }, 90_000);
});

describe('after all that', () => {
  beforeAll(async () => {
    running = false;
    await load;
  }, 60_000);

  it('no order that was answered is lost, and none stands twice', async () => {
    expect(failures).toBe(0);
    const rows = await service.database.query<{ order_id: string }>('SELECT order_id FROM orders');
    expect(rows.map(({ order_id }) => order_id).sort()).toEqual(acknowledged.toSorted());
    expect(clients.refusedForNow.length).toBeGreaterThan(0);
  });

  it('whoever was turned away was told so in the same words', () => {
    const odd = clients.refusedForNow.filter(
      (answer: Answered) => bodyOf<{ code?: string }>(answer).code !== 'unavailable',
    );
    expect(odd).toEqual([]);
  });

  it('every promise is kept, and every event stands once in the stream', async () => {
    expect(await brokenPromises(service.database)).toEqual({});
    const { outbox, stream, dead } = await allTold(service.database, { url: nats.url });
    expect(dead).toBe(0);
    expect(stream).toEqual(outbox);
  }, 40_000);

  it('a stream that was lost is made again from the outbox, each event once', async () => {
    const connection = await connect({ servers: nats.url });
    await (await jetstreamManager(connection)).streams.delete(EVENT_STREAM);
    await connection.close();
    // What an operator does, as the outbox keeps what was published for a week.
    await service.database.query(
      `WITH afresh AS (UPDATE relay_state SET stream_cursor = 0)
       UPDATE outbox SET published_at_ms = NULL, stream_seq = NULL`,
    );
    await eventually(() => storedEvents({ url: nats.url }).catch(() => null), { what: 'a stream' });
    const { outbox, stream, dead } = await allTold(service.database, { url: nats.url });
    expect(dead).toBe(0);
    expect(stream).toEqual(outbox);
    expect(stream.length).toBeGreaterThan(acknowledged.length);
  }, 60_000);
});
