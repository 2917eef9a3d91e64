import { cellCenter, cityByCode, greatCircleMeters } from '#libs/fleet-index';
import type { PastEvidence } from '#libs/explanations';
import { truckOf } from '../matching/truck.js';
import type { Order, Position } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';

/** What is kept of a driver at a moment: whether he was there, and coarsely where. */
export async function pastEvidence(
  tx: Tx,
  order: Order | null,
  driverId: string,
  atMs: number,
): Promise<PastEvidence> {
  const driver = await tx.drivers.byId(driverId);
  if (driver === null) throw notFound('driver', driverId);
  const state = await tx.drivers.stateAt(driverId, atMs);
  const sinceMs = await tx.drivers.truckSince(driverId);
  const place: Position | null =
    state === null
      ? null
      : state.cell === null
        ? cityByCode(state.cityCode)
        : cellCenter(state.cell);
  return {
    registeredAtMs: driver.registeredAtMs,
    truck: sinceMs === null ? null : { sinceMs, as: truckOf(driver) },
    state,
    pickupMeters: place === null || order === null ? null : greatCircleMeters(place, order.loading),
    cityName: (code) => {
      const city = cityByCode(code);
      return city === null ? null : { zh: city.zh, en: city.en };
    },
  };
}
