import { nearestCity } from '#libs/fleet-index';
import { BODY_TYPES, CARGO_KINDS } from '#libs/matcher';
import { Stream } from './random.js';
import { RowReading, type Row } from './row-reading.js';
import type { Problem } from './problems.js';
import { DEFAULT_BEHAVIOUR, LIMITS } from './scenario.js';
import type { PastOrder, SimDriver, SimOrder, World } from './world.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** After the last loading window every truck gets so long to be done. */
const DRAIN_MS = 48 * HOUR_MS;
const LITRES_PER_KILOGRAM = 3;

export const ORDER_COLUMNS = {
  needed: [
    ...['postedAt', 'loadingLat', 'loadingLng', 'loadingFrom', 'loadingUntil'],
    ...['unloadingLat', 'unloadingLng', 'kilograms', 'bodyType', 'freightYuan'],
  ],
  optional: ['shipperId', 'litres', 'cargoKind'],
} as const;

export const DRIVER_COLUMNS = {
  needed: ['driverId', 'lat', 'lng', 'bodyType', 'kilograms'],
  optional: [
    ...['litres', 'onDutyFrom', 'onDutyUntil', 'sharesLocation', 'sharesProfile'],
    ...['completed', 'cancelled', 'onTimeShare', 'reliability', 'wantedYuanPerKm'],
  ],
} as const;

export type WorldsFromRows =
  | { readonly ok: true; readonly worldOf: (seed: number) => World }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Orders and drivers as somebody exported them. What a file cannot know is drawn from the seed: how
 * people act, and, unless it says so, how reliable a driver is and what he drives for.
 */
