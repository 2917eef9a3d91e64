import { cellAt } from '#libs/fleet-index';
import type { Policy } from '#libs/matcher';
import type { PolicyShelf } from '../matching/policy-shelf.js';
import type { Position } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Draw } from '../ports/rollouts.js';
import { draw } from './bucket.js';

/** The H3 resolution of a market: some 12 000 km². */
const MARKET_RESOLUTION = 3;

/**
 * The rules an order is posted under, and to its end: those in force where it loads, or, while
 * others are let in beside them, whichever of the two it draws.
 */
export async function policyForOrder(
  tx: Tx,
  policies: PolicyShelf,
  order: {
    readonly orderId: string;
    readonly loading: Position & { readonly cityCode: string };
    readonly nowMs: number;
  },
): Promise<{ readonly hash: string; readonly policy: Policy; readonly draw: Draw | null }> {
  const { orderId, loading, nowMs } = order;
  const { cityCode } = loading;
  const active = await tx.policies.activeFor(cityCode);
  if (active === null) throw new Error(`no active policy for city ${cityCode} nor for *`);
  const rollout = await tx.rollouts.drawing({ baseHash: active.hash, cityCode, nowMs });
  if (rollout === null) return { ...active, draw: null };
  const market = cellAt(loading, MARKET_RESOLUTION);
  const drawn = draw(rollout, { orderId, cityCode, market, nowMs });
  const followed =
    drawn.arm === 'base'
      ? active
      : { hash: rollout.policyHash, policy: await policies.get(tx, rollout.policyHash) };
  return { ...followed, draw: { orderId, rolloutId: rollout.rolloutId, ...drawn } };
}
