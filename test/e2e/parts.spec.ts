import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { natsAuthorization, TEAMS, type OrderView, type Team } from '#libs/contracts';
import { startNats, type EmbeddedNats } from '#libs/embedded';
import { Client } from '../support/client.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { allEvents } from '../support/events.js';
import { anOrder, aTruck, HANGZHOU, shortWindows } from '../support/freight.js';
import { ServiceProcess } from '../support/process.js';
import { eventually } from '../support/service.js';
import { TokenMaker } from '../support/tokens.js';
import { defaultPolicy } from '#libs/matcher';

// One process answers and relays, another decides and keeps house: they share a database and a
// broker and nothing else.

const passwords = Object.fromEntries(TEAMS.map((team) => [team, `password-of-${team}`])) as Record<
  Team,
  string
>;

let home: string;
let database: TestDatabase;
let broker: EmbeddedNats;
let front: ServiceProcess;
let back: ServiceProcess;

const environment = (): Record<string, string> => ({
  ...{ PAIDAN_HOME: home, PAIDAN_NAME: 'parts', DATABASE_URL: database.url },
  ...{ NATS_URL: broker.url, NATS_USER: 'dispatcher', NATS_PASSWORD: passwords.dispatcher },
});

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'paidan-parts-'));
  const configText = natsAuthorization(passwords);
  [database, broker] = await Promise.all([
    createDatabase(),
    startNats({ ephemeral: true, log: () => undefined, configText }),
  ]);
  // Both at once on an empty database: the migrations run once.
  [front, back] = await Promise.all([
    ServiceProcess.start({ ...environment(), PARTS: 'api,relay' }),
    ServiceProcess.start({ ...environment(), PARTS: 'matcher,steward' }),
  ]);
}, 60_000);

afterAll(async () => {
  await Promise.all([front.end('SIGTERM'), back.end('SIGTERM')]);
  await broker.stop();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

const as = (role: string, subject: string): Client => {
  const tokens = new TokenMaker(join(home, 'parts', 'dev-key.json'));
  return new Client(
    () => front.url,
    () => tokens.sign(role, subject),
  );
};

async function aDriver(driverId: string): Promise<void> {
  const path = `/v1/drivers/${driverId}`;
  const driver = as('driver', driverId);
  await as('service', 'registry').ok('PUT', path, aTruck());
  await driver.ok('PUT', `${path}/consents/location`, { granted: true, textVersion: '1' });
  await driver.ok('PUT', `${path}/duty`, { onDuty: true });
  await driver.ok('POST', '/v1/positions', {
    fixes: [{ driverId, position: HANGZHOU, source: 'phone', observedAtMs: Date.now() }],
  });
}

const reaches = (orderId: string, status: string): Promise<OrderView> =>
  eventually(
    async () => {
      const order = await as('shipper', 'shp-1').ok<OrderView>('GET', `/v1/orders/${orderId}`);
      return order.status === status && order;
    },
    { what: `${orderId} ${status}` },
  );

describe('two processes with different parts', () => {
  it('do together what one does alone: posted here, awarded there, told from here', async () => {
    const policy = { ...defaultPolicy, ...shortWindows() };
    await as('operator', 'opr-1').ok('POST', '/v1/policies', { policy, activate: true });
    await aDriver('drv-1');
    const { orderId } = await as('shipper', 'shp-1').ok<OrderView>('POST', '/v1/orders', anOrder());
    await as('driver', 'drv-1').ok('POST', `/v1/orders/${orderId}/grabs`);
    expect((await reaches(orderId, 'confirmed')).driverId).toBe('drv-1');
    const [user, pass] = ['dispatcher', passwords.dispatcher] as const;
    const connection = await connect({
      servers: broker.url,
      user,
      pass,
      inboxPrefix: '_INBOX_dispatcher',
    });
    await eventually(async () =>
      (await allEvents(connection)).some(
        ({ event }) => event.subject === orderId && event.type === 'cn.paidan.order.awarded.v1',
      ),
    );
    await connection.close();
  });

  it('each answer for their own part: the one that decides has no doors but its probes', async () => {
    expect((await fetch(`${back.url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${back.url}/v1/policies`)).status).toBe(404);
    expect((await fetch(`${front.url}/v1/policies`)).status).toBe(401);
  });

  it('lose nothing when the one that decides ends: another takes its place', async () => {
    expect(await back.end('SIGTERM')).toBe(0);
    await aDriver('drv-2');
    const { orderId } = await as('shipper', 'shp-1').ok<OrderView>('POST', '/v1/orders', anOrder());
    await as('driver', 'drv-2').ok('POST', `/v1/orders/${orderId}/grabs`);
    back = await ServiceProcess.start({ ...environment(), PARTS: 'matcher,steward' });
    expect((await reaches(orderId, 'confirmed')).driverId).toBe('drv-2');
  }, 30_000);
});
