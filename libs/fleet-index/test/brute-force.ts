import { greatCircleMeters, type Nearest, type Position } from '../src/index.js';

/** What the index has to answer, by looking at everyone. Rings and cells are its own affair. */
export function bruteForce(
  fleet: Iterable<readonly [string, Position]>,
  at: Position,
  { reachMeters, limit }: { reachMeters: number; limit: number },
): Omit<Nearest, 'rings' | 'cells'> {
  const within = [...fleet]
    .map(([driverId, position]) => ({ driverId, meters: greatCircleMeters(at, position) }))
    .filter(({ meters }) => meters <= reachMeters)
    .sort((a, b) => a.meters - b.meters || (a.driverId < b.driverId ? -1 : 1));
  const found = within.slice(0, limit);
  const cut = within.length > limit;
  return {
    found,
    foundCount: within.length,
    endedBy: cut ? 'limit' : 'reach',
    provenMeters: cut ? (found.at(-1)?.meters ?? 0) : reachMeters,
  };
}

export function withoutEffort({ rings: _rings, cells: _cells, ...answer }: Nearest) {
  return answer;
}
