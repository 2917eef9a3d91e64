import { ceilDivide } from '../division.js';
import type { Window } from '../domain.js';
import type { Policy } from '../policy.js';
import { travelSeconds } from '../travel.js';

/** A ramp that a truck has to be at; `at` is its row in the table of distances. */
export type Ramp = { readonly at: number; readonly window: Window };

export type Leg = (from: number, to: number) => number;

export type Driven = {
  /** From the truck up to each ramp. */
  readonly meters: readonly number[];
  readonly arrivalMs: readonly number[];
  /** After the window's end, by ramp; 0 where it is met. */
  readonly lateSeconds: readonly number[];
};

export type Driving = {
  readonly leg: Leg;
  readonly nowMs: number;
  readonly stopSeconds: number;
  readonly travel: Policy['travel'];
};

/**
 * Drives through the ramps in this order, waits where a window is not open yet, and stops at each.
 */
export function drive(
  ramps: readonly Ramp[],
  { leg, nowMs, stopSeconds, travel }: Driving,
): Driven {
  const meters: number[] = [];
  const arrivalMs: number[] = [];
  const lateSeconds: number[] = [];
  let [at, driven, atMs] = [0, 0, nowMs];
  for (const { at: to, window } of ramps) {
    const length = leg(at, to);
    driven += length;
    atMs += travelSeconds(length, travel) * 1000;
    meters.push(driven);
    arrivalMs.push(atMs);
    lateSeconds.push(Math.max(0, ceilDivide(atMs - window.untilMs, 1000)));
    atMs = Math.max(atMs, window.fromMs) + stopSeconds * 1000;
    at = to;
  }
  return { meters, arrivalMs, lateSeconds };
}

/**
 * Every way to put one more order's ramps among those there are without changing their order. What
 * is loaded already has one ramp left, and it may stand anywhere.
 */
export function* insertions(
  ramps: readonly Ramp[],
  more: readonly Ramp[],
): Generator<readonly Ramp[]> {
  const [first, second] = more;
  if (first === undefined) return;
  for (let i = 0; i <= ramps.length; i++) {
    const withFirst = [...ramps.slice(0, i), first, ...ramps.slice(i)];
    if (second === undefined) yield withFirst;
    else {
      for (let j = i + 1; j <= withFirst.length; j++) {
        yield [...withFirst.slice(0, j), second, ...withFirst.slice(j)];
      }
    }
  }
}
