import type { Entropy } from './ports/clock.js';
import type { OutboxEvent } from './ports/outbox.js';

/** An outbox row: written in the transaction of what it tells. */
export const event = (
  entropy: Entropy,
  requestId: string | null,
  atMs: number,
  type: string,
  key: string,
  data: Readonly<Record<string, unknown>>,
): OutboxEvent => ({ id: entropy.newId(), type, key, atMs, data, requestId });
