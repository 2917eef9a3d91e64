import { POINTS_MAX } from '#libs/matcher';
import type { FactorName, ProfileFacts } from '#libs/matcher';
import type { Consequence, ConsequenceRule, ProfileEvent } from '../consequence.js';
import { FACTOR_LABELS, PROFILE_CAUSE_LABELS, type Text } from '../labels.js';

/** What happened and what follows from it, number by number. Who the shipper was is left out. */
export type ConsequenceView = {
  readonly of: Consequence['of'];
  readonly rule: ConsequenceRule;
  /** Whether it counts in his completion rate; null where that follows from the sums. */
  readonly counts: boolean | null;
  /** How long he had the order, or waited with his grab. */
  readonly hadMs: number | null;
  readonly by: string | null;
  readonly took: 'order' | 'grab' | 'offer' | null;
  readonly profile: ProfileChangeView | null;
};

export type ProfileChangeView = {
  readonly because: string;
  readonly label: Text;
  readonly before: ProfileFacts | null;
  readonly after: ProfileFacts | null;
  readonly added: readonly EventView[];
  readonly removed: readonly EventView[];
  readonly effects: readonly EffectView[];
};

export type EventView = Omit<ProfileEvent, 'shipperId'>;

export type EffectView = {
  readonly factor: FactorName;
  readonly label: Text;
  readonly weight: number;
  readonly pointsBefore: number;
  readonly pointsAfter: number;
  readonly contributionBefore: number;
  readonly contributionAfter: number;
  readonly most: number;
};

export function consequenceView(consequence: Consequence): ConsequenceView {
  const { of, rule } = consequence;
  const nothing = { counts: null, hadMs: null, by: null, took: null, profile: null };
  switch (consequence.of) {
    case 'release':
      return { of, rule, ...nothing, counts: consequence.counts, hadMs: consequence.waitedMs };
    case 'cancellation': {
      const { counts, hadMs, by, took } = consequence;
      return { of, rule, ...nothing, counts, hadMs, by, took };
    }
    case 'profile_change': {
      const { because, before, after, added, removed, effects } = consequence;
      const profile: ProfileChangeView = {
        because,
        label: PROFILE_CAUSE_LABELS[because],
        before,
        after,
        added: added.map(eventView),
        removed: removed.map(eventView),
        effects: effects.map((effect) => ({
          label: FACTOR_LABELS[effect.factor],
          contributionBefore: effect.weight * effect.pointsBefore,
          contributionAfter: effect.weight * effect.pointsAfter,
          most: effect.weight * POINTS_MAX,
          ...effect,
        })),
      };
      return { of, rule, ...nothing, profile };
    }
    case 'review':
      return { of, rule, ...nothing, counts: false };
  }
}

const eventView = ({ shipperId: _shipper, ...event }: ProfileEvent): EventView => event;
