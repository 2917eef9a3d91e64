import { timeText, type DriverView } from '#libs/contracts';
import type { DriverState } from '#libs/dispatch';

/** Where he is stands in it only for whom it may be shown; each caller of this has to say. */
export function driverView(driver: DriverState, placed: boolean): DriverView {
  const { fix, manualPlace } = driver;
  return {
    driverId: driver.driverId,
    carrierId: driver.carrierId,
    vehicle: driver.vehicle,
    qualifications: driver.qualifications,
    crew: driver.crew,
    cityCode: driver.cityCode,
    homeCityCode: driver.homeCityCode,
    onDuty: driver.onDuty,
    freeSince: driver.freeSinceMs === null ? null : timeText(driver.freeSinceMs),
    activeOrders: driver.activeOrders,
    consents: driver.consents,
    manualPlace:
      !placed || manualPlace === null
        ? null
        : { lat: manualPlace.lat, lng: manualPlace.lng, setAt: timeText(manualPlace.setAtMs) },
    position:
      !placed || fix === null
        ? null
        : {
            lat: fix.lat,
            lng: fix.lng,
            source: fix.source,
            observedAt: timeText(fix.observedAtMs),
          },
    registeredAt: timeText(driver.registeredAtMs),
  };
}
