import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  ALL_EVENTS,
  eventSubject,
  inboxPrefix,
  OPERATIONS,
  requestSubject,
  type GrabView,
  type OrderView,
  type Team,
} from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { askAboutData } from '../support/data-over-nats.js';
import { aDriverOverNats, asDriver, fixOf } from '../support/drivers-over-nats.js';
import { allEvents } from '../support/events.js';
import { anOrder, at, HANGZHOU, shortWindows } from '../support/freight.js';
import { askAboutOffers } from '../support/offers-over-nats.js';
import { OverNats, type Caller } from '../support/over-nats.js';
import { askAboutPlaces } from '../support/places-over-nats.js';
import { askAboutPolicies } from '../support/policies-over-nats.js';
import { askAboutRights } from '../support/rights-over-nats.js';
import { eventually, TestService } from '../support/service.js';

// What a client in any language does: bare JSON on a subject, a token in a header, an answer.

let service: TestService;
let over: OverNats;
let gateway: NatsConnection;
let operations: NatsConnection;
let partner: NatsConnection;
let dispatcher: NatsConnection;

beforeAll(async () => {
  service = await TestService.start();
  over = new OverNats(service);
  [gateway, operations, partner, dispatcher] = [
    await over.as('gateway'),
    await over.as('operations'),
    await over.as('partner'),
    await over.as('dispatcher'),
  ];
}, 60_000);

afterAll(async () => {
  await over.close();
  await service.dispose();
});

const ask = <T>(...asked: Parameters<OverNats['ask']>): Promise<T> => over.ask<T>(...asked);

const SHIPPER: Caller = ['shipper', 'shp-1'];
const OPERATOR: Caller = ['operator', 'opr-1'];
const SERVICE: Caller = ['service', 'svc-1'];
const driver = asDriver;
const aDriver = (driverId: string): Promise<Caller> => aDriverOverNats(over, gateway, { driverId });
const post = (over: object = {}): Promise<OrderView> =>
  ask<OrderView>(gateway, SHIPPER, 'order.post', { ...anOrder(), ...over });
const grab = (driverId: string, orderId: string): Promise<GrabView> =>
  ask<GrabView>(gateway, driver(driverId), 'order.grab', { orderId });
const reaches = (orderId: string, status: OrderView['status']): Promise<OrderView> =>
  eventually(
    async () => {
      const order = await ask<OrderView>(gateway, SHIPPER, 'order.get', { orderId });
      return order.status === status && order;
    },
    { what: `${orderId} ${status}` },
  );
async function carryOut(driverId: string, orderId: string): Promise<void> {
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await ask(gateway, driver(driverId), 'order.progress', { orderId, status });
  }
}

