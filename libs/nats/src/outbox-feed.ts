// What the relay needs of the place where events wait to be told: the outbox table in production.
// The shape is ours, so that this room knows nothing of the database.

/** Held by one process at a time. `held` turns false when the feed knows that it was lost. */
export type RelayLock = { readonly held: boolean; release(): Promise<void> };

export interface OutboxFeed<Row extends { readonly id: string }> {
  /** Null when another process leads. */
  lock(): Promise<RelayLock | null>;
  /** Neither published nor dead, in the order in which they are to leave. */
  unpublished(limit: number): Promise<readonly Row[]>;
  /** Idempotent; ids it doesn't know, or has marked, are passed over. */
  markPublished(rows: readonly { id: string; streamSeq: number }[], atMs: number): Promise<void>;
  /** Will never be published; kept with the reason for a human to see. */
  markDead(id: string, reason: string, atMs: number): Promise<void>;
  /** Every message of the stream up to this sequence has been marked; 0 at first. */
  streamCursor(): Promise<number>;
  setStreamCursor(sequence: number): Promise<void>;
}
