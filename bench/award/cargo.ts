import type { PostOrder } from '#libs/contracts';
import type { Scale } from '../scale.js';
import { Seeded } from '../seeded.js';
import { canCarry, CITIES, type Truck } from './fleet.js';

const HOUR_MS = 3_600_000;
const SPREAD_DEGREES = 0.1;

/** One order of the scenario, and who will grab it. */
export type Cargo = {
  readonly place: number;
  /** The request's body, made before the clock starts. */
  readonly posted: { readonly recommend: string; readonly award: string };
  readonly grabber: Truck;
};

/**
 * The same orders in every round. Each is grabbed by one truck that can carry it, and no truck
 * twice.
 */
export function cargoOf(scale: Scale, fleet: readonly Truck[], nowMs: number): Cargo[] {
  const seeded = new Seeded(scale.seed + 1);
  const able = fleet.filter(canCarry);
  return Array.from({ length: scale.orders }, (_, place) => {
    const [from, to] = [seeded.oneOf(CITIES), seeded.oneOf(CITIES)];
    const order: Omit<PostOrder, 'mode'> = {
      loading: {
        position: at(seeded, from),
        cityCode: from.code,
        window: window(nowMs, 24),
      },
      unloading: { position: at(seeded, to), cityCode: to.code, window: window(nowMs, 36) },
      load: { kilograms: seeded.whole(3_000, 14_000), litres: 32_000, vehicleSlots: 0 },
      bodyTypes: ['box'],
      minLengthMillimeters: 9_600,
      cargoKind: 'general',
      handling: 'none',
      qualifications: [],
      valueFen: 12_000_000,
      freightFen: seeded.whole(80_000, 300_000),
      depositFen: 0,
      confirmation: 'at_once',
    };
    const grabber = able[place];
    if (grabber === undefined) throw new Error('too few trucks can carry the orders of a round');
    return {
      place,
      grabber,
      posted: {
        recommend: JSON.stringify({ ...order, mode: 'grab_then_award' }),
        award: JSON.stringify({ ...order, mode: 'first_wins' }),
      },
    };
  });
}

const at = (
  seeded: Seeded,
  { lat, lng }: { lat: number; lng: number },
): PostOrder['loading']['position'] => ({
  lat: Math.round(seeded.around(lat, SPREAD_DEGREES) * 1e6) / 1e6,
  lng: Math.round(seeded.around(lng, SPREAD_DEGREES) * 1e6) / 1e6,
  coordinateSystem: 'wgs84',
});

/** Far enough away that every truck arrives in time, however long the run takes. */
const window = (nowMs: number, inHours: number): { from: string; until: string } => ({
  from: new Date(nowMs + inHours * HOUR_MS).toISOString(),
  until: new Date(nowMs + (inHours + 10) * HOUR_MS).toISOString(),
});
