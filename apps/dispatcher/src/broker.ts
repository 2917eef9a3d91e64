import { readFileSync } from 'node:fs';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from 'pino';
import {
  ALL_EVENTS,
  cloudEvent,
  EVENT_STREAM,
  FENCE_PREFIX,
  FENCE_STREAM,
  noticeSubject,
  eventSubject,
  inboxPrefix,
  OPERATIONS,
  problemBody,
} from '#libs/contracts';
import type { OutboxFeed, OutboxRow } from '#libs/postgres';
import type { Outside } from '#libs/rights';
import {
  closeNats,
  connectNats,
  ensureEventStream,
  FenceStore,
  LogSampler,
  natsServerOptions,
  OutboxRelay,
  removeMessages,
  rttMs,
  ServiceDiscovery,
  type NatsLog,
  type ProblemFactory,
} from '#libs/nats';
import type { Config } from './config.js';
import type { Metrics } from './operating/metrics.js';

const PREFIX = 'paidan.v1';
const QUEUE = 'paidan-dispatcher';
const VERSION = '0.1.0';
const PING_MS = 500;

export type Broker = {
  fault(): Promise<string | null>;
  requestServer(): ReturnType<typeof natsServerOptions>;
  /** Fences, the stream's past, and those who are told of an erasure. */
  readonly outside: Outside;
  relay(feed: OutboxFeed, nowMs: () => number): OutboxRelay<OutboxRow>;
  announce(): void;
  silence(): void;
  close(): Promise<void>;
};

/** Everything the service says and hears on NATS: requests, discovery, and the stream of events. */
export async function connectBroker(
  config: Config,
  url: string,
  metrics: Metrics,
  log: Logger,
): Promise<Broker> {
  const natsLog: NatsLog = {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
  const sampler = new LogSampler(natsLog);
  const connect = (name: string): Promise<NatsConnection> =>
    connectNats({
      url,
      name: `paidan-${config.instanceId}-${name}`,
      inboxPrefix: inboxPrefix('dispatcher'),
      ...(config.natsUser === null ? {} : { user: config.natsUser }),
      ...(config.natsPassword === null ? {} : { password: config.natsPassword }),
      ...(config.natsCaFile === null
        ? {}
        : { tls: { ca: readFileSync(config.natsCaFile, 'utf8') } }),
      log: natsLog,
    });
  const requests = await connect('requests');
  // The relay's own, so that a backlog of events does not hold up answers.
  const events = await connect('events');
  const ensureStream = (): Promise<void> =>
    ensureEventStream(events, { name: EVENT_STREAM, subject: ALL_EVENTS, region: config.region });
  await ensureStream();
  const fences = new FenceStore(events, {
    ...{ stream: FENCE_STREAM, subjectRoot: FENCE_PREFIX },
    region: config.region,
  });
  await fences.ensure();
  const discovery = new ServiceDiscovery({
    connection: requests,
    name: QUEUE,
    id: config.instanceId,
    version: VERSION,
    description: 'Matches freight orders with drivers and explains every decision.',
    queue: QUEUE,
    metadata: { region: config.region },
    startedAtMs: Date.now(),
    endpoints: OPERATIONS.map(({ id, subject, summary, roles }) => ({
      name: id.replaceAll('.', '-'),
      subject,
      metadata: { summary, roles: roles.join(','), schema: `/asyncapi.json#${id}` },
    })),
  });
  metrics.beforeRead(() => {
    for (const [kind, count] of sampler.counts()) metrics.refusedMessages.set({ kind }, count);
  });

  return {
    fault: async () => ((await rttMs(requests, PING_MS)) === null ? 'no answer' : null),
    requestServer: () =>
      natsServerOptions({
        connection: requests,
        prefix: PREFIX,
        queue: QUEUE,
        log: natsLog,
        sampler,
        problem,
        onServed: (served) => discovery.record(served),
      }),
    outside: {
      putFence: (fence, atMs) => fences.put(fence, atMs),
      fences: () => fences.all(),
      removeMessages: (driverIds) =>
        removeMessages(events, EVENT_STREAM, driverIds, (progress) =>
          natsLog.info({ ...progress }, 'the stream is looked through for erased drivers'),
        ),
      tell: async (recipient, notification) => {
        events.publish(noticeSubject(recipient, 'driver_erased'), JSON.stringify(notification));
        await events.flush();
      },
    },
    relay: (feed, nowMs) =>
      new OutboxRelay({
        connection: events,
        feed,
        stream: EVENT_STREAM,
        subjectRoot: 'paidan.event.v1.',
        ensureStream,
        inboxPrefix: inboxPrefix('dispatcher'),
        nowMs,
        log: natsLog,
        sampler,
        render: ({ payload, ...row }) => ({
          subject: eventSubject(row.type),
          body: JSON.stringify(cloudEvent({ ...row, data: JSON.parse(payload) as unknown })),
        }),
      }),
    announce: () => discovery.start(),
    silence: () => discovery.stop(),
    close: async () => {
      sampler.close();
      await closeNats(events);
      await closeNats(requests);
    },
  };
}

/** What the transport refuses by itself is told as everything else is. */
const problem: ProblemFactory = (code, detail) => {
  const body = problemBody(code, { detail });
  return code === 'unavailable' ? { ...body, retryAfterSeconds: 1 } : body;
};
