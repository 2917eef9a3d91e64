import type { TripRules } from '#libs/matcher';
import { SUSPICION_CODES, type Suspicion, type SuspicionCode } from '../model/trip.js';

/** What is known of a trip when its end is told. Null is what nobody measured, and is no doubt. */
export type TripFacts = {
  /** The straight way between the two places. */
  readonly directMeters: number;
  readonly drivenMeters: number | null;
  readonly durationSeconds: number;
  readonly loadedMeters: number | null;
  readonly nearestUnloadingMeters: number | null;
  readonly fastestMetersPerHour: number | null;
  /** How long before the end the last fix was; null without any. */
  readonly silentSeconds: number | null;
};

type Doubt = {
  readonly value: number | null;
  readonly threshold: number;
  readonly beyond: 'above' | 'below';
};

/**
 * Whether a trip was real, as a list of what speaks against it (S4). Nothing is decided here: the
 * facts go to the service that judges them. The clock alone speaks against those who share no
 * location; everything else needs what was measured.
 */
export function suspicionsOf(facts: TripFacts, rules: TripRules): Suspicion[] {
  const seenToTheEnd = facts.silentSeconds !== null && facts.silentSeconds <= rules.silentSeconds;
  const far = facts.directMeters > 2 * rules.nearMeters;
  const doubts: Readonly<Record<SuspicionCode, Doubt>> = {
    loaded_far_away: {
      value: facts.loadedMeters,
      threshold: rules.nearMeters,
      beyond: 'above',
    },
    never_at_unloading: {
      value: seenToTheEnd ? facts.nearestUnloadingMeters : null,
      threshold: rules.nearMeters,
      beyond: 'above',
    },
    no_movement: {
      value: seenToTheEnd && far ? facts.drivenMeters : null,
      threshold: Math.floor((facts.directMeters * rules.movedPermille) / 1000),
      beyond: 'below',
    },
    impossible_speed: {
      value: facts.fastestMetersPerHour,
      threshold: rules.metersPerHourMax,
      beyond: 'above',
    },
    too_soon: {
      value: far ? facts.durationSeconds : null,
      threshold: Math.floor((facts.directMeters * 3_600) / rules.metersPerHourMax),
      beyond: 'below',
    },
  };
  return SUSPICION_CODES.flatMap((code) => {
    const { value, threshold, beyond } = doubts[code];
    if (value === null) return [];
    return (beyond === 'above' ? value > threshold : value < threshold)
      ? [{ code, value, threshold }]
      : [];
  });
}
