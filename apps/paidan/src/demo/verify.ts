import { setTimeout as delay } from 'node:timers/promises';
import type { OrderStatus } from '#libs/contracts';
import { inParallel } from '../asking/in-parallel.js';
import { driver, OPERATOR, type Ways } from './cast.js';
import type { Posted } from './market.js';
import { statsOf, type Stats } from './settle.js';
import { countStream, type StreamCount } from './stream-count.js';

export type Outcome = {
  readonly drivers: number;
  readonly orders: number;
  readonly awarded: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly decisions: number;
  readonly explanations: number;
  readonly events: number;
  readonly seconds: number;
};

/**
 * Every number is that of the whole database, or of the stream. An order counts by what it is now:
 * one that was awarded and then ended by its shipper is cancelled, so that each counts exactly
 * once.
 */
export function outcomeOf(stats: Stats, stream: StreamCount, seconds: number): Outcome {
  const { cancelled = 0, expired = 0, open: _open, ...given } = stats.ordersByStatus;
  return {
    drivers: stats.drivers.registered,
    orders: stats.orders,
    awarded: Object.values(given).reduce((sum, count) => sum + count, 0),
    expired,
    cancelled,
    decisions: stats.decisions,
    explanations: stats.explanations,
    events: stream.messages,
    seconds: Math.round(seconds * 10) / 10,
  };
}

const AWARDED_PERCENT_MIN = 70;
const NOT_AWARDED: readonly OrderStatus[] = ['open', 'expired', 'cancelled'];
const AT_ONCE = 8;
const QUIET_MS = 200;

/** What does not hold, in words; nothing when all does. */
export function faultsOf(outcome: Outcome, stats: Stats, stream: StreamCount): string[] {
  const { orders, awarded, expired, cancelled } = outcome;
  const faults: string[] = [];
  if (awarded + expired + cancelled !== orders) {
    faults.push(`${awarded} awarded + ${expired} expired + ${cancelled} cancelled ≠ ${orders}`);
  }
  if (stats.eventsUnpublished > 0) faults.push(`${stats.eventsUnpublished} events are unpublished`);
  if (stream.distinctIds !== stream.messages) {
    faults.push(`${stream.messages} messages bear only ${stream.distinctIds} different ids`);
  }
  // The outbox forgets what it has published a week ago; the stream keeps it longer.
  if (stream.messages < stats.events) {
    faults.push(`the stream has ${stream.messages} of ${stats.events} events`);
  }
  return faults;
}

/** Counts at a quiet moment: nothing was written while the stream was read. */
export async function counted({
  http,
  observer,
}: Ways): Promise<{ stats: Stats; stream: StreamCount }> {
  for (;;) {
    const before = await statsOf(http);
    const stream = await countStream(observer);
    const stats = await statsOf(http);
    if (before.events === stats.events && stats.eventsUnpublished === 0) return { stats, stream };
    await delay(QUIET_MS);
  }
}

export type Examined = { readonly awarded: number; readonly unexplained: number };

/**
 * This run's own orders: how many are awarded, and how many decisions on them have no explanation.
 */
export async function examined({ http }: Ways, posted: readonly Posted[]): Promise<Examined> {
  const found = await inParallel(posted, AT_ONCE, async ({ orderId }) => {
    const { status } = await http.ask('order.get', OPERATOR, { orderId });
    const { items } = await http.ask('order.decisions', OPERATOR, { orderId });
    let unexplained = 0;
    for (const { decisionId, winner } of items) {
      // The winner asks as a driver, for the rest an operator asks as the shipper would.
      const who = winner === null ? OPERATOR : driver(winner);
      const told = await http.ask('decision.explain', who, {
        decisionId,
        locale: 'en',
        view: 'full',
      });
      if (told.sentences.length === 0) unexplained += 1;
    }
    return { awarded: NOT_AWARDED.includes(status) ? 0 : 1, unexplained };
  });
  return {
    awarded: found.reduce((sum, { awarded }) => sum + awarded, 0),
    unexplained: found.reduce((sum, { unexplained }) => sum + unexplained, 0),
  };
}

/** Not of the whole database: what a killed run left alone for long may well have expired. */
export function faultsOfRun({ awarded, unexplained }: Examined, orders: number): string[] {
  const faults: string[] = [];
  if (awarded * 100 < orders * AWARDED_PERCENT_MIN) {
    faults.push(`only ${awarded} of this run's ${orders} orders were awarded`);
  }
  if (unexplained > 0) faults.push(`${unexplained} decisions have no explanation`);
  return faults;
}
