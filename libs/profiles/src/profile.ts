import type { CargoKind } from '#libs/matcher';
import { dayOf } from './day.js';
import { weightOf } from './decay.js';
import type { Outcome } from './outcome.js';
import type { ProfileOptions } from './profile-options.js';
import type { RatingSums } from './ratings.js';

/** What a driver's past says, decayed; thousandths of an order, so that sums are exact. */
export type CompletionProfile = {
  /** Undecayed: how many outcomes went in, how many were left out and why. For who asks. */
  readonly evidence: {
    readonly attempted: number;
    readonly completed: number;
    readonly timed: number;
    readonly onTime: number;
  };
  readonly excluded: { readonly windowed: number; readonly future: number };
  readonly attemptedMilli: number;
  readonly completedMilli: number;
  /** Completed and with a known punctuality. */
  readonly timedMilli: number;
  readonly onTimeMilli: number;
  /** Completed by lane, keyed as `laneKey` does. */
  readonly laneMilli: ReadonlyMap<string, number>;
  /** Completed by shipper. */
  readonly togetherMilli: ReadonlyMap<string, number>;
  /** Completed by cargo kind, where that is known. */
  readonly cargoMilli: ReadonlyMap<CargoKind, number>;
  /** Absent where no policy asks for ratings. */
  readonly ratings?: RatingSums;
};

/** A lane has a direction: the way back is another one. */
export const laneKey = (lane: { fromCityCode: string; toCityCode: string }): string =>
  `${lane.fromCityCode}>${lane.toCityCode}`;

/** One driver's outcomes, in any order: sums of whole numbers do not depend on it. */
export function profileOf(
  outcomes: Iterable<Outcome>,
  { day, halfLifeDays, windowDays }: ProfileOptions,
): CompletionProfile {
  requireWhole('day', day, Number.MIN_SAFE_INTEGER);
  requireWhole('half-life in days', halfLifeDays, 1);
  requireWhole('window in days', windowDays, 0);
  const evidence = { attempted: 0, completed: 0, timed: 0, onTime: 0 };
  const excluded = { windowed: 0, future: 0 };
  const milli = { attemptedMilli: 0, completedMilli: 0, timedMilli: 0, onTimeMilli: 0 };
  const laneMilli = new Map<string, number>();
  const togetherMilli = new Map<string, number>();
  const cargoMilli = new Map<CargoKind, number>();

  for (const outcome of outcomes) {
    const ageDays = day - dayOf(outcome.atMs);
    if (ageDays < 0) {
      excluded.future += 1;
      continue;
    }
    if (ageDays > windowDays) {
      excluded.windowed += 1;
      continue;
    }
    const weight = weightOf(ageDays, halfLifeDays);
    evidence.attempted += 1;
    milli.attemptedMilli += weight;
    if (!isCompleted(outcome)) continue;
    evidence.completed += 1;
    milli.completedMilli += weight;
    add(laneMilli, laneKey(outcome), weight);
    add(togetherMilli, outcome.shipperId, weight);
    const { cargoKind = null } = outcome;
    if (cargoKind !== null) add(cargoMilli, cargoKind, weight);
    if (outcome.onTime === null) continue;
    evidence.timed += 1;
    milli.timedMilli += weight;
    if (!outcome.onTime) continue;
    evidence.onTime += 1;
    milli.onTimeMilli += weight;
  }
  return { evidence, excluded, ...milli, laneMilli, togetherMilli, cargoMilli };
}

/** Of a driver about whom nothing is known yet. */
export const NO_EVIDENCE: CompletionProfile = profileOf([], {
  day: 0,
  halfLifeDays: 1,
  windowDays: 0,
});

/** Throws at a kind that is none, a shipper's cancel for instance: silence would hide a mistake. */
function isCompleted({ kind }: Outcome): boolean {
  switch (kind) {
    case 'completed':
      return true;
    case 'driver_cancelled':
      return false;
    default:
      throw new RangeError(`expected completed or driver_cancelled, got ${String(kind)}`);
  }
}

const add = <Key>(sums: Map<Key, number>, key: Key, weight: number): unknown =>
  sums.set(key, (sums.get(key) ?? 0) + weight);

function requireWhole(what: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`expected a whole ${what}, at least ${least}, got ${value}`);
  }
}
