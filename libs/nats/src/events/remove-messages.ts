import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { readStream } from './event-stream.js';

/** A stream of a month may take minutes: whoever watches sees it go on. */
const TOLD_EVERY = 100_000;

export type SweepProgress = { readonly read: number; readonly sequence: number };

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
  onRead: (progress: SweepProgress) => void = () => undefined,
): Promise<ReadonlyMap<string, number>> {
  const removed = new Map<string, number>();
  if (ids.length === 0) return removed;
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const text = new TextDecoder();
  let [read, toldAt] = [0, 0];
  for await (const batch of readStream(connection, stream, 1)) {
    for (const { sequence, data } of batch) {
      const told = text.decode(data);
      const named = ids.filter((id) => names(told, id));
      if (named.length === 0) continue;
      if (!(await manager.streams.deleteMessage(stream, sequence, true))) continue;
      for (const id of named) removed.set(id, (removed.get(id) ?? 0) + 1);
    }
    read += batch.length;
    if (read - toldAt < TOLD_EVERY) continue;
    toldAt = read;
    onRead({ read, sequence: batch.at(-1)?.sequence ?? 0 });
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
