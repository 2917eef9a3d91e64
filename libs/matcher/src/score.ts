import type { Circumstances } from './circumstances.js';
import type { Part } from './decision.js';
import type { Candidate, OrderFacts } from './domain.js';
import { FACTORS, type FactorName } from './policy.js';
import { compensationPart } from './scoring/compensation.js';
import { arrivalSlack } from './scoring/arrival-slack.js';
import { bodyFit } from './scoring/body-fit.js';
import { completedTogether } from './scoring/completed-together.js';
import { completionRate } from './scoring/completion-rate.js';
import type { Factor } from './scoring/factor.js';
import { laneExperience } from './scoring/lane-experience.js';
import { loadFit } from './scoring/load-fit.js';
import { pickupDistance } from './scoring/pickup-distance.js';
import { punctuality } from './scoring/punctuality.js';
import { waiting } from './scoring/waiting.js';
import { cargoExperience } from './scoring/cargo-experience.js';
import { exploration } from './scoring/exploration.js';
import { observedRating } from './scoring/observed-rating.js';
import { fairShare } from './scoring/fair-share.js';
import { homeward } from './scoring/homeward.js';
import { returnLoad } from './scoring/return-load.js';
import { familiarDriver } from './scoring/familiar-driver.js';

export type Factors = Readonly<Record<FactorName, Factor>>;

/**
 * Add a factor: one file, one line here, its name in FACTORS, its table and weight in the policy.
 */
export const factors: Factors = {
  pickup_distance: pickupDistance,
  arrival_slack: arrivalSlack,
  body_fit: bodyFit,
  load_fit: loadFit,
  completion_rate: completionRate,
  punctuality,
  lane_experience: laneExperience,
  completed_together: completedTogether,
  waiting,
  cargo_experience: cargoExperience,
  exploration,
  observed_rating: observedRating,
  fair_share: fairShare,
  homeward,
  return_load: returnLoad,
  familiar_driver: familiarDriver,
};

/**
 * The parts in the order explanations list them, of the factors that the policy knows; priority
 * owed comes last, where it is.
 */
export const partsOf = (
  factors: Factors,
  candidate: Candidate,
  order: OrderFacts,
  circumstances: Circumstances,
): Part[] => {
  const { policy } = circumstances;
  const parts: Part[] = [];
  for (const factor of FACTORS) {
    const weight = policy.weights[factor];
    if (weight === undefined) continue;
    const { points, facts } = factors[factor](candidate, order, circumstances);
    parts.push({ factor, weight, points, facts });
  }
  const owed = compensationPart(candidate, policy);
  if (owed !== null) parts.push(owed);
  return parts;
};

/**
 * The total is computed from the recorded parts and no other way: what we explain is what we did.
 */
export function sumOf(parts: readonly Part[]): number {
  let total = 0;
  for (const { weight, points } of parts) total += weight * points;
  return total;
}
