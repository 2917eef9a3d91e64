import type { GaveBackCause, Grab, Grabs } from '#libs/dispatch';
import { byNumber, type Part } from './part.js';
import type { Assignment } from './store.js';

const GAVE_BACK_MAX = 1_000;

const keyOf = (orderId: string, round: number, driverId: string): string =>
  `${orderId}/${round}/${driverId}`;

export class MemoryGrabs implements Grabs {
  constructor(private readonly part: Part) {}

  async add({
    orderId,
    round,
    driverId,
    atMs,
  }: Omit<Grab, 'sequence' | 'state'>): Promise<{ grab: Grab; isNew: boolean }> {
    const { store, unit } = this.part;
    const key = keyOf(orderId, round, driverId);
    await store.grabs.lock(unit, key);
    const known = store.grabs.get(unit, key);
    if (known !== undefined) return { grab: known, isNew: false };
    const last = (await this.ofRound(orderId, round)).at(-1)?.sequence ?? 0;
    const grab: Grab = { orderId, round, driverId, sequence: last + 1, atMs, state: 'open' };
    store.grabs.put(unit, key, grab);
    return { grab, isNew: true };
  }

  async ofRound(orderId: string, round: number): Promise<Grab[]> {
    const { store, unit } = this.part;
    return store.grabs
      .where(unit, 'round', `${orderId}/${round}`)
      .sort((a, b) => byNumber(a.sequence, b.sequence));
  }

  async find(orderId: string, round: number, driverId: string): Promise<Grab | null> {
    const { store, unit } = this.part;
    return store.grabs.get(unit, keyOf(orderId, round, driverId)) ?? null;
  }

  async setState(
    orderId: string,
    round: number,
    driverIds: readonly string[],
    state: Grab['state'],
  ): Promise<void> {
    const { store, unit } = this.part;
    for (const driverId of driverIds) {
      const key = keyOf(orderId, round, driverId);
      if (store.grabs.get(unit, key) === undefined) continue;
      await store.grabs.change(unit, key, (grab) => (grab ? { ...grab, state } : grab));
    }
  }

  async countOf(driverId: string, sinceMs: number): Promise<{ since: number; open: number }> {
    const { store, unit } = this.part;
    const his = store.grabs.where(unit, 'driver', driverId);
    return {
      since: his.filter(({ atMs }) => atMs >= sinceMs).length,
      open: his.filter(({ state }) => state === 'open').length,
    };
  }

  async gaveBack(orderId: string): Promise<{ driverId: string; cause: GaveBackCause }[]> {
    const { store, unit } = this.part;
    const causes = new Map(
      givenBack(store.assignments.where(unit, 'order', orderId)).map(({ driverId, cause }) => [
        driverId,
        cause,
      ]),
    );
    return Array.from(causes, ([driverId, cause]) => ({ driverId, cause }));
  }

  async gaveBackBy(driverId: string): Promise<ReadonlyMap<string, GaveBackCause>> {
    const { store, unit } = this.part;
    const newest = givenBack(store.assignments.where(unit, 'driver', driverId));
    return new Map(newest.slice(-GAVE_BACK_MAX).map(({ orderId, cause }) => [orderId, cause]));
  }
}

/** Oldest first, so that of two causes for one order and driver the later one stays. */
function givenBack(
  those: readonly Assignment[],
): { driverId: string; orderId: string; cause: GaveBackCause }[] {
  return those
    .toSorted((a, b) => byNumber(a.number, b.number))
    .flatMap(({ driverId, orderId, cause }) =>
      cause === 'driver_cancelled' || cause === 'not_confirmed'
        ? [{ driverId, orderId, cause }]
        : [],
    );
}
