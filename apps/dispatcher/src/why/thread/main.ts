import { parentPort, workerData } from 'node:worker_threads';
import { InsightBook, PolicyShelf, RecordBook } from '#libs/dispatch';
import { openPostgres } from '#libs/postgres';
import { createLog } from '../../log.js';
import { Evictor } from '../../workers/eraser.js';
import { Loop } from '../../workers/loop.js';
import { answerWhy } from '../answer-why.js';
import { explainingOf } from '../explaining-of.js';
import { failureOf, type FromThread, type ThreadData, type ToThread } from '../messages.js';

const ENCODER = new TextEncoder();

/** A thread that answers why, on connections and memories of its own, as another process would. */
async function main(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('to be started as a thread of the dispatcher');
  const { postgres: options, standing, logLevel, instanceId } = workerData as ThreadData;
  const log = createLog(logLevel, instanceId).child({ thread: 'why' });
  const postgres = await openPostgres({
    ...options,
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection ended'),
  });
  const { database } = postgres;
  const remembered = {
    policies: new PolicyShelf(),
    standing,
    insights: new InsightBook(),
    records: new RecordBook(),
  };
  const memories = [postgres.keys, remembered.insights, remembered.records];
  const evictor = new Evictor(database, memories);
  const evicting = new Loop('evictor', () => evictor.turn(), log);
  evicting.start();

  const send = (message: FromThread, moved: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, moved);
  port.on('message', (message: ToThread) => {
    if (message === 'stop') {
      void evicting
        .stop()
        .then(() => postgres.close())
        .finally(() => process.exit());
      return;
    }
    const { number, nowMs, question } = message;
    const explaining = explainingOf(remembered, { nowMs: () => nowMs });
    answerWhy({ read: database.read, explaining }, question).then(
      (view) => {
        const json = ENCODER.encode(JSON.stringify(view));
        send({ number, json }, [json.buffer]);
      },
      (thrown: unknown) => send({ number, failure: failureOf(thrown) }),
    );
  });
  send('ready');
}

await main();
