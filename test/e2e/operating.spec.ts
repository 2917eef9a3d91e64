import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect as openSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { inboxPrefix, OPERATIONS, type AuditPage, type OrderView } from '#libs/contracts';
import { Asker } from '../support/asking.js';
import type { Answer } from '../support/client.js';
import { createDatabase } from '../support/database.js';
import { allEvents } from '../support/events.js';
import {
  aDriver,
  anOrder,
  at,
  aTruck,
  post,
  putInForce,
  shortWindows,
} from '../support/freight.js';
import { CuttableLine } from '../support/nats.js';
import { eventually, TestService } from '../support/service.js';

let line: CuttableLine;
let service: TestService;
let asker: Asker;
let broker: NatsConnection;

beforeAll(async () => {
  const database = await createDatabase();
  const address = new URL(database.url);
  line = await CuttableLine.start(new URL(database.url));
  address.hostname = '127.0.0.1';
  address.port = String(line.port);
  service = await TestService.start({ DATABASE_URL: address.href }, database);
  asker = await Asker.of(service);
  const { url, passwords } = await service.natsAddress();
  const [user, pass] = ['dispatcher', passwords.dispatcher] as const;
  broker = await connect({ servers: url, user, pass, inboxPrefix: inboxPrefix(user) });
  await putInForce(service, shortWindows());
}, 60_000);

afterAll(async () => {
  await broker.close();
  await asker.close();
  await service.dispose();
  await line.close();
});

type Probe = { readonly status: number; readonly body: { checks?: Record<string, string> } };
const probe = async (name: 'live' | 'ready' | 'startup'): Promise<Probe> => {
  const response = await fetch(`${service.url}/health/${name}`);
  return { status: response.status, body: (await response.json()) as Probe['body'] };
};
const read = (orderId: string): Promise<OrderView> =>
  service.as('operator', 'opr-1').ok<OrderView>('GET', `/v1/orders/${orderId}`);
const grab = (driverId: string, orderId: string): Promise<unknown> =>
  service.as('driver', driverId).ok('POST', `/v1/orders/${orderId}/grabs`);
const operation = (id: string): (typeof OPERATIONS)[number] => {
  const found = OPERATIONS.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
};
const lines = (): Record<string, unknown>[] =>
  service.logged
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Record<string, unknown>);

