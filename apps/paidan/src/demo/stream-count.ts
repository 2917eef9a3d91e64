import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { ALL_EVENTS, EVENT_STREAM, type Team } from '#libs/contracts';

export type StreamCount = { readonly messages: number; readonly distinctIds: number };

const FETCH_MAX = 2_000;
const FETCH_MS = 5_000;
const FORGOTTEN_AFTER_MS = 2_000;

/** What stands in the stream, and how many different outbox ids it bears. Headers are enough. */
export async function countStream(connection: NatsConnection): Promise<StreamCount> {
  const name = 'observer' satisfies Team;
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const { messages } = (await manager.streams.info(EVENT_STREAM)).state;
  await manager.consumers.add(EVENT_STREAM, {
    name,
    filter_subject: ALL_EVENTS,
    deliver_policy: DeliverPolicy.All,
    ack_policy: AckPolicy.None,
    headers_only: true,
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
  });
  const consumer = await jetstream(connection).consumers.get(EVENT_STREAM, name);
  const ids = new Set<string>();
  for (let read = 0; read < messages;) {
    const before = read;
    const wanted = Math.min(FETCH_MAX, messages - read);
    const batch = await consumer.fetch({ max_messages: wanted, expires: FETCH_MS });
    for await (const message of batch) {
      ids.add(message.headers?.get('Nats-Msg-Id') ?? '');
      read += 1;
    }
    if (read === before) throw new Error(`the stream stopped at ${read} of ${messages} messages`);
  }
  return { messages, distinctIds: ids.size };
}
