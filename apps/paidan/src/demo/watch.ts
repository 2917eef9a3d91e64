import { jetstream, jetstreamManager, AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import {
  cloudEventType,
  EVENT_STREAM,
  EVENT_TYPES,
  eventSubject,
  type CloudEvent,
  type EventData,
  type EventType,
  type Team,
} from '#libs/contracts';

export type Hearing = {
  readonly [Type in EventType]?: (data: EventData<Type>) => void;
};

/** Gone by itself when nobody reads, so that every start begins with what is new. */
const FORGOTTEN_AFTER_MS = 5_000;

const typeOf: ReadonlyMap<string, EventType> = new Map(
  EVENT_TYPES.map((type) => [cloudEventType(type), type]),
);

/** Hears the events of orders from now on, through JetStream, as any other service would. */
export async function hearOrders(
  connection: NatsConnection,
  hearing: Hearing,
): Promise<{ stop(): Promise<void> }> {
  const name = 'partner' satisfies Team;
  const manager = await jetstreamManager(connection, { checkAPI: false });
  await manager.consumers.add(EVENT_STREAM, {
    name,
    filter_subject: eventSubject('order.>'),
    deliver_policy: DeliverPolicy.New,
    ack_policy: AckPolicy.None,
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
  });
  const consumer = await jetstream(connection).consumers.get(EVENT_STREAM, name);
  const messages = await consumer.consume();
  const heard = (async () => {
    for await (const message of messages) {
      const event = message.json<CloudEvent>();
      const type = typeOf.get(event.type);
      // The type names the shape of the data; that is what the catalogue of events promises.
      const handler = type === undefined ? undefined : hearing[type];
      (handler as ((data: unknown) => void) | undefined)?.(event.data);
    }
  })();
  return {
    stop: async () => {
      messages.stop();
      await heard;
    },
  };
}
