import { POINTS_MAX } from '#libs/matcher';
import type { Part, PartName } from '#libs/matcher';
import { FACTOR_LABELS, type Text } from '../labels.js';
import { sentence, type Sentence } from '../sentence.js';

export type PartView = {
  readonly factor: PartName;
  readonly label: Text;
  readonly weight: number;
  /** 0..1000 */
  readonly points: number;
  readonly contribution: number;
  /** What this part gives at most. */
  readonly most: number;
  readonly facts: Part['facts'];
  readonly sentence: Sentence;
};

/** One of the driver's own parts, exact. */
export function partView(part: Part): PartView {
  const { factor, weight, points, facts } = part;
  return {
    factor,
    label: FACTOR_LABELS[factor],
    weight,
    points,
    contribution: weight * points,
    most: weight * POINTS_MAX,
    facts,
    sentence: partSentence(part),
  };
}

/** The total in a view is this sum, so that what is shown adds up by what is shown. */
export const sumOfContributions = (parts: readonly PartView[]): number =>
  parts.reduce((sum, { contribution }) => sum + contribution, 0);

/**
 * The part that gave most and the part that missed most; where that is one and the same, only what
 * it missed is said. The first listed on a tie, none when zero.
 */
export function mainReasons(parts: readonly PartView[]): {
  strongest: Sentence | null;
  weakest: Sentence | null;
} {
  const missed = most(parts, (part) => part.most - part.contribution);
  const gained = most(parts, ({ contribution }) => contribution);
  const say = (key: 'reason.strongest' | 'reason.weakest', part: PartView | null) =>
    part && sentence(key, pick(part));
  return {
    strongest: say('reason.strongest', gained === missed ? null : gained),
    weakest: say('reason.weakest', missed),
  };
}

const pick = ({ factor, contribution, most }: PartView) => ({ factor, contribution, most });

function most(parts: readonly PartView[], size: (part: PartView) => number): PartView | null {
  let best: PartView | null = null;
  for (const part of parts) if (size(part) > (best === null ? 0 : size(best))) best = part;
  return best;
}

const LOAD_UNITS = {
  kilograms: 'part.load_fit.kilograms',
  litres: 'part.load_fit.litres',
  vehicleSlots: 'part.load_fit.vehicle_slots',
} as const;

function partSentence({ factor, points, facts }: Part): Sentence {
  const fact = factsOf(factor, facts);
  if (facts['profileOff'] === true) return sentence('part.profile_off', { points });
  switch (factor) {
    case 'pickup_distance':
      return sentence('part.pickup_distance', fact('pickupMeters', 'placeSource'));
    case 'arrival_slack':
      return sentence(
        'part.arrival_slack',
        fact('driveSeconds', 'availableSeconds', 'slackSeconds'),
      );
    case 'body_fit':
      return facts['exact'] === true
        ? sentence('part.body_fit.exact', fact('body'))
        : sentence('part.body_fit.substitute', fact('body', 'servesFor'));
    case 'load_fit':
      return sentence(loadMessage(facts), fact('needed', 'free', 'usePermille'));
    case 'completion_rate':
      return sentence(
        'part.completion_rate',
        fact(
          ...(['completedMilli', 'attemptedMilli', 'priorSuccessesMilli'] as const),
          ...(['priorTrialsMilli', 'ratePermille'] as const),
        ),
      );
    case 'punctuality':
      return sentence(
        'part.punctuality',
        fact(
          ...(['onTimeMilli', 'timedMilli', 'priorSuccessesMilli'] as const),
          ...(['priorTrialsMilli', 'ratePermille'] as const),
        ),
      );
    case 'lane_experience':
      return sentence('part.lane_experience', fact('laneMilli'));
    case 'completed_together':
      return sentence('part.completed_together', fact('togetherMilli'));
    case 'waiting':
      return sentence('part.waiting', fact('waitingSeconds'));
    case 'cargo_experience':
      return sentence('part.cargo_experience', fact('cargoMilli'));
    case 'exploration':
      return sentence('part.exploration', fact('benefitMilli', 'ratePermille', 'benefitPermille'));
    case 'observed_rating':
      return sentence(
        'part.observed_rating',
        fact('ratedMilli', 'priorRatingsMilli', 'priorMilliStars', 'milliStars'),
      );
    case 'fair_share':
      return facts['known'] === true
        ? sentence(
            'part.fair_share',
            fact(
              ...(['earnedFen', 'onDutySeconds', 'medianFenPerHour'] as const),
              ...(['comparable', 'sharePermille'] as const),
            ),
          )
        : sentence('part.fair_share.unknown', { points });
    case 'homeward':
      return facts['homeKnown'] === true
        ? sentence('part.homeward', fact('nowMeters', 'afterMeters'))
        : sentence('part.homeward.no_home', {});
    case 'return_load':
      if (facts['homeKnown'] !== true) return sentence('part.return_load.no_home', {});
      return facts['lookedUp'] === true
        ? sentence(
            'part.return_load',
            fact(
              ...(['emptyHomeMeters', 'open', 'postedPerDayMilli'] as const),
              ...(['chancePermille', 'savedMeters'] as const),
            ),
          )
        : sentence('part.return_load.not_looked_up', {});
    case 'familiar_driver':
      return facts['familiar'] === true
        ? sentence('part.familiar_driver', {})
        : sentence('part.familiar_driver.not', {});
    case 'compensation':
      return sentence('part.compensation', { points });
  }
}

function loadMessage({ fullest }: Part['facts']) {
  const known = Object.entries(LOAD_UNITS).find(([dimension]) => dimension === fullest);
  if (known === undefined) throw new Error(`load_fit knows no dimension ${String(fullest)}`);
  return known[1];
}

/** Takes the named facts out of a part; a record that lacks one was not written by this engine. */
const factsOf =
  (factor: PartName, facts: Part['facts']) =>
  <Name extends string>(...names: readonly Name[]): Record<Name, number | string | boolean> => {
    const taken: Partial<Record<Name, number | string | boolean>> = {};
    for (const name of names) {
      const value = facts[name];
      if (value === undefined) throw new Error(`part ${factor} is recorded without ${name}`);
      taken[name] = value;
    }
    return taken as Record<Name, number | string | boolean>;
  };
