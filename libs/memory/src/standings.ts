import type { Compensation, Standing, Standings } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

const LISTED_MAX = 100;

export class MemoryStandings implements Standings {
  constructor(private readonly part: Part) {}

  async of(
    driverIds: readonly string[],
    { fromCityCode, nowMs }: { fromCityCode: string; nowMs: number },
  ): Promise<ReadonlyMap<string, Standing>> {
    const { store, unit } = this.part;
    const standings = new Map<string, Standing>();
    if (store.compensations.size === 0 && store.humanChoices.size === 0) return standings;
    for (const driverId of driverIds) {
      const owed = store.compensations
        .where(unit, 'driver', driverId)
        .filter(({ usedAtMs, expiresAtMs }) => usedAtMs === null && expiresAtMs > nowMs)
        .filter((each) => each.fromCityCode === null || each.fromCityCode === fromCityCode)
        .sort(oldestFirst);
      const compensationId = owed[0]?.compensationId ?? null;
      const wantsHuman = await this.wantsHuman(driverId);
      if (compensationId !== null || wantsHuman) {
        standings.set(driverId, { compensationId, wantsHuman });
      }
    }
    return standings;
  }

  async grant(owed: Omit<Compensation, 'usedAtMs' | 'usedIn'>): Promise<string> {
    const { store, unit } = this.part;
    const key = owed.requestId;
    const kept = await store.compensations.change(
      unit,
      key,
      (known) => known ?? { ...owed, usedAtMs: null, usedIn: null },
    );
    return kept?.compensationId ?? owed.compensationId;
  }

  async use(
    compensationId: string,
    { decisionId, atMs }: { decisionId: string; atMs: number },
  ): Promise<boolean> {
    const { store, unit } = this.part;
    const found = store.compensations
      .all(unit)
      .find((each) => each.compensationId === compensationId);
    if (found === undefined) return false;
    let used = false;
    await store.compensations.change(unit, found.requestId, (known) => {
      if (known === undefined || known.usedAtMs !== null) return known;
      used = true;
      return { ...known, usedAtMs: atMs, usedIn: decisionId };
    });
    return used;
  }

  async compensationsOf(driverId: string): Promise<Compensation[]> {
    const { store, unit } = this.part;
    return store.compensations
      .where(unit, 'driver', driverId)
      .sort((a, b) => oldestFirst(b, a))
      .slice(0, LISTED_MAX);
  }

  async choose(driverId: string, wanted: boolean): Promise<void> {
    const { store, unit } = this.part;
    await store.humanChoices.change(unit, driverId, () => wanted);
  }

  async wantsHuman(driverId: string): Promise<boolean> {
    const { store, unit } = this.part;
    return store.humanChoices.get(unit, driverId) ?? false;
  }
}

const oldestFirst = (a: Compensation, b: Compensation): number =>
  byNumber(a.grantedAtMs, b.grantedAtMs) || byCodeUnit(a.compensationId, b.compensationId);
