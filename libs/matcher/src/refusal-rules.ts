import type { CargoKind } from './vocabulary.js';

/** How often a driver may be asked, and about what once more. */
export type AskingRules = {
  /** An order that he would not have is not given to him again for so long, on the same terms. */
  readonly declinedSeconds: number;
  /** The same of an order that was his and was given back. */
  readonly gaveBackSeconds: number;
  /** So many offers of other orders may wait for his answer. */
  readonly openOffersMax: number;
};

/** When orders that may ride with others (拼车) ride on one truck. */
export type PartLoadRules = {
  readonly ordersMax: number;
  /** What is aboard may be driven so much farther for one more order, and no farther. */
  readonly detourMetersMax: number;
  /** At each ramp. */
  readonly stopSeconds: number;
  /** Kinds of cargo that never ride together, whichever of the two came first. */
  readonly apart: readonly (readonly [CargoKind, CargoKind])[];
  /** Kinds that ride with nothing else, not even with their own. */
  readonly alone: readonly CargoKind[];
};

/** What the law lets one driver drive; two take turns. */
export type DrivingTimeRules = {
  /** After driving so long … */
  readonly stretchSeconds: number;
  /** … he rests so long. */
  readonly restSeconds: number;
  /** From midnight to midnight in China. */
  readonly daySeconds: number;
};

export const DEFAULT_ASKING: AskingRules = {
  // A night: what he would not have in the evening he may want in the morning.
  declinedSeconds: 43_200,
  // As long as an order is open: who let it go once is asked again only on other terms.
  gaveBackSeconds: 604_800,
  // More than three at a time nobody reads, and each keeps goods waiting.
  openOffersMax: 3,
};

export const DEFAULT_PART_LOADS: PartLoadRules = {
  // Each more is two more ramps, and a day has room for few.
  ordersMax: 4,
  // An hour's drive: the goods aboard were promised to somebody else.
  detourMetersMax: 50_000,
  stopSeconds: 1_800,
  // What is eaten stays away from what smells, stains or poisons, and from another temperature.
  apart: [
    ['food', 'chemicals'],
    ['fresh', 'chemicals'],
    ['frozen', 'chemicals'],
    ['food', 'coal_ore'],
    ['fresh', 'coal_ore'],
    ['frozen', 'coal_ore'],
    ['food', 'building_materials'],
    ['fresh', 'building_materials'],
    ['frozen', 'building_materials'],
    ['fresh', 'frozen'],
    ['food', 'frozen'],
    ['household', 'chemicals'],
    ['household', 'coal_ore'],
    ['parcels', 'chemicals'],
    ['parcels', 'coal_ore'],
  ],
  alone: ['hazardous'],
};

/** Road traffic safety law: four hours, then twenty minutes; eight hours a day (道路交通安全法实施条例 62). */
export const DEFAULT_DRIVING_TIME: DrivingTimeRules = {
  stretchSeconds: 14_400,
  restSeconds: 1_200,
  daySeconds: 28_800,
};
