import type { RolloutDraw } from '#libs/explanations';
import type { Tx } from '../ports/database.js';

/** What an order drew when it was posted, as explanations tell it; null where nothing was drawn. */
export async function drawnBy(tx: Tx, orderId: string | null): Promise<RolloutDraw | null> {
  const drawn = orderId === null ? null : await tx.rollouts.ofOrder(orderId);
  if (drawn === null) return null;
  const { rollout, draw } = drawn;
  return {
    rolloutId: rollout.rolloutId,
    arm: draw.arm,
    method: rollout.method,
    percent: rollout.percent,
    policyHash: rollout.policyHash,
    baseHash: rollout.baseHash,
    salt: rollout.salt,
    unit: draw.unit,
    bucket: draw.bucket,
  };
}