describe('a platform that watches the service', () => {
  it('finds it live, started and ready', async () => {
    expect((await probe('live')).status).toBe(200);
    expect((await probe('startup')).status).toBe(200);
    const { status, body } = await probe('ready');
    expect([status, body.checks]).toEqual([
      200,
      { postgres: 'ok', nats: 'ok', fleet: 'ok', startup: 'ok' },
    ]);
  });

  it('reads metrics of requests, problems, steps, events, fleet and invariants', async () => {
    await service.as('shipper', 'shp-1').call('GET', '/v1/orders/nonsense');
    await service.as('shipper', 'shp-1').call('GET', '/v1/audit');
    const response = await fetch(`${service.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    for (const name of [
      'paidan_request_seconds_bucket',
      'paidan_problems_total{code="validation_failed",transport="http"}',
      'paidan_step_seconds',
      'paidan_steps_failed_total',
      'paidan_events_published',
      'paidan_outbox_unpublished',
      'paidan_outbox_dead 0',
      'paidan_fleet_drivers',
      'paidan_nats_refused_messages',
      'paidan_invariant_violations',
      'paidan_process_cpu_seconds_total',
      'paidan_nodejs_eventloop_lag_seconds',
    ]) {
      expect(text).toContain(name);
    }
    expect(text).toMatch(
      /paidan_request_seconds_count\{operation="order.get",transport="http",outcome="problem"\} \d/,
    );
    // Turned away by the guard, before any operation.
    expect(text).toMatch(
      /paidan_request_seconds_count\{operation="audit.list",transport="http",outcome="problem"\} \d/,
    );
    expect(text).toMatch(
      /paidan_request_seconds_count\{operation="policy.put",transport="http",outcome="ok"\} \d/,
    );
  });

  it('sees it not ready without its database, still live, and ready again by itself', async () => {
    line.cut();
    await eventually(async () => (await probe('ready')).status === 503, { what: 'not ready' });
    expect((await probe('ready')).body.checks?.['postgres']).not.toBe('ok');
    expect((await probe('live')).status).toBe(200);
    const headers = { 'x-request-id': 'cut-http' };
    const refused = await service
      .as('shipper', 'shp-1')
      .call('POST', '/v1/orders', anOrder(), headers);
    expect([refused.status, refused.body['code']]).toEqual([503, 'unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const authorization = `Bearer ${await service.tokens.sign('shipper', 'shp-1')}`;
    const overNats = await asker.ask('nats', {
      ...{ operation: operation('order.post'), input: { ...anOrder() }, authorization },
      headers: { 'X-Request-Id': 'cut-nats' },
    });
    expect([overNats.status, overNats.code]).toEqual([503, 'unavailable']);
    line.mend();
    await eventually(async () => (await probe('ready')).status === 200, { what: 'ready again' });
    const again = await service.as('shipper', 'shp-1').call('POST', '/v1/orders', anOrder());
    expect(again.status).toBe(201);
  }, 60_000);
});

describe('one request has one id', () => {
  it.each(['http', 'nats'] as const)('in answer, event and problem, over %s', async (transport) => {
    const authorization = `Bearer ${await service.tokens.sign('shipper', 'shp-ids')}`;
    const headers = { 'X-Request-Id': `id-${transport}.1` };
    const posted = await asker.ask(transport, {
      ...{ operation: operation('order.post'), input: { ...anOrder() }, authorization, headers },
    });
    expect([posted.status, posted.header('X-Request-Id')]).toEqual([201, `id-${transport}.1`]);
    const { orderId } = posted.body as OrderView;
    const told = await eventually(async () =>
      (await allEvents(broker)).find(({ event }) => event.subject === orderId),
    );
    expect(told.event).toMatchObject({
      type: 'cn.paidan.order.posted.v1',
      requestid: `id-${transport}.1`,
    });
    const refused = await asker.ask(transport, {
      ...{ operation: operation('order.post'), input: {}, authorization, headers },
    });
    expect(refused.body).toMatchObject({ requestId: `id-${transport}.1` });
    expect(refused.header('X-Request-Id')).toBe(`id-${transport}.1`);
  });

  it('in the log, where every line is JSON', () => {
    const failed = lines().filter(({ msg }) => msg === 'a request failed');
    expect(failed.map(({ requestId }) => requestId)).toEqual(
      expect.arrayContaining(['cut-http', 'cut-nats']),
    );
  });

  it.each(['x'.repeat(200), '<script>', 'a b'])(
    'of its own when the given one has no place in a log: %j',
    async (given) => {
      const response = await asker.ask('nats', {
        ...{ operation: operation('order.list'), authorization: null },
        headers: { 'X-Request-Id': given },
      });
      expect(response.header('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe("a city's automation", () => {
  const operator = (): ReturnType<TestService['as']> => service.as('operator', 'opr-7');
  const pause = (paused: boolean, reason: string): Promise<unknown> =>
    operator().ok('PUT', '/v1/cities/3301/automation', { paused, reason });
  const decisions = async (orderId: string): Promise<string[]> => {
    const { items } = await operator().ok<{ items: { kind: string }[] }>(
      'GET',
      `/v1/orders/${orderId}/decisions`,
    );
    return items.map(({ kind }) => kind);
  };

  it('paused decides nothing while grabs go on, and resumed decides at once', async () => {
    await aDriver(service, 'drv-p1');
    await pause(true, 'road closed by snow');
    const { orderId } = await post(service);
    await grab('drv-p1', orderId);
    await delay(2_500);
    expect([(await read(orderId)).status, await decisions(orderId)]).toEqual(['open', []]);
    const { items } = await operator().ok<{ items: object[] }>('GET', '/v1/automation');
    expect(items).toMatchObject([
      { cityCode: '3301', paused: true, by: 'opr-7', reason: 'road closed by snow' },
    ]);
    await pause(false, 'road open again');
    const awarded = await eventually(
      async () => {
        const order = await read(orderId);
        return order.status === 'confirmed' && order;
      },
      { withinMs: 3_000, what: 'the award after the pause' },
    );
    expect(awarded.driverId).toBe('drv-p1');
  });

  it('paused in one city leaves the others alone', async () => {
    await aDriver(service, 'drv-p2', { position: { lat: 31.23, lng: 121.47 } });
    await pause(true, 'road closed by snow');
    const shanghai = { lat: 31.23, lng: 121.47, coordinateSystem: 'wgs84' } as const;
    const window = { from: at(3_600_000), until: at(8 * 3_600_000) };
    const { orderId } = await post(service, { loading: { position: shanghai, window } });
    await grab('drv-p2', orderId);
    await eventually(async () => (await read(orderId)).status === 'confirmed');
    await pause(false, 'road open again');
  });

  it('[S2] paused is no hindrance to assigning by hand, which is recorded as a human decision', async () => {
    await aDriver(service, 'drv-p3');
    await pause(true, 'road closed by snow');
    const { orderId } = await post(service);
    const reason = 'agreed by telephone';
    const path = `/v1/orders/${orderId}/assignment`;
    const assigned = await operator().ok<OrderView>('POST', path, { driverId: 'drv-p3', reason });
    expect([assigned.status, assigned.driverId]).toEqual(['confirmed', 'drv-p3']);
    expect(await decisions(orderId)).toEqual(['manual_assignment']);
    const why = await service
      .as('driver', 'drv-p3')
      .ok<{ role: string }>('GET', `/v1/orders/${orderId}/explanation?locale=en`);
    expect(why.role).toBe('WON');
    await pause(false, 'road open again');
  });

  it('[S2] who paused, resumed and assigned, and why, stands in the audit, newest first', async () => {
    const page = await operator().ok<AuditPage>('GET', '/v1/audit?limit=3');
    expect(
      page.items.map(({ actor, role, action, reason }) => ({ actor, role, action, reason })),
    ).toEqual([
      {
        ...{ actor: 'opr-7', role: 'operator', action: 'automation.resume' },
        reason: 'road open again',
      },
      {
        ...{ actor: 'opr-7', role: 'operator', action: 'order.assign' },
        reason: 'agreed by telephone',
      },
      {
        ...{ actor: 'opr-7', role: 'operator', action: 'automation.pause' },
        reason: 'road closed by snow',
      },
    ]);
    const next = await operator().ok<AuditPage>('GET', `/v1/audit?cursor=${page.nextCursor}`);
    expect(next.items.length).toBeGreaterThan(0);
    const ids = (those: AuditPage): string[] => those.items.map(({ id }) => id);
    expect(ids(next).filter((id) => ids(page).includes(id))).toEqual([]);
  });

  it('[M16] not even a human gives an order to a truck that may not have it', async () => {
    const { vehicle } = aTruck();
    const truck = { vehicle: { ...vehicle, body: 'flatbed' as const } };
    await aDriver(service, 'drv-p4', { truck });
    const { orderId } = await post(service);
    const assign = (driverId: string): Promise<Answer> =>
      operator().call('POST', `/v1/orders/${orderId}/assignment`, { driverId, reason: 'try' });
    const unfit = await assign('drv-p4');
    expect([unfit.status, unfit.body['code']]).toEqual([409, 'driver_refused']);
    expect(unfit.body['detail']).toContain('body_type');
    const busy = await assign('drv-p3');
    expect([busy.status, busy.body['code']]).toEqual([409, 'driver_refused']);
    expect(busy.body['detail']).toContain('busy');
    expect((await assign('nobody')).status).toBe(404);
    expect((await read(orderId)).status).toBe('open');
  });
});

describe('what the service leaves behind', () => {
  it('[S1] is a log without tokens, passwords or places', async () => {
    const { passwords } = await service.natsAddress();
    const tokens = await Promise.all([
      service.tokens.sign('shipper', 'shp-1'),
      service.tokens.sign('operator', 'opr-7'),
    ]);
    expect(lines().length).toBeGreaterThan(3);
    for (const secret of [
      ...Object.values(passwords),
      ...tokens.map((token) => token.slice(token.lastIndexOf('.') + 1)),
      new URL(service.database.url).password,
      '120.15',
    ]) {
      expect(service.logged.includes(secret)).toBe(false);
    }
  });

  it('ends on SIGTERM when its last request is answered, with no process left', async () => {
    const { orderId } = await post(service);
    const blocker = new pg.Client({ connectionString: service.database.url });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM orders WHERE order_id = $1 FOR UPDATE', [orderId]);
    const cancelling = service
      .as('shipper', 'shp-1')
      .call('POST', `/v1/orders/${orderId}/cancel`, { reason: 'not ready' });
    await eventually(async () => {
      const [row] = await service.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return row !== undefined && row.n > 0;
    });
    // As a browser opens one in advance, and never asks anything over it.
    const unused = openSocket(Number(new URL(service.url).port), '127.0.0.1');
    unused.on('error', () => undefined);
    await once(unused, 'connect');
    const { pid } = service;
    const family = descendants(pid);
    expect(family.length).toBeGreaterThan(0);
    const startMs = performance.now();
    const stopping = service.stop();
    await delay(500);
    await blocker.query('COMMIT');
    await blocker.end();
    const cancelled = await cancelling;
    expect([cancelled.status, cancelled.body['status']]).toEqual([200, 'cancelled']);
    expect(await stopping).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect([pid, ...family].filter(isAlive)).toEqual([]);
    expect(lines().at(-1)?.['msg']).toBe('stopped');
  }, 30_000);
});

/** Everything that was started below a process, by the kernel's own word. */
function descendants(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}
