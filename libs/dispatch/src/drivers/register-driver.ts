import type { Qualification } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import { NO_CONSENTS, type DriverState, type Vehicle } from '../model/driver.js';
import { mustKnowCity } from '../place.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { history } from './history.js';

export type Registration = {
  readonly driverId: string;
  readonly carrierId: string | null;
  readonly vehicle: Vehicle;
  readonly qualifications: readonly Qualification[];
  readonly crew: { readonly size: 1 | 2; readonly coDriverId: string | null };
  readonly cityCode: string;
  readonly homeCityCode: string | null;
};

/**
 * What the registering service knows of a driver and his truck. Consents, duty, place and profile
 * are the driver's own and stay as they are when he is registered again.
 */
export async function registerDriver(
  tx: Tx,
  { clock, entropy }: Pick<Matching, 'clock' | 'entropy'>,
  caller: Caller,
  registration: Registration,
): Promise<DriverState> {
  const nowMs = clock.nowMs();
  const { driverId } = registration;
  const { crew } = registration;
  if (crew.coDriverId !== null && (crew.size === 1 || crew.coDriverId === driverId)) {
    throw new Rejection('validation_failed', 'The crew does not hold.', [
      {
        path: '/crew/coDriverId',
        code: 'crew',
        message: 'expected none with a crew of one, and never the driver himself',
      },
    ]);
  }
  mustKnowCity(registration.cityCode, '/cityCode');
  if (registration.homeCityCode !== null) {
    mustKnowCity(registration.homeCityCode, '/homeCityCode');
  }
  await mustStillCarry(tx, registration);
  await tx.drivers.register({
    ...registration,
    version: 1,
    onDuty: false,
    freeSinceMs: null,
    consents: NO_CONSENTS,
    manualPlace: null,
    profileVersion: 0,
    registeredAtMs: nowMs,
  });
  // Asked last: a registration that waited for the erasure of the same driver finds its fence.
  for (const id of [driverId, crew.coDriverId]) {
    if (id !== null && (await tx.drivers.isFenced(id))) {
      throw new Rejection('driver_erased', 'A driver of this id was erased on demand.');
    }
  }
  const driver = await tx.drivers.byId(driverId);
  if (driver === null) throw new Error(`driver ${driverId} vanished`);
  await tx.drivers.recordState(history(driver, nowMs));
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'driver.registered', driverId, {
      driverId,
      body: driver.vehicle.body,
      cityCode: driver.cityCode,
    }),
  ]);
  return driver;
}

/** A truck is not made smaller than what it holds: no claim could then be held against it. */
async function mustStillCarry(tx: Tx, { driverId, vehicle }: Registration): Promise<void> {
  const held = (await tx.drivers.byIdForUpdate(driverId))?.held;
  if (held === undefined) return;
  const { kilograms, litres, vehicleSlots } = vehicle.capacity;
  if (held.kilograms <= kilograms && held.litres <= litres && held.vehicleSlots <= vehicleSlots) {
    return;
  }
  throw new Rejection('carries_an_order', 'The truck holds more than it could carry then.');
}
