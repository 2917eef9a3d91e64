import type { Candidate, Refusal } from '#libs/matcher';
import type { DriverRow } from './record.js';

/** Lower edges of the bands, times a power of ten. Fixed once, for every number alike. */
const EDGES = [5, 2, 1] as const;

/** The largest edge that is not above the value: 8 412 becomes 5 000. Nothing stays nothing. */
export function bandEdge(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const size = Math.abs(Math.trunc(value));
  let power = 1;
  while (power * 10 <= size) power *= 10;
  const edge = (EDGES.find((each) => each * power <= size) ?? 0) * power;
  return value < 0 ? -edge : edge;
}

/**
 * What is kept of a driver who did not win, once the time for exact facts is over: a record is no
 * track (invariant 4). Every number that was measured of him becomes the lower edge of its band and
 * his cell goes; the points and their sum stay, since they decided. His ticket was drawn, not
 * measured. Reducing twice is reducing once.
 */
export function reduceRow(row: DriverRow): DriverRow {
  if (row.reduced === true || row.candidate === null) return row;
  return {
    ...row,
    refusal: row.refusal === null ? null : reduceRefusal(row.refusal),
    candidate: reduceCandidate(row.candidate),
    parts: row.parts.map((part) => ({ ...part, facts: banded(part.facts) })),
    reduced: true,
  };
}

function reduceCandidate(candidate: Candidate): Candidate {
  const { aboard: _, ...kept } = candidate;
  const { place, profile, waitingSeconds, share, home, returns, driving } = kept;
  return {
    ...kept,
    place: {
      source: place.source,
      pickupMeters: bandEdge(place.pickupMeters),
      ageSeconds: bandEdge(place.ageSeconds),
      cell: null,
    },
    profile: profile === null ? null : banded(profile),
    waitingSeconds: bandEdge(waitingSeconds),
    ...(driving === undefined ? {} : { driving: { ...banded(driving), crew: driving.crew } }),
    ...(share === undefined ? {} : { share: banded(share) }),
    ...(home === undefined ? {} : { home: banded(home) }),
    ...(returns === undefined ? {} : { returns: banded(returns) }),
  };
}

const reduceRefusal = (refusal: Refusal): Refusal => ({
  ...refusal,
  value: typeof refusal.value === 'number' ? bandEdge(refusal.value) : refusal.value,
});

const banded = <Facts extends object>(facts: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'number' ? bandEdge(value) : value,
    ]),
  ) as Facts;
