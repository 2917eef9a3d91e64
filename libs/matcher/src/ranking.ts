import { byCodeUnits } from './code-units.js';
import type { Decision, Part } from './decision.js';
import type { Candidate, World } from './domain.js';
import type { Mode } from './vocabulary.js';

/** A driver no rule refused, with what he is worth. */
export type Contender = {
  readonly candidate: Candidate;
  readonly total: number;
  readonly parts: readonly Part[];
};

/** One step of the comparison, by the name under which a decision says it was decided. */
export type Key = {
  readonly name: NonNullable<Decision['decidedBy']>;
  readonly compare: (a: Contender, b: Contender) => number;
};

const total: Key = { name: 'total', compare: (a, b) => b.total - a.total };

/** Drawn by a seed that was committed to before the window opened: luck nobody can steer. */
const ticket: Key = {
  name: 'ticket',
  compare: (a, b) => byCodeUnits(a.candidate.ticket, b.candidate.ticket),
};

/** Ids differ, so every order ends here and never hangs on how the drivers came in. */
const driverId: Key = {
  name: 'driver_id',
  compare: (a, b) => byCodeUnits(a.candidate.driverId, b.candidate.driverId),
};

const grabSequence: Key = {
  name: 'grab_sequence',
  compare: (a, b) => placeInRow(a.candidate) - placeInRow(b.candidate),
};

/** Who did not grab is refused before an award; were he not, he would come last. */
const placeInRow = ({ grabSequence }: Candidate): number => grabSequence ?? Number.MAX_SAFE_INTEGER;

/**
 * Merit, then luck, then the id. Only an award in first-wins, or to who accepts an offer, goes by
 * the clock, and then by nothing else.
 */
export const rankingKeys = (mode: Mode, purpose: World<unknown>['purpose']): readonly Key[] =>
  purpose === 'award' && (mode === 'first_wins' || mode === 'offer')
    ? [grabSequence, driverId]
    : [total, ticket, driverId];

export const inOrderOf =
  (keys: readonly Key[]) =>
  (a: Contender, b: Contender): number => {
    for (const { compare } of keys) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };

/** What separated the first from the second; when he is alone, what would have. */
export function separatedBy(
  keys: readonly Key[],
  [first, second]: readonly Contender[],
): Decision['decidedBy'] {
  if (first === undefined) return null;
  const key = second && keys.find(({ compare }) => compare(first, second) !== 0);
  return (key ?? keys[0])?.name ?? null;
}
