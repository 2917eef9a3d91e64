import { timeText, type DriverView } from '#libs/contracts';
import type { Caller, DriverState } from '#libs/dispatch';

/** Where a driver is, he sees himself and the service that registered him; nobody else. */
export function driverView(driver: DriverState, { role }: Caller): DriverView {
  const placed = role === 'driver' || role === 'service';
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
