import type { Caller } from '../caller.js';
import type { Clock, Entropy } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import type { Pair, PairKind, PairSide } from '../ports/pairs.js';
import { notFound, Rejection } from '../rejection.js';

/** Of one side. More would be a market of one's own, and a decision reads them. */
export const PAIRS_MAX = 200;

type Means = { readonly clock: Clock; readonly entropy: Entropy };

/**
 * One side says of the other: never match us again, or, of a shipper alone, gladly this driver. A
 * shipper speaks only of drivers who held an order of his; of anybody else he learns nothing, not
 * even whether there is one. It counts from the next decision on, and no running order ends by it.
 */
export async function setPair(
  tx: Tx,
  means: Means,
  caller: Caller,
  { otherId, kind }: { otherId: string; kind: PairKind },
): Promise<Pair> {
  const side = sideOf(caller);
  const pair: Pair = { ...between(caller, side, otherId), kind, atMs: means.clock.nowMs() };
  if (side === 'driver') {
    if (kind === 'familiar') {
      throw new Rejection('validation_failed', 'Whom a shipper prefers is his own word.', [
        { path: '/kind', code: 'pair', message: 'expected blocked from a driver' },
      ]);
    }
    // Locked, so that an erasure of the driver waits, and two of his words take turns.
    if ((await tx.drivers.byIdForUpdate(pair.driverId)) === null) {
      throw notFound('driver', pair.driverId);
    }
  } else if (!(await tx.pairs.metBefore(pair.shipperId, pair.driverId))) {
    throw notFound('driver', otherId);
  }
  const known = await tx.pairs.withShipper(pair.shipperId, [pair.driverId]);
  const isNew = !known.some(({ by }) => by === side);
  if (isNew && (await tx.pairs.countBy(side, caller.subject)) >= PAIRS_MAX) {
    throw new Rejection('wrong_state', `At most ${PAIRS_MAX} at a time; take one back first.`);
  }
  await tx.pairs.put(pair);
  await audited(tx, means, caller, 'pair.set', pair);
  return pair;
}

/** Takes the own word back; the other side's stays what it is, and is not told. */
export async function clearPair(
  tx: Tx,
  means: Means,
  caller: Caller,
  { otherId }: { otherId: string },
): Promise<void> {
  const pair = between(caller, sideOf(caller), otherId);
  if (!(await tx.pairs.clear(pair))) throw notFound('pair with', otherId);
  await audited(tx, means, caller, 'pair.clear', pair);
}

/** What the caller has said; never what was said of him. */
export async function pairsOf(
  tx: Tx,
  caller: Caller,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Pair[]> {
  return tx.pairs.by(sideOf(caller), caller.subject, page);
}

export const otherOf = ({ by, shipperId, driverId }: Pair): string =>
  by === 'shipper' ? driverId : shipperId;

const sideOf = ({ role }: Caller): PairSide => (role === 'shipper' ? 'shipper' : 'driver');

const between = (
  { subject }: Caller,
  side: PairSide,
  otherId: string,
): Pick<Pair, 'shipperId' | 'driverId' | 'by'> =>
  side === 'shipper'
    ? { shipperId: subject, driverId: otherId, by: side }
    : { shipperId: otherId, driverId: subject, by: side };

async function audited(
  tx: Tx,
  { clock, entropy }: Means,
  caller: Caller,
  action: string,
  { driverId, ...rest }: Pick<Pair, 'shipperId' | 'driverId' | 'by'> & { readonly kind?: PairKind },
): Promise<void> {
  const { shipperId, by, kind = null } = rest;
  await tx.audit.add({
    id: entropy.newId(),
    atMs: clock.nowMs(),
    actor: caller.subject,
    role: caller.role,
    action,
    subject: driverId,
    reason: kind ?? 'cleared',
    detail: { shipperId, driverId, by, kind },
  });
}
