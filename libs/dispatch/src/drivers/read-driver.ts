import type { CargoKind } from '#libs/matcher';
import { dayOf } from '#libs/profiles';
import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import type { DriverState } from '../model/driver.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';

const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Himself for a driver, everyone for staff and services; for a company see `carrierDrivers`. */
export async function driverSeen(tx: Tx, caller: Caller, driverId: string): Promise<DriverState> {
  const driver = await tx.drivers.byId(driverId);
  const may =
    caller.role === 'driver'
      ? caller.subject === driverId
      : caller.role !== 'carrier' && caller.role !== 'shipper';
  if (driver === null || !may) throw notFound('driver', driverId);
  return driver;
}

/** Everything the matcher may know of a driver as a person, as he may see it (M4, D3). */
export async function driverProfile(
  tx: Tx,
  { clock, profiles, policies }: Pick<Matching, 'clock' | 'profiles' | 'policies'>,
  caller: Caller,
  driverId: string,
): Promise<{
  readonly driverId: string;
  readonly used: boolean;
  readonly asOfMs: number;
  readonly attemptedMilli: number;
  readonly completedMilli: number;
  readonly timedMilli: number;
  readonly onTimeMilli: number;
  readonly lanes: { fromCityCode: string; toCityCode: string; completedMilli: number }[];
  readonly together: { shipperId: string; completedMilli: number }[];
  readonly cargo: { cargoKind: CargoKind; completedMilli: number }[];
  readonly ratedMilli: number;
  readonly starsMilli: number;
  readonly halfLifeDays: number;
  readonly windowDays: number;
}> {
  const driver = await driverSeen(tx, caller, driverId);
  const nowMs = clock.nowMs();
  const active = await tx.policies.activeFor(driver.cityCode);
  if (active === null) throw new Error('no active policy');
  const policy = await policies.get(tx, active.hash);
  const profile = await profiles.of(tx, driver, policy, nowMs);
  const { halfLifeDays, windowDays } = policy.profile;
  return {
    driverId,
    used: driver.consents.profile !== null,
    asOfMs: dayOf(nowMs) * DAY_MS - SHANGHAI_OFFSET_MS,
    attemptedMilli: profile.attemptedMilli,
    completedMilli: profile.completedMilli,
    timedMilli: profile.timedMilli,
    onTimeMilli: profile.onTimeMilli,
    lanes: [...profile.laneMilli].map(([lane, completedMilli]) => {
      const [fromCityCode = '', toCityCode = ''] = lane.split('>');
      return { fromCityCode, toCityCode, completedMilli };
    }),
    together: [...profile.togetherMilli].map(([shipperId, completedMilli]) => ({
      shipperId,
      completedMilli,
    })),
    cargo: [...profile.cargoMilli].map(([cargoKind, completedMilli]) => ({
      cargoKind,
      completedMilli,
    })),
    ratedMilli: profile.ratings?.ratedMilli ?? 0,
    starsMilli: profile.ratings?.starsMilli ?? 0,
    halfLifeDays,
    windowDays,
  };
}
