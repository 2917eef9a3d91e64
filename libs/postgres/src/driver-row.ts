import type { CoordinateSystem, Driver, DriverState, Fix } from '#libs/dispatch';
import type { ColumnValues } from './sql.js';

export type DriverRow = {
  readonly driver_id: string;
  readonly version: number;
  readonly carrier_id: string | null;
  readonly body: Driver['vehicle']['body'];
  readonly length_millimeters: number;
  readonly width_millimeters: number;
  readonly height_millimeters: number;
  readonly gross_kilograms: number;
  readonly axles: number;
  readonly capacity_kilograms: number;
  readonly capacity_litres: number;
  readonly capacity_vehicle_slots: number;
  readonly qualifications: Driver['qualifications'];
  readonly crew_size: 1 | 2;
  readonly co_driver_id: string | null;
  readonly home_city_code: string | null;
  readonly city_code: string;
  readonly on_duty: boolean;
  readonly free_since_ms: number | null;
  readonly active_orders: number;
  readonly holding: readonly string[];
  readonly held_kilograms: number;
  readonly held_litres: number;
  readonly held_vehicle_slots: number;
  readonly consent_location: string | null;
  readonly consent_trip_track: string | null;
  readonly consent_profile: string | null;
  readonly consent_vehicle_terminal: string | null;
  readonly manual_lat: number | null;
  readonly manual_lng: number | null;
  readonly manual_set_at_ms: number | null;
  readonly profile_version: number;
  readonly registered_at_ms: number;
  readonly fix_lat: number | null;
  readonly fix_lng: number;
  readonly fix_given_lat: number;
  readonly fix_given_lng: number;
  readonly fix_given_system: CoordinateSystem;
  readonly fix_source: Fix['source'];
  readonly fix_observed_at_ms: number;
};

/** A fix without consent does not leave the database, whatever is stored. */
export const DRIVER_SELECT = /* sql */ `
  SELECT d.*, f.lat AS fix_lat, f.lng AS fix_lng, f.given_lat AS fix_given_lat,
    f.given_lng AS fix_given_lng, f.given_system AS fix_given_system, f.source AS fix_source,
    f.observed_at_ms AS fix_observed_at_ms
  FROM drivers d
  LEFT JOIN driver_fixes f ON f.driver_id = d.driver_id AND d.consent_location IS NOT NULL
    AND (f.source <> 'vehicle_terminal' OR d.consent_vehicle_terminal IS NOT NULL)`;

/** What the registering service owns. */
export const registeredRow = ({
  carrierId,
  vehicle,
  qualifications,
  crew,
}: Driver): ColumnValues => ({
  carrier_id: carrierId,
  body: vehicle.body,
  length_millimeters: vehicle.lengthMillimeters,
  width_millimeters: vehicle.widthMillimeters,
  height_millimeters: vehicle.heightMillimeters,
  gross_kilograms: vehicle.grossKilograms,
  axles: vehicle.axles,
  capacity_kilograms: vehicle.capacity.kilograms,
  capacity_litres: vehicle.capacity.litres,
  capacity_vehicle_slots: vehicle.capacity.vehicleSlots,
  qualifications,
  crew_size: crew.size,
  co_driver_id: crew.coDriverId,
});

/** What the driver sets himself. */
export const ownRow = (driver: Driver): ColumnValues => ({
  home_city_code: driver.homeCityCode,
  city_code: driver.cityCode,
  on_duty: driver.onDuty,
  consent_location: driver.consents.location,
  consent_trip_track: driver.consents.trip_track,
  consent_profile: driver.consents.profile,
  consent_vehicle_terminal: driver.consents.vehicle_terminal,
  manual_lat: driver.manualPlace?.lat ?? null,
  manual_lng: driver.manualPlace?.lng ?? null,
  manual_set_at_ms: driver.manualPlace?.setAtMs ?? null,
});

export const driverStateOf = (row: DriverRow): DriverState => ({
  driverId: row.driver_id,
  version: row.version,
  carrierId: row.carrier_id,
  vehicle: {
    body: row.body,
    lengthMillimeters: row.length_millimeters,
    widthMillimeters: row.width_millimeters,
    heightMillimeters: row.height_millimeters,
    grossKilograms: row.gross_kilograms,
    axles: row.axles,
    capacity: {
      kilograms: row.capacity_kilograms,
      litres: row.capacity_litres,
      vehicleSlots: row.capacity_vehicle_slots,
    },
  },
  qualifications: row.qualifications,
  crew: { size: row.crew_size, coDriverId: row.co_driver_id },
  homeCityCode: row.home_city_code,
  cityCode: row.city_code,
  onDuty: row.on_duty,
  freeSinceMs: row.free_since_ms,
  consents: {
    location: row.consent_location,
    trip_track: row.consent_trip_track,
    profile: row.consent_profile,
    vehicle_terminal: row.consent_vehicle_terminal,
  },
  manualPlace:
    row.manual_lat === null || row.manual_lng === null || row.manual_set_at_ms === null
      ? null
      : { lat: row.manual_lat, lng: row.manual_lng, setAtMs: row.manual_set_at_ms },
  profileVersion: row.profile_version,
  registeredAtMs: row.registered_at_ms,
  fix: fixOf(row),
  activeOrders: row.active_orders,
  ...(row.active_orders === 0
    ? {}
    : {
        holding: row.holding,
        held: {
          kilograms: row.held_kilograms,
          litres: row.held_litres,
          vehicleSlots: row.held_vehicle_slots,
        },
      }),
});

/**
 * Asked again of the locked row: the join may have seen a fix from before a withdrawal it waited
 * for.
 */
const fixOf = (row: DriverRow): Fix | null =>
  row.fix_lat === null ||
  row.consent_location === null ||
  (row.fix_source === 'vehicle_terminal' && row.consent_vehicle_terminal === null)
    ? null
    : {
        lat: row.fix_lat,
        lng: row.fix_lng,
        given: {
          lat: row.fix_given_lat,
          lng: row.fix_given_lng,
          coordinateSystem: row.fix_given_system,
        },
        source: row.fix_source,
        observedAtMs: row.fix_observed_at_ms,
      };
