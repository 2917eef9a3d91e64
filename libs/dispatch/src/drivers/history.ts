import { cellAt } from '#libs/fleet-index';
import type { DriverState, PastState } from '../model/driver.js';

const HISTORY_CELL_RESOLUTION = 6;

/** What is kept to tell a driver later why he was not reached: a cell, never a point. */
export function history(driver: DriverState, atMs: number): PastState {
  const { driverId, onDuty, consents, cityCode, fix, manualPlace } = driver;
  const located = consents.location !== null && fix !== null;
  const place = located ? fix : manualPlace;
  return {
    driverId,
    fromMs: atMs,
    onDuty,
    locationConsent: consents.location !== null,
    cityCode,
    placeSource: located ? 'position' : manualPlace === null ? 'city' : 'manual',
    cell: place === null ? null : cellAt(place, HISTORY_CELL_RESOLUTION),
    observedAtMs: located ? fix.observedAtMs : null,
  };
}
