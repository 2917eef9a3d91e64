import { hoursOf, legalDrive, pause, rested, type Hours } from '../driving/legal-drive.js';
import { floorDivide } from '../division.js';
import type { Circumstances } from '../circumstances.js';
import type { Candidate, DrivingFacts, OrderFacts } from '../domain.js';
import type { DrivingTimeRules } from '../refusal-rules.js';
import { secondsLeft, travelSeconds } from '../travel.js';
import { cannotArrive } from './cannot-arrive.js';
import type { Rule } from './rule.js';

/** Nothing was driven today, by one: what a record without these facts stands for. */
const FRESH: DrivingFacts = {
  crew: 1,
  todaySeconds: 0,
  sinceRestSeconds: 0,
  origin: 'trips',
};

/**
 * To the loading place by its window's end, with the rests that the law asks for on the way. Whom
 * the way alone keeps from it is told that, and nothing of hours.
 */
export const drivingTime: Rule = (candidate, order, circumstances) => {
  const { nowMs, policy } = circumstances;
  if (policy.drivingTime === undefined) return null;
  if (cannotArrive(candidate, order, circumstances) !== null) return null;
  const { driving = FRESH } = candidate;
  const there = atLoading(candidate, hoursOf(driving, nowMs), circumstances, policy.drivingTime);
  const value = there.atSeconds - floorDivide(nowMs, 1000);
  const threshold = secondsLeft({ nowMs, untilMs: order.loadingWindow.untilMs });
  return value > threshold ? { value, threshold } : null;
};

/**
 * On to the unloading place by its window's end. Never for a window that even a rested crew at the
 * loading place could not meet: such an order is refused to nobody, and being nearer never hurts.
 */
export const drivingTimeUnloading: Rule = (candidate, order, circumstances) => {
  const { nowMs, policy } = circumstances;
  const rules = policy.drivingTime;
  if (rules === undefined || order.unloadingWindow === undefined) return null;
  const { driving = FRESH } = candidate;
  const untilMs = order.unloadingWindow.untilMs;
  const threshold = secondsLeft({ nowMs, untilMs });
  const from = (loadedFrom: Hours): number =>
    atUnloading(loadedFrom, order, driving.crew, circumstances, rules) - floorDivide(nowMs, 1000);
  if (from(rested(nowMs)) > threshold) return null;
  const there = atLoading(candidate, hoursOf(driving, nowMs), circumstances, rules);
  const value = from(there);
  return value > threshold ? { value, threshold } : null;
};

function atLoading(
  { place, driving = FRESH }: Candidate,
  hours: Hours,
  { policy }: Circumstances,
  rules: DrivingTimeRules,
): Hours {
  const toLoading = travelSeconds(place.pickupMeters, policy.travel);
  return legalDrive(hours, toLoading, driving.crew, rules);
}

function atUnloading(
  there: Hours,
  { loadingWindow, laneMeters }: OrderFacts,
  crew: DrivingFacts['crew'],
  { policy: { travel } }: Circumstances,
  rules: DrivingTimeRules,
): number {
  const loaded = pause(there, floorDivide(loadingWindow.fromMs, 1000), rules);
  return legalDrive(loaded, travelSeconds(laneMeters, travel), crew, rules).atSeconds;
}
