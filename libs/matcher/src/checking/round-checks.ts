import type { RoundRules } from '../policy.js';
import { all, and, expected, join, object, whole } from './check.js';

const MINUTE_MS = 60_000;

/**
 * The upper ends keep the solver in whole numbers: points of ten thousand orders with a hundred
 * candidates each, times their tickets, stay below 2^53.
 */
export const rounds = and(
  object<RoundRules>({
    unassignedPoints: whole(0, 100_000_000),
    candidatesMin: whole(1, 100),
    candidatesMax: whole(1, 100),
    loosePermille: whole(1, 100_000),
    windowMinMs: whole(0, MINUTE_MS),
    windowMaxMs: whole(0, MINUTE_MS),
    ordersMax: whole(1, 1000),
    stepsMax: whole(0, 10_000_000_000),
  }),
  ({ candidatesMin, candidatesMax, windowMinMs, windowMaxMs }, path, report) =>
    all([
      candidatesMax >= candidatesMin ||
        expected(report, join(path, 'candidatesMax'), `at least ${candidatesMin}`, candidatesMax),
      windowMaxMs >= windowMinMs ||
        expected(report, join(path, 'windowMaxMs'), `at least ${windowMinMs}`, windowMaxMs),
    ]),
);