export function worldFromRows(orders: readonly Row[], drivers: readonly Row[]): WorldsFromRows {
  const problems: Problem[] = [];
  limited(problems, 'orders', orders.length, LIMITS.orders);
  limited(problems, 'drivers', drivers.length, LIMITS.drivers);
  if (problems.length > 0) return { ok: false, problems };

  const posted = orders
    .map((row, at) => orderOf(new RowReading(row, `/orders/${at + 1}`, problems), at))
    .sort((a, b) => a.postedAtMs - b.postedAtMs || (a.name < b.name ? -1 : 1));
  const startMs = Math.min(...posted.map(({ postedAtMs }) => postedAtMs));
  const endMs = Math.max(...posted.map(({ loadingWindow }) => loadingWindow.untilMs)) + DRAIN_MS;
  const cast = (seed: number, found: Problem[]): SimDriver[] =>
    drivers.map((row, at) =>
      driverOf(new RowReading(row, `/drivers/${at + 1}`, found), { seed, startMs, endMs }),
    );
  const ids = cast(0, problems).map(({ registration }) => registration.driverId);
  ids.forEach((driverId, at) => {
    if (ids.indexOf(driverId) === at) return;
    problems.push({ path: `/drivers/${at + 1}/driverId`, message: `${driverId} is there twice` });
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    worldOf: (seed) => ({
      ...{ seed, startMs, endMs, orders: posted, behaviour: DEFAULT_BEHAVIOUR },
      drivers: cast(seed, []),
    }),
  };
}

function limited(problems: Problem[], name: string, count: number, most: number): void {
  if (count > 0 && count <= most) return;
  problems.push({ path: `/${name}`, message: `expected 1 to ${most} rows, got ${count}` });
}

function orderOf(row: RowReading, at: number): SimOrder {
  row.columns(ORDER_COLUMNS);
  const loadingWindow = { fromMs: row.moment('loadingFrom'), untilMs: row.moment('loadingUntil') };
  const postedAtMs = row.moment('postedAt');
  if (loadingWindow.untilMs <= loadingWindow.fromMs) {
    row.say('loadingUntil', 'expected a moment after loadingFrom');
  }
  if (loadingWindow.untilMs <= postedAtMs) {
    row.say('loadingUntil', 'expected a moment after postedAt');
  }
  const kilograms = row.whole('kilograms', [1, 100_000]);
  return {
    name: `o${String(at + 1).padStart(5, '0')}`,
    shipperId: row.text('shipperId', 'shipper-1'),
    postedAtMs,
    loading: row.place('loadingLat', 'loadingLng'),
    unloading: row.place('unloadingLat', 'unloadingLng'),
    loadingWindow,
    unloadingWindow: {
      fromMs: loadingWindow.fromMs,
      untilMs: loadingWindow.untilMs + 2 * DAY_MS,
    },
    load: {
      kilograms,
      litres: row.whole('litres', [0, 300_000], kilograms * 2),
      vehicleSlots: 0,
    },
    bodyTypes: [row.oneOf('bodyType', BODY_TYPES)],
    cargoKind: row.oneOf('cargoKind', CARGO_KINDS, 'general'),
    freightFen: Math.round(row.number('freightYuan', [0.01, 10_000_000]) * 100),
  };
}

function driverOf(
  row: RowReading,
  { seed, startMs, endMs }: { seed: number; startMs: number; endMs: number },
): SimDriver {
  row.columns(DRIVER_COLUMNS);
  const driverId = row.text('driverId');
  const stream = new Stream(seed, `driver/${driverId}`);
  const place = row.place('lat', 'lng');
  const kilograms = row.whole('kilograms', [1, 100_000]);
  const [completed, cancelled] = [
    row.whole('completed', [0, 500], 0),
    row.whole('cancelled', [0, 500], 0),
  ];
  const onTimeShare = row.number('onTimeShare', [0, 1], 0.85);
  const cityCode = nearestCity(place).code;
  const drawn = stream.between(0.4, 1);
  const wantedYuanPerKm = stream.between(2.5, 4.2);
  return {
    registration: {
      ...{ driverId, carrierId: null, qualifications: [], cityCode, homeCityCode: cityCode },
      crew: { size: 1, coDriverId: null },
      vehicle: {
        body: row.oneOf('bodyType', BODY_TYPES),
        ...{ lengthMillimeters: 9_600, widthMillimeters: 2_400, heightMillimeters: 2_700 },
        grossKilograms: kilograms + 9_000,
        axles: 3,
        capacity: {
          kilograms,
          litres: row.whole('litres', [1, 300_000], kilograms * LITRES_PER_KILOGRAM),
          vehicleSlots: 0,
        },
      },
    },
    place,
    onDutyFromMs: Math.max(startMs, row.moment('onDutyFrom', startMs)),
    onDutyUntilMs: Math.min(endMs, row.moment('onDutyUntil', endMs)),
    sharesLocation: row.truth('sharesLocation', true),
    sharesProfile: row.truth('sharesProfile', true),
    history: historyOf(stream, { completed, cancelled, onTimeShare, cityCode, startMs }),
    hidden: {
      reliability: row.number('reliability', [0, 1], drawn),
      wantedFenPerKm: Math.round(row.number('wantedYuanPerKm', [0, 1_000], wantedYuanPerKm) * 100),
      noticeSeconds: stream.between(5, 25),
    },
  };
}

/** The file says how many of each; when and where they were is of no account here. */
function historyOf(
  stream: Stream,
  past: {
    readonly completed: number;
    readonly cancelled: number;
    readonly onTimeShare: number;
    readonly cityCode: string;
    readonly startMs: number;
  },
): PastOrder[] {
  const timely = Math.round(past.completed * past.onTimeShare);
  return Array.from({ length: past.completed + past.cancelled }, (_, at) => ({
    completed: at < past.completed,
    onTime: at < past.completed ? at < timely : null,
    fromCityCode: past.cityCode,
    toCityCode: past.cityCode,
    shipperId: 'shipper-of-before',
    atMs: past.startMs - Math.ceil(stream.between(1, 120) * DAY_MS),
  }));
}
