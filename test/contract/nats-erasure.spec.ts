import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  closeNats,
  connectNats,
  ensureEventStream,
  FenceStore,
  readStream,
  removeMessages,
  streamEnds,
} from '#libs/nats';
import { RecordingLog } from '../support/nats.js';
import { OwnServer } from '../support/own-servers.js';

const STREAM = 'ERASURE_TEST';
const EVENTS = { name: STREAM, subject: 'erasure-test.event.>' };
const FENCES = { stream: 'ERASURE_TEST_FENCES', subjectRoot: 'erasure-test.fence.' };

let server: OwnServer;
let connection: NatsConnection;

const connected = (): Promise<NatsConnection> =>
  connectNats({ url: server.url, name: 'test', firstConnectMs: 10_000, log: new RecordingLog() });

beforeAll(async () => {
  server = await OwnServer.start('nats');
  connection = await connected();
  await ensureEventStream(connection, EVENTS);
}, 60_000);
afterAll(async () => {
  await closeNats(connection);
  await server.dispose();
});

/** As the relay does: only where the stream then ends. */
const publish = async (data: object, after: number): Promise<number> => {
  const body = new TextEncoder().encode(JSON.stringify(data));
  const ack = await jetstream(connection).publish('erasure-test.event.a', body, {
    expect: { lastSequence: after },
  });
  return ack.seq;
};

async function texts(from = 1): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of readStream(connection, STREAM, from)) {
    all.push(...batch.map(({ data }) => new TextDecoder().decode(data)));
  }
  return all;
}

describe('[R3] messages that name an erased driver', () => {
  it('go, also the last one; the others keep their numbers, and a relay goes on as if nothing', async () => {
    const names = ['drv-1', 'drv-10', 'drv-1', 'x-drv-1', 'drv-1'];
    for (const [index, driverId] of names.entries()) {
      expect(await publish({ driverId }, index)).toBe(index + 1);
    }
    expect(await removeMessages(connection, STREAM, ['drv-1', 'drv-7'])).toEqual(
      new Map([['drv-1', 3]]),
    );
    expect(await texts()).toEqual(['{"driverId":"drv-10"}', '{"driverId":"x-drv-1"}']);
    expect((await streamEnds(connection, STREAM)).lastSequence).toBe(5);
    // What a relay reads back lies behind the last message that is left: that is an end, not a
    // silence.
    expect(await texts(5)).toEqual([]);
    expect(await publish({ driverId: 'drv-2' }, 5)).toBe(6);
    expect((await removeMessages(connection, STREAM, ['drv-1'])).size).toBe(0);
  }, 30_000);

  it('do not come back, nor does the end move back, when the broker is killed', async () => {
    await publish({ driverId: 'drv-9' }, 6);
    expect(await removeMessages(connection, STREAM, ['drv-9'])).toEqual(new Map([['drv-9', 1]]));
    await closeNats(connection);
    await server.kill();
    await server.run();
    connection = await connected();
    expect(await texts()).toEqual([
      '{"driverId":"drv-10"}',
      '{"driverId":"x-drv-1"}',
      '{"driverId":"drv-2"}',
    ]);
    const { lastSequence } = await streamEnds(connection, STREAM);
    expect(lastSequence).toBe(7);
    expect(await publish({ driverId: 'drv-3' }, lastSequence)).toBe(8);
  }, 60_000);
});

describe('[R7] fences', () => {
  it('are one each, however often they are put, and outlive the broker', async () => {
    const store = new FenceStore(connection, FENCES);
    await store.ensure();
    await store.ensure();
    expect(await store.all()).toEqual([]);
    for (const fence of ['ab', 'cd', 'ab']) await store.put(fence.repeat(32), 1);
    await closeNats(connection);
    await server.kill();
    await server.run();
    connection = await connected();
    const again = new FenceStore(connection, FENCES);
    await again.ensure();
    expect(await again.all()).toEqual(['ab'.repeat(32), 'cd'.repeat(32)]);
  }, 60_000);
});
