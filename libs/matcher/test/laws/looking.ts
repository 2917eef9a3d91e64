import fc from 'fast-check';
import type { Decision } from '../../src/decision.js';

// What the laws look at in a decision.

export function hold<T>(
  run: fc.Parameters<unknown>,
  generated: fc.Arbitrary<T>,
  rule: (value: T) => void,
): void {
  fc.assert(fc.property(generated, rule), run as fc.Parameters<[T]>);
}

export const idsOf = (drivers: readonly { driverId: string }[]): string[] =>
  drivers.map(({ driverId }) => driverId);

/** Behind and below everyone when not ranked at all. */
export const standingOf = (
  { ranked }: Decision,
  driverId: string,
): { rank: number; total: number } =>
  ranked.find((each) => each.driverId === driverId) ?? { rank: Infinity, total: -1 };

export const loadFitOf = ({ ranked }: Decision): Map<string, number> =>
  new Map(
    ranked.map(({ driverId, parts }) => [
      driverId,
      parts.find(({ factor }) => factor === 'load_fit')?.points ?? NaN,
    ]),
  );

export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The same JSON with every object's keys the other way round, as a database may give it back. */
export function respelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(respelled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, respelled(each)] as const);
  return Object.fromEntries(entries.toReversed());
}
