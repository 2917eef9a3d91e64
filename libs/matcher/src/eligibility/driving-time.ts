import { hoursOf, legalDrive, pause, rested, type Hours } from '../driving/legal-drive.js';
import { floorDivide } from '../division.js';
import type { Circumstances } from '../circumstances.js';
import type { Candidate, DrivingFacts, OrderFacts } from '../domain.js';
import type { DrivingTimeRules } from '../refusal-rules.js';
import { secondsLeft, travelSeconds } from '../travel.js';
import type { Rule } from './rule.js';

/** Nothing was driven today, by one: what a record without these facts stands for. */
const FRESH: DrivingFacts = {
  crew: 1,
  todaySeconds: 0,
  sinceRestSeconds: 0,
  origin: 'trips',
};

/** To the loading place by its window's end, with the rests that the law asks for on the way. */
export const drivingTime: Rule = (candidate, order, circumstances) => {
  const { nowMs, policy } = circumstances;
  if (policy.drivingTime === undefined) return null;
  const { driving = FRESH } = candidate;
  const there = atLoading(candidate, hoursOf(driving, nowMs), circumstances, policy.drivingTime);
  const value = there.atSeconds - floorDivide(nowMs, 1000);
  const threshold = secondsLeft({ nowMs, untilMs: order.loadingWindow.untilMs });
  return value > threshold ? { value, threshold } : null;
};

/**
 * On to the unloading place by its window's end. Refuses for the hours that lie behind a driver and
 * never for a window that even a rested crew could not meet: such an order is refused to nobody.
 */
export const drivingTimeUnloading: Rule = (candidate, order, circumstances) => {
  const { nowMs, policy } = circumstances;
  const rules = policy.drivingTime;
  if (rules === undefined || order.unloadingWindow === undefined) return null;
  const { driving = FRESH } = candidate;
  const threshold = secondsLeft({ nowMs, untilMs: order.unloadingWindow.untilMs });
  const needed = (hours: Hours): number =>
    atUnloading(candidate, order, hours, circumstances, rules) - floorDivide(nowMs, 1000);
  const value = needed(hoursOf(driving, nowMs));
  return value > threshold && needed(rested(nowMs)) <= threshold ? { value, threshold } : null;
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
  candidate: Candidate,
  { loadingWindow, laneMeters }: OrderFacts,
  hours: Hours,
  circumstances: Circumstances,
  rules: DrivingTimeRules,
): number {
  const { driving = FRESH } = candidate;
  const there = atLoading(candidate, hours, circumstances, rules);
  const loaded = pause(there, floorDivide(loadingWindow.fromMs, 1000), rules);
  const onTheWay = travelSeconds(laneMeters, circumstances.policy.travel);
  return legalDrive(loaded, onTheWay, driving.crew, rules).atSeconds;
}