describe('the whole job over NATS', () => {
  it('publishes a policy of short windows', async () => {
    const policy = { ...defaultPolicy, ...shortWindows() };
    const { hash } = await ask<{ hash: string }>(operations, OPERATOR, 'policy.put', {
      policy,
      activate: true,
    });
    const read = await ask<{ policy: object }>(operations, OPERATOR, 'policy.get', { hash });
    expect(read.policy).toEqual(policy);
  });

  it('[M8 M9 D1] from registration to rating and to the answer why', async () => {
    await aDriver('drv-1');
    await aDriver('drv-2');
    const { orderId } = await post();
    expect((await grab('drv-1', orderId)).sequence).toBe(1);
    expect((await grab('drv-2', orderId)).sequence).toBe(2);
    const { driverId: winner } = await reaches(orderId, 'confirmed');
    const loser = winner === 'drv-1' ? 'drv-2' : 'drv-1';
    await carryOut(String(winner), orderId);
    await ask(gateway, SHIPPER, 'order.receive', { orderId });
    await ask(gateway, SHIPPER, 'order.rate', { orderId, stars: 4 });
    await ask(gateway, driver(String(winner)), 'order.rate', { orderId, stars: 5 });
    expect((await reaches(orderId, 'rated')).driverId).toBe(winner);
    const why = (driverId: string): Promise<{ role: string; sentences: string[] }> =>
      ask(gateway, driver(driverId), 'order.explain', { orderId, locale: 'en' });
    expect((await why(String(winner))).role).toBe('WON');
    expect((await why(loser)).role).toBe('LOST');
    expect((await why(loser)).sentences.length).toBeGreaterThan(0);
  });

  it('[M7] shows a driver his cargo, and takes a cancelled and an amended order along', async () => {
    const { orderId } = await post();
    const { items } = await ask<{ items: { order: OrderView }[] }>(
      ...([gateway, driver('drv-1'), 'driver.cargo', { driverId: 'drv-1' }] as const),
    );
    expect(items.map(({ order }) => order.orderId)).toContain(orderId);
    const amended = await ask<OrderView>(gateway, SHIPPER, 'order.amend', {
      ...{ orderId, freightFen: 200_000 },
    });
    expect(amended.version).toBe(2);
    await ask(gateway, SHIPPER, 'order.cancel', { orderId, reason: 'not ready' });
  });

  it('[M9] an award that is not confirmed, one that is, and one given back', async () => {
    const left = await post({ confirmation: 'by_shipper' });
    await grab('drv-1', left.orderId);
    await reaches(left.orderId, 'awarded');
    await reaches(left.orderId, 'open');
    await ask(gateway, SHIPPER, 'order.cancel', { orderId: left.orderId, reason: 'not ready' });

    const paid = await post({ confirmation: 'by_deposit', depositFen: 20_000 });
    await grab('drv-1', paid.orderId);
    await reaches(paid.orderId, 'awarded');
    await ask(partner, SERVICE, 'order.deposit', {
      ...{ orderId: paid.orderId, reference: 'pay-1', amountFen: 20_000 },
    });
    const confirmed = await reaches(paid.orderId, 'confirmed');
    expect(confirmed.documents).toMatchObject({ payment: { reference: 'pay-1' } });
    await ask(gateway, driver('drv-1'), 'order.cancel', {
      ...{ orderId: paid.orderId, reason: 'broke down' },
    });
    await reaches(paid.orderId, 'open');
    await ask(gateway, SHIPPER, 'order.cancel', { orderId: paid.orderId, reason: 'not ready' });
  }, 30_000);

  it('[M15] one rated by default, one that expires, one assigned by hand', async () => {
    const byHand = await post();
    await ask(operations, OPERATOR, 'order.assign', {
      ...{ orderId: byHand.orderId, driverId: 'drv-2', reason: 'by telephone' },
    });
    await carryOut('drv-2', byHand.orderId);
    await reaches(byHand.orderId, 'rated');
    const window = { from: at(0), until: at(2_500) };
    const short = await post({ loading: { position: { ...HANGZHOU }, window } });
    await reaches(short.orderId, 'expired');
    for (const paused of [true, false]) {
      await ask(operations, OPERATOR, 'automation.set', {
        ...{ cityCode: '1100', paused, reason: 'a test' },
      });
    }
    await ask(partner, SERVICE, 'outcome.import', {
      outcomes: [
        {
          ...{ outcomeId: 'out-1', driverId: 'drv-1', kind: 'completed', onTime: true },
          ...{ fromCityCode: '3301', toCityCode: '3100', shipperId: 'shp-1' },
          atMs: Date.now() - 86_400_000,
        },
      ],
    });
  }, 30_000);

  it('[R4] a consent that is withdrawn', async () => {
    const withdrawn = { driverId: 'drv-2', purpose: 'location', textVersion: '2026-11' };
    await ask(gateway, driver('drv-2'), 'driver.consent', { ...withdrawn, granted: false });
    const told = await ask<{ results: string[] }>(gateway, driver('drv-2'), 'position.report', {
      fixes: [fixOf('drv-2')],
    });
    expect(told.results).toEqual(['no_consent']);
  });

  it('[M11] a position without a reply subject is kept, and one that is malformed is no harm', async () => {
    const [terminal] = [await over.as('fleet-terminal')];
    const before = Date.now();
    const subject = requestSubject('position.report');
    await ask(await over.as('gateway'), driver('drv-1'), 'driver.consent', {
      driverId: 'drv-1',
      purpose: 'vehicle_terminal',
      granted: true,
      textVersion: '2026-11',
    });
    const fix = { ...fixOf('drv-1'), source: 'vehicle_terminal' };
    terminal.publish(subject, 'garbage', { headers: await over.headersOf(SERVICE) });
    terminal.publish(subject, JSON.stringify({ fixes: [fix] }), {
      headers: await over.headersOf(SERVICE),
    });
    await eventually(async () => {
      const rows = await service.database.query<{ source: string; at: number }>(
        `SELECT source, observed_at_ms::float8 AS at FROM driver_fixes WHERE driver_id = 'drv-1'`,
      );
      return rows.some(({ source, at: seen }) => source === 'vehicle_terminal' && seen >= before);
    });
  });
});

