import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  LogSampler,
  OutboxRelay,
  closeNats,
  connectNats,
  ensureEventStream,
  readStream,
  rttMs,
} from '#libs/nats';
import { CuttableLine, MemoryOutbox, RecordingLog, eventually } from '../support/nats.js';

let line: CuttableLine;
let log: RecordingLog;

beforeEach(async () => {
  line = await CuttableLine.start();
  log = new RecordingLog();
});
afterEach(async () => {
  await line.close();
});

describe('the connection to the broker', () => {
  it('says what to do when no broker answers in time', async () => {
    line.cut();
    const failing = connectNats({ url: line.url, name: 'test', firstConnectMs: 600, log });
    await expect(failing).rejects.toThrow(/no NATS server answered at .*NATS_URL/s);
  });

  it('waits for a broker that starts a little later', async () => {
    line.cut();
    const connecting = connectNats({ url: line.url, name: 'test', firstConnectMs: 5_000, log });
    await delay(400);
    line.mend();
    const connection = await connecting;
    expect(log.lines.map((entry) => entry.message)).toContain('waiting for NATS');
    await closeNats(connection);
  });

  it('measures the round trip, and knows when there is none', async () => {
    const connection = await connectNats({ url: line.url, name: 'test', log });
    expect(await rttMs(connection, 1_000)).toBeGreaterThanOrEqual(0);
    line.cut();
    await eventually(() => log.lines.some((entry) => entry.message.includes('connection lost')));
    expect(await rttMs(connection, 100)).toBeNull();
    line.mend();
    await eventually(() => log.lines.some((entry) => entry.message.includes('is back')));
    expect(await rttMs(connection, 1_000)).not.toBeNull();
    await closeNats(connection);
    expect(await rttMs(connection, 100)).toBeNull();
  });

  it('closes in time though the broker is gone', async () => {
    const connection = await connectNats({ url: line.url, name: 'test', log });
    line.cut();
    const beganMs = performance.now();
    await closeNats(connection, 300);
    expect(performance.now() - beganMs).toBeLessThan(1_500);
    expect(connection.isClosed()).toBe(true);
  });

  it('may be cut while the relay publishes: each event is stored once, in order', async () => {
    const connection = await connectNats({ url: line.url, name: 'test', log });
    const stream = `CUT_${randomUUID().slice(0, 8)}`;
    const ensureStream = (): Promise<void> =>
      ensureEventStream(connection, {
        name: stream,
        subject: `cut.${stream}.>`,
        maxBytes: 64 * 1024 * 1024,
        duplicateWindowMs: 100,
      });
    const outbox = new MemoryOutbox();
    const relay = new OutboxRelay({
      connection,
      feed: outbox,
      stream,
      subjectRoot: `cut.${stream}.`,
      ensureStream,
      render: (row) => ({ subject: `cut.${stream}.${row.type}`, body: JSON.stringify(row.data) }),
      nowMs: () => Date.now(),
      log,
      sampler: new LogSampler(log),
      idleMs: 20,
      ackTimeoutMs: 300,
    });
    relay.start();
    for (let cut = 0; cut < 4; cut++) {
      const before = outbox.waiting;
      outbox.add(
        ...Array.from({ length: 3_000 }, (_, index) => ({
          id: randomUUID(),
          type: 'order.posted',
          key: 'k',
          data: { index },
        })),
      );
      relay.poke();
      await eventually(() => outbox.waiting < before + 2_500);
      line.cut();
      await delay(350);
      line.mend();
    }
    await eventually(() => outbox.waiting === 0);
    await relay.stop();
    const ids: (string | null)[] = [];
    for await (const batch of readStream(connection, stream, 1, { headersOnly: true })) {
      ids.push(...batch.map((event) => event.id));
    }
    expect(ids).toEqual(outbox.rows.map((held) => held.row.id));
    await (await jetstreamManager(connection)).streams.delete(stream);
    await closeNats(connection);
  }, 40_000);
});
