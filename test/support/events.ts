import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM, type CloudEvent } from '#libs/contracts';
import { readStream } from '#libs/nats';

export type HeardEvent = {
  readonly subject: string;
  readonly messageId: string | null;
  readonly event: CloudEvent;
};

/** Everything that stands in the stream of events, oldest first. */
export async function allEvents(connection: NatsConnection): Promise<HeardEvent[]> {
  const heard: HeardEvent[] = [];
  for await (const batch of readStream(connection, EVENT_STREAM, 1)) {
    for (const { subject, id, data } of batch) {
      const event = JSON.parse(new TextDecoder().decode(data)) as CloudEvent;
      heard.push({ subject, messageId: id, event });
    }
  }
  return heard;
}
