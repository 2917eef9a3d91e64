import { cityByCode, nearestCity } from '#libs/fleet-index';
import type { Position, Vehicle } from '#libs/dispatch';
import { roadMeters } from './behaviour.js';
import { Stream } from './random.js';
import type { Place, Scenario } from './scenario.js';
import type { PastOrder, SimDriver, SimOrder, World } from './world.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Every simulation begins at the same moment: a Monday, 08:00 in China. */
export const START_MS = Date.UTC(2026, 2, 2, 0, 0, 0);

/** Shorter than this nobody calls a truck. */
const LANE_MIN_METERS = 8_000;
const LITRES_PER_KILOGRAM = 3;
const TRIES_MAX = 50;

/** Drivers and orders of one seed: the same ones for every mode. */
export function makeWorld(scenario: Scenario, seed: number): World {
  return {
    seed,
    startMs: START_MS,
    endMs: START_MS + (scenario.hours + scenario.drainHours) * HOUR_MS,
    drivers: Array.from({ length: scenario.drivers.count }, (_, at) =>
      driverOf(scenario, seed, `d${String(at + 1).padStart(4, '0')}`),
    ),
    orders: Array.from({ length: scenario.orders.count }, (_, at) =>
      orderOf(scenario, seed, `o${String(at + 1).padStart(5, '0')}`),
    ).sort((a, b) => a.postedAtMs - b.postedAtMs || (a.name < b.name ? -1 : 1)),
    behaviour: scenario.behaviour,
  };
}

function driverOf(scenario: Scenario, seed: number, driverId: string): SimDriver {
  const stream = new Stream(seed, `driver/${driverId}`);
  const { drivers, places } = scenario;
  const home = stream.weighted(places.map((place) => [place, place.weight] as const));
  const place = near(stream, home);
  const body = stream.weighted(drivers.bodies);
  const kilograms = Math.round(stream.between(...drivers.capacityKilograms));
  const { good, poor, poorShare } = drivers.reliability;
  const reliability = stream.chance(poorShare) ? poor : good;
  const luck = stream.chance(poorShare) ? poor : good;
  const isNew = stream.chance(drivers.newShare);
  // In the null world the past is somebody else's: as good on the average, and of no use.
  const shown = stream.chance(drivers.historySignal) ? reliability : luck;
  return {
    registration: {
      driverId,
      carrierId: null,
      vehicle: vehicleOf(body, kilograms),
      qualifications: [],
      crew: { size: 1, coDriverId: null },
      cityCode: nearestCity(place).code,
      homeCityCode: home.cityCode,
    },
    place,
    onDutyFromMs: START_MS,
    onDutyUntilMs: START_MS + (scenario.hours + scenario.drainHours) * HOUR_MS,
    sharesLocation: !stream.chance(drivers.locationOffShare),
    sharesProfile: !stream.chance(drivers.profileOffShare),
    history: isNew ? [] : historyOf(scenario, stream, shown),
    hidden: {
      reliability,
      wantedFenPerKm: Math.round(stream.between(...drivers.wantedFenPerKm)),
      noticeSeconds: stream.between(...drivers.noticeSeconds),
    },
  };
}

const vehicleOf = (body: Vehicle['body'], kilograms: number): Vehicle => ({
  body,
  lengthMillimeters: 9_600,
  widthMillimeters: 2_400,
  heightMillimeters: 2_700,
  grossKilograms: kilograms + 9_000,
  axles: 3,
  capacity: { kilograms, litres: kilograms * LITRES_PER_KILOGRAM, vehicleSlots: 0 },
});

/** What somebody of this reliability would have left behind, by the chances of this scenario. */
function historyOf(scenario: Scenario, stream: Stream, reliability: number): PastOrder[] {
  const { drivers, places, behaviour, orders } = scenario;
  const weighted = places.map((place) => [place, place.weight] as const);
  const count = Math.round(stream.between(...drivers.historyOrders));
  return Array.from({ length: count }, () => {
    const completed = !stream.chance(behaviour.cancelChance * (1 - reliability));
    const timely = 1 - (1 - reliability) * 0.7;
    return {
      completed,
      onTime: completed ? stream.chance(timely) : null,
      fromCityCode: stream.weighted(weighted).cityCode,
      toCityCode: stream.weighted(weighted).cityCode,
      shipperId: `shipper-${stream.whole(1, orders.shippers)}`,
      atMs: START_MS - Math.ceil(stream.between(1, 120) * DAY_MS),
    };
  });
}

function orderOf(scenario: Scenario, seed: number, name: string): SimOrder {
  const stream = new Stream(seed, `order/${name}`);
  const { orders, drivers, places, hours } = scenario;
  const weighted = places.map((place) => [place, place.weight] as const);
  const from = stream.weighted(weighted);
  const loading = near(stream, from);
  const unloading = elsewhere(stream, from, loading, weighted, orders.localShare);
  const postedAtMs = Math.ceil(START_MS + stream.next() * hours * HOUR_MS);
  const fromMs = postedAtMs + Math.ceil(stream.between(...orders.loadingAfterMinutes)) * MINUTE_MS;
  const untilMs = fromMs + Math.ceil(stream.between(...orders.windowMinutes)) * MINUTE_MS;
  const meters = roadMeters(loading, unloading);
  const kilograms = Math.max(
    1,
    Math.round(drivers.capacityKilograms[0] * stream.between(...orders.loadShare)),
  );
  return {
    name,
    shipperId: `shipper-${stream.whole(1, orders.shippers)}`,
    postedAtMs,
    loading,
    unloading,
    loadingWindow: { fromMs, untilMs },
    unloadingWindow: { fromMs, untilMs: untilMs + 2 * DAY_MS },
    load: { kilograms, litres: kilograms * 2, vehicleSlots: 0 },
    bodyTypes: [stream.weighted(drivers.bodies)],
    cargoKind: stream.weighted(orders.cargo),
    freightFen: Math.max(
      1,
      Math.round((meters / 1000) * stream.between(...orders.freightFenPerKm)),
    ),
  };
}

function elsewhere(
  stream: Stream,
  from: Place,
  loading: Position,
  places: readonly (readonly [Place, number])[],
  localShare: number,
): Position {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const to = stream.chance(localShare) ? from : stream.weighted(places);
    const at = near(stream, to);
    if (roadMeters(loading, at) >= LANE_MIN_METERS) return at;
  }
  // A market no wider than a yard: then the lane is as long as it has to be.
  return { lat: rounded(loading.lat + 0.08), lng: loading.lng };
}

/** Most of a city's freight is close to its middle; some comes from far out. */
function near(stream: Stream, { cityCode, spreadKm }: Place): Position {
  const city = cityByCode(cityCode);
  if (city === null) throw new Error(`city ${cityCode} is not in the table`);
  const northKm = (stream.around() * spreadKm) / 1.5;
  const eastKm = (stream.around() * spreadKm) / 1.5;
  return {
    lat: rounded(city.lat + northKm / 111.2),
    lng: rounded(city.lng + eastKm / (111.2 * Math.cos((city.lat * Math.PI) / 180))),
  };
}

const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
