import type { Circumstances } from '../circumstances.js';
import type { Facts } from '../decision.js';
import type { Candidate, OrderFacts } from '../domain.js';

/** Points are whole numbers, so a sum is exact, has one JSON spelling, and ties are real ties. */
export const POINTS_MAX = 1000;

export type Measure = {
  /** 0..POINTS_MAX, more is better. */
  readonly points: number;
  readonly facts: Facts;
};

/**
 * One reason to prefer a driver. Asked only about drivers no rule refused, so the truck fits and
 * arrives in time.
 */
export type Factor = (
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
) => Measure;
