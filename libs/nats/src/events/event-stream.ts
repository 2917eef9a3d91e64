import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';

import { mustBeOfRegion, regionMark } from './region-mark.js';

export type EventStreamSettings = {
  readonly name: string;
  readonly subject: string;
  /** How long a consumer may be away without missing anything. */
  readonly maxAgeMs?: number;
  readonly maxBytes?: number;
  readonly duplicateWindowMs?: number;
  readonly replicas?: number;
  /** Written onto the stream, and held against what stands there (S6). */
  readonly region?: string;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Creates the stream, or brings it to these settings. The stream is a copy for consumers, never the
 * record: when it is full the oldest go, and a message that is lost there still stands in the
 * outbox. Only what nats-server 2.9.10 knows.
 */
export async function ensureEventStream(
  connection: NatsConnection,
  settings: EventStreamSettings,
): Promise<void> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const wanted = {
    subjects: [settings.subject],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    max_age: nanos(settings.maxAgeMs ?? 30 * DAY_MS),
    max_bytes: settings.maxBytes ?? 10 * 1024 ** 3,
    duplicate_window: nanos(settings.duplicateWindowMs ?? 120_000),
    num_replicas: settings.replicas ?? 1,
    ...(settings.region === undefined ? {} : { description: regionMark(settings.region) }),
  } satisfies Partial<StreamConfig>;
  const present = await configOf(manager, settings.name);
  if (present !== null && settings.region !== undefined) {
    mustBeOfRegion(settings.name, present.description, settings.region);
  }
  if (present === null) {
    // Two instances that start together send the same settings, which the broker takes twice.
    await manager.streams.add({ name: settings.name, ...wanted });
  } else if (differs(present, wanted)) {
    await manager.streams.update(settings.name, wanted);
  }
}

async function configOf(manager: JetStreamManager, name: string): Promise<StreamConfig | null> {
  try {
    return (await manager.streams.info(name)).config;
  } catch (error) {
    if (isStreamMissing(error)) return null;
    throw error;
  }
}

export function isStreamMissing(error: unknown): boolean {
  return error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;
}

function differs(present: StreamConfig, wanted: Partial<StreamConfig>): boolean {
  const current = new Map<string, unknown>(Object.entries(present));
  return Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(current.get(key)) !== JSON.stringify(value),
  );
}

/** One stored message; `data` is empty when only headers were asked for. */
export type StoredEvent = {
  readonly sequence: number;
  readonly subject: string;
  readonly id: string | null;
  readonly data: Uint8Array;
};

/** The stream as it stands: how far it goes, and what is still there. */
export type StreamEnds = {
  readonly firstSequence: number;
  readonly lastSequence: number;
};

export async function streamEnds(connection: NatsConnection, name: string): Promise<StreamEnds> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { state } = await manager.streams.info(name);
  return { firstSequence: state.first_seq, lastSequence: state.last_seq };
}

const FETCH_MAX = 1_000;
const FETCH_MS = 5_000;

/**
 * All messages from a sequence to the end that the stream had when the reading began, in order and
 * in batches. Throws when the broker stops answering: an end that was not reached is never passed
 * off as one.
 */
export async function* readStream(
  connection: NatsConnection,
  name: string,
  fromSequence: number,
  options: { readonly headersOnly?: boolean } = {},
): AsyncGenerator<readonly StoredEvent[]> {
  const { firstSequence, lastSequence } = await streamEnds(connection, name);
  let next = Math.max(fromSequence, firstSequence, 1);
  if (next > lastSequence) return;
  const consumer = await jetstream(connection).consumers.get(name, {
    opt_start_seq: next,
    headers_only: options.headersOnly ?? false,
  });
  try {
    // All that was there has been deleted since: nothing will come, and that is the end.
    if ((await consumer.info()).num_pending === 0) return;
    while (next <= lastSequence) {
      const batch: StoredEvent[] = [];
      let exhausted = false;
      const wanted = Math.min(FETCH_MAX, lastSequence - next + 1);
      const messages = await consumer.fetch({ max_messages: wanted, expires: FETCH_MS });
      for await (const message of messages) {
        batch.push({
          sequence: message.seq,
          subject: message.subject,
          id: message.headers?.get('Nats-Msg-Id') || null,
          data: message.data,
        });
        next = message.seq + 1;
        exhausted = message.info.pending === 0;
        // Deleted messages leave gaps: fewer may come than were asked for.
        if (next > lastSequence || exhausted) break;
      }
      if (batch.length > 0) yield batch;
      if (exhausted) return;
      if (batch.length === 0) {
        throw new Error(
          `the stream ${name} stopped answering at sequence ${next} of ${lastSequence}`,
        );
      }
    }
  } finally {
    await consumer.delete().catch(() => undefined);
  }
}
