import type { GivenRating, Outcome, Outcomes, Rating } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

export class MemoryOutcomes implements Outcomes {
  constructor(private readonly part: Part) {}

  async lock(driverIds: readonly string[]): Promise<void> {
    const { store, unit } = this.part;
    for (const driverId of [...new Set(driverIds)].sort(byCodeUnit)) {
      await store.drivers.lock(unit, driverId);
    }
  }

  async add(outcomes: readonly Outcome[]): Promise<number> {
    const { store, unit } = this.part;
    await this.lock(outcomes.map(({ driverId }) => driverId));
    let added = 0;
    for (const outcome of outcomes) {
      await store.outcomes.lock(unit, outcome.outcomeId);
      if (store.outcomes.get(unit, outcome.outcomeId) !== undefined) continue;
      store.outcomes.put(unit, outcome.outcomeId, { ...outcome, voided: false });
      await this.raiseProfile(outcome.driverId);
      added++;
    }
    return added;
  }

  async ofDrivers(
    driverIds: readonly string[],
    sinceMs: number,
    perDriver: number,
  ): Promise<Outcome[]> {
    const { store, unit } = this.part;
    return driverIds.flatMap((driverId) =>
      store.outcomes
        .where(unit, 'driver', driverId)
        .filter(({ atMs, voided }) => atMs >= sinceMs && !voided)
        .sort((a, b) => byNumber(b.atMs, a.atMs) || byCodeUnit(b.outcomeId, a.outcomeId))
        .slice(0, perDriver)
        .map(({ voided: _, ...outcome }) => outcome),
    );
  }

  async byId(outcomeId: string): Promise<(Outcome & { readonly voided: boolean }) | null> {
    const { store, unit } = this.part;
    return store.outcomes.get(unit, outcomeId) ?? null;
  }

  async void(outcomeId: string): Promise<boolean> {
    const { store, unit } = this.part;
    await store.outcomes.lock(unit, outcomeId);
    const outcome = store.outcomes.get(unit, outcomeId);
    if (outcome === undefined || outcome.voided) return false;
    store.outcomes.put(unit, outcomeId, { ...outcome, voided: true });
    await this.raiseProfile(outcome.driverId);
    return true;
  }

  async rate(rating: Rating): Promise<boolean> {
    const { store, unit } = this.part;
    let isNew = false;
    await store.ratings.change(unit, rating.orderId, (known = []) => {
      if (known.some(({ by }) => by === rating.by)) return known;
      isNew = true;
      return [...known, rating];
    });
    const given = isNew && rating.by === 'shipper' && rating.origin === 'given';
    const driverId = given ? store.orders.get(unit, rating.orderId)?.driverId : null;
    if (driverId !== null && driverId !== undefined) await this.raiseProfile(driverId);
    return isNew;
  }

  async givenRatings(
    driverIds: readonly string[],
    sinceMs: number,
    perDriver: number,
  ): Promise<GivenRating[]> {
    const { store, unit } = this.part;
    return driverIds.flatMap((driverId) =>
      store.orders
        .where(unit, 'driver', driverId)
        .filter(({ postedAtMs }) => postedAtMs >= sinceMs)
        .sort((a, b) => byNumber(b.postedAtMs, a.postedAtMs) || byCodeUnit(b.orderId, a.orderId))
        .slice(0, perDriver)
        .flatMap(({ orderId }) => store.ratings.get(unit, orderId) ?? [])
        .filter(({ by, origin }) => by === 'shipper' && origin === 'given')
        .map(({ stars, atMs }) => ({ driverId, stars, atMs })),
    );
  }

  async ratings(orderId: string): Promise<Rating[]> {
    const { store, unit } = this.part;
    return [...(store.ratings.get(unit, orderId) ?? [])].sort(
      (a, b) => byNumber(a.atMs, b.atMs) || byCodeUnit(a.by, b.by),
    );
  }

  /** Only the profile's version: the fence of a claim is about other things. */
  private async raiseProfile(driverId: string): Promise<void> {
    const { store, unit } = this.part;
    await store.drivers.change(unit, driverId, (record) =>
      record === undefined
        ? record
        : {
            ...record,
            state: { ...record.state, profileVersion: record.state.profileVersion + 1 },
            changed: store.changes.next(driverId),
          },
    );
  }
}
