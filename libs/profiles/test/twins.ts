// A second, plainer way to make a profile, which can be told to make one mistake.
import {
  dayOf,
  laneKey,
  type CompletionProfile,
  type Outcome,
  type ProfileOptions,
} from '../src/index.js';
import { weightOf } from '../src/decay.js';

export const FLAWS = [
  'later in the list weighs less',
  'late is not completed',
  'every half-life begins anew',
  'a default rating is on time',
  'what is to come counts as what was',
  'the window is forgotten',
  'what is too old is not counted as left out',
  'a cancelled order can be on time',
  'lanes count what was cancelled',
] as const;
export type Flaw = (typeof FLAWS)[number];

type Rated = Outcome & { readonly rating?: { readonly origin: 'given' | 'default' } };

export function twinProfileOf(
  flaw: Flaw | null,
  given: readonly Rated[],
  { day, halfLifeDays, windowDays }: ProfileOptions,
): CompletionProfile {
  const has = (one: Flaw) => one === flaw;
  const aged = given.map((outcome, index) => {
    const trueAge = day - dayOf(outcome.atMs);
    const ageDays = has('what is to come counts as what was') ? Math.abs(trueAge) : trueAge;
    const decayed = has('every half-life begins anew')
      ? weightOf(ageDays % halfLifeDays, halfLifeDays)
      : weightOf(ageDays, halfLifeDays);
    const weight = has('later in the list weighs less') ? Math.max(0, decayed - index) : decayed;
    return { ...outcome, ageDays, weight };
  });
  const windowed = aged.filter(
    ({ ageDays }) => ageDays > windowDays && !has('the window is forgotten'),
  );
  const future = aged.filter(({ ageDays }) => ageDays < 0);
  const attempted = aged.filter((each) => !windowed.includes(each) && !future.includes(each));
  const completed = attempted.filter(
    ({ kind, onTime }) =>
      kind === 'completed' && !(has('late is not completed') && onTime === false),
  );
  const timed = (has('a cancelled order can be on time') ? attempted : completed).filter(
    ({ onTime, rating }) =>
      onTime !== null || (has('a default rating is on time') && rating?.origin === 'default'),
  );
  const onTime = timed.filter(({ onTime: was }) => was !== false);
  const laned = has('lanes count what was cancelled') ? attempted : completed;
  return {
    evidence: {
      attempted: attempted.length,
      completed: completed.length,
      timed: timed.length,
      onTime: onTime.length,
    },
    excluded: {
      windowed: has('what is too old is not counted as left out') ? 0 : windowed.length,
      future: future.length,
    },
    attemptedMilli: sum(attempted),
    completedMilli: sum(completed),
    timedMilli: sum(timed),
    onTimeMilli: sum(onTime),
    laneMilli: sumsBy(laned, laneKey),
    togetherMilli: sumsBy(completed, ({ shipperId }) => shipperId),
    cargoMilli: sumsBy(
      completed.flatMap(({ cargoKind = null, ...each }) =>
        cargoKind === null ? [] : [{ ...each, ofCargo: cargoKind }],
      ),
      ({ ofCargo }) => ofCargo,
    ),
  };
}

type Weighed = Outcome & { readonly weight: number };

const sum = (outcomes: readonly Weighed[]): number =>
  outcomes.reduce((total, { weight }) => total + weight, 0);

function sumsBy<Each extends Weighed, Key>(
  outcomes: readonly Each[],
  keyOf: (outcome: Each) => Key,
): Map<Key, number> {
  const keys = [...new Set(outcomes.map(keyOf))];
  return new Map(keys.map((key) => [key, sum(outcomes.filter((each) => keyOf(each) === key))]));
}