describe('every question there is', () => {
  it('[M12 M13 S2] about places and who may see them: a truck leaves its route', async () => {
    const trip = await askAboutPlaces(over, { gateway, operations });
    expect([trip.deviations, trip.tracked]).toEqual([1, true]);
  });

  it('[M12] about rights: a driver who lost is found right, and a person decides', async () => {
    const told = await askAboutRights(over, { gateway, operations, partner });
    expect(told.standing.compensations).toHaveLength(1);
    expect(told.ratings.shown).toEqual({ count: 1, meanMilli: 4_000 });
    expect([told.violation.state, told.order.status]).toEqual(['withdrawn', 'confirmed']);
  }, 60_000);

  it('[M12] about his data: what he agreed to, its proof, a copy, and the end of it', async () => {
    const { proof, key, growth, files, erasure } = await askAboutData(over, {
      ...{ gateway, operations, partner },
    });
    expect([proof.vkey, growth.vkey]).toEqual([key.vkey, key.vkey]);
    expect(files).toContainEqual(expect.stringMatching(/-decisions\.json$/));
    expect(erasure.certificate).not.toBeNull();
  }, 60_000);

  it('[M9] about offers: a driver says no to one order, and has the next', async () => {
    const { declined, accepted, counts } = await askAboutOffers(over, { gateway });
    expect([declined.state, accepted.state]).toEqual(['declined', 'accepted']);
    expect(accepted.order).toMatchObject({ status: 'confirmed', driverId: accepted.driverId });
    expect(counts).toMatchObject([
      { orderId: declined.orderId, declined: 1, accepted: 0, open: 0 },
      { orderId: accepted.orderId, declined: 0, accepted: 1, open: 0 },
    ]);
  }, 30_000);

  it('[D5] about policies: one is rehearsed, let in for a share, and taken back', async () => {
    const told = await askAboutPolicies(over, { gateway, operations });
    const { hash, rehearsed, runs, begun, ended, rollouts } = told;
    expect([rehearsed.hash, begun.hash]).toEqual([hash, hash]);
    expect(begun.baseHash).toBe(rehearsed.baseHash);
    expect(rehearsed.available).toBeGreaterThan(0);
    expect(runs.items).toEqual([rehearsed]);
    expect([begun.endedAt, ended.endedBecause]).toEqual([null, 'ended']);
    expect(rollouts.items).toEqual([ended]);
  }, 30_000);

  it('is answered in the shape that the catalogue promises', async () => {
    const { items } = await ask<{ items: OrderView[] }>(gateway, SHIPPER, 'order.list', {
      limit: 100,
    });
    const { orderId, awardedBy } = items.find(({ status }) => status === 'rated') ?? {};
    const about = { orderId };
    for (const [through, caller, id, payload] of [
      [gateway, SHIPPER, 'order.best_drivers', about],
      [gateway, SHIPPER, 'order.decisions', about],
      [gateway, SHIPPER, 'order.funnel', about],
      [gateway, SHIPPER, 'order.explain', about],
      [operations, OPERATOR, 'order.explain', { ...about, driverId: 'drv-2', locale: 'en' }],
      [gateway, SHIPPER, 'decision.explain', { decisionId: awardedBy }],
      [gateway, driver('drv-2'), 'decision.explain', { decisionId: awardedBy }],
      [gateway, driver('drv-1'), 'driver.decisions', { driverId: 'drv-1' }],
      [gateway, driver('drv-1'), 'driver.get', { driverId: 'drv-1' }],
      [gateway, driver('drv-1'), 'driver.profile', { driverId: 'drv-1' }],
      [gateway, driver('drv-1'), 'driver.home', { driverId: 'drv-1', cityCode: '3100' }],
      [gateway, driver('drv-1'), 'driver.place', { driverId: 'drv-1', position: HANGZHOU }],
      [gateway, driver('drv-1'), 'order.list', { status: 'rated' }],
      [gateway, driver('drv-1'), 'policy.list', {}],
      [operations, OPERATOR, 'automation.list', {}],
      [operations, OPERATOR, 'audit.list', {}],
      [operations, OPERATOR, 'stats.get', {}],
      [
        ...([partner, SERVICE, 'order.document'] as const),
        { orderId, kind: 'agreement', reference: 'agr-1', state: 'signed' },
      ],
    ] as const) {
      await ask(through, caller, id, payload);
    }
    const confirmed = await post({ confirmation: 'by_shipper' });
    await grab('drv-1', confirmed.orderId);
    await reaches(confirmed.orderId, 'awarded');
    await ask(gateway, SHIPPER, 'order.confirm', { orderId: confirmed.orderId });
    expect(over.broken).toEqual([]);
    expect(OPERATIONS.filter(({ id }) => !over.answered.has(id))).toEqual([]);
  }, 30_000);

  it('[M9] an order that stands still is told of, and closed in the end without blame', async () => {
    await aDriver('drv-3');
    const { orderId } = await post();
    await grab('drv-3', orderId);
    await reaches(orderId, 'confirmed');
    const due = 'UPDATE wake_ups SET due_at_ms = 0 WHERE order_id = $1';
    const told = async (type: string): Promise<boolean> =>
      (await allEvents(dispatcher)).some(
        ({ subject, event }) => subject === eventSubject(type) && event.subject === orderId,
      );
    await service.database.query(due, [orderId]);
    await eventually(() => told('order.stalled'));
    const month = 31 * 86_400_000;
    await service.database.query(
      'UPDATE orders SET updated_at_ms = updated_at_ms - $2::bigint WHERE order_id = $1',
      [orderId, month],
    );
    await service.database.query(due, [orderId]);
    expect((await reaches(orderId, 'cancelled')).closedBecause).toBe('stalled');
    const { attemptedMilli } = await ask<{ attemptedMilli: number }>(
      ...([gateway, driver('drv-3'), 'driver.profile', { driverId: 'drv-3' }] as const),
    );
    expect(attemptedMilli).toBe(0);
  }, 30_000);
});

