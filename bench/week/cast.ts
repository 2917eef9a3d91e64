import { CITIES } from '../award/fleet.js';
import { Seeded } from '../seeded.js';

/** How many play, and how many only stand by to ask why nothing ever reached them. */
export type Size = {
  readonly active: number;
  readonly bystanders: number;
  readonly orders: number;
  /** From one look at the market to the next. */
  readonly stepMinutes: number;
};

export const FULL: Size = { active: 300, bystanders: 1_000, orders: 6_000, stepMinutes: 10 };
export const TINY: Size = { active: 24, bystanders: 12, orders: 40, stepMinutes: 60 };

const BODIES = ['box', 'box', 'high_rail', 'flatbed', 'wing'] as const;
const SPREAD_DEGREES = 0.2;
/** Xi'an, Chengdu and Urumqi: nobody there is near any order of the week. */
const ELSEWHERE = [
  { code: '6101', lat: 34.26, lng: 108.94 },
  { code: '5101', lat: 30.66, lng: 104.06 },
  { code: '6501', lat: 43.79, lng: 87.63 },
] as const;

export type Player = {
  readonly driverId: string;
  readonly body: (typeof BODIES)[number];
  /** No two trucks are of one size: whose a size is can be told wherever it turns up. */
  readonly lengthMillimeters: number;
  readonly kilograms: number;
  readonly litres: number;
  readonly cityCode: string;
  readonly lat: number;
  readonly lng: number;
  readonly location: boolean;
  readonly profile: boolean;
  /** Past outcomes that are imported before the week; none makes him new. */
  readonly past: number;
  /** Whether he is ever on duty: one in four bystanders is, in a city far away. */
  readonly onDuty: boolean;
  readonly active: boolean;
};

/**
 * The same drivers for the same seed. Groups overlap, so that each can be held against its rest.
 */
export function castOf(seed: number, { active, bystanders }: Size): Player[] {
  const seeded = new Seeded(seed);
  const share = (permille: number): boolean => seeded.whole(1, 1_000) <= permille;
  const player = (index: number, isActive: boolean): Player => {
    const city = isActive ? seeded.oneOf(CITIES) : seeded.oneOf([...CITIES, ...ELSEWHERE]);
    return {
      driverId: `week-${String(index).padStart(5, '0')}`,
      body: seeded.oneOf(BODIES),
      lengthMillimeters: seeded.oneOf([6_800, 9_600, 9_600, 13_000] as const) + index,
      kilograms: 15_000 + index,
      litres: 55_000 + index,
      cityCode: city.code,
      lat: Number(seeded.around(city.lat, SPREAD_DEGREES).toFixed(6)),
      lng: Number(seeded.around(city.lng, SPREAD_DEGREES).toFixed(6)),
      location: share(800),
      profile: share(750),
      past: share(600) ? seeded.whole(3, 12) : 0,
      onDuty: isActive || (ELSEWHERE.some(({ code }) => code === city.code) && share(500)),
      active: isActive,
    };
  };
  return Array.from({ length: active + bystanders }, (_, index) => player(index, index < active));
}
