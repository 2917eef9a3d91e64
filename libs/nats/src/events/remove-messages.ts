import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { readStream } from './event-stream.js';

/** Ids are words of these characters: `drv-1` is not in `drv-10`. */
const WORD = /[A-Za-z0-9_-]/;

/**
 * Overwrites and deletes every stored message that names one of these ids, and leaves the others
 * where they are: their numbers do not change and the stream's end does not move back, so a relay
 * that goes by them notices nothing. Reads the whole stream, because it is the only complete list
 * of what was told.
 */
export async function removeMessages(
  connection: NatsConnection,
  stream: string,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const text = new TextDecoder();
  let removed = 0;
  for await (const batch of readStream(connection, stream, 1)) {
    for (const { sequence, data } of batch) {
      const told = text.decode(data);
      if (!ids.some((id) => names(told, id))) continue;
      if (await manager.streams.deleteMessage(stream, sequence, true)) removed += 1;
    }
  }
  return removed;
}

/** By hand: a regular expression made of an id would lie in the engine's cache after its use. */
function names(text: string, id: string): boolean {
  for (let at = text.indexOf(id); at !== -1; at = text.indexOf(id, at + 1)) {
    if (!WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + id.length))) return true;
  }
  return false;
}