describe('what the service tells of itself', () => {
  it('is found by discovery with every subject there is', async () => {
    const ping = (await gateway.request('$SRV.PING', '')).json<{ name: string; type: string }>();
    expect(ping).toMatchObject({
      ...{ name: 'paidan-dispatcher', type: 'io.nats.micro.v1.ping_response' },
    });
    const info = (await gateway.request('$SRV.INFO.paidan-dispatcher', '')).json<{
      endpoints: { subject: string }[];
    }>();
    expect(info.endpoints.map(({ subject }) => subject).sort()).toEqual(
      OPERATIONS.map(({ subject }) => subject).sort(),
    );
    const stats = (await gateway.request('$SRV.STATS', '')).json<{
      endpoints: { subject: string; num_requests: number; num_errors: number }[];
    }>();
    const posted = stats.endpoints.find(({ subject }) => subject === requestSubject('order.post'));
    expect(posted?.num_requests).toBeGreaterThan(3);
  });
});

describe('[S3] a team on the broker that the service started', () => {
  const refusalOf = async (
    team: Team,
    act: (connection: NatsConnection) => void,
  ): Promise<string | null> => {
    const connection = await over.as(team);
    const refusals: string[] = [];
    const watching = (async () => {
      for await (const status of connection.status()) {
        if (status.type === 'error') refusals.push(status.error.message);
      }
    })();
    act(connection);
    await connection.flush();
    await connection.close();
    await watching;
    return refusals[0] ?? null;
  };

  it.each<[Team, string]>([
    ['gateway', ALL_EVENTS],
    ['gateway', eventSubject('order.awarded')],
    ['gateway', `${inboxPrefix('operations')}.>`],
    ['fleet-terminal', ALL_EVENTS],
    ['partner', eventSubject('driver.>')],
  ])('%s hears nothing of %s', async (team, subject) => {
    const refused = await refusalOf(team, (connection) => {
      connection.subscribe(subject, { callback: () => undefined });
    });
    expect(refused).toContain('Permissions Violation');
  });

  it('fleet-terminal can report positions and ask nothing else', async () => {
    for (const { id, subject } of OPERATIONS) {
      const refused = await refusalOf('fleet-terminal', (connection) => {
        connection.publish(subject, '{}');
      });
      expect([id, refused?.includes('Permissions Violation') ?? false]).toEqual([
        id,
        id !== 'position.report',
      ]);
    }
  });

  it('nobody comes in without a name and password', async () => {
    const { url } = await service.natsAddress();
    await expect(connect({ servers: url, maxReconnectAttempts: 0 })).rejects.toThrow(/auth/i);
  });
});
