import { connect } from '@nats-io/transport-node';
import { jetstreamManager } from '@nats-io/jetstream';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_STREAM } from '#libs/contracts';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { OwnServer } from '../support/own-servers.js';
import { ServiceProcess, type Ended } from '../support/process.js';

const CONFIG_EXIT = 78;
let nats: OwnServer;
let otherNats: OwnServer;
let database: TestDatabase;
let home: string;

beforeAll(async () => {
  nats = await OwnServer.start('nats');
  otherNats = await OwnServer.start('nats');
  database = await createDatabase();
  home = await mkdtemp(join(tmpdir(), 'paidan-region-'));
}, 60_000);
afterAll(async () => {
  await nats.dispose();
  await otherNats.dispose();
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

type Stores = { readonly on?: TestDatabase; readonly at?: OwnServer };

const env = (
  region: string,
  { on = database, at = nats }: Stores = {},
): Record<string, string> => ({
  ...{ REGION: region, DATABASE_URL: on.url, NATS_URL: at.url },
  ...{ PAIDAN_HOME: home, PAIDAN_NAME: 'region' },
});

/** Starts and, if it did start, stops again. */
async function starts(region: string, stores: Stores = {}): Promise<Ended | 'started'> {
  const started = await ServiceProcess.start(env(region, stores)).catch(() => null);
  if (started === null) return ServiceProcess.run(env(region, stores));
  await started.end('SIGTERM');
  return 'started';
}

const refused = async (region: string, stores: Stores = {}): Promise<string> => {
  const ended = await ServiceProcess.run(env(region, stores));
  expect(ended.code).toBe(CONFIG_EXIT);
  return ended.log;
};

const markOf = async ({ query }: TestDatabase): Promise<string | undefined> =>
  (await query<{ region: string }>('SELECT region FROM region_mark'))[0]?.region;

async function streamMarks({ url }: OwnServer): Promise<(string | undefined)[]> {
  const connection = await connect({ servers: url });
  const manager = await jetstreamManager(connection);
  const marks: (string | undefined)[] = [];
  for await (const { config } of manager.streams.list()) marks.push(config.description);
  await connection.close();
  return marks;
}

describe('[S6] the region of the first start', () => {
  it('is written onto the database and every stream, once', async () => {
    expect(await starts('cn')).toBe('started');
    expect(await markOf(database)).toBe('cn');
    const marks = await streamMarks(nats);
    expect(marks.length).toBeGreaterThanOrEqual(2);
    expect(new Set(marks)).toEqual(new Set(['Paidan. region=cn']));
    expect(await starts('cn')).toBe('started');
  }, 60_000);

  it('is the only one that may start on that database', async () => {
    const log = await refused('eu', { at: otherNats });
    expect(log).toContain('REGION: expected cn, with which the database is marked, got eu');
    expect(log).toContain('REGION=cn');
    // Refused before the broker was touched.
    expect(await streamMarks(otherNats)).toEqual([]);
    expect(await markOf(database)).toBe('cn');
  }, 60_000);

  it('is the only one that may use that broker, and a refused start marks no database', async () => {
    const fresh = await createDatabase();
    const log = await refused('eu', { on: fresh });
    expect(log).toContain(`expected cn, with which stream ${EVENT_STREAM} is marked, got eu`);
    expect(await markOf(fresh)).toBeUndefined();
    expect(await starts('eu', { on: fresh, at: otherNats })).toBe('started');
    expect(await markOf(fresh)).toBe('eu');
    await fresh.drop();
  }, 90_000);

  it('is taken on by stores from before regions were marked', async () => {
    await database.query('DELETE FROM region_mark');
    const connection = await connect({ servers: nats.url });
    const manager = await jetstreamManager(connection);
    await manager.streams.update(EVENT_STREAM, { description: '' });
    await connection.close();
    expect(await starts('cn')).toBe('started');
    expect(await markOf(database)).toBe('cn');
    expect(await streamMarks(nats)).not.toContain('');
  }, 60_000);
});
