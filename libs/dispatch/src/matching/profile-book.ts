import type { Policy } from '#libs/matcher';
import { dayOf, profileOf, type CompletionProfile } from '#libs/profiles';
import type { DriverState } from '../model/driver.js';
import type { Tx } from '../ports/database.js';
import type { Outcome } from '../ports/outcomes.js';

const DAY_MS = 86_400_000;
/** Far more than a window of work holds; a bound on what one gathering may read. */
const OUTCOMES_PER_DRIVER_MAX = 500;
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
    { profile: { halfLifeDays, windowDays } }: Policy,
    nowMs: number,
  ): Promise<ReadonlyMap<string, CompletionProfile>> {
    const day = dayOf(nowMs);
    const profiles = new Map<string, CompletionProfile>();
    const missing = new Map<string, string>();
    for (const { driverId, profileVersion, consents } of drivers) {
      if (consents.profile === null) continue;
      const key = `${profileVersion}/${day}/${halfLifeDays}/${windowDays}`;
      const kept = this.kept.get(driverId);
      if (kept?.key === key) profiles.set(driverId, kept.profile);
      else missing.set(driverId, key);
    }
    if (missing.size === 0) return profiles;

    const outcomes = await tx.outcomes.ofDrivers(
      [...missing.keys()],
      nowMs - (windowDays + 1) * DAY_MS,
      OUTCOMES_PER_DRIVER_MAX,
    );
    const byDriver = byDriverOf(outcomes);
    for (const [driverId, key] of missing) {
      const profile = profileOf(byDriver.get(driverId) ?? [], { day, halfLifeDays, windowDays });
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
    return profileOf(outcomes, { day: dayOf(nowMs), halfLifeDays, windowDays });
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

function byDriverOf(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const byDriver = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const those = byDriver.get(outcome.driverId);
    if (those === undefined) byDriver.set(outcome.driverId, [outcome]);
    else those.push(outcome);
  }
  return byDriver;
}
