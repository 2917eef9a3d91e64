import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from './stack.js';

const WAIT_MAX_MS = 300_000;
const POLL_MS = 20;

/** Off the clock: what the preparation has told is not sent while a round is measured. */
export async function eventsLeft(query: Stack['query'], signal: AbortSignal): Promise<void> {
  for (const end = Date.now() + WAIT_MAX_MS; ; await delay(POLL_MS)) {
    signal.throwIfAborted();
    const [row] = await query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox WHERE published_at_ms IS NULL AND dead_at_ms IS NULL`,
    );
    if (row?.n === 0) return;
    if (Date.now() > end) throw new Error(`${row?.n} events did not leave`);
  }
}
