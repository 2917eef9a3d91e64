import { event, notFound, type Caller, type Compensation } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';

export type StandingOf = {
  readonly driverId: string;
  readonly humanDecision: boolean;
  readonly compensations: readonly Compensation[];
};

/**
 * A driver refuses to be decided on by the system alone, or no longer (D4). It is read inside the
 * transaction that decides, so it holds from the next decision on.
 */
export async function chooseHuman(
  tx: RightsTx,
  { clock, entropy }: Pick<RightsMeans, 'clock' | 'entropy'>,
  caller: Caller,
  { driverId, wanted }: { readonly driverId: string; readonly wanted: boolean },
): Promise<StandingOf> {
  if (caller.subject !== driverId) throw notFound('driver', driverId);
  if ((await tx.drivers.byIdForUpdate(driverId)) === null) throw notFound('driver', driverId);
  const nowMs = clock.nowMs();
  if ((await tx.standings.wantsHuman(driverId)) !== wanted) {
    await tx.standings.choose(driverId, wanted, nowMs);
    await tx.outbox.add([
      event(entropy, caller.requestId, nowMs, 'driver.human_decision_changed', driverId, {
        driverId,
        wanted,
      }),
    ]);
  }
  return standingSeen(tx, caller, driverId);
}

export async function standingSeen(
  tx: RightsTx,
  caller: Caller,
  driverId: string,
): Promise<StandingOf> {
  const himself = caller.role !== 'driver' || caller.subject === driverId;
  if (!himself || (await tx.drivers.byId(driverId)) === null) throw notFound('driver', driverId);
  return {
    driverId,
    humanDecision: await tx.standings.wantsHuman(driverId),
    compensations: await tx.standings.compensationsOf(driverId),
  };
}
