import { inParallel, type Ask } from '../caller.js';
import type { Cargo } from '../award/cargo.js';
import { canCarry, type Truck } from '../award/fleet.js';
import type { Stack } from '../stack.js';

const AT_ONCE = 8;

/** One order of the scenario and everyone who grabs it; no truck grabs two. */
export type Contest = { readonly posted: string; readonly grabbers: readonly string[] };

export function contestsOf(
  cargo: readonly Cargo[],
  fleet: readonly Truck[],
  grabbersEach: number,
): Contest[] {
  const able = fleet.filter(canCarry).map(({ driverId }) => driverId);
  if (able.length < cargo.length * grabbersEach) {
    throw new Error(
      `${cargo.length} orders with ${grabbersEach} grabbers each need as many trucks that can carry ` +
        `them, and of ${fleet.length} only ${able.length} can`,
    );
  }
  return cargo.map(({ place, posted }) => ({
    posted: posted.recommend,
    grabbers: able.slice(place * grabbersEach, (place + 1) * grabbersEach),
  }));
}

/** Posts and grabs through the public interface; the orders then wait for their award. */
export async function begin(
  contests: readonly Contest[],
  { ask, stack, shipper }: { ask: Ask; stack: Stack; shipper: string },
): Promise<string[]> {
  const orderIds = contests.map(() => '');
  await inParallel([...contests.entries()], AT_ONCE, async ([place, { posted, grabbers }]) => {
    const order = await ask('POST', '/v1/orders', shipper, JSON.parse(posted) as unknown);
    const { orderId } = order as { orderId: string };
    orderIds[place] = orderId;
    for (const driverId of grabbers) {
      await ask('POST', `/v1/orders/${orderId}/grabs`, await stack.bearer('driver', driverId), {});
    }
  });
  return orderIds;
}

/** Off the clock: trucks are free again before the next round. */
export async function clearAway(
  orderIds: readonly string[],
  { ask, shipper }: { ask: Ask; shipper: string },
): Promise<void> {
  await inParallel(orderIds, AT_ONCE, (orderId) =>
    ask('POST', `/v1/orders/${orderId}/cancel`, shipper, { reason: 'the round is over' }),
  );
}
