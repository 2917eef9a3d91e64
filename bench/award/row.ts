import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { inParallel, type Ask } from '../caller.js';
import { fire, latencyOf, type Fired, type Latency } from '../load.js';
import { eventsLeft } from '../events-left.js';
import type { Scale } from '../scale.js';
import type { Stack } from '../stack.js';
import type { Cargo } from './cargo.js';
import { recommended, winners } from './evidence.js';

/** What rows are measured with. */
export type Ground = {
  readonly scale: Scale;
  readonly stack: Stack;
  readonly ask: Ask;
  readonly bareUrl: string;
  readonly cargo: readonly Cargo[];
  readonly shipper: string;
  /** The grabbers' headers, by the order's place. */
  readonly grabbers: readonly string[];
  readonly signal: AbortSignal;
};

export type Round = {
  readonly perSecond: number;
  readonly httpMs: Latency;
  /** From the grab's row to the award's, by the server's clock; for awards only. */
  readonly awardMs?: Latency;
  /** What came out, by the order's place: the same in every round. */
  readonly outcome: readonly string[];
};

const POLL_MS = 5;
const DRAIN_MAX_MS = 300_000;
const AT_ONCE = 8;

const headersOf = (authorization: string): Record<string, string> => ({
  authorization,
  'content-type': 'application/json',
  'idempotency-key': randomUUID(),
});

/** Authenticated, validated, inserted; nothing else. */
export async function bareInsert(ground: Ground): Promise<Round> {
  const { scale, cargo, shipper } = ground;
  let next = 0;
  const fired = await fire<{ place: number }>(ground.bareUrl, {
    connections: scale.connections,
    until: { seconds: scale.seconds },
    begin: () => ({ place: next++ % cargo.length }),
    shots: [
      {
        request: ({ place }) => ({
          path: '/v1/orders',
          headers: headersOf(shipper),
          body: cargo[place]?.posted.award ?? '',
        }),
      },
    ],
  });
  return { perSecond: fired.answers / fired.seconds, httpMs: fired.httpMs, outcome: [] };
}

/** Posted until the last order's recommendation is committed with its record. */
export async function postAndDecide(ground: Ground): Promise<Round> {
  const { orderIds, perSecond, httpMs } = await measured(ground, 'recommend');
  const outcome = await recommended(ground.stack.query, orderIds);
  await clearAway(ground, orderIds);
  return { perSecond, httpMs, outcome };
}

/** Posted and grabbed until the last order's award is committed with its record. */
export async function postGrabAward(ground: Ground): Promise<Round> {
  const { orderIds, perSecond, httpMs } = await measured(ground, 'award');
  const outcome = await winners(ground.stack.query, orderIds);
  const waited = await ground.stack.query<{ ms: number }>(
    `SELECT (d.decided_at_ms - g.at_ms)::int AS ms
     FROM grabs g JOIN decisions d ON d.order_id = g.order_id AND d.kind = 'award'
     WHERE g.order_id = ANY($1)`,
    [orderIds],
  );
  await clearAway(ground, orderIds);
  return { perSecond, httpMs, awardMs: latencyOf(waited.map(({ ms }) => ms)), outcome };
}

type Chain = { readonly place: number; orderId: string };

async function measured(
  ground: Ground,
  kind: 'recommend' | 'award',
): Promise<{ orderIds: string[]; perSecond: number; httpMs: Fired['httpMs'] }> {
  const { scale, stack, cargo, shipper, grabbers } = ground;
  const orderIds: string[] = [];
  let next = 0;
  const startMs = performance.now();
  const { httpMs } = await fire<Chain>(stack.dispatcher.url, {
    connections: scale.connections,
    until: { chains: scale.orders },
    begin: () => ({ place: next++, orderId: '' }),
    shots: [
      {
        request: ({ place }) => ({
          path: '/v1/orders',
          headers: headersOf(shipper),
          body: cargo[place]?.posted[kind] ?? '',
        }),
        answered: (chain, _status, body) => {
          chain.orderId = /"orderId":"([^"]+)"/.exec(body)?.[1] ?? '';
          orderIds[chain.place] = chain.orderId;
        },
      },
      ...(kind === 'recommend'
        ? []
        : [
            {
              request: ({ place, orderId }: Chain) => ({
                path: `/v1/orders/${orderId}/grabs`,
                headers: headersOf(grabbers[place] ?? ''),
                body: '{}',
              }),
            },
          ]),
    ],
  });
  await drained(ground, kind, orderIds);
  return { orderIds, perSecond: (orderIds.length * 1000) / (performance.now() - startMs), httpMs };
}

/**
 * Nobody waits for a recommendation, or for an award, any more. Due within a minute, since the
 * service's clock may be a little ahead of the server's.
 */
async function drained(
  { stack, signal }: Ground,
  kind: 'recommend' | 'award',
  orderIds: readonly string[],
): Promise<void> {
  const waiting =
    kind === 'recommend'
      ? `SELECT count(*)::int AS n FROM wake_ups
         WHERE kind = 'recommend' AND due_at_ms < paidan_now_ms() + 60000`
      : `SELECT count(*)::int AS n FROM orders WHERE status = 'open'`;
  for (const end = Date.now() + DRAIN_MAX_MS; ; await delay(POLL_MS)) {
    signal.throwIfAborted();
    const [row] = await stack.query<{ n: number }>(waiting);
    if (row?.n === 0) return;
    if (Date.now() > end) throw new Error(`${row?.n} of ${orderIds.length} orders are not decided`);
  }
}

/** Off the clock: trucks are free again, and every event has left, before the next round begins. */
async function clearAway(
  { stack, ask, shipper, signal }: Ground,
  orderIds: string[],
): Promise<void> {
  await inParallel(orderIds, AT_ONCE, (orderId) =>
    ask('POST', `/v1/orders/${orderId}/cancel`, shipper, { reason: 'the round is over' }),
  );
  await eventsLeft(stack.query, signal);
}
