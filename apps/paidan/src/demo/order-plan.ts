import type { BodyType, CoordinateSystem, PostOrder } from '#libs/contracts';
import { greatCircleMeters } from '#libs/fleet-index';
import { givenIn } from './coordinates.js';
import type { PlannedDriver } from './fleet.js';
import { SHIPPERS, shipperId } from './history.js';
import type { Place } from './places.js';
import type { Random } from './random.js';

/** What the shipper will do with his order after posting it. */
export type Turn = 'none' | 'amends' | 'cancels' | 'leaves_unconfirmed';

export type PlannedOrder = {
  readonly shipperId: string;
  readonly from: Place;
  readonly to: Place;
  readonly order: PostOrder;
  /**
   * Feasible by construction: the load, body and length of an order are cut from the truck of a
   * driver who is on duty near its loading place, and who grabs it and no other. Null for an
   * oversize load, which no truck of the fleet can carry and which expires.
   */
  readonly keyDriver: PlannedDriver | null;
  readonly turn: Turn;
};

const HOUR_MS = 3_600_000;
const SYSTEMS: readonly CoordinateSystem[] = ['gcj02', 'gcj02', 'wgs84', 'bd09'];
/** Longer than any truck; a low-bed with a permit. */
const OVERSIZE = { kilograms: 90_000, litres: 160_000, lengthMillimeters: 29_000 };

/** Oversize ones first: they take the longest, since they end by running out of time. */
export function planOrders(
  count: number,
  fleet: readonly PlannedDriver[],
  places: readonly Place[],
  random: Random,
): PlannedOrder[] {
  const oversize = Math.ceil(count / 15);
  const free = fleet.filter(({ onDuty, placed }) => onDuty && placed === 'position');
  const keys = random.some(free, count - oversize);
  if (keys.length < count - oversize) {
    throw new Error(`${count} orders need more than ${fleet.length} drivers: raise --drivers.`);
  }
  const cancels = Math.ceil(count / 30);
  const amends = Math.ceil(count / 20);
  const turnOf = (position: number): Turn => {
    if (position < cancels) return 'cancels';
    if (position < cancels + amends) return 'amends';
    return position === cancels + amends ? 'leaves_unconfirmed' : 'none';
  };
  return [
    ...random.some(places, oversize).map((place) => oversizeOrder(place, places, random)),
    ...keys.map((key, position) => orderFor(key, turnOf(position), places, random)),
  ];
}

/** Cut from the truck: full enough to be worth it, with some room left. */
export function orderFor(
  keyDriver: PlannedDriver,
  turn: Turn,
  places: readonly Place[],
  random: Random,
): PlannedOrder {
  const { truck, home } = keyDriver;
  const { capacity, body, lengthMillimeters } = truck.vehicle;
  const part = (most: number): number => Math.floor((most * random.whole(55, 95)) / 100);
  const { vehicleSlots } = capacity;
  const load = {
    kilograms: Math.max(1, part(capacity.kilograms)),
    litres: part(capacity.litres),
    vehicleSlots: vehicleSlots === 0 ? 0 : random.whole(3, vehicleSlots),
  };
  const to = destination(home, places, random);
  const plan = { from: home, to, load, bodyTypes: [body], lengthMillimeters };
  const order = posting(plan, truck.fenPerKilometer, random);
  return {
    shipperId: shipperId(random.whole(1, SHIPPERS)),
    from: home,
    to,
    keyDriver,
    turn,
    order: {
      ...order,
      cargoKind: random.pick(truck.cargo),
      mode: random.chance(turn === 'none' ? 0.2 : 0) ? 'first_wins' : 'grab_then_award',
      ...confirmationOf(turn, random),
    },
  };
}

function confirmationOf(
  turn: Turn,
  random: Random,
): Pick<PostOrder, 'confirmation' | 'depositFen'> {
  if (turn === 'leaves_unconfirmed') return { confirmation: 'by_shipper', depositFen: 0 };
  const confirmation = random.weighted([
    [70, 'at_once'],
    [15, 'by_shipper'],
    [15, 'by_deposit'],
  ] as const);
  return { confirmation, depositFen: confirmation === 'by_deposit' ? 20_000 : 0 };
}

function oversizeOrder(from: Place, places: readonly Place[], random: Random): PlannedOrder {
  const { lengthMillimeters, ...load } = OVERSIZE;
  const to = destination(from, places, random);
  const plan = {
    from,
    to,
    load: { ...load, vehicleSlots: 0 },
    bodyTypes: ['low_bed', 'flatbed'] satisfies BodyType[],
    lengthMillimeters,
  };
  const order = posting(plan, 2500, random);
  return {
    shipperId: shipperId(random.whole(1, SHIPPERS)),
    from,
    to,
    keyDriver: null,
    turn: 'none',
    order: { ...order, cargoKind: 'machinery', qualifications: ['oversize'] },
  };
}

type Job = {
  readonly from: Place;
  readonly to: Place;
  readonly load: PostOrder['load'];
  readonly bodyTypes: BodyType[];
  readonly lengthMillimeters: number;
};

/** Loading windows reach far enough for a truck from the edge of the reach to arrive in time. */
function posting(job: Job, fenPerKilometer: number, random: Random): PostOrder {
  const nowMs = Date.now();
  const kilometers = Math.ceil((greatCircleMeters(job.from, job.to) * 1.3) / 1000);
  const window = (fromHours: number, untilHours: number) => ({
    from: new Date(nowMs + fromHours * HOUR_MS).toISOString(),
    until: new Date(nowMs + untilHours * HOUR_MS).toISOString(),
  });
  const stop = (place: Place, span: ReturnType<typeof window>) => ({
    position: givenIn(random.pick(SYSTEMS), place),
    cityCode: place.cityCode,
    window: span,
  });
  const driveHours = Math.ceil(kilometers / 50);
  return {
    loading: stop(job.from, window(1, random.whole(6, 12))),
    // Three times the driving itself: nights and rests by law are longer than the wheel turns.
    unloading: stop(job.to, window(1 + driveHours, 3 * driveHours + 24)),
    load: job.load,
    bodyTypes: job.bodyTypes,
    minLengthMillimeters: job.lengthMillimeters,
    cargoKind: 'general',
    handling: random.pick(['none', 'driver_unloads', 'forklift'] as const),
    qualifications: [],
    valueFen: random.whole(20, 900) * 100_000,
    freightFen: Math.max(30_000, kilometers * fenPerKilometer),
    depositFen: 0,
    mode: 'grab_then_award',
    confirmation: 'at_once',
  };
}

/** A lane worth a truck: 100 to 1,200 km where there is one. */
function destination(from: Place, places: readonly Place[], random: Random): Place {
  const others = places.filter(({ cityCode }) => cityCode !== from.cityCode);
  const fitting = others.filter((place) => {
    const meters = greatCircleMeters(from, place);
    return meters >= 100_000 && meters <= 1_200_000;
  });
  return random.pick(fitting.length > 0 ? fitting : others);
}
