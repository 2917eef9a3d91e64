import { ceilDivide, floorDivide } from './division.js';
import type { Policy } from './policy.js';

const SECONDS_PER_HOUR = 3600;

/**
 * Driving time to the pickup: the great circle stretched by the policy's detour, at the policy's
 * speed, rounded up so that no arrival is promised too early. Products stay below 2^53 for any
 * distance on Earth within the bounds of `parsePolicy`.
 */
export const travelSeconds = (
  pickupMeters: number,
  { metersPerHour, detourPermille }: Policy['travel'],
): number => ceilDivide(pickupMeters * detourPermille * SECONDS_PER_HOUR, 1000 * metersPerHour);

/** Whole seconds left until a moment, rounded down; negative once it has passed. */
export const secondsLeft = ({ nowMs, untilMs }: { nowMs: number; untilMs: number }): number =>
  floorDivide(untilMs - nowMs, 1000);

/**
 * The reserve against delay: from the earliest possible arrival to the end of the loading window.
 * Below 0 the truck cannot make it. Arriving before the window opens is not held against a driver,
 * since he may set off later; so the reserve only grows as he is nearer, and nearer never hurts.
 */
export const arrivalSlackSeconds = (
  { pickupMeters, ...span }: { pickupMeters: number; nowMs: number; untilMs: number },
  travel: Policy['travel'],
): number => secondsLeft(span) - travelSeconds(pickupMeters, travel);
