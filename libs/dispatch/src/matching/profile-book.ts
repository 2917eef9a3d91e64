import type { Policy } from '#libs/matcher';
import { dayOf, profileOf, ratingSums, type CompletionProfile } from '#libs/profiles';
import type { DriverState } from '../model/driver.js';
import type { Tx } from '../ports/database.js';
import type { Outcome } from '../ports/outcomes.js';

const DAY_MS = 86_400_000;
/** Far more than a window of work holds; a bound on what one gathering may read. */
const OUTCOMES_PER_DRIVER_MAX = 500;
/** The newest orders whose ratings count. */
const RATINGS_PER_DRIVER_MAX = 200;
const PROFILES_KEPT_MAX = 50_000;

type Kept = { readonly key: string; readonly profile: CompletionProfile };

/**
 * A profile is a function of the outcomes and the day, so it is worked out once a day and driver,
 * and again when an outcome is added. Drivers without consent are never looked up.
 */
export class ProfileBook {
  private readonly kept = new Map<string, Kept>();

  async load(
    tx: Tx,
    drivers: readonly DriverState[],
    { weights, profile: { halfLifeDays, windowDays } }: Policy,
    nowMs: number,
  ): Promise<ReadonlyMap<string, CompletionProfile>> {
    const rated = weights.observed_rating !== undefined;
    const day = dayOf(nowMs);
    const profiles = new Map<string, CompletionProfile>();
    const missing = new Map<string, string>();
    for (const { driverId, profileVersion, consents } of drivers) {
      if (consents.profile === null) continue;
      const key = `${profileVersion}/${day}/${halfLifeDays}/${windowDays}/${rated}`;
      const kept = this.kept.get(driverId);
      if (kept?.key === key) profiles.set(driverId, kept.profile);
      else missing.set(driverId, key);
    }
    if (missing.size === 0) return profiles;

    const asked = [[...missing.keys()], nowMs - (windowDays + 1) * DAY_MS] as const;
    const outcomes = await tx.outcomes.ofDrivers(...asked, OUTCOMES_PER_DRIVER_MAX);
    const ratings = rated ? await tx.outcomes.givenRatings(...asked, RATINGS_PER_DRIVER_MAX) : [];
    const byDriver = byDriverOf(outcomes);
    const ratingsOf = byDriverOf(ratings);
    const options = { day, halfLifeDays, windowDays };
    for (const [driverId, key] of missing) {
      const made = profileOf(byDriver.get(driverId) ?? [], options);
      const profile = rated
        ? { ...made, ratings: ratingSums(ratingsOf.get(driverId) ?? [], options) }
        : made;
      this.keep(driverId, { key, profile });
      profiles.set(driverId, profile);
    }
    return profiles;
  }

  /** Of one driver, whether or not it is used: what he himself may see. Not kept. */
  async of(
    tx: Tx,
    { driverId }: DriverState,
    { profile: { halfLifeDays, windowDays } }: Policy,
    nowMs: number,
  ): Promise<CompletionProfile> {
    const sinceMs = nowMs - (windowDays + 1) * DAY_MS;
    const outcomes = await tx.outcomes.ofDrivers([driverId], sinceMs, OUTCOMES_PER_DRIVER_MAX);
    const ratings = await tx.outcomes.givenRatings([driverId], sinceMs, RATINGS_PER_DRIVER_MAX);
    const options = { day: dayOf(nowMs), halfLifeDays, windowDays };
    return { ...profileOf(outcomes, options), ratings: ratingSums(ratings, options) };
  }

  /** All that profiles of these drivers are made from, whatever the window: the newest of each. */
  async outcomesOf(
    tx: Tx,
    drivers: readonly DriverState[],
  ): Promise<ReadonlyMap<string, readonly Outcome[]>> {
    if (drivers.length === 0) return new Map();
    const driverIds = drivers.map(({ driverId }) => driverId);
    const outcomes = await tx.outcomes.ofDrivers(driverIds, 0, OUTCOMES_PER_DRIVER_MAX);
    return byDriverOf(outcomes);
  }

  remembered(): Iterable<string> {
    return this.kept.keys();
  }

  forget(driverId: string): void {
    this.kept.delete(driverId);
  }

  /** The oldest entry goes first: a Map keeps the order of insertion. */
  private keep(driverId: string, entry: Kept): void {
    this.kept.delete(driverId);
    this.kept.set(driverId, entry);
    if (this.kept.size > PROFILES_KEPT_MAX) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.kept.delete(oldest.value);
    }
  }
}

function byDriverOf<T extends { readonly driverId: string }>(
  those: readonly T[],
): Map<string, T[]> {
  const byDriver = new Map<string, T[]>();
  for (const each of those) {
    const known = byDriver.get(each.driverId);
    if (known === undefined) byDriver.set(each.driverId, [each]);
    else known.push(each);
  }
  return byDriver;
}
